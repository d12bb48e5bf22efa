"""Compiled search in a mesh: all that leads to some cells. Imports numba.

Never twice along an arc. `unsigned` indices spare the compiled code a test for each.
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
