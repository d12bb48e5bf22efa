"""What a lot can have come from: the cells that lead to it in time, as a small network that ends in the target.

Arcs point forward in time, so whatever leads to the lot along arcs can have reached it in time. Tiers count
transformations; chains count transfers and transformations, and carrying stock over costs nothing.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tieback.trace.ledger import Kind, Ledger, Node
from tieback.trace.lots import OUTSIDE, Arc, Network, Source, SourceKind
from tieback.trace.mass import NOTHING, UNMEASURED, Amount, total

_PROBE = -2


@dataclass(frozen=True, slots=True)
class Target:
    """The mass that is asked about: these arcs of the network, together. `doubtful`: an unread row may add to it."""

    node: Node
    arcs: tuple[int, ...]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Pipe:
    """All arcs from one cell to another taken together, or one arc from outside.

    A bin may be filled again with what was once drawn from it; its earlier fill is then both the target and a way
    to it. The pipe to the target is a `probe`: it measures mass that goes on.
    """

    tail: int  # position in the closure, or OUTSIDE
    head: int
    amount: Amount
    source: Source | None
    arcs: tuple[int, ...]  # of the network
    probe: bool = False  # to the target, of arcs that go on to other cells of the closure too


@dataclass(frozen=True, slots=True)
class Closure:
    """The part of a network that leads to a target.

    Positions 0..n-1 are `cells` (indices into the network) in order; position n is the target. `leaving` is what
    goes from a position to anywhere else than the closure.
    """

    network: Network
    target: Target
    cells: tuple[int, ...]
    pipes: tuple[Pipe, ...]
    ins: tuple[tuple[int, ...], ...]
    outs: tuple[tuple[int, ...], ...]
    leaving: tuple[Amount, ...]
    tiers: tuple[int, ...]  # of each position

    @property
    def end(self) -> int:
        """The position of the target."""
        return len(self.cells)

    @property
    def arrivals(self) -> frozenset[Node]:
        """The nodes that the target's mass arrives at: several where several made the lot."""
        heads = (self.network.arcs[index].head for index in self.target.arcs)
        nodes = {self.network.cells[head].node for head in heads if head != OUTSIDE}
        return frozenset(node for node in nodes if node is not None) or frozenset({self.target.node})

    @property
    def amount(self) -> Amount:
        """The mass of the target as recorded."""
        return total(self.network.arcs[index].amount for index in self.target.arcs)


def target_of(network: Network, ledger: Ledger, lot: str, holder: str | None) -> Target | None:
    """All of the lot as made; where nobody made it, as first held; with `holder`, all that came to that holder.

    None if the records do not know the lot (at that holder).
    """
    cells = [
        index
        for index, cell in enumerate(network.cells)
        if cell.node is not None and cell.node.lot == lot and holder in (None, cell.node.holder)
    ]
    if not cells:
        return None
    entering = [index for cell in cells for index in network.ins[cell] if _is_inflow(network.arcs[index])]
    if holder is None:
        made = [index for index in entering if _is_making(network.arcs[index])]
        entering = made or [index for index in entering if network.arcs[index].tail == OUTSIDE]
    heads = [network.cells[network.arcs[index].head].node for index in entering]
    node = next((head for head in heads if head is not None), Node(lot, holder or ""))
    doubtful = any(other.lot == lot and holder in (None, other.holder) for other in ledger.doubtful_nodes)
    return Target(node, tuple(sorted(entering)), doubtful)


def _is_inflow(arc: Arc) -> bool:
    """Movements and found stock, but neither stock carried over nor what an unread row may have added."""
    found = arc.source is not None and arc.source.kind is SourceKind.UNTRACED
    return arc.movement is not None or found


def _is_making(arc: Arc) -> bool:
    return arc.movement is not None and arc.movement.kind in (Kind.OUTPUT, Kind.MADE, Kind.UNDECLARED)


