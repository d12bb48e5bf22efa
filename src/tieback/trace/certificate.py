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


class Check:
    """Checks proofs of one set in one graph."""

    __slots__ = ("_graph", "_has", "_wanted")

    def __init__(self, graph: Graph, wanted: Wanted) -> None:
        self._graph, self._wanted = graph, wanted
        self._has = _carried(graph, wanted, 0), _carried(graph, wanted, 1)

    def fault(self, proof: Proof) -> str | None:
        """The first reason why the proof does not hold; None where it does."""
        edges, vertices = len(self._graph.edges), len(self._graph.vertices)
        lists: list[tuple[Sequence[object], int]] = [(proof.worth_f, vertices), (proof.worth_g, vertices)]
        lists += [(item, edges) for item in (proof.price, proof.slack_f, proof.slack_g)]
        if proof.flow is not None:
            lists += [(item, edges) for item in (proof.flow.f, proof.flow.g, proof.flow.mass)]
        if proof.side not in {"least", "most"} or any(len(item) != size for item, size in lists):
            return "the proof is not one of this graph"
        wrong = None
        if proof.flow is not None:
            wrong = _flow_fault(self._graph, self._wanted, proof.flow, self._has)
            reached = sum(f for f, edge in zip(proof.flow.f, self._graph.edges, strict=True) if edge.goal)
            if wrong is None and reached != proof.value:
                wrong = "the flow does not reach the value"
        return wrong or _worth_fault(self._graph, self._wanted, proof, self._has)


def fault(graph: Graph, wanted: Wanted, proof: Proof) -> str | None:
    """The first reason why a proof does not hold; None where it does."""
    return Check(graph, wanted).fault(proof)


def _carried(graph: Graph, wanted: Wanted, which: int) -> list[bool]:
    """For each edge, can it carry f (0) or g (1): does a source of it lead there?"""
    onward: list[list[int]] = [[] for _ in graph.vertices]
    begun, other = set(), set()
    for number, edge in enumerate(graph.edges):
        if edge.high == 0:
            continue
        if edge.tail != OUTSIDE:
            onward[edge.tail].append(edge.head)
        elif (
            (number in wanted.inside or number in wanted.free) if which == 0 else number not in wanted.inside
        ):
            begun.add(number)
        else:
            other.add(number)
    if wanted.absorbs:
        reached = _absorbed(graph, wanted, onward, (begun, other), which)
    else:
        reached = _reached(onward, (graph.edges[number].head for number in begun))
    return [
        edge.high != 0 and (number in begun if edge.tail == OUTSIDE else edge.tail in reached)
        for number, edge in enumerate(graph.edges)
    ]


def _reached(
    onward: Sequence[Sequence[int]], starts: Iterable[int], closed: frozenset[int] = frozenset()
) -> set[int]:
    """The vertices that these lead to, and these; those that are `closed` are neither entered nor passed."""
    found: set[int] = set()
    todo = list(starts)
    while todo:
        vertex = todo.pop()
        if vertex != OUTSIDE and vertex not in found and vertex not in closed:
            found.add(vertex)
            todo += onward[vertex]
    return found


def _absorbed(
    graph: Graph,
    wanted: Wanted,
    onward: Sequence[Sequence[int]],
    sources: tuple[set[int], set[int]],
    which: int,
) -> set[int]:
    """The same where vertices absorb: g ends there, and whatever arrives leaves as f."""
    begun, other = ([graph.edges[number].head for number in numbers] for numbers in sources)
    if which == 1:
        return _reached(onward, begun, wanted.absorbs)
    anything = _reached(onward, [*begun, *other])
    return _reached(onward, [*begun, *(anything & wanted.absorbs)])


