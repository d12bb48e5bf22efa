"""What a trace touches: nodes with tiers, transfers, transformations, bands of the picture, conflicts that concern it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from tieback.model.case import Case
from tieback.model.trace import Flow, TracedLot
from tieback.trace.account import Account, read_accounts
from tieback.trace.ledger import Kind, Ledger, Movement, Node, read_ledger
from tieback.trace.lots import Network, expand
from tieback.trace.mass import Exact, rounded_even
from tieback.trace.order import loops_of
from tieback.trace.papers import paper_clashes
from tieback.trace.reconcile import Clash, clashes


@dataclass(frozen=True, slots=True)
class Book:
    """The records of a case made ready for tracing any of its lots."""

    case: Case
    ledger: Ledger
    accounts: dict[Node, Account]
    network: Network
    clashes: tuple[Clash, ...]
    static: bool


@lru_cache(maxsize=2)  # a check traces every lot of an entry through the same records
def read_book(case: Case, *, static: bool = False) -> Book:
    """The ledger, accounts, network and conflicts of a case; `static`: as if all days were one."""
    ledger = read_ledger(case)
    accounts = read_accounts(ledger)
    network = expand(ledger, accounts, static=static)
    found = sorted((*clashes(ledger, accounts), *paper_clashes(case)), key=lambda clash: clash.conflict.id)
    return Book(case, ledger, accounts, network, tuple(found), static)


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a book that a trace touches. Movements are indices into its ledger."""

    book: Book
    nodes: frozenset[Node]
    boxes: frozenset[int]
    movements: tuple[int, ...]
    tiers: dict[Node, int]

    @property
    def transfers(self) -> tuple[str, ...]:
        """Transfer ids, sorted."""
        return self._records(Kind.TRANSFER)

    @property
    def transformations(self) -> tuple[str, ...]:
        """Transformation ids, sorted."""
        return self._records(Kind.INPUT, Kind.OUTPUT, Kind.MADE, Kind.UNDECLARED)

    @property
    def lots(self) -> tuple[TracedLot, ...]:
        """The nodes, nearest tier first."""
        lots = [TracedLot(node.lot, node.holder, tier) for node, tier in self.tiers.items()]
        return tuple(sorted(lots, key=lambda lot: (lot.tier, lot.id, lot.holder)))

    def clashes(self) -> tuple[Clash, ...]:
        """The conflicts that concern the scope."""
        touched = frozenset((*self.transfers, *self.transformations))
        return tuple(
            clash for clash in self.book.clashes if clash.nodes & self.nodes or clash.records & touched
        )

    def loops(self) -> tuple[tuple[str, ...], ...]:
        """Lots that lead back to themselves, dates apart: rework, returns. Each set sorted."""
        nodes = sorted(self.nodes)
        number: dict[Node | int, int] = {node: index for index, node in enumerate(nodes)}
        number |= {box: len(nodes) + index for index, box in enumerate(sorted(self.boxes))}
        successors: list[list[int]] = [[] for _ in number]
        for movement in map(self.movement, self.movements):
            giver, taker = movement.giver, movement.taker
            ends = (
                giver if giver is not None else movement.box,
                taker if taker is not None else movement.box,
            )
            tail, head = (None if end is None else number.get(end) for end in ends)
            if tail is not None and head is not None:
                successors[tail].append(head)
        loops = ({nodes[index].lot for index in loop if index < len(nodes)} for loop in loops_of(successors))
        return tuple(sorted({tuple(sorted(lots)) for lots in loops}))

    def movement(self, index: int) -> Movement:
        """A movement of the ledger."""
        return self.book.ledger.movements[index]

    def _records(self, *kinds: Kind) -> tuple[str, ...]:
        found = (self.movement(index) for index in self.movements)
        return tuple(sorted({movement.record for movement in found if movement.kind in kinds}))


def scope_of(book: Book, tiers: Mapping[int, int], arcs: Iterable[int], ends: Iterable[Node]) -> Scope:
    """The scope of cells (with their tiers) and arcs of the book's network; `ends` belong to the traced lot itself."""
    nearest: dict[Node, int] = dict.fromkeys(ends, 0)
    boxes = set()
    for index, tier in tiers.items():
        cell = book.network.cells[index]
        if cell.node is not None:
            nearest[cell.node] = min(nearest.get(cell.node, tier), tier)
        elif cell.box is not None:
            boxes.add(cell.box)
    moved = (book.network.arcs[index].movement for index in arcs)
    indices = sorted({movement.index for movement in moved if movement is not None})
    return Scope(book, frozenset(nearest), frozenset(boxes), tuple(indices), nearest)


def flows(scope: Scope) -> tuple[Flow, ...]:
    """The bands of the picture: transfers, and the kilograms of each output that its inputs made."""
    bands = []
    inputs: dict[int, list[Movement]] = defaultdict(list)
    outputs: dict[int, list[Movement]] = defaultdict(list)
    for movement in map(scope.movement, scope.movements):
        if movement.kind is Kind.TRANSFER and movement.giver and movement.taker:
            kg = None if movement.amount.nominal is None else rounded_even(movement.amount.nominal)
            on = movement.came_on.isoformat() if movement.came_on else None
            bands.append(Flow(movement.record, movement.giver, movement.taker, kg, on, movement.document))
        elif movement.box is not None:
            (inputs if movement.kind is Kind.INPUT else outputs)[movement.box].append(movement)
    pairs: dict[tuple[str, Node, Node], tuple[Exact | None, Movement]] = {}
    for box, given in outputs.items():
        _share_out(inputs[box], given, scope.book.ledger.boxes[box].component.taken.nominal, pairs)
    for (record, source, target), (mass, movement) in pairs.items():
        kg = None if mass is None else rounded_even(mass)
        on = movement.came_on.isoformat() if movement.came_on else None
        bands.append(Flow(record, source, target, kg, on, movement.document))
    return tuple(sorted(bands, key=lambda flow: (flow.id, flow.source, flow.target)))


def _share_out(
    taken: list[Movement],
    given: list[Movement],
    whole: Exact | None,
    pairs: dict[tuple[str, Node, Node], tuple[Exact | None, Movement]],
) -> None:
    """Each output over the inputs, `whole` in all, in proportion to their masses; what was lost is in no band."""
    for item in taken:
        for product in given:
            if item.giver is None or product.taker is None:
                continue
            mass = None
            if item.amount.nominal is not None and product.amount.nominal is not None and whole:
                mass = Fraction(item.amount.nominal) * product.amount.nominal / whole
            key = (item.record, item.giver, product.taker)
            before, _ = pairs.get(key, (0, product))
            pairs[key] = (None if mass is None or before is None else before + mass, product)
