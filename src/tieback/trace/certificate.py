"""What proves a bound, and the check of it. Standard library only; shares no code with what finds the proof.

A graph has vertices that mass passes and edges that carry it. On every edge f (of the wanted sources) and g (the
rest) are not negative, and f + g lies in the edge's measured range. At a vertex, what leaves of f is between `low`
and `high` times what arrives of f, and the same for g; a vertex that absorbs turns all that arrives into f. An edge
carries f (g) only if some source of f (g) leads to it. The goal is the f on the edges marked so.

A proof shows a flow that keeps these rules and reaches `value`, and a worth for a milligram of f and of g that
leaves each vertex. Arriving, a milligram is worth the most that its yield can make of it. So the goal is never more
than what all edges gain at these worths, each taken alone at its best: the price of the edge, times its greatest
mass (its least, where the price is negative). That sum is `value`, too. For `least` the goal is counted negatively.

`python certificate.py FILE` checks a file that `tieback trace --proof FILE` wrote, without Tieback.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

Number = int | Fraction  # milligrams, or a share of them
Numbers = tuple[Number, ...]
Slacks = tuple[Number | None, ...]
OUTSIDE = -1
SCHEMA = "tieback.bounds/1"


@dataclass(frozen=True, slots=True)
class Vertex:
    """Where masses meet; `high` None: no limit."""

    name: str
    low: Number
    high: Number | None


@dataclass(frozen=True, slots=True)
class Edge:
    """Mass from vertex to vertex; `high` None: no limit; `goal`: it counts."""

    record: str
    tail: int
    head: int
    low: Number
    high: Number | None
    goal: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """All that leads to a lot."""

    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Edges from outside that are all f (`inside`) or may be any part f (`free`), else g; vertices that absorb."""

    inside: frozenset[int]
    free: frozenset[int]
    absorbs: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Flow:
    """One way in which it may have been: milligrams on each edge."""

    f: Numbers
    g: Numbers
    mass: Numbers


@dataclass(frozen=True, slots=True)
class Proof:
    """That f in the goal is never less (`least`) or more (`most`) than `value`, and with `flow` that it can be so.

    `worth_*` per vertex; `price` and `slack_*` (how much less f or g gains than the price; None: cannot be) per edge.
    """

    side: str  # least | most
    value: Number
    worth_f: Numbers
    worth_g: Numbers
    price: Numbers
    slack_f: Slacks
    slack_g: Slacks
    flow: Flow | None


def fault(graph: Graph, wanted: Wanted, proof: Proof) -> str | None:
    """The first reason why the proof does not hold; None where it does."""
    edges, vertices = len(graph.edges), len(graph.vertices)
    lists: list[tuple[Sequence[object], int]] = [(proof.worth_f, vertices), (proof.worth_g, vertices)]
    lists += [(item, edges) for item in (proof.price, proof.slack_f, proof.slack_g)]
    if proof.flow is not None:
        lists += [(item, edges) for item in (proof.flow.f, proof.flow.g, proof.flow.mass)]
    if proof.side not in {"least", "most"} or any(len(item) != size for item, size in lists):
        return "the proof is not one of this graph"
    has_f, has_g = _reached(graph, wanted)
    wrong = None if proof.flow is None else _flow_fault(graph, wanted, proof.flow, has_f, has_g)
    if wrong is None and proof.flow is not None:
        reached = sum(f for f, edge in zip(proof.flow.f, graph.edges, strict=True) if edge.goal)
        wrong = None if reached == proof.value else "the flow does not reach the value"
    return wrong or _worth_fault(graph, wanted, proof, has_f, has_g)


