"""The time-expanded graph of a case as arrays: cells, and arcs between them, not yet in order.

Cells below the number of boxes are the boxes; the rest are states of stocks. It allows what `lots.Network` allows:
days on which nothing came are one state where all masses are fixed, which changes no bound and no mix.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieback.trace.array import NONE, UNDATED, UNMEASURED, Arrays, Days, Milligrams, day_number
from tieback.trace.bulk.conflict import broken_boxes, broken_nodes
from tieback.trace.bulk.counted import Counted, Mass, accounts_of, doubtful_makings, flags_of, mass_of
from tieback.trace.bulk.daily import COUNTED, DOUBTFUL, FIRST, LAST, UNKNOWN, UNTRACED, grouped, walk
from tieback.trace.bulk.movement import ENDLESS, WHOLE, Indices, Movements, Way, fixed
from tieback.trace.bulk.pressed import pressed_again

CELL, MADE = 0, 1  # what an arc carries: mass of a cell, raw material


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Mass on its way; tail NONE: from outside, by `source` (CELL | MADE | UNTRACED | UNKNOWN); head NONE: it leaves."""

    tail: Indices
    head: Indices
    least: Milligrams
    stated: Milligrams
    most: Milligrams
    source: NDArray[np.uint8]
    movement: Indices  # NONE: stock carried over, found or left, or a doubt

    def __len__(self) -> int:
        return len(self.tail)

    def take(self, kept: NDArray[np.int64]) -> "Arcs":
        """Some of the arcs; masses that are one array stay one."""
        least = self.least[kept]
        fixed = self.least is self.most
        return Arcs(
            self.tail[kept],
            self.head[kept],
            least,
            least if fixed else self.stated[kept],
            least if fixed else self.most[kept],
            self.source[kept],
            self.movement[kept],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Cells with their yields in billionths, and arcs. `broken`: nodes and boxes whose records cannot all be true."""

    node: Indices  # NONE for a box
    day: Days
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    arcs: Arcs
    broken_node: NDArray[np.bool_]
    broken_box: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.node)


def sketch_of(arrays: Arrays, moved: Movements, *, static: bool = False) -> Sketch:
    """The graph of a case; `static` merges all days of every node."""
    flags = flags_of(arrays, moved)
    short = np.zeros(len(flags), np.bool_)
    broken_box = broken_boxes(arrays, moved, static=static)
    node, day, wide, arcs = _walked(moved, flags, short, static=static)
    boxes = len(moved.boxes)
    sketch = Sketch(
        np.concatenate([np.full(boxes, NONE, np.int32), node]),
        np.concatenate([np.full(boxes, UNDATED, np.int32), day]),
        np.concatenate([moved.boxes.low, np.where(wide, 0, WHOLE)]),
        np.concatenate([moved.boxes.high, np.where(wide, ENDLESS, WHOLE)]),
        arcs,
        short,
        broken_box,
    )
    del node, day, wide, arcs
    drafted = _Drafted(sketch, static=static)
    for counted in accounts_of(arrays, moved, np.flatnonzero(flags & COUNTED)):
        drafted.node(counted, doubtful=bool(flags[counted.node] & DOUBTFUL))
    for box in np.flatnonzero(doubtful_makings(arrays)[moved.boxes.making]):
        drafted.doubt(int(box))
    whole = drafted.sketch(doubtful_makings(arrays), arrays, moved)
    broken = broken_nodes(moved, flags, short, static=static) | pressed_again(arrays, moved)
    return replace(whole, broken_node=broken)


def _walked(
    moved: Movements, flags: NDArray[Any], short: NDArray[np.bool_], *, static: bool
) -> tuple[Any, ...]:
    """The states of all nodes: the node and the day of each, whether its bases are mixed; and all arcs."""
    came_on = np.where(moved.came_on == UNDATED, np.int32(FIRST), moved.came_on)
    went_on = np.where(moved.left_on == UNDATED, np.int32(LAST), moved.left_on)
    came = (*grouped(moved.taker, came_on, len(flags)), came_on)
    went = (*grouped(moved.giver, went_on, len(flags)), went_on)
    masses = (moved.least, moved.stated, moved.most)
    nothing = np.empty(0, np.int32)
    cells, put = walk(came, went, masses, flags, _room(0, 0, short, (nothing, nothing)), static)
    tail, head = (np.full(len(moved) + put, NONE, np.int32) for _ in range(2))
    room = _room(cells, put, short, (tail, head))
    walk(came, went, masses, flags, room, static)
    del came, went  # at a hundred million transfers, gigabytes
    node, day, wide, *_, (_, _, least, stated, most, source) = room
    return node, day, wide, _arcs(moved, tail, head, (least, stated, most, source))


def _room(cells: int, arcs: int, short: NDArray[np.bool_], ends: tuple[Indices, Indices]) -> tuple[Any, ...]:
    """Empty arrays that `walk` fills; without cells it only counts. `ends`: of all movements, then of the arcs."""
    tails, heads = ends
    movements = len(tails) - arcs
    return (
        np.empty(cells, np.int32),
        np.empty(cells, np.int32),
        np.zeros(cells, np.bool_),
        short,
        tails[:movements],
        heads[:movements],
        (
            tails[movements:],
            heads[movements:],
            np.empty(arcs, np.int64),
            np.empty(arcs, np.int64),
            np.empty(arcs, np.int64),
            np.empty(arcs, np.uint8),
        ),
    )


def _arcs(moved: Movements, tail: Indices, head: Indices, kept: tuple[NDArray[Any], ...]) -> Arcs:
    """The arcs of movements, then those that the days of nodes made; numbers of cells are shifted by the boxes, in place.

    tail, head: of all of them; kept: masses and source of the latter.
    """
    boxes, count = np.int32(len(moved.boxes)), len(moved)
    for ends in (tail, head):
        np.add(ends, boxes, out=ends, where=ends != NONE)
    np.copyto(tail[:count], moved.box, where=moved.way == Way.OUTPUT)
    np.copyto(head[:count], moved.box, where=moved.way == Way.INPUT)
    *masses, kept_source = kept
    source = np.zeros(len(tail), np.uint8)
    given = source[:count]
    given[moved.way == Way.MADE] = MADE
    given[(moved.way == Way.UNDECLARED) | ((moved.way == Way.INPUT) & (moved.giver == NONE))] = UNTRACED
    given[tail[:count] != NONE] = CELL
    source[count:] = kept_source
    low = np.concatenate([moved.least, masses[0]])
    known = high = low
    if moved.least is not moved.most or not fixed(*masses):
        known, high = (np.concatenate(pair) for pair in ((moved.stated, masses[1]), (moved.most, masses[2])))
    movement = np.full(len(tail), NONE, np.int32)
    movement[:count] = np.arange(count, dtype=np.int32)
    whole = Arcs(tail, head, low, known, high, source, movement)
    real = (tail != NONE) | (head != NONE)
    return whole if real.all() else whole.take(np.flatnonzero(real))


class _Drafted:
    """Cells and arcs added to a sketch one by one."""

    def __init__(self, sketch: Sketch, *, static: bool) -> None:
        self._sketch, self._static = sketch, static
        self._cells: list[tuple[int, int, int, int]] = []  # node, day, yields
        self._arcs: list[tuple[int, int, Mass, int]] = []
        self._tails: dict[int, int] = {}  # movement -> the cell it leaves
        self._heads: dict[int, int] = {}

    def node(self, counted: Counted, *, doubtful: bool) -> None:
        """The states of a node, as `lots._Draft.node` has them."""
        code, account, behind = counted.node, counted.account, counted.behind
        low, high = (WHOLE, WHOLE) if account.comparable else (0, ENDLESS)
        merged = self._static or account.undated
        previous, carried = NONE, (0, 0, 0)
        for day in account.days:
            if previous == NONE or not merged:
                self._cells.append((code, day_number(None if merged else day.on), low, high))
                cell = len(self._sketch) + len(self._cells) - 1
                if previous != NONE:
                    self._arc(previous, cell, carried)
                if doubtful:
                    self.doubt(cell)
                previous = cell
            self._tails.update((behind[index], previous) for index in day.departures)
            self._heads.update((behind[index], previous) for index in day.arrivals)
            self._arc(NONE, previous, mass_of(day.found), UNTRACED)
            self._arc(previous, NONE, mass_of(day.lost))
            carried = mass_of(day.left) if account.comparable and not doubtful else (0, UNMEASURED, ENDLESS)
        self._arc(previous, NONE, carried)
        short = any(day.impossible for day in account.days)
        self._sketch.broken_node[code] |= short and (counted.overdrawn or not self._static)

    def doubt(self, cell: int) -> None:
        """A row that could not be read may have put anything in, and taken anything out."""
        self._arc(NONE, cell, (0, UNMEASURED, ENDLESS), UNKNOWN)
        self._arc(cell, NONE, (0, UNMEASURED, ENDLESS))

    def sketch(self, doubtful: NDArray[np.bool_], arrays: Arrays, moved: Movements) -> Sketch:
        """The whole sketch."""
        plain, arcs = self._sketch, self._sketch.arcs
        if not self._arcs and not self._cells and not doubtful.any():
            return plain
        place = np.full(len(moved), NONE, np.int32)
        real = np.flatnonzero(arcs.movement != NONE)
        place[arcs.movement[real]] = real
        tail, head, source = arcs.tail.copy(), arcs.head.copy(), arcs.source.copy()
        extra: list[tuple[int, int, Mass, int, int]] = [(*arc, NONE) for arc in self._arcs]
        for movement in sorted({*self._tails, *self._heads}):
            at = int(place[movement])
            ends = self._tails.get(movement, NONE), self._heads.get(movement, NONE)
            if at == NONE:
                given = Way(int(moved.way[movement]))
                kind = MADE if given is Way.MADE else UNTRACED
                mass = int(moved.least[movement]), int(moved.stated[movement]), int(moved.most[movement])
                extra.append((*ends, mass, CELL if ends[0] != NONE else kind, movement))
                continue
            if ends[0] != NONE:
                tail[at], source[at] = ends[0], CELL
            if ends[1] != NONE:
                head[at] = ends[1]
        grown = Arcs(
            _joined(tail, [arc[0] for arc in extra]),
            _joined(head, [arc[1] for arc in extra]),
            _joined(arcs.least, [arc[2][0] for arc in extra]),
            _joined(arcs.stated, [arc[2][1] for arc in extra]),
            _joined(arcs.most, [arc[2][2] for arc in extra]),
            _joined(source, [arc[3] for arc in extra]),
            _joined(arcs.movement, [arc[4] for arc in extra]),
        )
        raw = np.flatnonzero((grown.source == MADE) & (grown.movement != NONE))
        making = arrays.lines.making[grown.movement[raw] - len(arrays.transfers)]
        grown.source[raw[doubtful[making]]] = UNKNOWN
        return Sketch(
            _joined(plain.node, [cell[0] for cell in self._cells]),
            _joined(plain.day, [cell[1] for cell in self._cells]),
            _joined(plain.low, [cell[2] for cell in self._cells]),
            _joined(plain.high, [cell[3] for cell in self._cells]),
            grown,
            plain.broken_node,
            plain.broken_box,
        )

    def _arc(self, tail: int, head: int, mass: Mass, source: int = CELL) -> None:
        if mass[2] > 0:
            self._arcs.append((tail, head, mass, source))


def _joined(column: NDArray[Any], more: list[int]) -> NDArray[Any]:
    return np.concatenate([column, np.array(more, column.dtype)])
