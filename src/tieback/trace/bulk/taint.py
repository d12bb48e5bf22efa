"""Compiled search in a mesh: all that some cells lead to, yes or no. Imports numba.

Level by level, and mostly not along every arc. What counts is how often memory is waited for: what is likely to be
asked lies side by side in columns of its own.
"""

from typing import Any

import numpy as np
from numba import njit
from numba.cpython.unsafe import numbers
from numpy.typing import NDArray

from tieback.trace.bulk.mesh import Mesh

Array = np.ndarray[Any, Any]
_trailing_zeros: Any = numbers.trailing_zeros  # one instruction
_COLUMNS = 3  # of the latest cells that lead to a cell: after three, few are left to ask
_AT_ONCE = 64  # cells whose arcs are fetched together: they stay in the fastest memory until they are used
_ONE = np.uint64(1)


class Taint:
    """Answers one question after another about a mesh; an answer stands until the next question."""

    __slots__ = ("_inward", "_latest", "_level", "_marks", "_onward", "_room", "_size", "_words")

    def __init__(self, mesh: Mesh) -> None:
        self._size, self._level = len(mesh), mesh.levels
        self._inward, self._onward = mesh.inward, mesh.onward
        self._latest = latest(*self._inward, _COLUMNS)
        self._words = np.zeros(-(-len(mesh) // 8), np.uint64)
        self._marks = self._words.view(np.uint8)
        self._room = np.empty((3, len(mesh)), np.uint32)

    def of(self, cells: NDArray[Any]) -> NDArray[np.uint8]:
        """1 for these cells and all that they lead to in time, else 0."""
        starts = np.unique(cells).astype(np.uint32)
        self._words[:] = 0
        self._marks[starts] = 1
        if len(starts):
            spread(
                self._inward,
                self._onward,
                self._latest,
                self._level,
                starts[starts < self._level[1]],
                (self._words, self._marks),
                self._room,
            )
        return self._marks[: self._size]


@njit(cache=True)
def latest(first: Array, tail: Array, columns: int) -> Array:
    """The last cells that lead to each cell, the last one first; where there are fewer, the first of them, or itself."""
    cells = first.size - 1
    found = np.empty((columns, cells), np.uint32)
    for at in range(cells):
        begin, end = np.int64(first[at]), np.int64(first[at + 1])
        for column in range(columns):
            found[column, at] = tail[max(end - 1 - column, begin)] if end > begin else at
    return found


@njit(cache=True)
def spread(
    inward: Any, onward: Any, latest: Array, level: Array, starts: Array, state: Any, room: Array
) -> Any:
    """Mark every cell that a marked one leads to. `level`: where each level begins; `starts`: those marked in level 0.

    `state`: the marks of the cells as words, and the same memory as bytes. While few cells of a level are marked, they
    mark where they lead; from the first level of which a third is, each cell asks what leads to it from there on, and
    one answer is enough.
    """
    words, marks = state
    seen = _push(onward, marks, starts, room)
    at = 1
    while at < level.size - 1:
        size = _marked(words, level[at], level[at + 1], room[0])
        if 3 * size > level[at + 1] - level[at]:
            break
        seen ^= _push(onward, marks, room[0, :size], room)
        at += 1
    asked = np.uint32(level[min(at, level.size - 1)])
    for later in range(at + 1, level.size - 1):
        _pull(inward, latest, marks, (level[later], level[later + 1], asked), room[0])
    return seen


@njit(cache=True)
def _marked(words: Array, begin: int, end: int, found: Array) -> int:
    """Write down the marked cells from `begin` to `end`; how many."""
    size = 0
    for word in range(begin >> 3, (end + 7) >> 3):
        left = words[word]
        while left:
            at = (word << 3) + (np.int64(_trailing_zeros(left)) >> 3)
            left &= left - _ONE
            if begin <= at < end:
                found[size] = at
                size += 1
    return size


@njit(cache=True)
def _push(onward: Any, marks: Array, cells: Array, room: Array) -> Any:
    """Mark what these cells lead to. Rounds of their own fetch from memory what the last one needs, many at once."""
    leave, head = onward
    begins, ends = room[1], room[2]
    seen = np.uint32(0)  # given back, for else the compiler would see that nobody needs it
    for done in range(0, cells.size, _AT_ONCE):
        upto = min(done + _AT_ONCE, cells.size)
        for k in range(done, upto):
            begins[k] = leave[cells[k]]
            ends[k] = leave[cells[k] + np.uint32(1)]
        for k in range(done, upto):
            if begins[k] < ends[k]:
                seen ^= np.uint32(head[begins[k]]) ^ np.uint32(head[ends[k] - np.uint32(1)])
        for k in range(done, upto):
            for i in range(begins[k], ends[k]):
                marks[head[i]] = 1
    return seen


@njit(cache=True)
def _pull(inward: Any, latest: Array, marks: Array, part: Any, waiting: Array) -> None:
    """Mark the cells of a level that a marked cell from `asked` on leads to; earlier ones have marked theirs already.

    Rounds of all cells, instead of all arcs of one cell after the other: no branch that a processor could guess wrong.
    """
    first, tail = inward
    begin, end, asked = part
    size = 0
    for at in range(begin, end):
        giver = latest[0, at]
        mark = marks[at] | marks[giver]
        marks[at] = mark
        waiting[size] = at
        size += (mark == 0) & (giver >= asked)
    for column in range(1, latest.shape[0]):
        left = 0
        for k in range(size):
            at = waiting[k]
            giver = latest[column, at]
            mark = marks[giver]
            marks[at] = mark
            waiting[left] = at
            left += (mark == 0) & (giver >= asked)
        size = left
    back = latest.shape[0] + 1
    while size:
        left = 0
        for k in range(size):
            at = waiting[k]
            start = np.int64(first[at])
            i = max(np.int64(first[at + np.uint32(1)]) - back, start)
            giver = np.uint32(tail[i])
            mark = marks[giver]
            marks[at] = mark
            waiting[left] = at
            left += (mark == 0) & (i > start) & (giver >= asked)
        size = left
        back += 1
