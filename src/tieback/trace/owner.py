"""Who owns goods, beside who holds them: what the transfers of a case say, by lot and holder.

A sale passes ownership to the receiver unless its row states an owner; consignment, tolling and samples leave it, a
return gives goods back to their owner, a transfer within a group or of no stated kind says nothing. What is made of
goods belongs to their owners. Whoever a record first shows with goods is taken for their owner, unless a row that
does not pass ownership on states another. Days are left aside: an owner is one at some time. No mass depends on it.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tieback.model.case import Case
from tieback.model.goods import LineRole, Transfer, TransferKind, Transformation
from tieback.trace.ledger import Node

Parties = frozenset[str | None]  # None: somebody whom no record names
UNKNOWN: Parties = frozenset({None})
LEAVES_OWNER = frozenset({TransferKind.CONSIGNMENT, TransferKind.TOLLING, TransferKind.SAMPLE})


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners that the records allow of each lot in somebody's hands."""

    found: Mapping[Node, Parties]

    def of(self, node: Node) -> Parties:
        """All who own some of it there at some time; UNKNOWN where the records do not say."""
        return self.found.get(node) or UNKNOWN

    def known(self, node: Node) -> frozenset[str]:
        """The same where all of them are known, else nobody."""
        owners = self.of(node)
        return frozenset() if None in owners else frozenset(owner for owner in owners if owner is not None)

    def said(self, node: Node) -> str | None:
        """The party ids joined by "; ", None where some owner is unknown."""
        return "; ".join(sorted(self.known(node))) or None


def read_owners(case: Case) -> Owners:
    """The owners of every lot at every holder of the case."""
    ways = _ways(case)
    owners = _seeds(case)
    queue = deque(sorted(owners))
    while queue:
        node = queue.popleft()
        for target, transfer in ways.get(node, ()):
            passed = frozenset(owners[node]) if transfer is None else passed_on(transfer, owners[node])
            if new := passed - owners[target]:
                owners[target] |= new
                queue.append(target)
    return Owners({node: frozenset(found) for node, found in owners.items() if found})


def passed_on(transfer: Transfer, owners: Iterable[str | None], *, stated: bool = True) -> Parties:
    """Who owns the goods after a transfer of goods of `owners`; `stated` False: were no owner stated on its row."""
    if stated and transfer.owner is not None:
        return frozenset({transfer.owner})
    if transfer.kind is TransferKind.SALE:
        return frozenset({transfer.receiver})
    if transfer.kind in LEAVES_OWNER:
        return frozenset(owners)
    if transfer.kind is TransferKind.RETURN:
        return frozenset(transfer.receiver if owner == transfer.sender else owner for owner in owners)
    return UNKNOWN


def made_of(item: Transformation) -> tuple[list[Node], list[Node]]:
    """The lots that a transformation takes in and gives out, where it happens."""
    taken = [Node(line.lot, item.holder) for line in item.lines if line.lot and line.role is LineRole.IN]
    given = [Node(line.lot, item.holder) for line in item.lines if line.lot and line.role is not LineRole.IN]
    return taken, given


def _ways(case: Case) -> Mapping[Node, list[tuple[Node, Transfer | None]]]:
    """Where goods go from each node: by a transfer, or (None) into what is made of them."""
    ways: dict[Node, list[tuple[Node, Transfer | None]]] = defaultdict(list)
    for transfer in case.transfers:
        ways[Node(transfer.lot, transfer.sender)].append((Node(transfer.lot, transfer.receiver), transfer))
    for item in case.transformations:
        taken, given = made_of(item)
        for node in taken:
            ways[node] += [(product, None) for product in given]
    return ways


def _seeds(case: Case) -> defaultdict[Node, set[str | None]]:
    """Owners that do not depend on other nodes: of what is first seen somewhere, is sold, or may be told elsewhere."""
    owners: defaultdict[Node, set[str | None]] = defaultdict(set)
    stated: dict[Node, set[str]] = defaultdict(set)
    for transfer in case.transfers:
        if transfer.owner is not None and transfer.kind in LEAVES_OWNER:
            stated[Node(transfer.lot, transfer.sender)].add(transfer.owner)
        owners[Node(transfer.lot, transfer.receiver)] |= passed_on(transfer, ())
    for node in _first_seen(case):
        owners[node] |= stated.get(node) or {node.holder}
    for node in _doubtful(case, set(owners)):
        owners[node].add(None)
    return owners


def _first_seen(case: Case) -> Iterator[Node]:
    """Nodes with goods that no record brings there or makes of others."""
    came = {Node(transfer.lot, transfer.receiver) for transfer in case.transfers}
    nodes = {Node(transfer.lot, transfer.sender) for transfer in case.transfers}
    for item in case.transformations:
        taken, given = made_of(item)
        nodes |= {*taken, *given}
        if taken:
            came |= set(given)
        else:
            yield from given
    yield from nodes - came
    yield from _in_stock(case)


def _in_stock(case: Case) -> Iterator[Node]:
    """Nodes at which goods were counted before any are known to have come by a transfer."""
    first: dict[Node, str] = {}
    for transfer in case.transfers:
        node, on = Node(transfer.lot, transfer.receiver), transfer.received_on or transfer.shipped_on
        first[node] = min(first.get(node, "9999"), on.isoformat() if on else "")
    made = {node for item in case.transformations for node in made_of(item)[1]}
    for count in case.stock:
        node = Node(count.lot, count.holder)
        if node not in made and (count.on is None or count.on.isoformat() < first.get(node, "9999")):
            yield node


def _doubtful(case: Case, nodes: set[Node]) -> Iterator[Node]:
    """Nodes of which a row that was not read may say something."""
    read = {transfer.ref for transfer in case.transfers}
    read |= {line.ref for item in case.transformations for line in item.lines}
    lost = [row for row in case.unread if row.ref not in read]
    lots = {row.lot for row in lost if row.lot}
    holders = {row.holder for row in lost if not row.lot and row.holder}
    everything = any(not row.lot and not row.holder for row in lost)
    for node in nodes:
        if everything or node.lot in lots or node.holder in holders:
            yield node
