"""Compiled passes over the lines of transformations: which box a line belongs to, and what a box took and gave.

Integers only. Importing this module imports numba.
"""

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]
_ENDLESS = 2**62


@njit(cache=True)
def boxes_of(  # noqa: C901  one compiled pass
    first: Array, is_input: Array, component: Array, components: int
) -> tuple[Any, ...]:
    """The box and the way of every line, the making of every box, and whether it merges components.

    The rules are those of `yields.components`.
    """
    lines = component.size
    box = np.full(lines, -1, np.int32)
    way = np.empty(lines, np.uint8)
    making = np.empty(lines, np.int32)
    merged = np.zeros(lines, np.bool_)
    count = 0
    taken = np.full(components + 1, -1, np.int64)
    given = np.full(components + 1, -1, np.int64)
    number = np.zeros(components + 1, np.int32)
    for item in range(first.size - 1):
        start, end = first[item], first[item + 1]
        inputs = False
        for i in range(start, end):
            if is_input[i]:
                inputs = True
                taken[component[i] + 1] = item
            else:
                given[component[i] + 1] = item
        inside = outside = True  # every input's component has outputs; every output's has inputs
        for i in range(start, end):
            if is_input[i]:
                inside &= given[component[i] + 1] == item
            else:
                outside &= taken[component[i] + 1] == item
        named = taken[0] != item and given[0] != item
        if not inputs:
            for i in range(start, end):
                way[i] = 3
        elif inside and (outside or named):
            for i in range(start, end):
                if is_input[i] and taken[component[i] + 1] == item:
                    number[component[i] + 1] = count
                    taken[component[i] + 1] = -2 - item
                    making[count] = item
                    count += 1
            for i in range(start, end):
                if taken[component[i] + 1] == -2 - item:
                    box[i] = number[component[i] + 1]
                    way[i] = 1 if is_input[i] else 2
                else:
                    way[i] = 4
        else:
            for i in range(start, end):
                box[i] = count
                way[i] = 1 if is_input[i] else 2
            making[count] = item
            merged[count] = True
            count += 1
    return box, way, making[:count].copy(), merged[:count].copy()


@njit(cache=True)
def sums_of(
    count: int, box: Array, role: Array, masses: Any, yields: Any, basis: Array, roles: Any
) -> tuple[Any, ...]:
    """What each box took and gave (least, stated, most), its stated yields, its bases, whether waste is recorded."""
    taken = np.zeros((3, count), np.int64)
    given = np.zeros((3, count), np.int64)
    stated = np.full((2, count), -1, np.int64)
    bases = np.zeros(count, np.int64)
    mixed = np.zeros(count, np.bool_)
    least, nominal, most = masses
    for i in range(box.size):
        at = box[i]
        if at < 0:
            continue
        bases[at] |= basis[i]
        side = taken if role[i] == roles[0] else given
        side[0, at] += least[i]
        side[1, at] = -1 if side[1, at] < 0 or nominal[i] < 0 else side[1, at] + nominal[i]
        side[2, at] = _ENDLESS if max(side[2, at], most[i]) >= _ENDLESS else side[2, at] + most[i]
        if role[i] == roles[0]:
            continue
        mixed[at] |= role[i] != roles[1]
        low, high = yields[0][i], yields[1][i]
        if low >= 0 and (stated[0, at] < 0 or low < stated[0, at]):
            stated[0, at] = low
        if high >= 0 and high > stated[1, at]:
            stated[1, at] = high
    return taken, given, stated, bases, mixed
