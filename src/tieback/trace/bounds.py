"""Least and most kilograms of a set of sources in the target, in one pass: safe outer bounds.

Every cell knows intervals for f, the mass from the set, and for g, the rest. A part of mass m takes at most what
there is of f, and at least what g cannot fill. A second limit adds up all sources, each with the greatest (least)
gain it can have on its way to the target. No allocation that fits the records lies outside; some that lie inside
do not fit (docs/adr/0004-outer-bounds.md).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from math import inf

from tieback.model.goods import LineRole
from tieback.trace.closure import Closure, Pipe
from tieback.trace.lots import Source
from tieback.trace.mass import Amount, Bound, Exact, total
from tieback.trace.mixture import Mixture, floor, meet, part_of, times


class Membership(Enum):
    """Does the mass of a source belong to the set?"""

    IN = "in"
    OUT = "out"
    FREE = "free"  # nobody knows: it may, in any part


@dataclass(frozen=True, slots=True)
class Interval:
    """Milligrams of the set in the target. `sure`: it surely enters, though its mass there is not known."""

    least: Exact
    most: Bound
    sure: bool = False


Belongs = Callable[[Source], Membership]
NOWHERE: frozenset[int] = frozenset()


class Bounds:
    """The bounds of one closure; what does not depend on the set of sources is computed once."""

    __slots__ = ("_closure", "_gains", "_outflows", "_products")

    def __init__(self, closure: Closure) -> None:
        self._closure = closure
        self._outflows = [_Outflow.of(closure, position) for position in range(closure.end + 1)]
        self._gains = _gains(closure, NOWHERE)
        self._products = _products(closure)

    def of(self, belongs: Belongs, marked: frozenset[int] = NOWHERE) -> Interval:
        """The bounds of a set: the sources that `belongs` names, and all mass that passes a `marked` position."""
        given: list[Mixture] = []
        for position in range(self._closure.end + 1):
            given.append(self._given(position, given, belongs, marked))
        least, most = self.outline(belongs, marked)
        f_high = min(given[-1].f_high, most)
        return Interval(max(given[-1].f_low, least), f_high, given[-1].sure)

    def outline(self, belongs: Belongs, marked: frozenset[int] = NOWHERE) -> tuple[Exact, Bound]:
        """The second limit alone: wider, and linear in the number of sources."""
        amount = self._closure.amount
        if self._closure.end in marked:
            return amount.low, amount.high
        gains = _gains(self._closure, marked) if marked else self._gains
        f_least: Exact = 0
        f_most: Bound = 0
        g_least: Exact = 0
        g_most: Bound = 0
        for pipe, member in self._starts(belongs, marked):
            low, high = gains[pipe.head]
            if member is not Membership.OUT:
                f_most += times(pipe.amount.high, high)
            if member is not Membership.IN:
                g_most += times(pipe.amount.high, high)
            if member is Membership.IN:
                f_least += low * pipe.amount.low
            if member is Membership.OUT:
                g_least += low * pipe.amount.low
        return floor(max(f_least, amount.low - g_most)), max(0, min(f_most, amount.high - g_least))

    def _starts(self, belongs: Belongs, marked: frozenset[int]) -> Iterator[tuple[Pipe, Membership]]:
        """Where mass of the set, or other mass, starts: sources, and pipes that leave the marked positions."""
        for pipe in self._closure.pipes:
            if pipe.source is not None:
                yield pipe, belongs(pipe.source)
            elif pipe.tail in marked:
                yield pipe, Membership.IN

    def _given(
        self, position: int, given: list[Mixture], belongs: Belongs, marked: frozenset[int]
    ) -> Mixture:
        """What a position gives, all its outflows together."""
        out = self._outflows[position].amount
        if position in marked:
            return Mixture(out.low, out.high, 0, 0)
        closure = self._closure
        pipes = [closure.pipes[number] for number in closure.ins[position]]
        parts = [self._part(pipe, given, belongs) for pipe in pipes]
        low, high = _yield_of(closure, position)
        sure = bool(parts) and all(part.sure for part in parts)
        if not sure and self._products[position]:
            single = self._products[position] == 1
            sure = any(
                part.sure and (single or not pipe.amount.measured)
                for pipe, part in zip(pipes, parts, strict=True)
            )
        return meet(parts, low, high, out, sure=sure)

    def _part(self, pipe: Pipe, given: list[Mixture], belongs: Belongs) -> Mixture:
        """What a pipe brings."""
        amount = pipe.amount
        if pipe.source is not None:
            member = belongs(pipe.source)
            if member is Membership.IN:
                return Mixture(amount.low, amount.high, 0, 0, sure=not amount.measured)
            if member is Membership.OUT:
                return Mixture(0, 0, amount.low, amount.high)
            return Mixture(0, amount.high, 0, amount.high)
        mixture = part_of(given[pipe.tail], amount, self._outflows[pipe.tail].beside(amount))
        if mixture.sure and _is_waste(self._closure, pipe):
            return Mixture(mixture.f_low, mixture.f_high, mixture.g_low, mixture.g_high)
        return mixture


@dataclass(frozen=True, slots=True)
class _Outflow:
    """All that leaves a position; `finite` and `open` count its limit with and without the unmeasured."""

    amount: Amount
    finite: Exact
    open: int

    @classmethod
    def of(cls, closure: Closure, position: int) -> "_Outflow":
        if position == closure.end:
            amounts = [closure.amount]
        else:
            pipes = (closure.pipes[number] for number in closure.outs[position])
            amounts = [closure.leaving[position], *(pipe.amount for pipe in pipes if not pipe.probe)]
        finite = sum((floor(item.high) for item in amounts if item.measured), start=0)
        return cls(total(amounts), finite, sum(not item.measured for item in amounts))

    def beside(self, amount: Amount) -> Bound:
        """The most that can leave elsewhere than by `amount`."""
        if self.open > (not amount.measured):
            return inf
        return self.finite - floor(amount.high) if amount.measured else self.finite


def _yield_of(closure: Closure, position: int) -> tuple[Exact, Bound]:
    if position == closure.end:
        return 1, 1
    cell = closure.network.cells[closure.cells[position]]
    return cell.low, cell.high


def _gains(closure: Closure, marked: frozenset[int]) -> list[tuple[Exact, Bound]]:
    """For each position, the least and the greatest share of what arrives there that reaches the target.

    Nothing is followed into a marked position: what passes one counts where it leaves the last of them.
    """
    gains: list[tuple[Exact, Bound]] = [(0, 0) for _ in range(closure.end)]
    gains.append((1, 1))
    probed = set(closure.target.arcs)
    for position in range(closure.end - 1, -1, -1):
        if position in marked:
            continue
        least: Exact | None = 0 if closure.leaving[position].high > 0 else None
        most: Bound = 0
        for pipe in (closure.pipes[number] for number in closure.outs[position]):
            if pipe.probe:
                continue
            low, high = gains[pipe.head]
            if pipe.head != closure.end:  # mass that is measured on its way counts there, and again if it returns
                low += all(index in probed for index in pipe.arcs)
                high += any(index in probed for index in pipe.arcs)
            least = low if least is None else min(least, low)
            most = max(most, high)
        eta_low, eta_high = _yield_of(closure, position)
        gains[position] = (eta_low * (least or 0), times(most, eta_high))
    return gains


def _products(closure: Closure) -> list[int]:
    """For each position that is a transformation, how many lots are its products (not by-products or waste)."""
    products = [0] * (closure.end + 1)
    for position, cell in enumerate(closure.cells):
        if closure.network.cells[cell].node is None:
            arcs = (closure.network.arcs[index] for index in closure.network.outs[cell])
            lines = (arc.movement.line for arc in arcs if arc.movement is not None)
            products[position] = len({line.lot for line in lines if line and line.role is LineRole.OUT})
    return products


def _is_waste(closure: Closure, pipe: Pipe) -> bool:
    """Does the pipe carry only by-products or waste?"""
    movements = [closure.network.arcs[index].movement for index in pipe.arcs]
    lines = [movement.line for movement in movements if movement is not None and movement.line is not None]
    return bool(lines) and all(line.role in (LineRole.COPRODUCT, LineRole.WASTE) for line in lines)
