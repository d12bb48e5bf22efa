"""The outline of land (Natural Earth 1:110m, public domain: land.LICENSE), cut to a window of degrees.

For finding one's way on a small map, not for measuring: a coast is right within about ten kilometres.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

Point = tuple[Decimal, Decimal]  # longitude east, latitude north, degrees
Ring = tuple[Point, ...]
_TURN = Decimal(360)


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the world. `west` and `east` may lie beyond 180 degrees, where it crosses the date line."""

    west: Decimal
    south: Decimal
    east: Decimal
    north: Decimal


def land_in(window: Window) -> Iterator[Ring]:
    """The rings of land that the window cuts out, each closed; even-odd filled, an inner ring is water."""
    for ring in _rings():
        for shift in (-_TURN, Decimal(0), _TURN):
            west = min(point[0] for point in ring) + shift
            east = max(point[0] for point in ring) + shift
            if west < window.east and east > window.west:
                found = _cut(tuple((lon + shift, lat) for lon, lat in ring), window)
                if len(found) > 2:
                    yield found


@cache
def _rings() -> tuple[Ring, ...]:
    text = files("tieback.picture").joinpath("land.csv").read_text("utf-8")
    rings = []
    for row in csv.DictReader(text.splitlines()):
        numbers = [Decimal(number).scaleb(-2) for number in row["points"].split()]
        rings.append(tuple(zip(numbers[::2], numbers[1::2], strict=True)))
    return tuple(rings)


def _cut(ring: Ring, window: Window) -> Ring:
    """The ring within the window, edge by edge (Sutherland and Hodgman 1974)."""
    edges: tuple[tuple[int, Decimal, Callable[[Decimal, Decimal], bool]], ...] = (
        (0, window.west, Decimal.__ge__),
        (0, window.east, Decimal.__le__),
        (1, window.south, Decimal.__ge__),
        (1, window.north, Decimal.__le__),
    )
    for axis, limit, inside in edges:
        found: list[Point] = []
        for at, point in enumerate(ring):
            before = ring[at - 1]
            if inside(point[axis], limit) != inside(before[axis], limit):
                found.append(_crossing(before, point, axis, limit))
            if inside(point[axis], limit):
                found.append(point)
        ring = tuple(found)
    return ring


def _crossing(one: Point, other: Point, axis: int, limit: Decimal) -> Point:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    along = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
    return (limit, along) if axis == 0 else (along, limit)
