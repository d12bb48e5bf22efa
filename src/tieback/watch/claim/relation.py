"""How claims of one article stand to one another: which is denied, supported, repeated, corrected or withdrawn by which.

A link rests on words of the article (`evidence`): a claim that holds the other, a reference back ("the allegations",
"this", "such claims"), an answer by whom the other names, or the same words of the same speaker again.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from tieback.model.claim import Claim, ClaimLink, ClaimType, Relation
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.lexicon import column, wording, words_of

_PRONOUN = re.compile(r"\b(?:this|that|it|them|these|those)\b", re.IGNORECASE)
_NONE_FOUND = re.compile(r"^\s*(?:that\s+)?(?:\w+\s+){0,4}?(?:no|not|nothing|none|neither)\b", re.IGNORECASE)
_ACCUSING = frozenset({ClaimType.ALLEGATION, ClaimType.FINDING, ClaimType.CONCERN, ClaimType.OFFICIAL_ACT})
_EMPTY = frozenset(
    ("the", "a", "an", "of", "to", "in", "on", "at", "by", "for", "and", "or", "but", "that", "was", "is")
)
_ADDING = frozenset({"saying", "adding", "insisting", "calling"})
_TOLD = frozenset({ClaimType.ALLEGATION, ClaimType.FINDING})
_SUCH = re.compile(r"\bno such (?P<noun>\w+)", re.IGNORECASE)
_STEM = 5  # letters by which "offer" is found in "offered"
_SAME_WORDS = 0.6  # share of the shorter claim's words that a repetition holds
_SENTENCE = re.compile(r"(?<=[.?!”\"])\s+|\n\s*\n")


@cache
def _back() -> re.Pattern[str]:
    """A reference back to something said: "the allegations", "its conclusions", "this"."""
    nouns = wording("reference").pattern
    return re.compile(
        r"\b(?:the|these|those|such|its|their|his|her|this|that|any|all|an|every|both)\s+(?:[\w’'-]+\s+){0,3}?"
        + nouns
        + r"|\bno such\b|"
        + nouns
        + r"(?=\s*(?:$|as\b|against\b))|^(?:this|that|it|them|these|those|so|everything|both)\b",
        re.IGNORECASE,
    )


def link_claims(text: str, claims: Sequence[Claim], drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The claims with their links; each claim answers at most one other and repeats at most one."""
    linked: list[Claim] = []
    for place, claim in enumerate(claims):
        told = _Told(text, claims, drafts, linked, place)
        links = [link for link in (told.answer(), told.repetition()) if link is not None]
        linked.append(replace(claim, links=tuple(links)))
    return tuple(linked)


