"""Compiled passes that put a graph in order: what stands for what, levels, loops, arcs by head or by tail.

Integers only, in the order of the cells: the same input gives the same arrays.
"""

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]
_ENDLESS = 2**62


@njit(cache=True)
def leaving(cells: int, tail: Array, least: Array, most: Array) -> tuple[Any, Any, Any]:
    """All that leaves each cell: the least, the most of what is measured, and how much is not."""
    low = np.zeros(cells, np.int64)
    high = np.zeros(cells, np.int64)
    endless = np.zeros(cells, np.int32)
    for i in range(tail.size):
        at = tail[i]
        if at < 0:
            continue
        low[at] += least[i]
        if most[i] >= _ENDLESS:
            endless[at] += 1
        else:
            high[at] += most[i]
    return low, high, endless


@njit(cache=True)
def passing(tail: Array, head: Array, masses: Any, whole: Array, outward: Any, kept: Array) -> Array:
    """For each cell the arc that all of it came by, if it only passes on what came; -1 for the others.

    As `reduction`: one arc in, all masses fixed, nothing gained or lost. `whole`: cells with a yield of one; `kept`:
    cells that must stay.
    """
    least, stated, most = masses
    low, high, endless = outward
    only = np.full(whole.size, -1, np.int32)
    for i in range(tail.size):
        at = head[i]
        if at >= 0:
            only[at] = i if only[at] == -1 else -2
    for i in range(tail.size):  # a part of unfixed mass keeps its cell
        at = tail[i]
        if at >= 0 and (least[i] != most[i] or least[i] != stated[i]):
            only[at] = -2
    for at in range(whole.size):
        i = only[at]
        stays = i < 0 or tail[i] < 0 or kept[at] or not whole[at]
        stays = stays or endless[at] != 0 or low[at] != high[at] or least[i] != low[at]
        if stays or least[i] != most[i] or least[i] != stated[i]:
            only[at] = -1
    return only


@njit(cache=True)
def stand_ins(only: Array, tail: Array) -> Array:
    """The cell that stands for each cell: itself, or where what it passes on came from. A ring of them stays."""
    stands = np.full(only.size, -1, np.int32)
    path = np.empty(only.size, np.int32)
    mark = np.full(only.size, -1, np.int32)
    for start in range(only.size):
        at, size = start, 0
        while stands[at] < 0 and only[at] >= 0 and mark[at] != start:
            mark[at] = start
            path[size] = at
            size += 1
            at = tail[only[at]]
        if stands[at] < 0:  # the first of all, or a ring: it stands for itself
            stands[at] = at
        for i in range(size - 1, -1, -1):
            if stands[path[i]] < 0:
                stands[path[i]] = stands[at]
    return stands


@njit(cache=True)
def levels(cells: int, tail: Array, head: Array) -> Array:
    """The longest way to each cell, in arcs; -1 on or after a loop."""
    start, order = by_end(tail, cells)
    waiting = np.zeros(cells, np.int32)
    for i in range(head.size):
        if head[i] >= 0 and tail[i] >= 0:
            waiting[head[i]] += 1
    level = np.full(cells, -1, np.int32)
    queue = np.empty(cells, np.int32)
    size = 0
    for at in range(cells):
        if waiting[at] == 0:
            level[at] = 0
            queue[size] = at
            size += 1
    best = np.zeros(cells, np.int32)
    done = 0
    while done < size:
        at = queue[done]
        done += 1
        for k in range(start[at], start[at + 1]):
            to = head[order[k]]
            if to < 0:
                continue
            best[to] = max(best[to], level[at] + 1)
            waiting[to] -= 1
            if waiting[to] == 0:
                level[to] = best[to]
                queue[size] = to
                size += 1
    return level


@njit(cache=True)
def by_end(end: Array, cells: int) -> tuple[Any, Any]:
    """Where the arcs of each cell start in `order`, the arcs by the cell at that end, each cell's as they stand."""
    start = np.zeros(cells + 1, np.int64)
    for i in range(end.size):
        if end[i] >= 0:
            start[end[i] + 1] += 1
    for at in range(cells):
        start[at + 1] += start[at]
    order = np.empty(start[cells], np.int32)
    for i in range(end.size):
        if end[i] >= 0:
            order[start[end[i]]] = i
            start[end[i]] += 1
    for at in range(cells, 0, -1):  # each start has moved on to the next one's
        start[at] = start[at - 1]
    start[0] = 0
    return start, order


@njit(cache=True)
def bundled(first: Array, order: Array, tail: Array, masses: Any, movement: Array) -> tuple[Any, ...]:
    """The arcs of each cell by tail, those from one tail taken together (the first one's movement stands)."""
    least, stated, most = masses
    cells = first.size - 1
    start = np.zeros(cells + 1, np.int64)
    tails = np.empty(order.size, np.int32)
    movements = np.empty(order.size, np.int32)
    low = np.empty(order.size, np.int64)
    known = np.empty(order.size, np.int64)
    high = np.empty(order.size, np.int64)
    put = 0
    for at in range(cells):
        begin = put
        part = order[first[at] : first[at + 1]].copy()
        if part.size <= 32:
            for i in range(1, part.size):
                item = part[i]
                j = i
                while j > 0 and tail[part[j - 1]] > tail[item]:
                    part[j] = part[j - 1]
                    j -= 1
                part[j] = item
        else:
            part = part[np.argsort(tail[part], kind="mergesort")]
        for item in part:
            if put > begin and tails[put - 1] == tail[item]:
                low[put - 1] += least[item]
                known[put - 1] = (
                    -1 if known[put - 1] < 0 or stated[item] < 0 else known[put - 1] + stated[item]
                )
                if high[put - 1] < _ENDLESS:
                    high[put - 1] = _ENDLESS if most[item] >= _ENDLESS else high[put - 1] + most[item]
                continue
            tails[put], movements[put] = tail[item], movement[item]
            low[put], known[put], high[put] = least[item], stated[item], most[item]
            put += 1
        start[at + 1] = put
    return start, tails[:put], low[:put], known[:put], high[:put], movements[:put]
