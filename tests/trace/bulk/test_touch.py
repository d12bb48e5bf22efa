"""What leads to a cell, and what a cell leads to, on random graphs beside the plain definition."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tieback.trace.bulk.mesh import unsigned
from tieback.trace.bulk.taint import latest, spread
from tieback.trace.bulk.touch import reach
from tieback.trace.bulk.weaving import by_end

Column = NDArray[np.int64]


def graph(seed: int) -> tuple[list[tuple[int, int]], list[int]]:
    """Arcs (tail, head) sorted by head, and where each level begins; every cell after level 0 has an arc into it."""
    rng = random.Random(seed)
    sizes = [rng.randint(1, 90) for _ in range(rng.randint(1, 6))]
    level = [sum(sizes[:number]) for number in range(len(sizes) + 1)]
    arcs = set()
    for number in range(1, len(sizes)):
        for head in range(level[number], level[number + 1]):
            arcs |= {(rng.randrange(level[number]), head) for _ in range(rng.choice([1, 1, 2, 9]))}
    return sorted(arcs, key=lambda arc: (arc[1], arc[0])), level


def columns(arcs: list[tuple[int, int]], cells: int) -> tuple[tuple[Column, Column], tuple[Column, Column]]:
    """The same as `Mesh.inward` and `Mesh.onward`."""
    tail, head = (np.array([arc[end] for arc in arcs], np.int32) for end in (0, 1))
    first, _ = by_end(head, cells)
    leave, order = by_end(tail, cells)
    inward, onward = (first, tail), (leave, head[order])
    return (unsigned(inward[0]), unsigned(inward[1])), (unsigned(onward[0]), unsigned(onward[1]))


def ends(arcs: list[tuple[int, int]], starts: list[int], *, down: bool) -> list[int]:
    """All that lead to some cells, or that they lead to, and these."""
    found = set(starts)
    for tail, head in arcs if down else reversed(arcs):
        if (tail if down else head) in found:
            found.add(head if down else tail)
    return sorted(found)


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9), columns_kept=st.integers(1, 4))
def test_what_some_cells_lead_to_is_found_whether_they_are_few_or_many(seed: int, columns_kept: int) -> None:
    arcs, level = graph(seed)
    cells, rng = level[-1], random.Random(seed)
    inward, onward = columns(arcs, cells)
    starts = np.array(sorted(rng.sample(range(cells), rng.choice([1, min(5, cells), cells // 2, cells]))))
    words = np.zeros(-(-cells // 8), np.uint64)
    marks = words.view(np.uint8)
    marks[starts] = 1
    begun = starts[starts < level[1]].astype(np.uint32)
    room = np.empty((3, cells), np.uint32)
    spread(inward, onward, latest(*inward, columns_kept), np.array(level), begun, (words, marks), room)
    assert np.flatnonzero(marks).tolist() == ends(arcs, starts.tolist(), down=True)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_what_leads_to_some_cells_is_found_and_counted(seed: int) -> None:
    arcs, level = graph(seed)
    cells, rng = level[-1], random.Random(seed)
    inward, _ = columns(arcs, cells)
    fed = level[1]
    starts = rng.sample(range(cells), min(cells, rng.randint(1, 3)))
    bits = np.full(-(-cells // 64), 2**63, np.uint64)  # what was asked before is forgotten
    count = reach(inward, np.array(starts, np.int32), bits, fed)
    each = np.unpackbits(bits.astype("<u8").view(np.uint8), count=cells, bitorder="little")
    wanted = ends(arcs, starts, down=False)
    assert np.flatnonzero(each).tolist() == wanted
    assert count == len(wanted)
