"""Exact least and most of sets in one closure, each with a proof that an independent checker has accepted.

The linear program takes time in proportion to the closure, for every set anew. `limit` is the work that all sets of
a closure may cost together, counted in edges; a set that no work is left for keeps its outer bounds.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tieback.proof.digest import sha256
from tieback.trace.bounds import Interval, SourceSet
from tieback.trace.certificate import OUTSIDE, SCHEMA, Graph, Proof, Wanted, written
from tieback.trace.closure import Closure
from tieback.trace.program import Program, program_of

if TYPE_CHECKING:
    from tieback.trace.even_optimum import Even

AUTOMATIC = 20_000  # edges and vertices in all: about a second


@dataclass(frozen=True, slots=True)
class Proven:
    """A set, the bounds that stand, whether they are exact, and the proofs there are (of the set as `wanted`)."""

    asked: SourceSet
    interval: Interval
    exact: bool
    wanted: Wanted | None = None
    proofs: tuple[Proof, ...] = ()


class Prover:
    """Sharpens outer bounds of one closure; `limit` None: whatever it costs, and even where nothing can be gained."""

    __slots__ = ("_closure", "_cut", "_even", "_left", "_limit", "_program")

    def __init__(self, closure: Closure, limit: int | None = AUTOMATIC) -> None:
        self._closure = closure
        self._limit = limit
        self._left = limit or 0
        arcs = closure.network.arcs
        # a loop that was cut is wider than its records
        self._cut = any(arcs[index].beyond != OUTSIDE for pipe in closure.pipes for index in pipe.arcs)
        self._program: Program | None = None
        self._even: list[Even | None] = []  # once it is known

    @property
    def graph(self) -> Graph:
        """The graph that the proofs are about."""
        return self._prepared().graph

    def wanted(self, asked: SourceSet) -> Wanted:
        """A set in the numbers of the graph."""
        return self._prepared().wanted(asked)

    def sharpen(
        self, asked: SourceSet, outer: Interval, sides: tuple[str, ...] = ("least", "most")
    ) -> Proven:
        """The bounds of a set whose outer bounds are known; `exact` speaks of the `sides` asked for."""
        if self._closure.target.doubtful:  # an unread row may have added to the lot itself
            return Proven(asked, outer, exact=False)
        point = outer.least == outer.most
        if self._closure.end in asked.marked or (point and self._limit is not None):
            return Proven(asked, outer, exact=point)
        if not self._affordable():
            return Proven(asked, outer, exact=point)
        from tieback.trace.optimum import Optima
        from tieback.trace.tableau import Unsolved

        program = self._prepared()
        wanted = program.wanted(asked)
        proofs: list[Proof] = []
        try:
            optima = Optima(program.graph, wanted, self._evened())
        except Unsolved:
            return Proven(asked, outer, exact=point)
        for side in sides:
            try:
                proofs.append(optima.prove(side))
            except Unsolved:
                return self._standing(asked, outer, wanted, tuple(proofs), all_sides=False)
        return self._standing(asked, outer, wanted, tuple(proofs))

    def _prepared(self) -> Program:
        if self._program is None:
            self._program = program_of(self._closure)
        return self._program

    def _evened(self) -> "Even | None":
        """The graph as columns, where it is even."""
        if not self._even:
            from tieback.trace.even_optimum import even_of

            self._even.append(even_of(self._prepared().graph))
        return self._even[0]

    def _affordable(self) -> bool:
        """Is there work left for one more set?"""
        if self._limit is None:
            return True
        cost = len(self._closure.pipes) + self._closure.end
        if cost > self._left:
            return False
        self._left -= cost
        return True

    def _standing(
        self,
        asked: SourceSet,
        outer: Interval,
        wanted: Wanted,
        proofs: tuple[Proof, ...],
        *,
        all_sides: bool = True,
    ) -> Proven:
        """The narrower of outer and proven bounds; exact where a proof with a flow gives the bound that stands."""
        least, most = outer.least, outer.most
        reached = set()
        for proof in proofs:
            if proof.side == "least":
                least = max(least, proof.value)
            else:
                most = min(most, proof.value)
            if proof.flow is not None and proof.value == (least if proof.side == "least" else most):
                reached.add(proof.side)
        exact = outer.least == outer.most or (all_sides and not self._cut and len(reached) == len(proofs))
        return Proven(asked, Interval(least, most, outer.sure), exact=exact, wanted=wanted, proofs=proofs)


def document(graph: Graph, proven: Iterable[Proven]) -> dict[str, Any]:
    """Proofs as JSON; `certificate.faults` checks it."""
    plain = {
        "vertices": [[item.name, written(item.low), written(item.high)] for item in graph.vertices],
        "edges": [
            [item.record, item.tail, item.head, written(item.low), written(item.high), item.goal]
            for item in graph.edges
        ],
    }
    digest = sha256(json.dumps(plain, ensure_ascii=False).encode())
    sets = [_plain_set(item, item.wanted, digest) for item in proven if item.wanted is not None]
    return {"schema": SCHEMA, "unit": "mg", "graph": plain, "sets": sets}


def _plain_set(item: Proven, wanted: Wanted, graph_sha256: str) -> dict[str, Any]:
    inside, free, absorbs = sorted(wanted.inside), sorted(wanted.free), sorted(wanted.absorbs)
    question = json.dumps([graph_sha256, inside, free, absorbs], ensure_ascii=False)
    return {
        "kind": item.asked.kind,
        "id": item.asked.id,
        "inside": inside,
        "free": free,
        "absorbs": absorbs,
        "question_sha256": sha256(question.encode()),
        "proofs": [_plain_proof(proof) for proof in item.proofs],
    }


def _plain_proof(proof: Proof) -> dict[str, Any]:
    lists = ("worth_f", "worth_g", "price", "slack_f", "slack_g")
    flow = proof.flow
    return {
        "side": proof.side,
        "value": written(proof.value),
        **{name: [written(value) for value in getattr(proof, name)] for name in lists},
        "flow": None
        if flow is None
        else {
            name: [written(value) for value in values]
            for name, values in (("f", flow.f), ("g", flow.g), ("mass", flow.mass))
        },
    }
