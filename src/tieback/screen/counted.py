"""A number in figures beside the same number in words: Brigade 44 and Brigade Forty-four, 1st and First."""

from collections.abc import Iterator, Sequence

from tieback.names.numeral import spelled_number
from tieback.names.reading import PartKind
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.unit import Unit

_MOST = 2  # units that a number in words is made of


def meet_spelled(a: Sequence[Unit], b: Sequence[Unit]) -> list[Evidence]:
    """A row for a number of one side that words of the other spell, if any; `a` and `b` are what met nothing."""
    for one, other, flipped in ((a, b, False), (b, a, True)):
        for number in one:
            if number.kind is PartKind.NUMBER:
                for run in _runs(other):
                    if spelled_number([word for unit in run for word in _words(unit)]) == number.keys[0]:
                        sides = (run, (number,)) if flipped else ((number,), run)
                        return [weighed("number_same", "number", "spelled", *sides)]
    return []


def _runs(units: Sequence[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Units that may spell a number, the longer runs first; one of them at least is no figure."""
    for size in range(_MOST, 0, -1):
        for start in range(len(units) - size + 1):
            run = tuple(units[start : start + size])
            if run[0].script == "latin" and any(unit.kind is PartKind.BRAND for unit in run):
                yield run


def _words(unit: Unit) -> list[str]:
    return unit.text.casefold().replace("-", " ").split()
