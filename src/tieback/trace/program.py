"""A closure as the graph that a proof speaks of. Exact: an edge for every pipe, and what stays, is lost or goes on.

What leaves the closure cannot come back to the target, and whatever mix leaves, the records elsewhere can take it;
so only its mass matters. A pipe of which a part is the target is two edges.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from tieback.trace.bounds import SourceSet
from tieback.trace.certificate import OUTSIDE, Edge, Graph, Vertex, Wanted
from tieback.trace.closure import Closure, Pipe
from tieback.trace.gain import yield_of
from tieback.trace.mass import Amount, Bound, Exact, total


@dataclass(frozen=True, slots=True)
class Program:
    """The graph of a closure; `edge_of`: the edge of each pipe from outside."""

    graph: Graph
    edge_of: dict[int, int]

    def wanted(self, asked: SourceSet) -> Wanted:
        """The set of sources in numbers of the graph."""
        return Wanted(
            frozenset(self.edge_of[number] for number in asked.inside if number in self.edge_of),
            frozenset(
                self.edge_of[number] for number in asked.possible - asked.inside if number in self.edge_of
            ),
            asked.marked,
        )


def program_of(closure: Closure) -> Program:
    """The program of a closure whose target no unread row may have filled."""
    drawn: list[tuple[Edge, int]] = []
    goal = set(closure.target.arcs)
    for number, pipe in enumerate(closure.pipes):
        if pipe.probe or not pipe.arcs:
            continue
        counted = [index for index in pipe.arcs if index in goal]
        others = [index for index in pipe.arcs if index not in goal]
        for arcs, counts in ((counted, True), (others, False)):
            if arcs:
                drawn.append((_edge(closure, pipe, arcs, goal=counts), number))
    for position, amount in enumerate(closure.leaving):
        if amount.high > 0:
            drawn.append((Edge("elsewhere", position, OUTSIDE, amount.low, _limit(amount.high)), -1))
    drawn.sort(key=lambda item: _place(closure, *item))
    edge_of = {number: at for at, (edge, number) in enumerate(drawn) if edge.tail == OUTSIDE}
    return Program(Graph(_vertices(closure), tuple(edge for edge, _ in drawn)), edge_of)


def _place(closure: Closure, edge: Edge, number: int) -> tuple[object, ...]:
    """Where an edge stands among the others, whatever the order of the rows."""
    source = repr(closure.pipes[number].source) if edge.tail == OUTSIDE else ""
    high = (edge.high is None, edge.high or 0)
    return (edge.tail, edge.head, edge.record, edge.low, high, edge.goal, source)


def _edge(closure: Closure, pipe: Pipe, arcs: list[int], *, goal: bool) -> Edge:
    amount = pipe.amount if len(arcs) == len(pipe.arcs) else _amount(closure, arcs)
    movements = (closure.network.arcs[index].movement for index in arcs)
    records = {movement.record for movement in movements if movement is not None}
    kept = "stock" if pipe.source is None else pipe.source.kind.value
    head = OUTSIDE if pipe.head == closure.end else pipe.head
    return Edge(" ".join(sorted(records)) or kept, pipe.tail, head, amount.low, _limit(amount.high), goal)


def _amount(closure: Closure, arcs: list[int]) -> Amount:
    return total(closure.network.arcs[index].amount for index in arcs)


def _vertices(closure: Closure) -> tuple[Vertex, ...]:
    return tuple(
        Vertex(_name(closure, index), low, _limit(high))
        for position, index in enumerate(closure.cells)
        for low, high in (yield_of(closure, position),)
    )


def _name(closure: Closure, index: int) -> str:
    """What a vertex is called, for a reader of a proof."""
    cell = closure.network.cells[index]
    if cell.node is None:
        return _joined((f"step at {cell.site}" if cell.site else "step", cell.holder))
    return _joined((cell.node.lot, cell.node.holder, cell.on.isoformat() if cell.on else "all days"))


def _joined(words: Iterable[str]) -> str:
    return " | ".join(words)


def _limit(high: Bound) -> Exact | None:
    return None if isinstance(high, float) and high == inf else high  # type: ignore[return-value]
