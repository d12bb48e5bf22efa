"""How two places of names stand to each other: the same, one within the other, apart.

Keys as `tieback.names` gives them (ids of its place table). It does not look anything up in an address.
"""

from enum import StrEnum
from functools import lru_cache

from tieback.names.gazetteer import lineage, places

CORPS = "CN-XPCC"
_OWN = frozenset({"corps", "division"})
_WIDE = {"country": "country", "province": "province", "elsewhere": "local"}


class PlaceRelation(StrEnum):
    """Same, within (either way round), apart."""

    SAME = "same"
    WITHIN = "within"
    APART = "apart"


@lru_cache(maxsize=65536)
def relate(a: str, b: str) -> PlaceRelation:
    """Relate two place keys. Symmetric; a key that the table does not hold lies apart from all others."""
    if a == b:
        return PlaceRelation.SAME
    if a in lineage(b) or b in lineage(a):
        return PlaceRelation.WITHIN
    return PlaceRelation.APART


def grain(key: str) -> str:
    """How narrow a place is: "country", "province", "local", or "own" for the Corps and its divisions."""
    place = places().get(key)
    if place is None:
        return "local" if "-" in key else "country"
    return "own" if place.level in _OWN else _WIDE.get(place.level, "local")