def _reached(graph: Graph, wanted: Wanted) -> tuple[list[bool], list[bool]]:
    """For each edge, can it carry f, can it carry g: does a source of it lead there?"""
    leaving: dict[int, list[int]] = {}
    for number, edge in enumerate(graph.edges):
        if edge.high != 0:
            leaving.setdefault(edge.tail, []).append(number)
    found = ([False] * len(graph.edges), [False] * len(graph.edges))
    todo: list[tuple[int, int]] = []
    for number in leaving.get(OUTSIDE, ()):
        if number in wanted.inside or number in wanted.free:
            todo.append((0, number))
        if number not in wanted.inside:
            todo.append((1, number))
    while todo:
        which, number = todo.pop()
        if found[which][number]:
            continue
        found[which][number] = True
        head = graph.edges[number].head
        if head != OUTSIDE:
            after = 0 if head in wanted.absorbs else which
            todo += [(after, following) for following in leaving.get(head, ()) if not found[after][following]]
    return found


def _flow_fault(
    graph: Graph, wanted: Wanted, flow: Flow, has_f: Sequence[bool], has_g: Sequence[bool]
) -> str | None:
    """Does the flow keep every rule?"""
    came: list[list[Number]] = [[0, 0] for _ in graph.vertices]
    left: list[list[Number]] = [[0, 0] for _ in graph.vertices]
    for number, edge in enumerate(graph.edges):
        f, g, mass = flow.f[number], flow.g[number], flow.mass[number]
        if f < 0 or g < 0 or f + g != mass or mass < edge.low or (edge.high is not None and mass > edge.high):
            return f"edge {number}: masses outside what was measured"
        if (f and not has_f[number]) or (g and not has_g[number]):
            return f"edge {number}: mass from no source"
        if edge.tail != OUTSIDE:
            left[edge.tail][0] += f
            left[edge.tail][1] += g
        if edge.head in wanted.absorbs:
            came[edge.head][0] += mass
        elif edge.head != OUTSIDE:
            came[edge.head][0] += f
            came[edge.head][1] += g
    for number, vertex in enumerate(graph.vertices):
        for arrived, gone in zip(came[number], left[number], strict=True):
            if gone < vertex.low * arrived or (vertex.high is not None and gone > vertex.high * arrived):
                return f"vertex {number}: its yield is not kept"
    return None


def _worth_fault(
    graph: Graph, wanted: Wanted, proof: Proof, has_f: Sequence[bool], has_g: Sequence[bool]
) -> str | None:
    """Do the worths limit the goal to the value?"""
    sign = 1 if proof.side == "most" else -1
    uses = {(0, edge.tail) for edge, able in zip(graph.edges, has_f, strict=True) if able}
    uses |= {(1, edge.tail) for edge, able in zip(graph.edges, has_g, strict=True) if able}
    for which, worths in enumerate((proof.worth_f, proof.worth_g)):
        if any(worth and (which, number) not in uses for number, worth in enumerate(worths)):
            return "a worth of what cannot be"
    bound: Number = 0
    for number, edge in enumerate(graph.edges):
        price = proof.price[number]
        gains: list[Number] = []
        for which, able, slacks in ((0, has_f, proof.slack_f), (1, has_g, proof.slack_g)):
            if not able[number]:
                if slacks[number] is not None:
                    return f"edge {number}: a slack of what cannot be"
                continue
            gain = _gain(graph, wanted, proof, edge, which)
            if gain is None or slacks[number] != price - gain:
                return f"edge {number}: a slack is wrong, or nothing limits what comes of it"
            gains.append(gain)
        if price != max(gains, default=0) or (not gains and edge.low > 0):
            return f"edge {number}: the price is wrong"
        limit = edge.high if price > 0 else edge.low
        if limit is None:
            return f"edge {number}: nothing limits its mass"
        bound += price * limit
    return None if bound == sign * proof.value else "the prices do not add up to the value"


