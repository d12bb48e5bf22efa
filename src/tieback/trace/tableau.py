"""The linear program of one set of sources in a graph: as few unknowns as its proof allows.

A mass that is fixed needs one column (f; g is the rest), any other two. What no source of f (of g) leads to needs
none. All numbers are exact.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tieback.trace.certificate import OUTSIDE, Edge, Graph, Wanted
from tieback.trace.mass import Exact


class Unsolved(Exception):  # noqa: N818  it is no fault of the input
    """No optimum with a proof; the message says why."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A constant and multiples of columns."""

    constant: Exact
    factors: dict[int, Exact]

    def at(self, values: list[Exact]) -> Exact:
        """Its value where the columns have values."""
        found = self.constant
        for column, factor in self.factors.items():
            found += factor * values[column]
        return found


NOTHING = Sum(0, {})


@dataclass(frozen=True, slots=True)
class Line:
    """Multiples of columns between limits (None: no limit): the yield of f (0) or g (1) at a vertex, or a mass."""

    factors: dict[int, Exact]
    low: Exact | None
    high: Exact | None
    vertex: int = OUTSIDE
    which: int = 0


@dataclass(slots=True)
class Tableau:
    """The program. `f` and `g` hold the share of each edge (None: cannot be); a column lies in least..most."""

    f: list[Sum | None] = field(default_factory=list)
    g: list[Sum | None] = field(default_factory=list)
    least: list[Exact] = field(default_factory=list)
    most: list[Exact | None] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def column(self, least: Exact, most: Exact | None) -> int:
        """A new column."""
        self.least.append(least)
        self.most.append(most)
        return len(self.least) - 1


def tableau_of(graph: Graph, wanted: Wanted) -> Tableau:
    """The program; Unsolved where records leave no flow at all. Every edge must lead to a later vertex."""
    tableau = Tableau()
    for edge, (has_f, has_g) in zip(graph.edges, _carried(graph, wanted), strict=True):
        _share(tableau, edge, has_f=has_f, has_g=has_g)
    ins: list[list[int]] = [[] for _ in graph.vertices]
    outs: list[list[int]] = [[] for _ in graph.vertices]
    for number, edge in enumerate(graph.edges):
        if edge.head != OUTSIDE:
            ins[edge.head].append(number)
        if edge.tail != OUTSIDE:
            outs[edge.tail].append(number)
    for vertex in range(len(graph.vertices)):
        for line in _rules(tableau, graph, wanted, vertex, (ins[vertex], outs[vertex])):
            if line.factors:
                tableau.lines.append(line)
            elif (line.low is not None and line.low > 0) or (line.high is not None and line.high < 0):
                raise Unsolved(f"the records of {graph.vertices[vertex].name} cannot all be true")
    return tableau


def total(parts: Iterable[Sum | None], less: Iterable[Sum | None] = (), scale: Exact = 1) -> Sum:
    """The sum of parts, less the sum of others times a factor."""
    constant: Exact = 0
    factors: dict[int, Exact] = {}
    for items, times in ((parts, 1), (less, -scale)):
        for item in items:
            if item is not None:
                constant += times * item.constant
                for column, factor in item.factors.items():
                    factors[column] = factors.get(column, 0) + times * factor
    return Sum(constant, factors)


def _carried(graph: Graph, wanted: Wanted) -> list[tuple[bool, bool]]:
    """For each edge, whether it can carry f and g."""
    arrived = [[False, False] for _ in graph.vertices]
    found = [(False, False)] * len(graph.edges)
    for number in sorted(range(len(graph.edges)), key=lambda at: graph.edges[at].tail):
        edge = graph.edges[number]
        if edge.high == 0:
            continue
        if edge.tail == OUTSIDE:
            able = (number in wanted.inside or number in wanted.free, number not in wanted.inside)
        elif edge.tail in wanted.absorbs:
            able = (any(arrived[edge.tail]), False)
        else:
            able = (arrived[edge.tail][0], arrived[edge.tail][1])
        found[number] = able
        if edge.head != OUTSIDE:
            arrived[edge.head][0] |= able[0]
            arrived[edge.head][1] |= able[1]
    return found


def _share(tableau: Tableau, edge: Edge, *, has_f: bool, has_g: bool) -> None:
    """The f and g of an edge."""
    f: Sum | None = None
    g: Sum | None = None
    if has_f and has_g and edge.low == edge.high:
        column = tableau.column(0, edge.high)
        f, g = Sum(0, {column: 1}), Sum(edge.low, {column: -1})
    elif has_f and has_g:
        columns = tableau.column(0, edge.high), tableau.column(0, edge.high)
        f, g = Sum(0, {columns[0]: 1}), Sum(0, {columns[1]: 1})
        if edge.low > 0 or edge.high is not None:
            tableau.lines.append(Line(dict.fromkeys(columns, 1), edge.low, edge.high))
    elif has_f or has_g:
        fixed = edge.low == edge.high
        alone = Sum(edge.low, {}) if fixed else Sum(0, {tableau.column(edge.low, edge.high): 1})
        f, g = (alone, None) if has_f else (None, alone)
    elif edge.low > 0:
        raise Unsolved(f"nothing leads to the mass of {edge.record}")
    tableau.f.append(f)
    tableau.g.append(g)


def _rules(
    tableau: Tableau, graph: Graph, wanted: Wanted, at: int, around: tuple[list[int], list[int]]
) -> Iterator[Line]:
    """What the yield of a vertex demands of f and of g."""
    ins, outs = around
    low, high = graph.vertices[at].low, graph.vertices[at].high
    f_in, g_in = [tableau.f[number] for number in ins], [tableau.g[number] for number in ins]
    absorbs = at in wanted.absorbs
    pairs = [([*f_in, *g_in] if absorbs else f_in, [tableau.f[number] for number in outs])]
    if not absorbs:
        pairs.append((g_in, [tableau.g[number] for number in outs]))
    edges = [graph.edges[number] for number in (*ins, *outs)]
    if low == high and not absorbs and all(edge.low == edge.high for edge in edges):
        # what is kept in all and of f is kept of g
        came, gone = (sum(graph.edges[number].low for number in numbers) for numbers in around)
        yield Line({}, gone - low * came, gone - low * came)
        del pairs[1]
    for which, (arriving, leaving) in enumerate(pairs):
        limits = [(low, True, low == high)] if low > 0 or low == high else []
        if high is not None and high != low:
            limits.append((high, False, True))
        for limit, below, above in limits:
            rule = total(leaving, arriving, limit)
            factors = {column: factor for column, factor in rule.factors.items() if factor}
            yield Line(
                factors, -rule.constant if below else None, -rule.constant if above else None, at, which
            )
