"""The time-expanded graph: one cell per (lot, holder) and day, one per component of a transformation.

Masses run along arcs from cell to cell. What comes out of a cell is some part of what went in, scaled by its yield
range. A node with an undated movement, and every node in static time, is one cell for all its days, which can only
widen what is possible.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from math import inf

from tieback.trace.account import Account
from tieback.trace.ledger import Kind, Ledger, Movement, Node
from tieback.trace.mass import NOTHING, UNMEASURED, Amount, Bound, Exact
from tieback.trace.order import loops_of, order_of

OUTSIDE = -1


class SourceKind(StrEnum):
    """Where mass that comes from no other cell comes from."""

    MADE = "made"  # raw material of a site
    UNTRACED = "untraced"  # the records do not say
    UNKNOWN = "unknown"  # a row that could not be read, or a loop that dates do not break


@dataclass(frozen=True, slots=True)
class Source:
    """The origin of an arc from outside."""

    kind: SourceKind
    node: Node
    site: str | None = None  # of raw material
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Something that masses meet in: a node on a day, or (node None) a component of a transformation."""

    node: Node | None
    holder: str
    low: Exact = 1  # yield range; (1, 1) keeps all
    high: Bound = 1
    on: date | None = None
    box: int | None = None
    site: str | None = None  # of a box


@dataclass(frozen=True, slots=True)
class Arc:
    """Mass on its way. Without `movement` it is stock carried over, left, found or lost, or a doubt."""

    tail: int
    head: int
    amount: Amount
    movement: Movement | None = None
    source: Source | None = None
    beyond: int = OUTSIDE  # the cell that an arc cut out of a loop really came from


@dataclass(frozen=True, slots=True)
class Network:
    """Cells and arcs. `order` holds every cell after those that feed it."""

    cells: tuple[Cell, ...]
    arcs: tuple[Arc, ...]
    ins: tuple[tuple[int, ...], ...]
    outs: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    loops: tuple[tuple[int, ...], ...]  # cells of loops that dates do not break


def expand(ledger: Ledger, accounts: dict[Node, Account], *, static: bool = False) -> Network:
    """The network of a ledger; `static` merges all days of every node."""
    draft = _Draft(ledger)
    for box in ledger.boxes:
        made = box.transformation
        draft.cells.append(
            Cell(None, made.holder, box.range.low, box.range.high, box=box.index, site=made.site)
        )
    for account in accounts.values():
        draft.node(account, merged=static or account.undated)
    for index in range(len(ledger.movements)):
        draft.movement(index)
    for box in ledger.boxes:
        if box.transformation.id in ledger.doubtful_transformations:
            draft.doubt(box.index, Node("", box.transformation.holder), box.transformation.id)
    return _ordered(tuple(draft.cells), draft.arcs)