def upstream(network: Network, target: Target) -> Closure:
    """The closure of a target."""
    tiers = _tiers(network, target)
    cells = tuple(cell for cell in network.order if cell in tiers)
    position = {cell: index for index, cell in enumerate(cells)}
    end = len(cells)
    bundles: dict[tuple[int, int, int], list[int]] = {}
    leaving: list[list[Amount]] = [[] for _ in cells]
    wanted = set(target.arcs)
    for cell in cells:
        for index in network.ins[cell]:
            arc = network.arcs[index]
            tail = position.get(arc.tail, OUTSIDE)
            bundles.setdefault((tail, position[cell], index if tail == OUTSIDE else OUTSIDE), []).append(
                index
            )
        leaving[position[cell]] = [
            network.arcs[index].amount
            for index in network.outs[cell]
            if network.arcs[index].head not in position and index not in wanted
        ]
    for index in target.arcs:
        tail = position.get(network.arcs[index].tail, OUTSIDE)
        goes_on = _PROBE if network.arcs[index].head in position else OUTSIDE
        bundles.setdefault((tail, end, index if tail == OUTSIDE else goes_on), []).append(index)
    pipes = [
        _pipe(network, tail, head, arcs, probe=head == end and network.arcs[arcs[0]].head in position)
        for (tail, head, _), arcs in bundles.items()
    ]
    if target.doubtful:
        pipes.append(Pipe(OUTSIDE, end, UNMEASURED, Source(SourceKind.UNKNOWN, target.node), ()))
    ins: list[list[int]] = [[] for _ in range(end + 1)]
    outs: list[list[int]] = [[] for _ in range(end + 1)]
    for number, pipe in enumerate(pipes):
        ins[pipe.head].append(number)
        if pipe.tail != OUTSIDE:
            outs[pipe.tail].append(number)
    return Closure(
        network,
        target,
        cells,
        tuple(pipes),
        tuple(map(tuple, ins)),
        tuple(map(tuple, outs)),
        tuple(total(amounts) if amounts else NOTHING for amounts in leaving),
        tuple(tiers[cell] for cell in cells),
    )


def downstream(network: Network, starts: Iterable[int]) -> tuple[dict[int, int], tuple[int, ...]]:
    """Every cell that `starts` lead to, with the transformations between, and the arcs from one to another."""
    tiers = _spread(
        starts,
        lambda cell: (network.arcs[index].head for index in network.outs[cell]),
        lambda cell: network.cells[cell].node is None,
    )
    arcs = {index for cell in tiers for index in network.outs[cell] if network.arcs[index].head in tiers}
    return tiers, tuple(sorted(arcs))


def _pipe(network: Network, tail: int, head: int, arcs: list[int], *, probe: bool) -> Pipe:
    first = network.arcs[arcs[0]]
    amount = first.amount if len(arcs) == 1 else total(network.arcs[index].amount for index in arcs)
    return Pipe(tail, head, amount, first.source, tuple(arcs), probe)


def _tiers(network: Network, target: Target) -> dict[int, int]:
    """Every cell that leads to the target, with the least number of transformations after it."""
    starts = {_before(network.arcs[index]) for index in target.arcs} - {OUTSIDE}
    return _spread(
        starts,
        lambda cell: (_before(network.arcs[index]) for index in network.ins[cell]),
        lambda cell: network.cells[cell].node is None,
    )


def _before(arc: Arc) -> int:
    return arc.beyond if arc.tail == OUTSIDE else arc.tail


def _spread(
    starts: Iterable[int], neighbours: Callable[[int], Iterable[int]], costs: Callable[[int], bool]
) -> dict[int, int]:
    """Distances from `starts`, where leaving a cell costs one or nothing."""
    distance = dict.fromkeys(sorted(starts), 0)
    queue = deque(distance)
    done: set[int] = set()
    while queue:
        cell = queue.popleft()
        if cell in done:
            continue
        done.add(cell)
        cost = costs(cell)
        for neighbour in neighbours(cell):
            if neighbour != OUTSIDE and distance[cell] + cost < distance.get(neighbour, distance[cell] + 2):
                distance[neighbour] = distance[cell] + cost
                (queue.append if cost else queue.appendleft)(neighbour)
    return distance


def chains(closure: Closure) -> list[tuple[int, int | None]]:
    """For each pipe, the steps from it to the target and the next pipe on the shortest chain (None: at the target).

    A transfer is a step, and so is a transformation; the steps of a pipe count its own record.
    """
    steps: list[tuple[int, int | None]] = [(0, None)] * len(closure.pipes)
    best: list[tuple[int, int | None]] = [(0, None)] * (closure.end + 1)
    for position in range(closure.end, -1, -1):
        if position != closure.end:
            best[position] = min(
                ((steps[number][0], number) for number in closure.outs[position]), default=(len(steps), None)
            )
        for number in closure.ins[position]:
            steps[number] = (best[position][0] + _cost(closure, closure.pipes[number]), best[position][1])
    return steps


def _cost(closure: Closure, pipe: Pipe) -> int:
    """One for a transfer and for what a transformation gives; inputs and stock are free."""
    return int(record_of(closure, pipe) is not None)


def record_of(closure: Closure, pipe: Pipe) -> str | None:
    """The transfer or transformation that a pipe adds to a chain (the input side of one adds nothing)."""
    records = [
        arc.movement.record
        for index in pipe.arcs
        if (arc := closure.network.arcs[index]).movement is not None and arc.movement.kind is not Kind.INPUT
    ]
    return min(records, default=None)
