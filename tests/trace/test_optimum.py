"""Least and most against every allocation of small networks, every corner of small programs, and largest flows."""

import random
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, product
from types import SimpleNamespace

import pytest

from tieback.trace.certificate import Edge, Graph, Vertex, Wanted, fault
from tieback.trace.elimination import solve
from tieback.trace.even_optimum import EvenOptima, even_of
from tieback.trace.optimum import Optima
from tieback.trace.tableau import Unsolved


def optima(graph: Graph, wanted: Wanted) -> tuple[object, object]:
    found = Optima(graph, wanted)
    proofs = [found.prove(side) for side in ("least", "most")]
    assert all(proof.flow is not None for proof in proofs)
    if (even := even_of(graph)) is not None and not wanted.absorbs:
        quick = [EvenOptima(even, wanted).prove(side) for side in ("least", "most")]
        assert [proof and fault(graph, wanted, proof) for proof in quick] == [None, None]
        assert [proof and proof.value for proof in quick] == [proof.value for proof in proofs]
    return proofs[0].value, proofs[1].value


# --- every allocation ------------------------------------------------------------------------------------------------


def open_edges(graph: Graph, wanted: Wanted) -> list[int]:
    """Edges whose f the sources do not fix."""
    return [n for n, edge in enumerate(graph.edges) if edge.tail != -1 or n in wanted.free]


def allocations(graph: Graph, wanted: Wanted) -> Iterator[tuple[int, ...]]:
    """Every whole f on every edge that keeps the f of every vertex (all yields one, all masses fixed)."""
    choices = [
        range(edge.low + 1)
        if edge.tail != -1 or number in wanted.free
        else [edge.low if number in wanted.inside else 0]
        for number, edge in enumerate(graph.edges)
    ]
    for f in product(*choices):
        kept = [0] * len(graph.vertices)
        for edge, mass in zip(graph.edges, f, strict=True):
            if edge.head != -1:
                kept[edge.head] += mass
            if edge.tail != -1:
                kept[edge.tail] -= mass
        if not any(kept):
            yield f


def test_least_and_most_are_those_of_all_allocations(flow_graphs: SimpleNamespace) -> None:
    tried = parted = 0
    for seed in range(1500):
        rng = random.Random(seed)
        graph = flow_graphs.graph(rng, rng.randint(1, 4), most=3, fan=3)
        wanted = flow_graphs.wanted(rng, graph, absorbing=0)
        if len(open_edges(graph, wanted)) > 6 or any(edge.low > 3 for edge in graph.edges):
            continue
        goals = [
            sum(f for f, edge in zip(found, graph.edges, strict=True) if edge.goal)
            for found in allocations(graph, wanted)
        ]
        assert optima(graph, wanted) == (min(goals), max(goals)), seed
        tried += 1
        parted += min(goals) < max(goals)
    assert tried > 300
    assert parted > 50


# --- every corner of a program with yields ---------------------------------------------------------------------------

Expression = dict[int, Fraction]  # variable -> factor; variable -1 is the constant


def combine(*parts: tuple[Fraction | int, Expression]) -> Expression:
    found: Expression = {}
    for scale, expression in parts:
        for variable, factor in expression.items():
            found[variable] = found.get(variable, Fraction(0)) + scale * factor
    return {variable: factor for variable, factor in found.items() if factor}