class _Told:
    """One claim among those told before it."""

    def __init__(
        self, text: str, claims: Sequence[Claim], drafts: Sequence[Draft], linked: Sequence[Claim], place: int
    ) -> None:
        self._text, self._claims, self._linked, self._place = text, claims, linked, place
        self._claim, self._draft = claims[place], drafts[place]
        cue = self._draft.cue
        self._words = text[min(cue[0], self._claim.start) : max(cue[1], self._claim.end)]
        self._gap = text[cue[1] : max(cue[1], self._claim.end)]

    def answer(self) -> ClaimLink | None:
        """Whom it denies, supports, corrects or withdraws."""
        relation = self._relation()
        if relation is None:
            return self._answering()
        if self._draft.kind in {"withdrawal", "correction"}:
            target = self._within_sentence() or self._own() or self._nearest()
        else:
            target = self._held() or self._referred(relation)
        if target is None and relation is Relation.DENIES:
            return self._answering()
        return ClaimLink(relation, target.id, self._words) if target is not None else None

    def repetition(self) -> ClaimLink | None:
        """An earlier claim of the same speaker in much the same words."""
        own = _content_words(self._claim.text)
        for claim in reversed(self._claims[: self._place]):
            if claim.speaker.name is None or claim.speaker.name != self._claim.speaker.name:
                continue
            other = _content_words(claim.text)
            shorter = min(len(own), len(other))
            apart = claim.end <= self._claim.start or self._claim.end <= claim.start
            if apart and shorter >= 3 and len(own & other) >= _SAME_WORDS * shorter:
                return ClaimLink(Relation.REPEATS, claim.id, self._claim.text)
        return None

    def _relation(self) -> Relation | None:
        """By the cue, or by words that call another claim true or false."""
        kind = self._draft.kind
        if kind == "withdrawal":
            return Relation.WITHDRAWS
        if kind == "correction":
            return Relation.CORRECTS
        if kind == "denial":
            return Relation.DENIES
        if kind in {"support", "confirmation"} or (
            wording("called_true").search(self._claim.text) and self._refers()
        ):
            return Relation.SUPPORTS if self._refers() or self._held() else None
        if (wording("called_false").search(self._words) and self._refers()) or re.search(
            r"\bno such\b", self._claim.text
        ):
            return Relation.DENIES
        if kind == "finding" and _NONE_FOUND.search(self._claim.text):
            return Relation.DENIES
        return None

    def _refers(self) -> bool:
        gap = self._gap.strip()
        if self._draft.rule.endswith("clause"):  # "said that it": these refer to nothing that was said
            gap = "- " + gap
        return bool(_back().search(gap))

    def _held(self) -> Claim | None:
        """A claim whose words stand within this one's, told by somebody else."""
        own = self._claim
        return next(
            (
                claim
                for claim in self._claims
                if claim is not own
                and own.start <= claim.start
                and claim.end <= own.end
                and _parted(claim, own)
            ),
            None,
        )

    def _referred(self, relation: Relation) -> Claim | None:
        """The nearest earlier claim of somebody else that a reference back can mean."""
        if such := _SUCH.search(self._claim.text):
            stem = such.group("noun").lower()[:_STEM]
            said = [claim for claim in self._others() if stem in claim.text.lower()]
            return said[-1] if said else self._nearest()
        if self._draft.kind == "denial" and not self._refers():
            return None
        if (paper := self._document()) is not None:
            return paper
        if relation is Relation.SUPPORTS:
            return self._nearest(_ACCUSING)
        if _PRONOUN.fullmatch(self._claim.text.split()[-1]) or _PRONOUN.match(self._gap.strip()):
            return self._nearest()
        return self._nearest(_TOLD) or self._nearest(_ACCUSING) or self._nearest()

    def _document(self) -> Claim | None:
        """ "said the document was forged": the nearest claim that a document of such a name makes."""
        papers = column("document.csv", "noun", "authored")
        nouns = {word for word in re.findall(r"\w+", self._gap.lower()) if word in papers}
        if not nouns:
            return None
        for claim in reversed(self._others()):
            head = set(re.findall(r"\w+", (claim.speaker.text or "").split(",")[0].lower()))
            if head & papers.keys() and (head & nouns or "document" in nouns):
                return claim
        return None

    def _nearest(self, types: frozenset[ClaimType] | None = None) -> Claim | None:
        return next(
            (claim for claim in reversed(self._others()) if types is None or claim.type in types), None
        )

    def _others(self) -> list[Claim]:
        """Earlier claims of other speakers that do not share words with this one."""
        return [
            claim
            for claim in self._claims[: self._place]
            if _parted(claim, self._claim)
            and not (claim.start < self._claim.end and self._claim.start < claim.end)
        ]

    def _within_sentence(self) -> Claim | None:
        """A later claim in the same sentence: "corrected its story, which said that"."""
        _, end = self._sentence()
        return next((c for c in self._claims[self._place + 1 :] if c.end <= end), None)

    def _own(self) -> Claim | None:
        """The nearest earlier claim of the same speaker."""
        earlier = self._claims[: self._place]
        return next((claim for claim in reversed(earlier) if not _parted(claim, self._claim)), None)

    def _answering(self) -> ClaimLink | None:
        """A denial in its own words: of the claim it is said to answer, or of one that accuses whoever speaks."""
        if self._claim.type is not ClaimType.DENIAL:
            return self._carried()
        if target := self._in_answer():
            return ClaimLink(Relation.DENIES, target.id, self._words)
        if self._draft.kind == "denial" or wording("negated").search(self._claim.text):
            target = self._accusation()
            if target is not None and not self._answered(target):
                return ClaimLink(Relation.DENIES, target.id, self._claim.text)
        return self._carried()

    def _accusation(self) -> Claim | None:
        """The accusation answered: of the last accuser's the one that shares most words, else the first not repeated."""
        accusing = [
            claim for claim in self._others() if claim.type in {ClaimType.ALLEGATION, ClaimType.FINDING}
        ]
        if not accusing:
            return None
        run = [claim for claim in accusing if not _parted(claim, accusing[-1]) or claim is accusing[-1]]
        own = _content_words(self._claim.text)
        repeated = {
            link.claim for claim in self._linked for link in claim.links if link.rel is Relation.REPEATS
        }
        best = max(
            run,
            key=lambda claim: (len(own & _content_words(claim.text)), claim.id not in repeated, -claim.start),
        )
        fits = any(self._names_speaker(claim) or self._adjoins(claim) for claim in run)
        return best if fits else None

    def _answered(self, target: Claim) -> bool:
        """Has the same speaker denied it already?"""
        return any(
            link.claim == target.id and link.rel is Relation.DENIES and not _parted(claim, self._claim)
            for claim in self._linked
            for link in claim.links
        )

    def _in_answer(self) -> Claim | None:
        start, end = self._sentence()
        match = wording("in_answer").search(self._text, start, end)
        if match is None:
            return None
        within = [c for c in self._claims if match.end() <= c.start < end and _parted(c, self._claim)]
        return within[0] if within else self._nearest(_ACCUSING)

    def _carried(self) -> ClaimLink | None:
        """What is added in the sentence of a denial, by the same speaker, denies the same claim."""
        start, _ = self._sentence()
        before = self._linked[-1] if self._linked else None
        if before is None or before.start < start or _parted(before, self._claim) or not before.links:
            return None
        link = before.links[0]
        if link.rel is not Relation.DENIES or self._text[slice(*self._draft.cue)].lower() not in {
            "saying",
            "adding",
            "insisting",
        }:
            return None
        return ClaimLink(link.rel, link.claim, self._words)

    def _names_speaker(self, target: Claim) -> bool:
        """Does the other claim, or its sentence, name the speaker or the speaker's organisation?"""
        start, end = _sentence_of(self._text, target.start, target.end)
        said = self._text[start:end].lower()
        speaker = self._claim.speaker
        names = [part for part in (speaker.name, speaker.organisation) if part]
        return any(word in said for name in names for word in _naming(name))

    def _adjoins(self, target: Claim) -> bool:
        """Nobody else speaks between the two, and no more than a paragraph parts them."""
        between = self._text[target.end : self._claim.start]
        others = [
            c for c in self._claims if target.end <= c.start < self._claim.start and _parted(c, self._claim)
        ]
        return not others and between.count("\n\n") <= 1

    def _sentence(self) -> tuple[int, int]:
        cue = self._draft.cue
        return _sentence_of(self._text, min(cue[0], self._claim.start), max(cue[1], self._claim.end))


def _sentence_of(text: str, start: int, end: int) -> tuple[int, int]:
    first = max((match.end() for match in _SENTENCE.finditer(text, 0, start)), default=0)
    last = next((match.start() for match in _SENTENCE.finditer(text, end)), len(text))
    return first, last


def _parted(one: Claim, other: Claim) -> bool:
    """Told by different speakers, as far as is known; two unknown speakers are not taken to be one."""
    return one.speaker.name is None or one.speaker.name != other.speaker.name


def _naming(name: str) -> list[str]:
    """The words by which a name is recognised in a sentence."""
    words = [word.lower() for word in re.findall(r"[\w’'-]+", name)]
    return [word for word in words if len(word) > 3 and word not in words_of("opener.csv", "word")][
        :1
    ] or words[:1]


def _content_words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"\w+", text.lower())} - _EMPTY
