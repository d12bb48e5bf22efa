"""Which earlier (or next) statement a statement answers, by named signs and the weights of `link_weight.csv`.

A statement answers the one for which the weights of the signs add up to most, or none if that sum is below zero.
`bench/fit_links.py` fits the weights. They say what reads as an answer, never who is right.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from tieback.model.claim import Relation
from tieback.watch.claim.lexicon import rows
from tieback.watch.claim.pair_sign import find_signs
from tieback.watch.claim.reference import Passage

REACH = 8  # claims before and after in which an answer looks for what it answers
RELATIONS = (Relation.DENIES, Relation.SUPPORTS)
START = "start"  # row of the weight that every pair has
_PARTS = 100  # of a unit of weight: sums are whole numbers


def find_answered(passage: Passage) -> tuple[Relation, int] | None:
    """The relation and the place of the claim that the one of the passage answers; None if it reads as no answer."""
    scored = [
        (sum(part[at] for part in parts), -at, -abs(place - passage.place), -place, relation)
        for place in within_reach(passage)
        for parts in [[_weights()[START], *_known(find_signs(passage, place))]]
        for at, relation in enumerate(RELATIONS)
    ]
    best = max(scored, key=lambda row: row[:4], default=None)
    return (best[4], -best[3]) if best is not None and best[0] > 0 else None


def within_reach(passage: Passage) -> list[int]:
    """Places of the claims that it may answer: near by, and not themselves an answer to it."""
    here = passage.place
    first = max(0, passage.place - REACH)
    last = min(len(passage.claims), passage.place + REACH + 1)
    near = [place for place in range(first, last) if place != here]
    return [place for place in near if all(to != here for _, to in passage.links[place])]


def _known(signs: Sequence[str]) -> list[tuple[int, ...]]:
    return [_weights()[sign] for sign in signs if sign in _weights()]


@cache
def _weights() -> dict[str, tuple[int, ...]]:
    """Hundredths by sign, for each of `RELATIONS`."""
    return {
        row["sign"]: tuple(int(Decimal(row[relation.value]) * _PARTS) for relation in RELATIONS)
        for row in rows("link_weight.csv")
    }