def inequalities(graph: Graph, wanted: Wanted) -> tuple[int, Expression, list[Expression]]:
    """The number of variables, the goal, and expressions that may not be negative; written from DESIGN's words."""
    count = 0
    f: list[Expression] = []
    g: list[Expression] = []
    demands: list[Expression] = []
    for number, edge in enumerate(graph.edges):
        assert edge.high is not None
        shares: list[Expression] = []
        given = edge.tail == -1 and number not in wanted.free
        if edge.tail in wanted.absorbs and edge.low == edge.high:
            shares = [{-1: Fraction(edge.low)}, {}]
        elif edge.tail in wanted.absorbs:
            shares = [{count: Fraction(1)}, {}]
            count += 1
            demands += [combine((1, shares[0]), (-edge.low, {-1: Fraction(1)}))]
            demands += [combine((edge.high, {-1: Fraction(1)}), (-1, shares[0]))]
        elif edge.low == edge.high and given:
            inside = number in wanted.inside
            shares = [{-1: Fraction(edge.low if inside else 0)}, {-1: Fraction(0 if inside else edge.low)}]
        elif edge.low == edge.high:
            shares = [{count: Fraction(1)}, {-1: Fraction(edge.low), count: Fraction(-1)}]
            count += 1
        else:
            shares = [{count: Fraction(1)}, {count + 1: Fraction(1)}]
            count += 2
            mass = combine((1, shares[0]), (1, shares[1]))
            demands += [combine((1, mass), (-edge.low, {-1: Fraction(1)}))]
            demands += [combine((edge.high, {-1: Fraction(1)}), (-1, mass))]
            if given:
                demands.append(combine((-1, shares[1 if number in wanted.inside else 0])))
        f.append(shares[0])
        g.append(shares[1])
        demands += shares
    for at, vertex in enumerate(graph.vertices):
        into = [n for n, edge in enumerate(graph.edges) if edge.head == at]
        for share in (f,) if at in wanted.absorbs else (f, g):
            came = combine(*((1, share[n]) for n in into))
            if at in wanted.absorbs:
                came = combine((1, came), *((1, g[n]) for n in into))
            gone = combine(*((1, share[n]) for n, edge in enumerate(graph.edges) if edge.tail == at))
            demands.append(combine((1, gone), (-vertex.low, came)))
            demands.append(combine((vertex.high or 0, came), (-1, gone)))
    goal = combine(*((1, f[n]) for n, edge in enumerate(graph.edges) if edge.goal))
    return count, goal, demands


def corners(count: int, demands: list[Expression]) -> Iterator[list[Fraction]]:
    """Every point where so many demands bind that it is fixed, and no other is broken."""
    walls = {tuple(sorted(item.items())): item for item in demands if any(v >= 0 for v in item)}
    for chosen in combinations(walls.values(), count):
        rows = [{v: factor for v, factor in item.items() if v >= 0} for item in chosen]
        found = solve(rows, [-item.get(-1, Fraction(0)) for item in chosen])
        if found is not None and all(at(item, found) >= 0 for item in demands):
            yield found


def at(expression: Expression, values: list[Fraction]) -> Fraction:
    return sum((c * (1 if v == -1 else values[v]) for v, c in expression.items()), Fraction(0))


@pytest.mark.parametrize("ranges", [0, 0.3])
def test_with_yields_least_and_most_are_those_of_all_corners(
    flow_graphs: SimpleNamespace, ranges: float
) -> None:
    tried = parted = 0
    for seed in range(1500):
        rng = random.Random(seed)
        graph = flow_graphs.graph(rng, rng.randint(1, 3), most=20, yields=True, ranges=ranges, fan=3)
        wanted = flow_graphs.wanted(rng, graph, absorbing=0.3)
        count, goal, demands = inequalities(graph, wanted)
        if not 1 <= count <= (5 if seed % 8 == 0 else 4) or all(v.low == v.high for v in graph.vertices):
            continue
        goals = [at(goal, corner) for corner in corners(count, demands)]
        assert optima(graph, wanted) == (min(goals), max(goals)), seed
        tried += 1
        parted += min(goals) < max(goals)
        if tried == 50:
            break
    assert tried > 40
    assert parted > 10


# --- largest flows ---------------------------------------------------------------------------------------------------


