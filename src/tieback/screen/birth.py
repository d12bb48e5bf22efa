"""What dates of birth add to a comparison of persons. Missing ones add nothing."""

from collections.abc import Iterable

from tieback.screen.evidence import Evidence, weighed
from tieback.table.birth import Birth, parse_births
from tieback.table.cell import CellError


def weigh_births(stated: str | None, listed: Iterable[str]) -> list[Evidence]:
    """One row where both sides give dates of birth: the best that any of them allow.

    The same day says much; dates that could be the same day say little; other years contradict.
    """
    ours, theirs = _read([stated] if stated else []), _read(listed)
    if not ours or not theirs:
        return []
    rule = min((_relation(one, other) for one in ours for other in theirs), key=_BEST_FIRST.index)
    return [weighed(f"person_born_{rule}", "date of birth", _RULES[rule])]


_BEST_FIRST = ("day", "year", "near", "contradicts")
_RULES = {"day": "same", "year": "compatible", "near": "another day", "contradicts": "contradicts"}


def _relation(a: Birth, b: Birth) -> str:
    if a.meets(b):
        return "day" if a.is_day and b.is_day else "year"
    near = a.is_day and b.is_day and a.first.year == b.first.year
    return "near" if near else "contradicts"


def _read(texts: Iterable[str]) -> list[Birth]:
    """The dates that can be read; the others were noted when the list or the file was read."""
    found: list[Birth] = []
    for text in texts:
        try:
            found.extend(parse_births(text))
        except CellError:
            continue
    return found
