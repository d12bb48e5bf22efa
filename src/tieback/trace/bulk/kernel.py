"""Compiled passes over any mesh: the even mix, outer bounds, and what both come to in lots.

Bounds are whole milligrams, rounded outward; only the even mix uses floats (`mix`), without fast mathematics and in
the order of the cells. Importing this module imports numba.
"""

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]
_ENDLESS = 2**62
_WHOLE = 10**9
INSIDE, POSSIBLE = 1, 2  # what a source is to a set


@njit(cache=True)
def mix(first: Array, tail: Array, stated: Array, found: Array, source: Array, belongs: Array) -> Array:
    """The share of a set in every cell where all mixes evenly; NaN where a mass is missing.

    `source` holds the stated masses of sources, `belongs` what they are to the set. A share errs by at most
    (level + 1) * (arcs into a cell + 4) * 2**-53 of itself: no term is ever taken from another.
    """
    share = np.zeros(first.size - 1, np.float64)
    for at in range(first.size - 1):
        begin, end = first[at], first[at + 1]
        start, stop = found[at], found[at + 1]
        if end - begin + stop - start == 1:
            share[at] = share[tail[begin]] if end > begin else _of(belongs[start])
            continue
        part, whole = 0.0, 0.0
        some, missing = False, False
        for i in range(begin, end):
            mass = stated[i]
            missing |= mass < 0
            if mass != 0 and share[tail[i]] != 0:
                some = True
                part += mass * share[tail[i]]
            whole += max(mass, 0)
        for i in range(start, stop):
            missing |= source[i] < 0
            some |= belongs[i] == INSIDE
            part += source[i] * _of(belongs[i])
            whole += max(source[i], 0)
        if some:
            share[at] = np.nan if missing or whole == 0 else part / whole
    return share


@njit(cache=True)
def _of(belongs: int) -> float:
    """The share of a set in a source of it, or of none."""
    return 1.0 if belongs == INSIDE else 0.0


@njit(cache=True)
def _plus(a: int, b: int) -> int:
    return _ENDLESS if a >= _ENDLESS or b >= _ENDLESS else a + b


@njit(cache=True)
def _less(a: int, b: int) -> int:
    """a - b, not below nothing."""
    if b >= _ENDLESS:
        return 0
    return _ENDLESS if a >= _ENDLESS else max(a - b, 0)


@njit(cache=True)
def _down(mass: int, share: int) -> int:
    """mass * share / 10**9, rounded down; the share is finite."""
    whole, rest = mass // _WHOLE, mass % _WHOLE
    units, parts = share // _WHOLE, share % _WHOLE
    return mass * units + whole * parts + rest * parts // _WHOLE


