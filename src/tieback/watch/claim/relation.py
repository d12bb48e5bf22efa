"""How claims of one article stand to one another: which is denied, supported, repeated, corrected or withdrawn by which.

What takes back or corrects says so by its cue; denials and supports are read by weighed signs (see `answering`); the same
words of the same speaker again are a repetition. A link gives the words it rests on (`evidence`) and whether they state it.
"""

from collections.abc import Sequence
from dataclasses import replace

from tieback.model.claim import Claim, ClaimLink, Relation
from tieback.watch.claim.answering import find_answered
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.lexicon import wording
from tieback.watch.claim.reference import Passage, content_words

_TAKES_BACK = {"withdrawal": Relation.WITHDRAWS, "correction": Relation.CORRECTS}
_GRANTS = frozenset({"support", "confirmation", "admission"})
_JUDGES = frozenset({"opinion", "concern", "statement"})
_IN_FULL = frozenset(
    {"clause", "gerund"}
)  # "denied that it had": what is denied is told, perhaps by nobody else
_SAME_WORDS = 0.6  # share of the shorter claim's words that a repetition holds
_LEAST_WORDS = 3  # telling words of a repetition


def link_claims(
    text: str, claims: Sequence[Claim], drafts: Sequence[Draft], sides: Sequence[str]
) -> tuple[Claim, ...]:
    """The claims with their links; each answers at most one other and repeats at most one.

    `sides`: where each speaker mostly stands (see `side`), parallel to the claims like `drafts`.
    """
    made: list[list[tuple[str, int]]] = [[] for _ in claims]
    linked = []
    for place, claim in enumerate(claims):
        passage = Passage(text, claims, drafts, place, sides, made)
        answer = _taken_back(passage) or find_answered(passage)
        again = _repeated(passage)
        links = []
        if answer is not None:
            relation, other = answer
            made[place].append((relation.value, other))
            links.append(ClaimLink(relation, claims[other].id, passage.words, _basis(passage, relation)))
        if again is not None:
            links.append(ClaimLink(Relation.REPEATS, claims[again].id, claim.text))
        linked.append(replace(claim, links=tuple(links)))
    return tuple(linked)


def _taken_back(passage: Passage) -> tuple[Relation, int] | None:
    """What a cue of withdrawal or correction takes back, or what the speaker now calls false of his own."""
    draft = passage.draft
    relation = _TAKES_BACK.get(draft.kind)
    other: Claim | None = None
    if relation is not None:
        other = passage.held(others=False) or passage.following() or passage.own() or passage.nearest()
    elif draft.kind == "admission" and wording("called_false").search(passage.words):
        relation, other = Relation.CORRECTS, passage.own()
    return (relation, passage.claims.index(other)) if relation is not None and other is not None else None


def _basis(passage: Passage, relation: Relation) -> str:
    """Stated, where a word says that the one answers the other; else read from what two sides say."""
    return "stated" if _is_stated(passage, relation) else "read"


def _is_stated(passage: Passage, relation: Relation) -> bool:
    draft = passage.draft
    points = passage.refers() or passage.held() is not None
    if relation in {Relation.WITHDRAWS, Relation.CORRECTS}:
        return True
    if relation is Relation.SUPPORTS:
        return points and (draft.kind in _GRANTS or bool(wording("called_true").search(passage.words)))
    if draft.kind == "denial" and draft.rule.rpartition(" ")[2] not in _IN_FULL:
        return True
    if wording("in_answer").search(passage.text, *passage.sentence()) or passage.denies_such():
        return True
    judged = draft.kind in _JUDGES and draft.rule.startswith("object")
    false = bool(wording("called_false").search(passage.words))
    return passage.gap == "otherwise" or (passage.refers() and (false or judged))


def _repeated(passage: Passage) -> int | None:
    """The last earlier claim of the same speaker in much the same words."""
    claim = passage.claim
    own = content_words(claim.text)
    for place in range(passage.place - 1, -1, -1):
        other = passage.claims[place]
        said = content_words(other.text)
        shorter = min(len(own), len(said))
        apart = other.end <= claim.start or claim.end <= other.start
        same = claim.speaker.name is not None and other.speaker.name == claim.speaker.name
        if same and apart and shorter >= _LEAST_WORDS and len(own & said) >= _SAME_WORDS * shorter:
            return place
    return None