def largest(graph: Graph, feeding: frozenset[int]) -> int:
    """The largest flow from edges into the goal, where all yields are one and masses fixed (Edmonds and Karp 1972)."""
    source, sink = -2, -3
    room: dict[int, dict[int, int]] = {}
    for number, edge in enumerate(graph.edges):
        tail = edge.tail if edge.tail != -1 else source if number in feeding else None
        head = edge.head if edge.head != -1 else sink if edge.goal else None
        if tail is not None and head is not None:
            room.setdefault(tail, {}).setdefault(head, 0)
            room[tail][head] += int(edge.low)
            room.setdefault(head, {}).setdefault(tail, 0)
    found = 0
    while True:
        before = {source: source}
        queue = deque([source])
        while queue and sink not in before:
            tail = queue.popleft()
            for head, left in room.get(tail, {}).items():
                if left > 0 and head not in before:
                    before[head] = tail
                    queue.append(head)
        if sink not in before:
            return found
        steps = []
        head = sink
        while head != source:
            steps.append((before[head], head))
            head = before[head]
        amount = min(room[tail][head] for tail, head in steps)
        for tail, head in steps:
            room[tail][head] -= amount
            room[head][tail] += amount
        found += amount


def test_where_nothing_is_lost_least_and_most_are_largest_flows(flow_graphs: SimpleNamespace) -> None:
    for seed in range(40):
        rng = random.Random(seed)
        heavy = 2**33 if seed % 2 else 1000  # milligrams: 2^31 of them are two tonnes
        graph = flow_graphs.graph(rng, 30, most=heavy)
        wanted = flow_graphs.wanted(rng, graph, absorbing=0)
        sources = frozenset(number for number, edge in enumerate(graph.edges) if edge.tail == -1)
        mass = sum(edge.low for edge in graph.edges if edge.goal)
        most = largest(graph, wanted.inside | wanted.free)
        least = mass - largest(graph, sources - wanted.inside)
        assert optima(graph, wanted) == (least, most), seed


# --- what must hold of any result ------------------------------------------------------------------------------------


@pytest.mark.parametrize("yields", [False, True])
def test_what_is_not_of_the_set_is_of_the_rest(flow_graphs: SimpleNamespace, yields: bool) -> None:
    for seed in range(40):
        rng = random.Random(seed)
        graph = flow_graphs.graph(rng, rng.randint(2, 12), yields=yields)
        wanted = flow_graphs.wanted(rng, graph, absorbing=0)
        sources = frozenset(number for number, edge in enumerate(graph.edges) if edge.tail == -1)
        rest = Wanted(sources - wanted.inside - wanted.free, wanted.free)
        mass = sum(edge.low for edge in graph.edges if edge.goal)
        (least, most), (least_rest, most_rest) = optima(graph, wanted), optima(graph, rest)
        assert (least + most_rest, most + least_rest) == (mass, mass)


@pytest.mark.parametrize(("yields", "ranges"), [(False, 0), (True, 0.2)])
def test_learning_what_an_untraced_mass_was_never_widens_the_bounds(
    flow_graphs: SimpleNamespace, yields: bool, ranges: float
) -> None:
    learnt = 0
    for seed in range(60):
        rng = random.Random(seed)
        graph = flow_graphs.graph(rng, rng.randint(2, 10), yields=yields, ranges=ranges)
        wanted = flow_graphs.wanted(rng, graph)
        least, most = optima(graph, wanted)
        for number in sorted(wanted.free):
            free = wanted.free - {number}
            edge = graph.edges[number]
            part = Fraction(edge.low) / 3
            parted = Graph(
                graph.vertices,
                (
                    *graph.edges[:number],
                    replace(edge, low=edge.low - part, high=edge.high - part),
                    *graph.edges[number + 1 :],
                    replace(edge, low=part, high=part),
                ),
            )
            last = len(graph.edges)
            for records, known in (
                (graph, replace(wanted, inside=wanted.inside | {number}, free=free)),
                (graph, replace(wanted, free=free)),
                (parted, replace(wanted, inside=wanted.inside | {last})),
                (parted, wanted),
            ):
                now = optima(records, known)
                assert least <= now[0] <= now[1] <= most, seed
                learnt += 1
    assert learnt > 200


def test_a_source_whose_mass_nobody_knows_leaves_most_open() -> None:
    graph = Graph(
        (Vertex("step", 0, 1),), (Edge("cones", -1, 0, 0, None), Edge("shirts", 0, -1, 0, None, goal=True))
    )
    found = Optima(graph, Wanted(frozenset({0}), frozenset()))
    with pytest.raises(Unsolved, match="unbounded"):
        found.prove("most")
    assert found.prove("least").value == 0


