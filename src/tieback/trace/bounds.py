"""Least and most kilograms of a set of sources in the target, in one pass: safe outer bounds.

Every cell knows intervals for f, the mass from the set, and for g, the rest. A part of mass m takes at most what
there is of f, and at least what g cannot fill. A second limit adds up all sources, each with the greatest (least)
gain it can have on its way to the target. No allocation that fits the records lies outside; some that lie inside
do not fit (docs/adr/0004-outer-bounds.md).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf
from typing import TypeVar

from tieback.trace.closure import Closure, Pipe
from tieback.trace.even_pass import EvenPass, Most, even_pass
from tieback.trace.gain import Gain, Gains, Outflow, is_waste, products_of, yield_of
from tieback.trace.mass import Bound, Exact
from tieback.trace.mixture import Mixture, floor, meet, part_of, times

NONE: frozenset[int] = frozenset()
Given = TypeVar("Given", Mixture, Most)


@dataclass(frozen=True, slots=True)
class SourceSet:
    """Pipes from outside that belong to the set, or may; positions all of whose mass belongs (`marked`).

    A pipe that is neither `inside` nor `possible` does not belong.
    """

    kind: str  # lot | site | party | region
    id: str
    inside: frozenset[int]
    possible: frozenset[int]
    marked: frozenset[int] = NONE


@dataclass(frozen=True, slots=True)
class Interval:
    """Milligrams of the set in the target. `sure`: it surely enters, though its mass there is not known."""

    least: Exact
    most: Bound
    sure: bool = False


class Bounds:
    """The bounds of one closure. What sets share is computed once; a set costs what lies downstream of it.

    `work` counts the positions computed so far; above `limit` sets get only the second limit, which is wider.
    """

    __slots__ = (
        "_bases",
        "_closure",
        "_even",
        "_even_bases",
        "_gain",
        "_gains",
        "_limit",
        "_outflows",
        "_products",
        "_sources",
        "work",
    )

    def __init__(self, closure: Closure, limit: int = 250_000) -> None:
        self._closure = closure
        self._limit = limit
        self._outflows = [Outflow.of(closure, position) for position in range(closure.end + 1)]
        self._even = even_pass(closure, self._outflows)
        self._even_bases: dict[frozenset[int], list[Most]] = {}
        self._gain = Gain(closure)
        self._gains = self._gain.avoiding(NONE)
        self._products = products_of(closure)
        sources = frozenset(number for number, pipe in enumerate(closure.pipes) if pipe.source is not None)
        self._sources = _Sum.of((closure.pipes[number] for number in sources), self._gains)
        self._bases: dict[frozenset[int], list[Mixture]] = {}
        self.work = 0

    @property
    def gains(self) -> Gains:
        """The least and greatest gain from each position to the target."""
        return self._gains

    def of(self, wanted: SourceSet) -> Interval:
        """The bounds of a set."""
        amount = self._closure.amount
        if self._closure.end in wanted.marked:
            return Interval(amount.low, amount.high)
        if self._closure.target.doubtful:  # a row that nobody could read may have made any part of the lot
            return Interval(0, amount.high)
        exhausted = self.work > self._limit
        least, most = self._outline(wanted, exhausted=exhausted)
        if exhausted:
            return Interval(least, most)
        end = self._forward(wanted)
        return Interval(max(end.f_low, least), min(end.f_high, most), end.sure)

    def _outline(self, wanted: SourceSet, *, exhausted: bool) -> tuple[Exact, Bound]:
        """The second limit: all mass of the set, and all other mass, each with its extreme gain."""
        closure, amount = self._closure, self._closure.amount
        gains, whole = self._gains, self._sources
        leaving = [closure.pipes[number] for at in sorted(wanted.marked) for number in closure.outs[at]]
        if wanted.marked and not exhausted:
            gains = self._gain.avoiding(wanted.marked)
            whole = _Sum.of((pipe for pipe in closure.pipes if pipe.source is not None), gains)
            self.work += closure.end
        inside = _Sum.of((closure.pipes[number] for number in wanted.inside), gains)
        possible = _Sum.of((closure.pipes[number] for number in wanted.possible - wanted.inside), gains)
        passed = _Sum.of(leaving, gains)
        f_most = inside.high + possible.high + passed.high
        if wanted.marked and exhausted:  # these gains count twice what passes the marked positions twice
            return 0, min(amount.high, f_most)
        g_least = floor(whole.low - inside.low - possible.low)
        f_least = inside.low + passed.low
        return (
            floor(max(f_least, amount.low - whole.without(inside))),
            max(0, min(f_most, amount.high - g_least)),
        )

    def _base(self, possible: frozenset[int]) -> list[Mixture]:
        """What every position gives where nothing is inside the set."""
        if possible not in self._bases:
            empty = SourceSet("", "", NONE, possible)
            given: list[Mixture] = []
            for position in range(self._closure.end + 1):
                given.append(self._given(position, given, {}, empty))
            self._bases[possible] = given
            self.work += self._closure.end
        return self._bases[possible]

    def _even_base(self, even: EvenPass, possible: frozenset[int]) -> list[Most]:
        """The same of an even closure."""
        if possible not in self._even_bases:
            given: list[Most] = []
            for position in range(self._closure.end + 1):
                given.append(even.given(position, given, {}, NONE, possible))
            self._even_bases[possible] = given
            self.work += self._closure.end
        return self._even_bases[possible]

    def _forward(self, wanted: SourceSet) -> Mixture:
        """What reaches the target: from the base, only what the set changes is computed anew."""
        end, even = self._closure.end, self._even
        if even is None:
            base = self._base(wanted.possible)
            changed: dict[int, Mixture] = {}
            self._spread(wanted, base, changed, lambda at: self._given(at, base, changed, wanted))
            return changed.get(end, base[end])
        limits = self._even_base(even, wanted.possible)
        moved: dict[int, Most] = {}

        def given(at: int) -> Most:
            if at in wanted.marked:
                return even.marked(at)
            return even.given(at, limits, moved, wanted.inside, wanted.possible)

        self._spread(wanted, limits, moved, given)
        return even.mixture(end, moved.get(end, limits[end]))

    def _spread(
        self,
        wanted: SourceSet,
        base: Sequence[Given],
        changed: dict[int, Given],
        given: Callable[[int], Given],
    ) -> None:
        """Put into `changed` what is `given` at each position, where the set makes it other than the base."""
        queue = sorted({self._closure.pipes[number].head for number in wanted.inside} | wanted.marked)
        heapify(queue)
        last = -1
        while queue:
            position = heappop(queue)
            if position == last:
                continue
            last = position
            self.work += 1
            if (found := given(position)) != base[position]:
                changed[position] = found
                for number in self._closure.outs[position]:
                    heappush(queue, self._closure.pipes[number].head)

    def _given(
        self, position: int, base: list[Mixture], changed: Mapping[int, Mixture], wanted: SourceSet
    ) -> Mixture:
        """What a position gives, all its outflows together."""
        out = self._outflows[position].amount
        if position in wanted.marked:
            return Mixture(out.low, out.high, 0, 0)
        closure = self._closure
        pipes = []
        parts = []
        for number in closure.ins[position]:
            pipe = closure.pipes[number]
            pipes.append(pipe)
            if pipe.source is not None:
                parts.append(
                    _from_source(pipe, inside=number in wanted.inside, possible=number in wanted.possible)
                )
            else:
                parts.append(self._part(pipe, changed.get(pipe.tail) or base[pipe.tail]))
        low, high = yield_of(closure, position)
        sure = bool(parts) and all(part.sure for part in parts)
        if not sure and self._products[position]:
            single = self._products[position] == 1
            sure = any(
                part.sure and (single or not pipe.amount.measured)
                for pipe, part in zip(pipes, parts, strict=True)
            )
        return meet(parts, low, high, out, sure=sure)

    def _part(self, pipe: Pipe, whole: Mixture) -> Mixture:
        """What a pipe takes of what its tail gives."""
        part = part_of(whole, pipe.amount, self._outflows[pipe.tail].beside(pipe.amount))
        if part.sure and is_waste(self._closure, pipe):
            return Mixture(part.f_low, part.f_high, part.g_low, part.g_high)
        return part


def _from_source(pipe: Pipe, *, inside: bool, possible: bool) -> Mixture:
    amount = pipe.amount
    if inside:
        return Mixture(amount.low, amount.high, 0, 0, sure=not amount.measured)
    if possible:
        return Mixture(0, amount.high, 0, amount.high)
    return Mixture(0, 0, amount.low, amount.high)


@dataclass(frozen=True, slots=True)
class _Sum:
    """What pipes together give the target: at least `low`, at most `finite` and something of `open` more pipes."""

    low: Exact
    finite: Exact
    open: int

    @classmethod
    def of(cls, pipes: Iterable[Pipe], gains: Gains) -> "_Sum":
        low: Exact = 0
        finite: Exact = 0
        unlimited = 0
        for pipe in pipes:
            least, most = gains[pipe.head]
            low += least * pipe.amount.low
            mass = times(pipe.amount.high, most)
            if isinstance(mass, float):
                unlimited += 1
            else:
                finite += mass
        return cls(low, finite, unlimited)

    @property
    def high(self) -> Bound:
        """The most."""
        return inf if self.open else self.finite

    def without(self, part: "_Sum") -> Bound:
        """The most without a part of the pipes."""
        return inf if self.open > part.open else self.finite - part.finite
