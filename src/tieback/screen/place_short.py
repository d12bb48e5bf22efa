"""Places that a Chinese brand names by one character: 广汽, Guangzhou Automobile; 湘电, Xiangtan Electric.

The character is the first of the place's Chinese name, or what its province is called for short
(`names/place_short.csv`). It counts only beside a character that met, and only for two names laid side by side: many
places begin with it.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from tieback.names import gazetteer, table
from tieback.names.normal import simplify
from tieback.names.reading import PartKind
from tieback.names.script import HAN, LATIN
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.unit import Unit
from tieback.screen.words import Words

ABBREVIATED = "abbreviated"


def meet_short_place(a: Words, b: Words, used_a: int, used_b: int) -> tuple[list[Evidence], int, int]:
    """A row for the place of a Latin name that begins the brand of a Han one, if any; and the words used after it."""
    if a.scripts == {LATIN} and HAN in b.scripts:
        found = _meeting(a, b, used_a, used_b)
        if found is not None:
            row = weighed("place_short", "brand", ABBREVIATED, (a.units[found[0]],), (b.units[found[1]],))
            return [row], used_a | 1 << found[0], used_b | 1 << found[1]
    elif b.scripts == {LATIN} and HAN in a.scripts:
        rows, used_b, used_a = meet_short_place(b, a, used_b, used_a)
        return [row.flipped() for row in rows], used_a, used_b
    return [], used_a, used_b


def _meeting(latin: Words, han: Words, used_latin: int, used_han: int) -> tuple[int, int] | None:
    """The numbers of a free place and of the free character for it."""
    for at, unit in enumerate(latin.units):
        if unit.kind is PartKind.PLACE and not used_latin >> at & 1:
            for number in range(len(han.units) - 1):
                if _begins(han.units, number, used_han) and simplify(han.units[number].text) in _short(
                    latin.origin[at]
                ):
                    return at, number
    return None


def _begins(units: Sequence[Unit], number: int, used: int) -> bool:
    """Is this a free character that begins a brand of which the next character met?"""
    unit, behind = units[number], units[number + 1]
    if unit.kind is not PartKind.BRAND or behind.kind is not PartKind.BRAND or len(unit.text) != 1:
        return False
    begins = number == 0 or units[number - 1].end < unit.start or units[number - 1].kind is not PartKind.BRAND
    return begins and not used >> number & 1 and bool(used >> (number + 1) & 1) and behind.start == unit.end


def _short(unit: Unit) -> frozenset[str]:
    return frozenset().union(*(short_names(key) for key in unit.keys))


@lru_cache(maxsize=1 << 12)
def short_names(place: str) -> frozenset[str]:
    """The single characters, simplified, by which a place id is named for short; none for what the table lacks."""
    known = gazetteer.places().get(place)
    if known is None or not known.zh:
        return frozenset()
    return _provinces().get(gazetteer.region_of(place) or "", frozenset()) | {simplify(known.zh[0])}


@cache
def _provinces() -> dict[str, frozenset[str]]:
    return {row["id"]: frozenset(table.cells(row["han"])) for row in table.rows("place_short.csv")}