def test_records_that_leave_no_flow_have_no_optimum() -> None:
    graph = Graph((Vertex("bin", 1, 1),), (Edge("in", -1, 0, 50, 50), Edge("out", 0, -1, 60, 60, goal=True)))
    with pytest.raises(Unsolved, match="cannot all be true"):
        Optima(graph, Wanted(frozenset({0}), frozenset()))
    wide = replace(graph, edges=(Edge("in", -1, 0, 50, 55), graph.edges[1]))
    with pytest.raises(Unsolved, match="infeasible"):
        Optima(wide, Wanted(frozenset({0}), frozenset())).prove("least")
    nowhere = Graph((Vertex("bin", 1, 1),), (Edge("out", 0, -1, 60, 60, goal=True),))
    with pytest.raises(Unsolved, match="nothing leads"):
        Optima(nowhere, Wanted(frozenset(), frozenset()))


def test_grams_among_thousands_of_tonnes_are_exact() -> None:
    heavy = 10**13  # 10,000 t in milligrams
    graph = Graph(
        (Vertex("silo", 1, 1), Vertex("mill", Fraction(7, 10), Fraction(9, 10))),
        (
            Edge("ship", -1, 0, heavy, heavy),
            Edge("sack", -1, 0, 1000, 1000),
            Edge("draw", 0, 1, heavy // 2, heavy // 2),
            Edge("rest", 0, -1, heavy // 2 + 1000, heavy // 2 + 1000),
            Edge("flour", 1, -1, heavy // 2 * 8 // 10, heavy // 2 * 8 // 10, goal=True),
        ),
    )
    assert optima(graph, Wanted(frozenset({1}), frozenset())) == (0, 900)


# --- even graphs -----------------------------------------------------------------------------------------------------


def test_only_a_graph_with_fixed_masses_that_all_go_on_is_even(flow_graphs: SimpleNamespace) -> None:
    graph = flow_graphs.graph(random.Random(1), 4)
    assert even_of(graph) is not None
    first = graph.edges[0]
    assert first.high is not None
    for wrong in (
        replace(first, high=first.high + 1),
        replace(first, high=None),
        replace(first, low=Fraction(1, 3), high=Fraction(1, 3)),
        replace(first, low=first.low + 1, high=first.high + 1),
        replace(first, low=2**60, high=2**60),
    ):
        assert even_of(replace(graph, edges=(wrong, *graph.edges[1:]))) is None
    losing = replace(graph.vertices[0], low=Fraction(1, 2))
    assert even_of(replace(graph, vertices=(losing, *graph.vertices[1:]))) is None
    assert even_of(Graph((), ())) is None


def test_masses_of_millions_of_tonnes_are_proven_to_the_milligram(flow_graphs: SimpleNamespace) -> None:
    for seed in range(40):
        rng = random.Random(seed)
        graph = flow_graphs.graph(rng, rng.randint(2, 8))
        scale = rng.choice([10**9, 10**12 + 1, 10**15 + 7])
        huge = replace(
            graph,
            edges=tuple(replace(edge, low=edge.low * scale, high=edge.high * scale) for edge in graph.edges),
        )
        wanted = flow_graphs.wanted(rng, graph, absorbing=0)
        assert optima(huge, wanted) == tuple(scale * bound for bound in optima(graph, wanted)), seed


def test_what_the_solver_leaves_between_whole_numbers_is_solved_in_fractions(
    flow_graphs: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, wanted = next(
        (graph, wanted)
        for graph, wanted in (
            (found, flow_graphs.wanted(rng, found, absorbing=0))
            for rng in map(random.Random, range(100))
            for found in (flow_graphs.graph(rng, 5),)
        )
        if len({*optima(graph, wanted)}) == 2
    )
    whole = [Optima(graph, wanted).prove(side) for side in ("least", "most")]
    monkeypatch.setattr(EvenOptima, "prove", lambda *_: None)
    found = Optima(graph, wanted, even_of(graph))
    assert [found.prove(side) for side in ("least", "most")] == whole
