"""How trades stand to one another: the broader one, and the trades named within the words of a longer one.

"Automotive electronics" (汽车电子) is akin to electronics and to automobiles; a wide trade ("technology") is what firms
of any trade call themselves.
"""

from functools import cache, lru_cache

from tieback.names import lexicon, table
from tieback.names.normal import fold
from tieback.names.reading import PartKind
from tieback.names.token import tokens_of
from tieback.screen.unit import Unit

_SHORTEST = 2  # Han of a trade within a longer one


@cache
def _broader() -> dict[str, str]:
    return {row["id"]: row["broader"] for row in table.rows("sector.csv")}


def broader(trade: str) -> str:
    """The broader trade of a trade, or ""."""
    return _broader().get(trade, "")


@cache
def _wide() -> frozenset[str]:
    return frozenset(row["id"] for row in table.rows("sector_wide.csv"))


def is_wide(unit: Unit) -> bool:
    """Is this a trade that firms of any trade say they are in?"""
    return unit.keys[0] in _wide()


def akin(a: Unit, b: Unit) -> bool:
    """Is one trade the broader of the other, named within its words, or have both the same broader one?"""
    first, second = family(a), family(b)
    return bool(first & second)


@cache
def _circles() -> dict[str, frozenset[str]]:
    """Trade -> the circles of trades (sector_kin.csv) it stands in."""
    found: dict[str, set[str]] = {}
    for row in table.rows("sector_kin.csv"):
        for trade in table.cells(row["trades"]):
            found.setdefault(trade, set()).add(row["id"])
    return {trade: frozenset(circles) for trade, circles in found.items()}


def are_kin(a: Unit, b: Unit) -> bool:
    """May one firm name these as its trade, each in another language? They stand in one circle of trades."""
    circles = _circles()
    mine, theirs = ({circle for key in unit.keys for circle in circles.get(key, ())} for unit in (a, b))
    return not mine.isdisjoint(theirs)


def contains(a: Unit, b: Unit) -> bool:
    """Is one trade the other's broader one, or named within its words? Siblings under a broader one are not."""
    return not family(a).isdisjoint(b.keys) or not family(b).isdisjoint(a.keys)


def family(unit: Unit) -> frozenset[str]:
    """The trade, the broader ones up to the broadest, and those within its words that are not wide."""
    own = frozenset(unit.keys) | _within(unit.text, unit.script)
    return own.union(*map(_broader_still, own))


@cache
def _broader_still(trade: str) -> frozenset[str]:
    """The broader trade, the one that is broader than this, and so on."""
    wider = broader(trade)
    return frozenset({wider}) | _broader_still(wider) if wider else frozenset()


@lru_cache(maxsize=1 << 14)
def _within(text: str, script: str) -> frozenset[str]:
    """Trades whose names stand at the beginning or the end of the words, not wide ones."""
    found: set[str] = set()
    if script == "han":
        folded = fold(text)
        for cut in range(_SHORTEST, len(folded) - _SHORTEST + 1):
            found |= _trades(lexicon.han().entries.get(folded[:cut], ()))
            found |= _trades(lexicon.han().entries.get(folded[cut:], ()))
    else:
        words = tuple(token.key for token in tokens_of(text))
        for cut in range(1, len(words)):
            found |= _trades(lexicon.words().entries.get(words[:cut], ()))
            found |= _trades(lexicon.words().entries.get(words[cut:], ()))
    return frozenset(found - _wide())


def _trades(entries: tuple[lexicon.Entry, ...]) -> set[str]:
    return {entry.id for entry in entries if entry.kind is PartKind.SECTOR}
