"""Compiled passes over the days of nodes: the states of their stock, and what is carried, found, lost or left.

The same book-keeping as `account` and `lots`, for nodes without stock counts. Where all masses of a node are fixed,
days on which nothing came belong to the state before: what leaves a stock takes nothing from its mix. Integers only.
"""

from typing import Any

import numpy as np
from numba import njit

from tieback.trace.bulk.weaving import by_end

Array = np.ndarray[Any, Any]
_ENDLESS = 2**62
FIRST = -(2**31)  # the day of an undated arrival
LAST = 2**31 - 1  # the day of an undated departure
DOUBTFUL, MIXED, COUNTED = (
    1,
    2,
    4,
)  # flags of a node: an unread row, weighed on several bases, stock was counted
UNTRACED, UNKNOWN = 2, 3  # as `lots.SourceKind`; 0: mass of a cell, 1: made


@njit(cache=True)
def grouped(keys: Array, days: Array, count: int) -> tuple[Any, Any]:
    """The indices of each key by day, and where each key starts; what has key -1 is left out."""
    start, order = by_end(keys, count)
    for k in range(count):
        _by_day(order, days, start[k], start[k + 1])
    return start, order


@njit(cache=True)
def _by_day(order: Array, days: Array, start: int, end: int) -> None:
    """Sort a part of `order` by day, equal days as they stand."""
    if end - start > 32:
        part = order[start:end].copy()
        ranks = np.argsort(days[part], kind="mergesort")
        for i in range(end - start):
            order[start + i] = part[ranks[i]]
        return
    for i in range(start + 1, end):
        item = order[i]
        j = i
        while j > start and days[order[j - 1]] > days[item]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = item


@njit(cache=True, inline="always")
def _plus(a: int, b: int) -> int:
    return _ENDLESS if a >= _ENDLESS or b >= _ENDLESS else a + b


@njit(cache=True, inline="always")
def _minus(a: int, b: int) -> int:
    """a - b, not below nothing; anything less an endless mass is nothing."""
    if b >= _ENDLESS:
        return 0
    return _ENDLESS if a >= _ENDLESS else max(a - b, 0)


@njit(cache=True, inline="always")
def _known(a: int, b: int, sign: int) -> int:
    """A sum or difference of stated values; -1 where one is unknown."""
    return -1 if a < 0 or b < 0 else max(a + sign * b, 0)


@njit(cache=True, inline="always")
def _put(arcs: Any, at: int, ends: Any, mass: Any, source: int) -> int:
    """Write an arc unless it carries nothing; the next place."""
    tails, heads, least, stated, most, sources = arcs
    if mass[2] <= 0:
        return at
    if tails.size:
        tails[at], heads[at] = ends
        least[at], stated[at], most[at] = mass
        sources[at] = source
    return at + 1


@njit(cache=True, inline="always")
def _summed(order: Array, start: int, end: int, masses: Any) -> Any:
    least, stated, most = masses
    a, b, c = 0, 0, 0
    for i in range(start, end):
        at = order[i]
        a += least[at]
        b = _known(b, stated[at], 1)
        c = _plus(c, most[at])
    return a, b, c


@njit(cache=True, inline="always")
def _all_fixed(order: Array, start: int, end: int, masses: Any) -> bool:
    least, stated, most = masses
    for i in range(start, end):
        at = order[i]
        if least[at] != most[at] or least[at] != stated[at]:
            return False
    return True


@njit(cache=True, inline="always")
def _booked(stock: Any, came: Any, gone: Any) -> Any:
    """The stock at the end of a day, as `account._difference` has it."""
    low, known, high = stock[0] + came[0], _known(stock[1], came[1], 1), _plus(stock[2], came[2])
    if high >= _ENDLESS and gone[2] >= _ENDLESS:
        return 0, -1, _ENDLESS
    return _minus(low, gone[2]), _known(known, gone[1], -1), _minus(high, gone[0])


@njit(cache=True)
def walk(  # noqa: C901  one compiled pass: a call per node would cost more than its work
    came: Any, went: Any, masses: Any, flags: Array, written: Any, static: bool
) -> tuple[int, int]:
    """All nodes, day after day; with empty arrays in `written` it only counts. Returns how many cells and arcs.

    came, went: (start, order, day of each movement) of arrivals and of departures.
    """
    came_start, came_order, came_on = came
    went_start, went_order, went_on = went
    cell_node, cell_day, wide, short, tails, heads, arcs = written
    cells, put = 0, 0
    for node in range(flags.size):
        a, a_end = came_start[node], came_start[node + 1]
        d, d_end = went_start[node], went_start[node + 1]
        if (a == a_end and d == d_end) or flags[node] & COUNTED:
            continue
        open_ended = flags[node] != 0
        fixed = (
            not open_ended
            and _all_fixed(came_order, a, a_end, masses)
            and _all_fixed(went_order, d, d_end, masses)
        )
        merged = static
        merged |= a < a_end and came_on[came_order[a]] == FIRST
        merged |= d < d_end and went_on[went_order[d_end - 1]] == LAST
        stock = (0, 0, 0)
        opening = (0, 0, 0)
        if a == a_end:  # nothing ever came: as much as left it was there, untraced
            opening = _summed(went_order, d, d_end, masses)
        cell = -1
        while a < a_end or d < d_end:
            on = LAST
            if a < a_end:
                on = came_on[came_order[a]]
            if d < d_end:
                on = min(on, went_on[went_order[d]])
            a_from, d_from = a, d
            while a < a_end and (static or came_on[came_order[a]] == on):
                a += 1
            while d < d_end and (static or went_on[went_order[d]] == on):
                d += 1
            if cell < 0 or (not merged and (a > a_from or not fixed or stock[2] == 0)):
                if cell >= 0:
                    carried = (0, -1, _ENDLESS) if open_ended else stock
                    put = _put(arcs, put, (cell, cells), carried, 0)
                if cell_node.size:
                    cell_node[cells], cell_day[cells] = node, on
                    wide[cells] = flags[node] & MIXED != 0
                cell = cells
                cells += 1
                if flags[node] & DOUBTFUL:
                    put = _put(arcs, put, (-1, cell), (0, -1, _ENDLESS), UNKNOWN)
                    put = _put(arcs, put, (cell, -1), (0, -1, _ENDLESS), 0)
            if cell_node.size:
                for i in range(a_from, a):
                    heads[came_order[i]] = cell
                for i in range(d_from, d):
                    tails[went_order[i]] = cell
            put = _put(arcs, put, (-1, cell), opening, UNTRACED)
            arrived = _summed(came_order, a_from, a, masses)
            arrived = (
                arrived[0] + opening[0],
                _known(arrived[1], opening[1], 1),
                _plus(arrived[2], opening[2]),
            )
            gone = _summed(went_order, d_from, d, masses)
            there = _plus(stock[2], arrived[2])
            if cell_node.size and (gone[0] > there or (there == 0 and gone[2] > 0)):
                short[node] = True
            stock = _booked(stock, arrived, gone)
            opening = (0, 0, 0)
        put = _put(arcs, put, (cell, -1), (0, -1, _ENDLESS) if open_ended else stock, 0)
    return cells, put
