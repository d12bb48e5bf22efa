"""What a trace touches: nodes with tiers, transfers, transformations, conflicts that concern it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tieback.model.case import Case
from tieback.model.trace import TracedLot
from tieback.trace.account import Account, read_accounts
from tieback.trace.ledger import Kind, Ledger, Movement, Node, read_ledger
from tieback.trace.lots import Network, expand
from tieback.trace.order import loops_of
from tieback.trace.owner import Owners, read_owners
from tieback.trace.papers import paper_clashes
from tieback.trace.pressed import bale_clashes
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
    owners: Owners


@lru_cache(maxsize=2)  # a check traces every lot of an entry through the same records
def read_book(case: Case, *, static: bool = False) -> Book:
    """The ledger, accounts, network and conflicts of a case; `static`: as if all days were one."""
    ledger = read_ledger(case)
    accounts = read_accounts(ledger)
    network = expand(ledger, accounts, static=static)
    owners = read_owners(case)
    found = sorted(
        (*clashes(ledger, accounts), *bale_clashes(ledger, accounts), *paper_clashes(case, owners)),
        key=lambda clash: clash.conflict.id,
    )
    return Book(case, ledger, accounts, network, tuple(found), static, owners)


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
        owners = self.book.owners
        lots = [
            TracedLot(node.lot, node.holder, tier, owners.said(node)) for node, tier in self.tiers.items()
        ]
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