def _gain(graph: Graph, wanted: Wanted, proof: Proof, edge: Edge, which: int) -> Number | None:
    """What a milligram of f (0) or g (1) on the edge gains: worth at its head less worth at its tail; None: no limit."""
    worths = (proof.worth_f, proof.worth_g)
    gain: Number = 0
    if edge.goal and which == 0:
        gain += 1 if proof.side == "most" else -1
    if edge.tail != OUTSIDE:
        gain -= worths[which][edge.tail]
    if edge.head == OUTSIDE:
        return gain
    vertex = graph.vertices[edge.head]
    worth = worths[0 if edge.head in wanted.absorbs else which][edge.head]
    if worth <= 0:
        return gain + worth * vertex.low
    return None if vertex.high is None else gain + worth * vertex.high


# --- as JSON: every number is a text, "17" or "17/3"; null: no limit, or cannot be ---------------------------------


def written(value: Number | None) -> str | None:
    """The text of a number."""
    return None if value is None else str(value)


def read_number(text: object) -> Number:
    """The number of a text; ValueError for anything else."""
    if not isinstance(text, str):
        raise ValueError(f"not the text of a number: {text!r}")  # noqa: TRY004  any fault of the file is one of value
    value = Fraction(text)
    return value.numerator if value.denominator == 1 else value


def read_graph(plain: Mapping[str, Any]) -> Graph:
    """A graph from its JSON."""
    vertices = tuple(Vertex(name, read_number(low), _limit(high)) for name, low, high in plain["vertices"])
    edges = tuple(
        Edge(record, int(tail), int(head), read_number(low), _limit(high), goal is True)
        for record, tail, head, low, high, goal in plain["edges"]
    )
    if any(not OUTSIDE <= end < len(vertices) for edge in edges for end in (edge.tail, edge.head)):
        raise ValueError("an edge leads to no vertex")
    return Graph(vertices, edges)


def read_wanted(plain: Mapping[str, Any]) -> Wanted:
    """A set of sources from its JSON."""
    return Wanted(*(frozenset(map(int, plain[key])) for key in ("inside", "free", "absorbs")))


def read_proof(plain: Mapping[str, Any]) -> Proof:
    """A proof from its JSON."""
    flow = plain["flow"]
    return Proof(
        plain["side"],
        read_number(plain["value"]),
        _numbers(plain["worth_f"]),
        _numbers(plain["worth_g"]),
        _numbers(plain["price"]),
        tuple(map(_limit, plain["slack_f"])),
        tuple(map(_limit, plain["slack_g"])),
        None if flow is None else Flow(_numbers(flow["f"]), _numbers(flow["g"]), _numbers(flow["mass"])),
    )


def _numbers(texts: Iterable[object]) -> Numbers:
    return tuple(map(read_number, texts))


def _limit(text: object) -> Number | None:
    return None if text is None else read_number(text)


def faults(document: Mapping[str, Any]) -> list[str]:
    """What is wrong with a file of proofs: one line each; none where every bound is proven."""
    if document.get("schema") != SCHEMA:
        return [f"the file is not of schema {SCHEMA}"]
    try:
        return _faults(document)
    except KeyError as error:
        return [f"the file is incomplete: {error}"]
    except (TypeError, ValueError) as error:
        return [f"the file cannot be read: {error}"]


def _sha256(value: object) -> str:
    return sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def _faults(document: Mapping[str, Any]) -> list[str]:
    found = []
    graph = read_graph(document["graph"])
    for item in document["sets"]:
        wanted = read_wanted(item)
        question = [_sha256(document["graph"]), item["inside"], item["free"], item["absorbs"]]
        if item["question_sha256"] != _sha256(question):
            found.append(f"{item['kind']} {item['id']}: these are not the records that were asked about")
            continue
        for plain in item["proofs"]:
            wrong = fault(graph, wanted, read_proof(plain))
            if wrong is not None:
                found.append(f"{item['kind']} {item['id']}, {plain['side']}: {wrong}")
    return found


if __name__ == "__main__":
    _found = faults(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    sys.stdout.write("\n".join(_found or ["every bound is proven"]) + "\n")
    sys.exit(1 if _found else 0)
