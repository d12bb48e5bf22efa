"""From the sketch of a graph to the mesh: loops cut, what only passed through taken out, cells and arcs in order."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import NONE, Arrays, Milligrams
from tieback.trace.bulk.daily import UNKNOWN
from tieback.trace.bulk.mesh import Mesh
from tieback.trace.bulk.movement import WHOLE, Indices, Way, movements_of
from tieback.trace.bulk.sketch import CELL, Arcs, Sketch, sketch_of
from tieback.trace.bulk.weaving import bundled, by_end, leaving, levels, passing, stand_ins
from tieback.trace.order import loops_of

GRAM = 1000  # milligrams
_PARTS = 64  # of a long column that is looked at in parts


def weave(arrays: Arrays, *, static: bool = False) -> Mesh:
    """The mesh of the records of a case; `static`: as if all days were one."""
    moved = movements_of(arrays)
    sketch = sketch_of(arrays, moved, static=static)
    ends = _Ends(moved.way, moved.taker, moved.box, moved.boxes.making, _in_grams(moved.least))
    del moved  # its days and masses, a gigabyte for every thirty million transfers, are in the sketch
    loop = np.full(len(sketch), NONE, np.int32)
    inside = np.empty(0, np.int64)
    thread = _thread(sketch, loop)
    if thread is None:
        loop = _loops(sketch)
        inside = _inside(sketch.arcs, loop)
        cut = sketch.arcs.take(inside)
        sketch = replace(sketch, arcs=_cut(sketch.arcs, inside))
        thread = _thread(sketch, loop)
    else:
        cut = sketch.arcs.take(inside)
    if thread is None:
        raise ValueError("a loop is left after all loops were cut")
    order = _order(arrays, ends.making, sketch, thread)
    outside = _outside(sketch, order, cut)
    sketch = replace(sketch, arcs=cut)  # the others are in the thread or outside
    return _mesh(ends, sketch, thread.arcs, order, outside)


@dataclass(frozen=True, slots=True, eq=False)
class _Ends:
    """What the mesh needs of the movements beside the sketch: way, taker and box of each, the making of each box."""

    way: NDArray[np.uint8]
    taker: Indices
    box: Indices
    making: Indices
    in_grams: bool  # every mass is a whole number of grams


@dataclass(frozen=True, slots=True, eq=False)
class _Order:
    """The cells that stay, in order; the place of each cell or of what stands for it; the level of each that stays."""

    cells: NDArray[np.int64]
    place: Indices
    level: Indices

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True, eq=False)
class _Outside:
    """What leaves each cell that stays, as `leaving`; what comes from outside, by the cell it reaches."""

    outward: tuple[Any, ...]
    found: NDArray[np.int64]  # where those of each cell start
    arcs: Arcs
    cut: Indices  # which cut each stands for; NONE


def _in_grams(least: Milligrams) -> bool:
    return not any((part % GRAM).any() for part in np.array_split(least, _PARTS))


@dataclass(frozen=True, slots=True, eq=False)
class _Thread:
    """What stands for each cell; the arcs between those that stay; the level of each."""

    stands: Indices
    arcs: Arcs
    level: Indices


def _thread(sketch: Sketch, loop: Indices) -> _Thread | None:
    """None where a loop is left."""
    arcs, cells = sketch.arcs, len(sketch)
    stands = _stands(sketch, loop)
    stays = stands == np.arange(cells, dtype=np.int32)
    between = arcs.take(np.flatnonzero((arcs.tail != NONE) & (arcs.head != NONE) & stays[arcs.head]))
    between = replace(between, tail=stands[between.tail])
    level = levels(cells, between.tail, between.head)
    return None if (level[stays] < 0).any() else _Thread(stands, between, level)


def _stands(sketch: Sketch, loop: Indices) -> Indices:
    """What stands for each cell: itself, or where what it only passes on came from."""
    arcs = sketch.arcs
    outward = leaving(len(sketch), arcs.tail, arcs.least, arcs.most)
    whole = (sketch.low == WHOLE) & (sketch.high == WHOLE)
    kept = (loop != NONE) | (sketch.broken_node[sketch.node] & (sketch.node != NONE))
    masses = (arcs.least, arcs.stated, arcs.most)
    stands: Indices = stand_ins(passing(arcs.tail, arcs.head, masses, whole, outward, kept), arcs.tail)
    return stands


def _loops(sketch: Sketch) -> Indices:
    """For each cell the loop it belongs to, NONE for those in no loop."""
    arcs = sketch.arcs
    left = levels(len(sketch), arcs.tail, arcs.head) < 0
    left &= levels(len(sketch), arcs.head, arcs.tail) < 0
    cells = np.flatnonzero(left)
    place = {cell: number for number, cell in enumerate(cells.tolist())}
    successors: list[list[int]] = [[] for _ in place]
    for at in np.flatnonzero((arcs.tail != NONE) & (arcs.head != NONE) & left[arcs.tail] & left[arcs.head]):
        successors[place[int(arcs.tail[at])]].append(place[int(arcs.head[at])])
    found = np.full(len(sketch), NONE, np.int32)
    for number, members in enumerate(loops_of(successors)):
        found[cells[members]] = number
    return found


def _inside(arcs: Arcs, loop: Indices) -> NDArray[np.int64]:
    """The arcs inside loops."""
    inside = (arcs.tail != NONE) & (arcs.head != NONE)
    inside &= (loop[arcs.tail] != NONE) & (loop[arcs.tail] == loop[arcs.head])
    return np.flatnonzero(inside)


def _cut(arcs: Arcs, inside: NDArray[np.int64]) -> Arcs:
    """Replace every arc inside a loop by one that leaves and one that comes from who knows where."""
    again = arcs.take(inside)
    head, movement = arcs.head.copy(), arcs.movement.copy()
    head[inside] = movement[inside] = NONE
    return Arcs(
        np.concatenate([arcs.tail, np.full(len(again), NONE, np.int32)]),
        np.concatenate([head, again.head]),
        np.concatenate([arcs.least, again.least]),
        np.concatenate([arcs.stated, again.stated]),
        np.concatenate([arcs.most, again.most]),
        np.concatenate([arcs.source, np.full(len(again), UNKNOWN, np.uint8)]),
        np.concatenate([movement, again.movement]),
    )


def _mesh(ends: _Ends, sketch: Sketch, arcs: Arcs, order: _Order, outside: _Outside) -> Mesh:
    sources, outward, cut = outside.arcs, outside.outward, sketch.arcs
    makes, cell, beyond = _makes(ends, order.place, cut)
    first, tail, leave, head, least, stated, most = _between(arcs, order)
    mesh = Mesh(
        first=first,
        tail=tail,
        leave=leave,
        head=head,
        least=least,
        stated=stated,
        most=most,
        found=outside.found,
        source=sources.source,
        source_cell=np.repeat(np.arange(len(order), dtype=np.int32), np.diff(outside.found)),
        source_movement=sources.movement,
        source_node=_began_at(sources, ends, sketch),
        source_cut=outside.cut,
        source_least=sources.least,
        source_stated=sources.stated,
        source_most=sources.most,
        low=sketch.low[order.cells],
        high=sketch.high[order.cells],
        outward_low=outward[0],
        outward_high=outward[1],
        outward_endless=outward[2],
        level=order.level,
        made_movement=makes.astype(np.int32),
        made_cell=cell,
        made_beyond=beyond,
        broken=_broken(sketch, order),
        broken_node=sketch.broken_node,
        cut_tail=order.place[cut.tail],
        cut_head=order.place[cut.head],
        unit=1,
        even=False,
    )
    return _small(mesh, in_grams=ends.in_grams) if _is_even(mesh) else mesh


def _outside(sketch: Sketch, order: _Order, cut: Arcs) -> _Outside:
    arcs = sketch.arcs
    outward = leaving(len(sketch), arcs.tail, arcs.least, arcs.most)
    outward = tuple(column[order.cells] for column in outward)
    outer = np.flatnonzero((arcs.source != CELL) & (arcs.head != NONE))
    found, by_cell = by_end(order.place[arcs.head[outer]], len(order))
    outer = outer[by_cell]
    begun = outer - (len(arcs) - len(cut))  # the arcs that stand for cuts come last
    return _Outside(outward, found, arcs.take(outer), np.where(begun >= 0, begun, NONE).astype(np.int32))


def _between(arcs: Arcs, order: _Order) -> tuple[Any, ...]:
    """The arcs between cells by head, those of one pair taken together, and their order by tail."""
    first, by_head = by_end(order.place[arcs.head], len(order))
    masses = (arcs.least, arcs.stated, arcs.most)
    tails = order.place[arcs.tail]
    first, tail, least, stated, most, _ = bundled(first, by_head, tails, masses, arcs.movement)
    if np.array_equal(least, most) and np.array_equal(least, stated):
        stated = most = least
    leave, by_tail = by_end(tail, len(order))
    head = np.repeat(np.arange(len(order), dtype=np.int32), np.diff(first))[by_tail]
    return first, tail, leave, head, least, stated, most


def _began_at(sources: Arcs, ends: _Ends, sketch: Sketch) -> Indices:
    """The node that each source stands at: the taker of its movement, else that of the cell it reaches."""
    taker = ends.taker[sources.movement]
    known = (sources.movement != NONE) & (taker != NONE)
    return np.where(known, taker, sketch.node[sources.head]).astype(np.int32)


def _makes(ends: _Ends, place_of: Indices, cut: Arcs) -> tuple[NDArray[np.int64], Indices, Indices]:
    """The movements that make a lot, the cell that each comes of, and that cell whether or not it was cut."""
    makes = np.flatnonzero(np.isin(ends.way, (Way.OUTPUT, Way.MADE, Way.UNDECLARED)) & (ends.taker != NONE))
    boxed = ends.way[makes] == Way.OUTPUT
    cell = np.full(len(makes), NONE, np.int32)
    cell[boxed] = place_of[ends.box[makes[boxed]]]
    beyond = cell.copy()
    cell[np.isin(makes, cut.movement)] = NONE
    return makes, cell, beyond


def _broken(sketch: Sketch, order: _Order) -> NDArray[np.bool_]:
    """The cells whose records cannot all be true."""
    broken = np.zeros(len(order), np.bool_)
    states = np.flatnonzero(sketch.node != NONE)
    states = states[sketch.broken_node[sketch.node[states]]]
    broken[order.place[states]] = True
    broken[order.place[: len(sketch.broken_box)][sketch.broken_box]] = True
    return broken


def _is_even(mesh: Mesh) -> bool:
    """See `Mesh.even`."""
    fixed = mesh.least is mesh.most and np.array_equal(mesh.source_least, mesh.source_most)
    if not fixed or mesh.outward_endless.any():
        return False
    if (mesh.low != WHOLE).any() or (mesh.high != WHOLE).any():
        return False
    sums = np.concatenate([[0], np.cumsum(mesh.least)]), np.concatenate([[0], np.cumsum(mesh.source_least)])
    came = np.diff(sums[0][mesh.first]) + np.diff(sums[1][mesh.found])
    return bool(((came == mesh.outward_high) | mesh.broken).all())


def _small(mesh: Mesh, *, in_grams: bool) -> Mesh:
    """An even mesh in grams and in 32 bits, where its masses are whole and small enough: a fast one is a small one."""
    unit = GRAM if in_grams and not (mesh.source_least % GRAM).any() else 1
    most = max(int(mesh.outward_high.max(initial=0)), int(mesh.source_least.max(initial=0))) // unit
    kind = np.int32 if 2 * most < 2**31 else np.int64
    place = np.int32 if len(mesh.tail) < 2**31 else np.int64
    least, source, outward = (
        (column // unit).astype(kind) for column in (mesh.least, mesh.source_least, mesh.outward_high)
    )
    return replace(
        mesh,
        first=mesh.first.astype(place),
        leave=mesh.leave.astype(place),
        found=mesh.found.astype(place),
        least=least,
        stated=least,
        most=least,
        source_least=source,
        source_stated=source,
        source_most=source,
        outward_low=outward,
        outward_high=outward,
        unit=unit,
        even=True,
    )


def _order(arrays: Arrays, making: Indices, sketch: Sketch, thread: _Thread) -> _Order:
    """By level, holder and day."""
    cells = np.flatnonzero(thread.stands == np.arange(len(sketch), dtype=np.int32))
    boxes = len(making)
    ended = arrays.makings.ended_on[making]
    holder = np.concatenate([arrays.makings.holder[making], arrays.nodes.holder[sketch.node[boxes:]]])
    day = np.concatenate([ended, sketch.day[boxes:]])
    order = cells[np.lexsort((day[cells], holder[cells], thread.level[cells]))]
    place = np.full(len(sketch), NONE, np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    return _Order(order, place[thread.stands], thread.level[order])
