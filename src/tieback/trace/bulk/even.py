"""Compiled passes over an even mesh: all masses fixed, nothing gained or lost, as much leaves a cell as came to it.

Then a mass and a share say all: the even mix is one sum, and outer bounds are the most of a set and of all else.
Indices are unsigned: that spares the compiled code a test at each. Importing this module imports numba.
"""

from typing import Any

import numpy as np
from numba import njit

from tieback.trace.bulk.kernel import INSIDE, POSSIBLE

Array = np.ndarray[Any, Any]


@njit(cache=True)
def seed_mix(sources: Any, belongs: Array, mass: Array) -> None:
    """Into `mass`: what sources of the set bring to each cell."""
    found, source = sources
    for at in range(found.size - 1):
        part = 0.0
        for i in range(found[at], found[at + 1]):
            if belongs[i] == INSIDE:
                part += source[i]
        mass[at] = part


@njit(cache=True)
def mix_even(inward: Any, mass: Array, outward: Array, share: Array) -> None:
    """Turn what sources bring (`seed_mix`) into the share of the set in every cell where all mixes evenly."""
    first, tail = inward
    for at in range(first.size - 1):
        part = share[at]
        for i in range(first[at], first[at + 1]):
            part += mass[i] * share[tail[i]]
        whole = outward[at]
        share[at] = part / whole if whole else 0.0


@njit(cache=True)
def seed_most(sources: Any, belongs: Array, outward: Array, own: Array, other: Array) -> None:
    """The most that sources can bring of the set, and of all else, and that also leaves the cell."""
    found, source = sources
    for at in range(found.size - 1):
        f, g = 0, 0
        for i in range(found[at], found[at + 1]):
            if belongs[i] != 0:
                f += source[i]
            if belongs[i] != INSIDE:
                g += source[i]
        own[at] = min(f, outward[at])
        other[at] = min(g, outward[at])


@njit(cache=True)
def enclose_even(inward: Any, mass: Array, outward: Array, own: Array, other: Array) -> None:
    """Turn what sources bring (`seed_most`) into the most of a set in every cell, and the most of all else.

    A part takes at most what there is, and at least what the rest cannot fill: so least is all less most of the rest.
    """
    first, tail = inward
    for at in range(first.size - 1):
        f, g = np.int64(own[at]), np.int64(other[at])
        for i in range(first[at], first[at + 1]):
            f += min(mass[i], own[tail[i]])
            g += min(mass[i], other[tail[i]])
        own[at] = min(f, outward[at])
        other[at] = min(g, outward[at])


@njit(cache=True)
def lots_even(lots: Any, mass: Array, unit: int, most: Any, belongs: Array) -> tuple[Any, Any]:
    """The least and most of a set in every lot, from what `enclose_even` found; in the unit of `mass`.

    `mass` is divided by `unit`, in which cells are counted. An arc of a lot comes of a cell or of a source.
    """
    start, cell, origin = lots
    own, other = most
    least = np.zeros(start.size - 1, np.int64)
    high = np.zeros(start.size - 1, np.int64)
    for lot in range(start.size - 1):
        for i in range(start[lot], start[lot + 1]):
            if cell[i] >= 0:
                least[lot] += mass[i] - min(mass[i], np.int64(other[cell[i]]) * unit)
                high[lot] += min(mass[i], np.int64(own[cell[i]]) * unit)
            elif belongs[origin[i]] == INSIDE:
                least[lot] += mass[i]
                high[lot] += mass[i]
            elif belongs[origin[i]] == POSSIBLE:
                high[lot] += mass[i]
    return least, high