@njit(cache=True)
def _up(mass: int, share: int) -> int:
    """mass * share / 10**9, rounded up; endless where either is, unless the other is nothing."""
    if mass == 0 or share == 0:
        return 0
    if mass >= _ENDLESS or share >= _ENDLESS:
        return _ENDLESS
    if float(mass) * float(share) >= 4e27:  # more than any mass can be
        return _ENDLESS
    whole, rest = mass // _WHOLE, mass % _WHOLE
    units, parts = share // _WHOLE, share % _WHOLE
    return mass * units + whole * parts + -(-(rest * parts) // _WHOLE)


@njit(cache=True)
def part(whole: Any, least: int, most: int, others: int) -> Any:
    """What a part of a mixture can hold, as `mixture.part_of`: f low, f high, g low, g high."""
    f_low, f_high, g_low, g_high = whole
    low = max(_less(least, g_high), _less(f_low, others))
    rest = max(_less(least, f_high), _less(g_low, others))
    return low, min(_less(most, rest), f_high), rest, min(_less(most, low), g_high)


@njit(cache=True)
def beside(outward: Any, at: int, most: int) -> Any:
    """The most that leaves a cell elsewhere than by a part of it."""
    high, endless = outward
    if endless[at] > (1 if most >= _ENDLESS else 0):
        return _ENDLESS
    return high[at] if most >= _ENDLESS else high[at] - most


@njit(cache=True)
def enclose(arcs: Any, masses: Any, sources: Any, belongs: Array, outward: Any, yields: Any) -> Array:
    """For every cell the least and most of a set, and the least and most of all else, as `bounds` has them."""
    first, tail = arcs
    least, most = masses
    found, source_least, source_most = sources
    out_low, out_high, out_endless = outward
    low, high = yields
    given = np.zeros((first.size - 1, 4), np.int64)
    for at in range(first.size - 1):
        f_least, f_in, g_least, g_in = 0, 0, 0, 0
        for i in range(found[at], found[at + 1]):
            if belongs[i] == INSIDE:
                f_least += source_least[i]
                f_in = _plus(f_in, source_most[i])
            elif belongs[i] == POSSIBLE:
                f_in = _plus(f_in, source_most[i])
                g_in = _plus(g_in, source_most[i])
            else:
                g_least += source_least[i]
                g_in = _plus(g_in, source_most[i])
        for i in range(first[at], first[at + 1]):
            t = tail[i]
            whole = (given[t, 0], given[t, 1], given[t, 2], given[t, 3])
            held = part(whole, least[i], most[i], beside((out_high, out_endless), t, most[i]))
            f_least += held[0]
            f_in = _plus(f_in, held[1])
            g_least += held[2]
            g_in = _plus(g_in, held[3])
        out = _ENDLESS if out_endless[at] else out_high[at]
        _meet(given, at, (f_least, f_in, g_least, g_in), (low[at], high[at]), (out_low[at], out))
    return given


@njit(cache=True)
def _meet(given: Array, at: int, came: Any, yields: Any, out: Any) -> None:
    """What comes of what came, under a yield range, where so much left, as `mixture.meet`."""
    f_least, g_least = _down(came[0], yields[0]), _down(came[2], yields[0])
    f_most, g_most = _up(came[1], yields[1]), _up(came[3], yields[1])
    f_high = min(f_most, _less(out[1], g_least))
    g_high = min(g_most, _less(out[1], f_least))
    given[at, 0] = min(max(f_least, _less(out[0], g_most)), f_high)
    given[at, 1] = f_high
    given[at, 2] = min(max(g_least, _less(out[0], f_most)), g_high)
    given[at, 3] = g_high


@njit(cache=True)
def lots_within(
    start: Array, cell: Array, origin: Array, masses: Any, given: Array, outward: Any, belongs: Array
) -> Array:
    """The least and most of a set in every lot, from what `enclose` found."""
    least, most = masses
    out = np.zeros((start.size - 1, 4), np.int64)
    for lot in range(start.size - 1):
        came = np.zeros(4, np.int64)
        low, high = 0, 0
        for i in range(start[lot], start[lot + 1]):
            low += least[i]
            high = _plus(high, most[i])
            if cell[i] >= 0:
                t = cell[i]
                whole = (given[t, 0], given[t, 1], given[t, 2], given[t, 3])
                held = part(whole, least[i], most[i], beside(outward, t, most[i]))
            elif belongs[origin[i]] == INSIDE:
                held = (least[i], most[i], 0, 0)
            elif belongs[origin[i]] == POSSIBLE:
                held = (0, most[i], 0, most[i])
            else:
                held = (0, 0, least[i], most[i])
            came[0] += held[0]
            came[1] = _plus(came[1], held[1])
            came[2] += held[2]
            came[3] = _plus(came[3], held[3])
        _meet(out, lot, (came[0], came[1], came[2], came[3]), (_WHOLE, _WHOLE), (low, high))
    return out[:, :2].copy()


@njit(cache=True)
def lots_mixed(
    start: Array, cell: Array, origin: Array, stated: Array, share: Array, belongs: Array
) -> Array:
    """The milligrams of a set in every lot where all mixes evenly; NaN where a mass is missing."""
    out = np.zeros(start.size - 1, np.float64)
    for lot in range(start.size - 1):
        for i in range(start[lot], start[lot + 1]):
            portion = share[cell[i]] if cell[i] >= 0 else _of(belongs[origin[i]])
            if stated[i] < 0:
                out[lot] = np.nan
            elif stated[i] > 0:
                out[lot] += stated[i] * portion
    return out


@njit(cache=True)
def nearest(mg: Array, error: float, grams: Array) -> Array:
    """Milligrams to grams; -1 for NaN. Gives the places where an `error` of so much of itself leaves the gram open."""
    doubtful = np.empty(mg.size, np.int64)
    count = 0
    for at in range(mg.size):
        if np.isnan(mg[at]):
            grams[at] = -1
            continue
        found = mg[at] / 1000
        whole = np.rint(found)
        grams[at] = np.int64(whole)
        doubtful[count] = at
        count += abs(abs(found - whole) - 0.5) <= error * max(found, 1.0) + found * 2.0**-52
    return doubtful[:count].copy()


@njit(cache=True)
def widest(first: Array, found: Array) -> Any:
    """The most arcs and sources that come to one cell."""
    most: Any = 0
    for at in range(first.size - 1):
        most = max(most, np.int64(first[at + 1] - first[at]) + np.int64(found[at + 1] - found[at]))
    return most
