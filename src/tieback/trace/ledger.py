"""The case as book-keeping: which masses left which (lot, holder) when, and where they went.

Every transfer, input and output becomes one `Movement`; every component of a transformation one `Box`. Rows that
could not be read mark the nodes and transformations that they may have touched.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tieback.model.case import Case
from tieback.model.goods import Quantity, StockCount, Transformation, TransformationLine
from tieback.model.record import RowRef
from tieback.trace.mass import Amount, Scale
from tieback.trace.yields import Component, Weighed, Yield, components, range_of


class Node(NamedTuple):
    """A lot in somebody's hands."""

    lot: str
    holder: str


class Kind(StrEnum):
    """What a movement is."""

    TRANSFER = "transfer"
    INPUT = "input"
    OUTPUT = "output"
    MADE = "made"  # output of a transformation without inputs: raw material
    UNDECLARED = "undeclared"  # output of a component that has no inputs although others have


@dataclass(frozen=True, slots=True)
class Movement:
    """Mass that leaves a node (or a box) and reaches a node (or a box)."""

    kind: Kind
    record: str  # transfer or transformation id
    amount: Amount
    giver: Node | None = None
    left_on: date | None = None
    taker: Node | None = None
    came_on: date | None = None
    box: int | None = None  # the box an input enters or an output leaves
    site: str | None = None  # of a transformation
    line: TransformationLine | None = None
    quantity: Quantity | None = None
    document: str | None = None
    ref: RowRef | None = None
    index: int = -1  # in its ledger


@dataclass(frozen=True, slots=True)
class Box:
    """One component of one transformation: inputs mix, outputs are split."""

    index: int
    transformation: Transformation
    component: Component
    range: Yield


@dataclass(frozen=True, slots=True)
class Count:
    """A stock count of a node."""

    node: Node
    amount: Amount
    count: StockCount


@dataclass(frozen=True, slots=True)
class Ledger:
    """All movements of a case, its boxes and counts, and what unread rows may have touched."""

    movements: tuple[Movement, ...]
    boxes: tuple[Box, ...]
    counts: tuple[Count, ...]
    doubtful_nodes: frozenset[Node]
    doubtful_transformations: frozenset[str]

    def nodes(self) -> tuple[Node, ...]:
        """Every (lot, holder) of the case, sorted."""
        ends = (node for movement in self.movements for node in (movement.giver, movement.taker) if node)
        return tuple(sorted({*ends, *(count.node for count in self.counts)}))


def read_ledger(case: Case) -> Ledger:
    """The ledger of a case; the order of its rows does not matter."""
    scale = Scale(case)
    movements = list(_transfers(case, scale))
    boxes: list[Box] = []
    doubtful = doubtful_transformations(case)
    for transformation in sorted(case.transformations, key=lambda item: item.id):
        for component in components(transformation, scale):
            movements += _component(transformation, component, boxes)
    counts = tuple(
        Count(Node(item.lot, item.holder), scale.weigh(item.quantity, item.lot), item)
        for item in sorted(
            case.stock, key=lambda item: (item.lot, item.holder, item.on or date.max, str(item.ref))
        )
    )
    numbered = tuple(replace(movement, index=index) for index, movement in enumerate(movements))
    ledger = Ledger(numbered, tuple(boxes), counts, frozenset(), doubtful)
    return replace(ledger, doubtful_nodes=doubtful_nodes(case, ledger.nodes()))


def doubtful_nodes(case: Case, nodes: Iterable[Node]) -> frozenset[Node]:
    """The nodes that an unread row may have filled or drawn."""
    lots = {row.lot for row in case.unread if row.lot}
    holders = {row.holder for row in case.unread if not row.lot and row.holder}
    everything = any(not row.lot and not row.holder for row in case.unread)
    return frozenset(node for node in nodes if everything or node.lot in lots or node.holder in holders)


def doubtful_transformations(case: Case) -> frozenset[str]:
    """The transformations that an unread row may belong to.

    Rows are grouped by transformation, so a lost row belongs to the one before or after it in its file; a row that
    names neither lot nor holder may belong to any, one that names only a holder to any of that holder.
    """
    holders = {row.holder for row in case.unread if not row.lot}
    found = {item.id for item in case.transformations if None in holders or item.holder in holders}
    rows = sorted(
        (line.ref, item.id) for item in case.transformations for line in item.lines if line.ref is not None
    )
    for unread in case.unread:
        at = bisect_left(rows, (unread.ref, ""))
        found.update(id_ for ref, id_ in rows[max(at - 1, 0) : at + 1] if ref.file == unread.ref.file)
    return frozenset(found)


def _transfers(case: Case, scale: Scale) -> Iterator[Movement]:
    for transfer in sorted(case.transfers, key=lambda item: (item.id, str(item.ref))):
        yield Movement(
            Kind.TRANSFER,
            transfer.id,
            scale.weigh(transfer.quantity, transfer.lot, transfer.goods),
            giver=Node(transfer.lot, transfer.sender),
            left_on=transfer.shipped_on,
            taker=Node(transfer.lot, transfer.receiver),
            came_on=transfer.received_on or transfer.shipped_on,
            quantity=transfer.quantity,
            document=transfer.document,
            ref=transfer.ref,
        )


def _component(transformation: Transformation, component: Component, boxes: list[Box]) -> Iterator[Movement]:
    """The movements of one component; adds its box unless it has no inputs."""
    if component.inputs:
        on = transformation.ended_on or transformation.started_on
        limits = range_of(component, transformation.process, on.year if on else None)
        boxes.append(Box(len(boxes), transformation, component, limits))
        for item in component.inputs:
            yield _line(transformation, item, Kind.INPUT, len(boxes) - 1)
        kind = Kind.OUTPUT
    else:
        has_inputs = any(line.role == "in" for line in transformation.lines)
        kind = Kind.UNDECLARED if has_inputs else Kind.MADE
    for item in component.outputs:
        yield _line(transformation, item, kind, len(boxes) - 1 if component.inputs else None)


def _line(transformation: Transformation, item: Weighed, kind: Kind, box: int | None) -> Movement:
    node = Node(item.line.lot, transformation.holder) if item.line.lot else None
    taken = kind is Kind.INPUT
    return Movement(
        kind,
        transformation.id,
        item.amount,
        giver=node if taken else None,
        left_on=transformation.started_on if taken else None,
        taker=None if taken else node,
        came_on=None if taken else transformation.ended_on,
        box=box,
        site=transformation.site,
        line=item.line,
        quantity=item.line.quantity,
        document=item.line.document,
        ref=item.line.ref,
    )
