"""What a later report of a story adds for the other side: a denial or correction by somebody who had not answered before.

Read from claims, so it is known for reports that were read. The first answer of each speaker counts; whether it answers
well is not judged.
"""

from collections.abc import Iterator, Sequence

from tieback.model.claim import Claim, ClaimType, Relation
from tieback.model.story import Answer, Item
from tieback.watch.story.name import name_key

_ACCUSES = frozenset({ClaimType.ALLEGATION, ClaimType.FINDING, ClaimType.OFFICIAL_ACT, ClaimType.CONCERN})
_ANSWERS = frozenset({Relation.DENIES, Relation.CORRECTS, Relation.WITHDRAWS})


def find_answers(items: Sequence[Item]) -> tuple[Answer, ...]:
    """The answers in a story's items after its first; `items` in order of time."""
    return tuple(_answers(items))


def _answers(items: Sequence[Item]) -> Iterator[Answer]:
    heard: set[str] = set()
    accused = False
    for item in items:
        for claim in filter(_is_answer, item.claims):
            speaker = claim.speaker.name or claim.speaker.text or ""
            key = name_key(claim.speaker.organisation or speaker)
            if accused and key not in heard:
                text = item.text[claim.start : claim.end]
                yield Answer(item.id, claim.id, speaker or None, text, claim.start, claim.end)
            heard.add(key)
        accused = accused or any(claim.type in _ACCUSES for claim in item.claims)


def _is_answer(claim: Claim) -> bool:
    """A denial, or what words say answers another claim."""
    return claim.type is ClaimType.DENIAL or any(
        link.rel in _ANSWERS and link.basis == "stated" for link in claim.links
    )
