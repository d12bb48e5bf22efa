"""The ways by which mass of a set can have reached a lot, and which papers would close each of them.

A way runs along arcs that can carry mass, from a source that is or may be of the set. A paper settles an arc: it
shows that none of the goods on it came from the set. A transfer settles its own arc, a document whatever it
supports. Stock carried over, and inputs, are settled by nothing.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tieback.model.document import Document
from tieback.trace.bounds import SourceSet
from tieback.trace.certificate import OUTSIDE, Edge, Graph, Vertex
from tieback.trace.closure import Closure
from tieback.trace.custody import speaks
from tieback.trace.gain import yield_of
from tieback.trace.ledger import Kind, Movement
from tieback.trace.mass import Exact

Item = tuple[str, str]
"""(transfer | transformation | document, id)"""
# Kinds of documents that say nothing of where goods came from.
SILENT = frozenset(
    {"payment", "agency-agreement", "business-licence", "social-audit", "purchase-order", "photo"}
)
# Kinds that say what went into a step, but not where that had come from.
INWARD = frozenset({"production-record", "transformation-record", "stock-record", "bill-of-materials"})


@dataclass(frozen=True, slots=True)
class Step:
    """An arc between positions; the closure's end is the target, OUTSIDE a source of the set."""

    tail: int
    head: int
    record: Item | None  # of the transfer, or of the transformation that it came out of
    source: str | None  # of a step from OUTSIDE: lot and holder


