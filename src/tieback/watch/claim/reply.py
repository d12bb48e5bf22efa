"""What was found of the accused's answer to each accusation of an article, and who gave it."""

import re
from collections.abc import Sequence
from datetime import date

from tieback.model.article import Article
from tieback.model.claim import Claim, ClaimLink, ClaimType, Relation, Reply
from tieback.watch.claim.lexicon import wording, words_of

_ASKED_OF = frozenset({ClaimType.ALLEGATION, ClaimType.FINDING})
_ANSWERS = frozenset({Relation.DENIES, Relation.WITHDRAWS, Relation.CORRECTS})
_WHO = r"(?P<who>[^.;:“”\"\n]{2,80}?),?\s+(?:had\s+|has\s+|have\s+)?"
_DECLINED = r"(?:declined|refused)\s+(?:to\s+(?:comment|answer|respond|say|discuss)|(?:a|our|its)\s+request|an interview)"
_SILENT_TO = r"(?:respond|repl|answer|comment|return|be reached|reached)\w*"
_NO_ANSWER = (
    rf"(?:did|does|do|had|has|have|would|could)\s*(?:not|n[’']t)\s+(?:immediately\s+|yet\s+)?{_SILENT_TO}"
)
_ABSENT = r"(?:was|were)\s+not\s+(?:immediately\s+)?(?:available|reachable)"
_NO_COMMENT = re.compile(r"(?:^|\n)\W{0,3}(?P<who>[A-Z][^:\n]{1,60}):\s+[“\"]?[Nn]o comment\b")
_SILENT = re.compile(rf"{_WHO}(?:{_DECLINED}|{_NO_ANSWER}|{_ABSENT})")


def find_replies(claims: Sequence[Claim], article: Article, on: date) -> tuple[Reply, ...]:
    """One reply per allegation or finding: denied | replied | declined | none found by `on`, and by whom.

    `on`: the day the article was read. "Declined" covers who would not comment and who did not respond.
    """
    return tuple(_reply(claim, claims, article.text, on) for claim in claims if claim.type in _ASKED_OF)


def _reply(claim: Claim, claims: Sequence[Claim], text: str, on: date) -> Reply:
    answers = [
        (link, other)
        for other in claims
        for link in other.links
        if link.claim == claim.id and other is not claim and link.rel in _ANSWERS
    ]
    told = sorted(
        answers, key=lambda answer: not _denied(*answer)
    )  # stable: in the order of the text otherwise
    for link, other in told[:1]:
        return Reply(claim.id, "denied" if _denied(link, other) else "replied", other.speaker.name)
    silent = (match.group("who").strip() for match in _SILENT.finditer(text))
    for who in (*(match["who"] for match in _NO_COMMENT.finditer(text)), *silent):
        if _may_be_asked(who, claim):
            return Reply(claim.id, "declined", who)
    return Reply(claim.id, f"none found by {on.isoformat()}", None)


def _may_be_asked(who: str, claim: Claim) -> bool:
    """Not a government that the accusation does not speak of: others decline to comment, too."""
    told = " ".join((claim.text, *(mention.name for mention in claim.about)))
    return who not in words_of("metonym.csv", "word") or who in told


def _denied(link: ClaimLink, other: Claim) -> bool:
    """Whether words deny it: a verb or noun of denial, or a negation in an answer."""
    if link.rel is not Relation.DENIES:
        return False
    return link.basis == "stated" or bool(wording("negated").search(other.text))
