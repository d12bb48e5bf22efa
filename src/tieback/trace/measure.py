"""The kilograms of a set of sources in a traced lot, as a model value: least, proportional, most, shortest chain."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tieback.model.trace import Origin
from tieback.trace.balance import Balance
from tieback.trace.bounds import Bounds, SourceSet
from tieback.trace.closure import Closure, chains, record_of
from tieback.trace.ledger import Kind
from tieback.trace.lots import SourceKind
from tieback.trace.mass import rounded_down, rounded_even, rounded_up
from tieback.trace.prover import Proven, Prover, document


class Measure:
    """Measures sets in one closure; `known` False: records in conflict, so no kilograms.

    `proven` holds every set whose bounds were proven, in the order asked.
    """

    __slots__ = (
        "_balance",
        "_bounds",
        "_closure",
        "_known",
        "_prover",
        "_steps",
        "_transfers",
        "_untraced",
        "proven",
    )

    def __init__(self, closure: Closure, prover: Prover, *, known: bool) -> None:
        self._prover = prover
        self.proven: list[Proven] = []
        self._closure = closure
        self._known = known
        self._bounds = Bounds(closure)
        self._balance = Balance(closure)
        self._steps = chains(closure)
        self._transfers = frozenset(
            arc.movement.record
            for pipe in closure.pipes
            for arc in (closure.network.arcs[index] for index in pipe.arcs)
            if arc.movement is not None and arc.movement.kind is Kind.TRANSFER
        )
        self._untraced = self._sources(SourceKind.UNTRACED)

    def origin(self, wanted: SourceSet) -> Origin:
        """The kilograms of a set, None where they are unknown."""
        steps = self._path(wanted)
        path = tuple(step for step in steps if step in self._transfers)
        if not self._known:
            return Origin(wanted.kind, wanted.id, None, None, None, None, path, steps)
        found = self._sharp(wanted, "least", "most")
        whole = traced = found.interval
        exact = found.exact
        if wanted.possible & self._untraced:
            other = self._sharp(replace(wanted, possible=wanted.possible - self._untraced), "most")
            traced, exact = other.interval, exact and other.exact
        share = self._balance.share(wanted.inside, wanted.marked)
        return Origin(
            wanted.kind,
            wanted.id,
            rounded_down(whole.least),
            None if share is None else rounded_even(share),
            rounded_up(whole.most),
            rounded_up(min(traced.most, whole.most)),
            path,
            steps,
            without_mass=whole.sure and whole.least == 0,
            bounds="exact" if exact else "outer",
        )

    def untraced(self) -> Decimal | None:
        """The most of the lot that can be untraced; None where that is unknown."""
        if not self._known:
            return None
        unknown = self._sources(SourceKind.UNKNOWN)
        return rounded_up(
            self._sharp(SourceSet("untraced", "", self._untraced, unknown), "most").interval.most
        )

    def proofs(self) -> dict[str, Any]:
        """The proofs found so far, as JSON: the graph of the lot, and for every set its sources and its proofs."""
        return document(self._prover.graph, self.proven)

    def _sharp(self, wanted: SourceSet, *sides: str) -> Proven:
        found = self._prover.sharpen(wanted, self._bounds.of(wanted), sides)
        if found.proofs:
            self.proven.append(found)
        return found

    def _sources(self, kind: SourceKind) -> frozenset[int]:
        pipes = enumerate(self._closure.pipes)
        return frozenset(number for number, pipe in pipes if pipe.source and pipe.source.kind is kind)

    def _path(self, wanted: SourceSet) -> tuple[str, ...]:
        """Transfer and transformation ids of the shortest chain, upstream end first."""
        pipes = self._closure.pipes
        starts = wanted.inside or frozenset(
            number
            for position in wanted.marked - {self._closure.end}
            for number in self._closure.outs[position]
            if pipes[number].head not in wanted.marked
        )
        if not starts:
            return ()
        shortest = min(self._steps[number][0] for number in starts)
        number: int | None = min(
            (n for n in starts if self._steps[n][0] == shortest), key=lambda n: (self._names(n), n)
        )
        path: list[str] = []
        while number is not None:
            path += self._names(number)
            number = self._steps[number][1]
        return tuple(path)

    def _names(self, number: int) -> list[str]:
        record = record_of(self._closure, self._closure.pipes[number])
        return [] if record is None else [record]
