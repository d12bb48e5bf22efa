"""The kilograms of a set of sources in a traced lot, as a model value: least, proportional, most, shortest chain."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from tieback.model.trace import Origin
from tieback.trace.balance import Balance
from tieback.trace.bounds import Bounds, SourceSet
from tieback.trace.closure import Closure, chains, record_of
from tieback.trace.ledger import Kind
from tieback.trace.loop import Loops
from tieback.trace.lots import SourceKind
from tieback.trace.mass import rounded_down, rounded_even, rounded_up
from tieback.trace.part import Part, parts_of
from tieback.trace.prover import Proven, Prover, document
from tieback.trace.reduction import reduce


class _Scales:
    """The three ways of weighing the sets of one closure."""

    __slots__ = ("balance", "bounds", "prover")

    def __init__(self, closure: Closure, limit: int | None) -> None:
        self.bounds = Bounds(closure)
        self.balance = Balance(closure)
        self.prover = Prover(closure, limit)


class Measure:
    """Measures sets in one closure; `known` False: records in conflict, so no kilograms.

    `supply`: the most milligrams that all sources together can have given; `starved`: less than the lot weighs, though
    no two records contradict each other; then nothing is known either.

    Sets of sources are measured in the reduced closure, sets that goods passed in the whole one; with `whole`, all
    proofs are about the whole one. `limit`: the work for exact bounds in either (None: whatever it costs). `proven`
    holds every set whose bounds were proven, in the order asked.
    """

    __slots__ = (
        "_closure",
        "_full",
        "_loops",
        "_reduction",
        "_small",
        "_steps",
        "_transfers",
        "_untraced",
        "_whole",
        "known",
        "proven",
        "starved",
        "supply",
    )

    def __init__(self, closure: Closure, limit: int | None, *, known: bool, whole: bool = False) -> None:
        self.proven: list[Proven] = []
        self._closure = closure
        self._loops = Loops(closure)
        self._whole = whole
        self._full = _Scales(closure, limit)
        everything = frozenset(number for number, pipe in enumerate(closure.pipes) if pipe.source is not None)
        self.supply = self._full.bounds.of(SourceSet("all", "", everything, frozenset())).most
        self.starved = known and self.supply < closure.amount.low
        self.known = known and not self.starved
        self._reduction = reduce(closure)
        self._small = _Scales(self._reduction.closure, limit)
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
        if not self.known:
            return Origin(wanted.kind, wanted.id, None, None, None, None, path, steps)
        found = self._sharp(wanted, "least", "most")
        whole = traced = found.interval
        exact = found.exact
        if wanted.possible & self._untraced:
            traced_only = replace(wanted, possible=wanted.possible - self._untraced)
            other = self._sharp(self._loops.settled(traced_only), "most")
            traced, exact = other.interval, exact and other.exact
        share = self._share(wanted)
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
        if not self.known:
            return None
        unknown = self._sources(SourceKind.UNKNOWN)
        wanted = self._loops.settled(SourceSet("untraced", "", self._untraced, unknown))
        return rounded_up(self._sharp(wanted, "most").interval.most)

    def parts(self) -> dict[int, Part] | None:
        """How much of each movement is in the target, by its index in the ledger; None where that is unknown."""
        return (
            parts_of(self._closure, self._full.bounds.gains, self._full.balance.pipes) if self.known else None
        )

    def proofs(self) -> dict[str, Any]:
        """The proofs found so far, as JSON: the graph of the lot, and for every set its sources and its proofs."""
        return document(self._full.prover.graph, self.proven)

    def _share(self, wanted: SourceSet) -> Decimal | None:
        if wanted.marked:
            return self._full.balance.share(wanted.inside, wanted.marked)
        return self._small.balance.share(self._reduction.asked(wanted).inside)

    def _sharp(self, wanted: SourceSet, *sides: str) -> Proven:
        if wanted.marked:
            found = self._full.prover.sharpen(wanted, self._full.bounds.of(wanted), sides)
        else:
            asked = self._reduction.asked(wanted)
            outer = self._small.bounds.of(asked)
            if self._whole:
                found = self._full.prover.sharpen(wanted, outer, sides)
            else:
                found = self._small.prover.sharpen(asked, outer, sides)
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
