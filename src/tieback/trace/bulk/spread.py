"""Compiled search through records: every node that transfers and transformations lead to, whatever their dates."""

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]


@njit(cache=True)
def spread(moves: Any, lines: Any, first: Array, seen: Array) -> None:
    """Mark the nodes on the far side of all records at marked nodes, and so on.

    moves: (start, order) of the transfers at a node, and the node at their other end. lines: (start, order) of the
    lines at a node, the making and node of every line, and whether it lies on the far side.
    """
    move_start, move_order, other = moves
    line_start, line_order, making, node, far = lines
    done = np.zeros(first.size - 1, np.bool_)
    queue = np.empty(seen.size, np.int32)
    size = 0
    for at in range(seen.size):
        if seen[at]:
            queue[size] = at
            size += 1
    head = 0
    while head < size:
        at = queue[head]
        head += 1
        for k in range(move_start[at], move_start[at + 1]):
            to = other[move_order[k]]
            if not seen[to]:
                seen[to] = True
                queue[size] = to
                size += 1
        for k in range(line_start[at], line_start[at + 1]):
            item = making[line_order[k]]
            if done[item]:
                continue
            done[item] = True
            for i in range(first[item], first[item + 1]):
                to = node[i]
                if far[i] and to >= 0 and not seen[to]:
                    seen[to] = True
                    queue[size] = to
                    size += 1
