"""Compiled searches in a mesh: all that leads to some cells, all that some cells lead to. Imports numba.

Both go level by level and never twice along an arc. `unsigned` indices spare the compiled code a test for each.
"""

from typing import Any

import numpy as np
from numba import njit
from numba.cpython.unsafe import numbers

Array = np.ndarray[Any, Any]
_leading_zeros: Any = numbers.leading_zeros  # one instruction
_ONE, _LAST, _SHIFT = np.uint64(1), np.uint64(63), np.uint64(6)


@njit(cache=True)
def reach(inward: Any, starts: Array, bits: Array, fed: int) -> Any:
    """Set the bits of the cells that lead to `starts`, and of these; how many.

    One sweep back through the cells, sixty-four at a time; nothing comes to the cells before `fed`.
    """
    first, tail = inward
    bits[:] = 0
    top = 0
    for at in starts:
        bits[at >> 6] |= _ONE << np.uint64(at & 63)
        top = max(top, at)
    for word in range(top >> 6, (fed >> 6) - 1, -1):
        base = np.uint64(word << 6)
        left = bits[word]
        while left != 0:
            bit = _LAST - np.uint64(_leading_zeros(left))
            at = base + bit
            for i in range(first[at], first[at + _ONE]):
                cell = np.uint64(tail[i])
                bits[cell >> _SHIFT] |= _ONE << (cell & _LAST)
            left = bits[word] & ((_ONE << bit) - _ONE)  # it may have grown: arcs lead to earlier cells
    return _set(bits)


@njit(cache=True)
def _set(bits: Array) -> Any:
    """How many bits are set: in pairs, in fours, in bytes, and all bytes of a word in one product."""
    found: Any = np.uint64(0)
    for word in bits:
        pairs = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
        fours = (pairs & np.uint64(0x3333333333333333)) + (
            (pairs >> np.uint64(2)) & np.uint64(0x3333333333333333)
        )
        each = (fours + (fours >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        found += (each * np.uint64(0x0101010101010101)) >> np.uint64(56)
    return found


@njit(cache=True)
def spread(inward: Any, onward: Any, level: Array, words: Array, marks: Array) -> None:
    """Mark every cell that a marked one leads to. `marks` are the bytes of `words`; `level`: where each level begins.

    While few cells are marked, they mark where they lead; once most are, each cell asks what leads to it, and one
    answer is enough.
    """
    at = 0
    while at < level.size - 1 and 2 * _marked(marks, level[at], level[at + 1]) < level[at + 1] - level[at]:
        _push(onward, words, marks, level[at], level[at + 1])
        at += 1
    waiting = np.empty(marks.size, np.uint32)
    for later in range(max(at, 1), level.size - 1):
        _pull(inward, marks, level[later], level[later + 1], waiting)


@njit(cache=True)
def _marked(marks: Array, begin: int, end: int) -> int:
    found = 0
    for at in range(begin, end):
        found += marks[at]
    return found


@njit(cache=True)
def _push(onward: Any, words: Array, marks: Array, begin: int, end: int) -> None:
    leave, head = onward
    for word in range(begin >> 3, (end + 7) >> 3):
        if words[word] != 0:
            for at in range(max(begin, word << 3), min(end, (word + 1) << 3)):
                if marks[at]:
                    for i in range(leave[at], leave[at + 1]):
                        marks[head[i]] = 1


@njit(cache=True)
def _pull(inward: Any, marks: Array, begin: int, end: int, waiting: Array) -> None:
    """Ask along the last arc of every cell, then along the one before it of those not yet marked, and so on.

    Rounds of all cells, instead of all arcs of one cell after the other: no branch that a processor could guess wrong.
    """
    first, tail = inward
    size = 0
    for at in range(begin, end):
        mark = marks[at] | marks[tail[np.int64(first[at + 1]) - 1]]
        marks[at] = mark
        waiting[size] = at
        size += 1 - mark
    back = 2
    while size:
        left = 0
        for k in range(size):
            at = waiting[k]
            start = np.int64(first[at])
            i = max(np.int64(first[at + np.uint32(1)]) - back, start)
            mark = marks[tail[i]]
            marks[at] = mark
            waiting[left] = at
            left += (mark == 0) & (i > start)
        size = left
        back += 1