@dataclass(frozen=True, slots=True)
class Way:
    """Steps from a source to the target, upstream end first."""

    steps: tuple[Step, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """Transfer and transformation ids."""
        return tuple(dict.fromkeys(step.record[1] for step in self.steps if step.record))

    @property
    def source(self) -> str:
        """Where it starts."""
        return self.steps[0].source or ""


class Ways:
    """All ways of one set into one lot, and the items that may close them (`items`, sorted)."""

    __slots__ = ("_end", "_ins", "_settles", "items", "records")

    def __init__(self, closure: Closure, wanted: SourceSet, settling: Mapping[Item, Iterable[Item]]) -> None:
        """`settling`: for each transfer and transformation, the items whose evidence would settle it."""
        self._end = closure.end
        steps = list(_steps(closure, wanted))
        self.records = frozenset(step.record for step in steps if step.record)
        self.items = sorted({item for record in self.records for item in settling.get(record, ())})
        number = {item: at for at, item in enumerate(self.items)}
        self._settles = {
            record: frozenset(number[item] for item in settling.get(record, ())) for record in self.records
        }
        self._ins: list[list[Step]] = [[] for _ in range(closure.end + 1)]
        for step in steps:
            self._ins[step.head].append(step)

    def settled_by(self, item: int) -> tuple[Item, ...]:
        """The records that an item settles, sorted."""
        return tuple(sorted(record for record, items in self._settles.items() if item in items))

    def items_of(self, way: Way) -> frozenset[int]:
        """The items any of which closes the way."""
        return frozenset().union(*(self._settles[step.record] for step in way.steps if step.record))

    def open(self, chosen: frozenset[int]) -> list[Way]:
        """Ways that the chosen leave open, no two of which an item closes together; none if all are closed."""
        closed = set(chosen)
        found = []
        while (way := self._shortest(closed)) is not None:
            found.append(way)
            items = self.items_of(way)
            if not items:
                break
            closed |= items
        return found

    def _shortest(self, closed: set[int]) -> Way | None:
        """A way with the fewest steps: breadth first, from the target upstream."""
        after: dict[int, Step] = {}
        queue = deque([self._end])
        seen = {self._end}
        while queue:
            at = queue.popleft()
            for step in self._ins[at]:
                if step.record and self._settles[step.record] & closed:
                    continue
                if step.tail == OUTSIDE:
                    steps, position = [step], at
                    while position != self._end:
                        steps.append(after[position])
                        position = after[position].head
                    return Way(tuple(steps))
                if step.tail not in seen:
                    seen.add(step.tail)
                    after[step.tail] = step
                    queue.append(step.tail)
        return None


def by_transfer(closure: Closure) -> dict[Item, tuple[Item, ...]]:
    """Each transfer settles itself, and nothing else does."""
    found = {record for step in _steps(closure, None) if (record := step.record)}
    return {record: (record,) for record in found if record[0] == "transfer"}


def by_document(
    closure: Closure, support: Mapping[str, tuple[Document, ...]]
) -> dict[Item, tuple[Item, ...]]:
    """Documents settle what they support; a transfer or raw making without any, itself: its papers are still to come.

    A step that took inputs is settled only by a document that speaks of what came out, not of what went in.
    """
    steps = list(_steps(closure, None))
    fed = {step.record for step in steps if step.record and step.tail != OUTSIDE}
    found: dict[Item, tuple[Item, ...]] = {}
    for record in {step.record for step in steps if step.record}:
        inner = record[0] == "transformation" and record in fed
        silent = SILENT | INWARD if inner else SILENT
        papers = tuple(
            ("document", document.file)
            for document in support.get(record[1], ())
            if document.kind not in silent and document.translation_of is None and speaks(document)
        )
        found[record] = papers if papers or inner else (record,)
    return found


def graph_of(closure: Closure, settled: frozenset[Item]) -> tuple[Graph, dict[int, int]]:
    """The graph of a closure, an edge for every arc; the goal is what the settled records carried.

    With it the edge of each pipe from outside.
    """
    edges: list[Edge] = []
    edge_of: dict[int, int] = {}
    for number, pipe in enumerate(closure.pipes):
        if pipe.probe:
            continue
        for index in pipe.arcs:
            arc = closure.network.arcs[index]
            if pipe.tail == OUTSIDE:
                edge_of[number] = len(edges)
            record = _record(arc.movement)
            head = OUTSIDE if pipe.head == closure.end else pipe.head
            high = None if arc.amount.high == float("inf") else arc.amount.high
            name = record[1] if record else "stock"
            edges.append(Edge(name, pipe.tail, head, arc.amount.low, _exact(high), record in settled))
    for position, amount in enumerate(closure.leaving):
        if amount.high > 0:
            high = None if amount.high == float("inf") else amount.high
            edges.append(Edge("elsewhere", position, OUTSIDE, amount.low, _exact(high)))
    vertices = []
    for position in range(len(closure.cells)):
        low, most = yield_of(closure, position)
        vertices.append(Vertex(str(position), low, None if most == float("inf") else _exact(most)))
    return Graph(tuple(vertices), tuple(edges)), edge_of


def _steps(closure: Closure, wanted: SourceSet | None) -> Iterable[Step]:
    """All steps; from OUTSIDE only those of the set (`wanted` None: all)."""
    sources = None if wanted is None else wanted.inside | wanted.possible
    for number, pipe in enumerate(closure.pipes):
        if pipe.amount.high <= 0 or (pipe.source and sources is not None and number not in sources):
            continue
        source = (
            f"{pipe.source.node.lot or 'a row that was not read'} at {pipe.source.node.holder}"
            if pipe.source
            else None
        )
        if not pipe.arcs:
            yield Step(pipe.tail, pipe.head, None, source)
        for index in pipe.arcs:
            arc = closure.network.arcs[index]
            if arc.amount.high > 0:
                yield Step(pipe.tail, pipe.head, _record(arc.movement), source)
    for position in sorted(wanted.marked) if wanted else ():
        node = closure.network.cells[closure.cells[position]].node if position < closure.end else None
        yield Step(OUTSIDE, position, None, f"{node.lot} at {node.holder}" if node else "the step itself")


def _record(movement: Movement | None) -> Item | None:
    """What evidence about an arc would be evidence of."""
    if movement is None or movement.kind is Kind.INPUT:
        return None
    return ("transfer" if movement.kind is Kind.TRANSFER else "transformation", movement.record)


def _exact(value: Exact | float | None) -> Exact | None:
    if isinstance(value, float):
        raise TypeError("an infinite mass has no exact value")
    return value