def _flow_fault(graph: Graph, wanted: Wanted, flow: Flow, has: tuple[list[bool], list[bool]]) -> str | None:
    """Does the flow keep every rule?"""
    size = len(graph.vertices) + 1  # outside is the last
    came: tuple[list[Number], list[Number]] = ([0] * size, [0] * size)
    left: tuple[list[Number], list[Number]] = ([0] * size, [0] * size)
    rows = zip(graph.edges, flow.f, flow.g, flow.mass, *has, strict=True)
    for number, (edge, f, g, mass, has_f, has_g) in enumerate(rows):
        if f < 0 or g < 0 or f + g != mass or mass < edge.low or (edge.high is not None and mass > edge.high):
            return f"edge {number}: masses outside what was measured"
        if (f and not has_f) or (g and not has_g):
            return f"edge {number}: mass from no source"
        left[0][edge.tail] += f
        left[1][edge.tail] += g
        came[0][edge.head] += f
        came[1][edge.head] += g
    for number in wanted.absorbs:
        came[0][number] += came[1][number]
        came[1][number] = 0
    for number, vertex in enumerate(graph.vertices):
        for arrived, gone in ((came[0][number], left[0][number]), (came[1][number], left[1][number])):
            if gone < vertex.low * arrived or (vertex.high is not None and gone > vertex.high * arrived):
                return f"vertex {number}: its yield is not kept"
    return None


def _worth_fault(
    graph: Graph, wanted: Wanted, proof: Proof, has: tuple[list[bool], list[bool]]
) -> str | None:
    """Do the worths limit the goal to the value?"""
    sign = 1 if proof.side == "most" else -1
    left = tuple((*worths, 0) for worths in (proof.worth_f, proof.worth_g))  # outside is the last
    for worths, able in zip(left, has, strict=True):
        used = {edge.tail for edge, can in zip(graph.edges, able, strict=True) if can}
        if any(worth and number not in used for number, worth in enumerate(worths)):
            return "a worth of what cannot be"
    came = [_arriving(graph, worths) for worths in left]
    for number in wanted.absorbs:
        came[1][number] = came[0][number]
    bound: Number = 0
    rows = zip(graph.edges, proof.price, *has, proof.slack_f, proof.slack_g, strict=True)
    for number, (edge, price, has_f, has_g, slack_f, slack_g) in enumerate(rows):
        best: Number | None = None
        goal = sign if edge.goal else 0
        for which, able, slack in ((0, has_f, slack_f), (1, has_g, slack_g)):
            if not able:
                if slack is not None:
                    return f"edge {number}: a slack of what cannot be"
                continue
            arriving = came[which][edge.head]
            gain = None if arriving is None else arriving - left[which][edge.tail] + (0 if which else goal)
            if gain is None or slack != price - gain:
                return f"edge {number}: a slack is wrong, or nothing limits what comes of it"
            best = gain if best is None or gain > best else best
        if price != (best or 0) or (best is None and edge.low > 0):
            return f"edge {number}: the price is wrong"
        limit = edge.high if price > 0 else edge.low
        if limit is None:
            return f"edge {number}: nothing limits its mass"
        bound += price * limit
    return None if bound == sign * proof.value else "the prices do not add up to the value"


def _arriving(graph: Graph, worths: Sequence[Number]) -> list[Number | None]:
    """What a milligram that arrives at each vertex is worth at most, and nothing outside; None: no limit."""
    found: list[Number | None] = []
    for vertex, worth in zip(graph.vertices, worths, strict=False):
        if worth <= 0:
            found.append(worth * vertex.low)
        else:
            found.append(None if vertex.high is None else worth * vertex.high)
    return [*found, 0]


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
        check = Check(graph, wanted)
        for plain in item["proofs"]:
            wrong = check.fault(read_proof(plain))
            if wrong is not None:
                found.append(f"{item['kind']} {item['id']}, {plain['side']}: {wrong}")
    return found


if __name__ == "__main__":
    _found = faults(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    sys.stdout.write("\n".join(_found or ["every bound is proven"]) + "\n")
    sys.exit(1 if _found else 0)