@dataclass(slots=True)
class _Draft:
    """A network being built; box cells come first, so that a box and its cell share an index."""

    ledger: Ledger
    cells: list[Cell] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    tails: dict[int, int] = field(default_factory=dict)  # movement -> the cell it leaves
    heads: dict[int, int] = field(default_factory=dict)  # movement -> the cell it reaches

    def node(self, account: Account, *, merged: bool) -> None:
        """The cells of a node, its stock from day to day, what was found, lost and left over."""
        low, high = (1, 1) if account.comparable else (0, inf)
        doubtful = account.node in self.ledger.doubtful_nodes
        carried, previous = NOTHING, OUTSIDE
        for position, day in enumerate(account.days):
            if position == 0 or not merged:
                self.cells.append(
                    Cell(account.node, account.node.holder, low, high, None if merged else day.on)
                )
                cell = len(self.cells) - 1
                if previous != OUTSIDE:
                    self._arc(previous, cell, carried)
                if doubtful:
                    self.doubt(cell, account.node, None)
                previous = cell
            self.tails.update(dict.fromkeys(day.departures, previous))
            self.heads.update(dict.fromkeys(day.arrivals, previous))
            self._arc(OUTSIDE, previous, day.found, Source(SourceKind.UNTRACED, account.node))
            self._arc(previous, OUTSIDE, day.lost)
            carried = day.left if account.comparable and not doubtful else UNMEASURED
        self._arc(previous, OUTSIDE, carried)

    def movement(self, index: int) -> None:
        """The arc of a movement of the ledger."""
        movement = self.ledger.movements[index]
        box = movement.box if movement.box is not None else OUTSIDE
        tail = self.tails.get(index, box if movement.kind is Kind.OUTPUT else OUTSIDE)
        head = self.heads.get(index, box if movement.kind is Kind.INPUT else OUTSIDE)
        source = None
        if tail == OUTSIDE and movement.taker is not None:
            source = self._source(movement, movement.taker)
        if tail != OUTSIDE or head != OUTSIDE:
            self.arcs.append(Arc(tail, head, movement.amount, movement, source))

    def doubt(self, cell: int, node: Node, record: str | None) -> None:
        """A row that could not be read may have put anything in, and taken anything out."""
        source = Source(SourceKind.UNKNOWN, node, record=record)
        self.arcs += [Arc(OUTSIDE, cell, UNMEASURED, source=source), Arc(cell, OUTSIDE, UNMEASURED)]

    def _source(self, movement: Movement, node: Node) -> Source:
        if movement.kind is Kind.UNDECLARED:
            return Source(SourceKind.UNTRACED, node, record=movement.record)
        doubtful = movement.record in self.ledger.doubtful_transformations
        kind = SourceKind.UNKNOWN if doubtful else SourceKind.MADE
        return Source(kind, node, movement.site, movement.record)

    def _arc(self, tail: int, head: int, amount: Amount, source: Source | None = None) -> None:
        if amount.high > 0:
            self.arcs.append(Arc(tail, head, amount, source=source))


def _ordered(cells: tuple[Cell, ...], arcs: list[Arc]) -> Network:
    """Cut what dates do not break, and put the cells in order."""
    successors = _successors(len(cells), arcs)
    order = order_of(successors)
    loops: list[list[int]] = []
    if len(order) < len(cells):
        loops = loops_of(successors)
        arcs = _cut(arcs, loops, cells)
        order = order_of(_successors(len(cells), arcs))
    ins: list[list[int]] = [[] for _ in cells]
    outs: list[list[int]] = [[] for _ in cells]
    for index, arc in enumerate(arcs):
        if arc.head != OUTSIDE:
            ins[arc.head].append(index)
        if arc.tail != OUTSIDE:
            outs[arc.tail].append(index)
    return Network(
        cells,
        tuple(arcs),
        tuple(map(tuple, ins)),
        tuple(map(tuple, outs)),
        tuple(order),
        tuple(map(tuple, loops)),
    )


def _successors(size: int, arcs: list[Arc]) -> list[list[int]]:
    successors: list[list[int]] = [[] for _ in range(size)]
    for arc in arcs:
        if arc.tail != OUTSIDE and arc.head != OUTSIDE:
            successors[arc.tail].append(arc.head)
    return successors


def _cut(arcs: list[Arc], loops: list[list[int]], cells: tuple[Cell, ...]) -> list[Arc]:
    """Replace every arc inside a loop by one that leaves and one that comes from who knows where."""
    loop_of = {cell: number for number, loop in enumerate(loops) for cell in loop}
    kept: list[Arc] = []
    for arc in arcs:
        inside = arc.tail in loop_of and loop_of.get(arc.tail) == loop_of.get(arc.head)
        if not inside:
            kept.append(arc)
            continue
        cell = cells[arc.head]
        source = Source(SourceKind.UNKNOWN, cell.node or Node("", cell.holder))
        kept.append(replace(arc, head=OUTSIDE, movement=None))
        kept.append(replace(arc, tail=OUTSIDE, source=source, beyond=arc.tail))
    return kept
