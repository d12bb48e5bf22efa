"""How much of each movement upstream is in the traced lot: least, even mix, most. One pass backward for all of them.

The bounds are safe outer ones, as those of `bounds`: a movement gives at most its own mass with the greatest gain on
its way, and at most what all downstream of it gives; it gives at least what nothing beside it can.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import inf

from tieback.trace.balance import DIGITS, Share
from tieback.trace.closure import Closure
from tieback.trace.gain import Gains
from tieback.trace.lots import OUTSIDE
from tieback.trace.mass import Bound, Exact, rounded_down, rounded_even, rounded_up
from tieback.trace.mixture import floor, times


@dataclass(frozen=True, slots=True)
class Part:
    """Milligrams of something in the lot, in the lot's own mass; `even` None: a mass is unknown."""

    least: Exact
    even: Share
    most: Bound

    @property
    def kg(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Kilograms, three decimals: least and most rounded outward, the even mix half-even."""
        even = None if self.even is None else rounded_even(self.even)
        return rounded_down(self.least), even, rounded_up(self.most)

    def beside(self, other: "Part") -> "Part":
        """Two parts that have nothing in common, as one."""
        even = None if self.even is None or other.even is None else DIGITS.add(self.even, other.even)
        return Part(self.least + other.least, even, self.most + other.most)


EMPTY = Part(0, Decimal(0), 0)


class Beside:
    """Masses together, of which any one can be left out."""

    __slots__ = ("_finite", "_open")

    def __init__(self, masses: Iterable[Bound]) -> None:
        self._finite: Exact = 0
        self._open = 0
        for mass in masses:
            if isinstance(mass, float):
                self._open += 1
            else:
                self._finite += mass

    def without(self, mass: Bound) -> Bound:
        """The sum of all but this one of them."""
        if isinstance(mass, float):
            return inf if self._open > 1 else self._finite
        return inf if self._open else self._finite - mass


def parts_of(closure: Closure, gains: Gains, even: Sequence[Share]) -> dict[int, Part]:
    """The part of every movement of a closure, by its index in the ledger.

    `gains`: the greatest and least gain from each position; `even`: the even mix by pipe.
    """
    low, high = _limits(closure, gains)
    again = _again(closure, high)
    found: dict[int, Part] = defaultdict(lambda: EMPTY)
    for number, pipe in enumerate(closure.pipes):
        arcs = [closure.network.arcs[index] for index in pipe.arcs]
        mosts = [
            min(high[number], times(arc.amount.high, gains[pipe.head][1])) + again.get(pipe.head, 0)
            for arc in arcs
        ]
        beside = Beside(mosts)
        for arc, most in zip(arcs, mosts, strict=True):
            if arc.movement is not None:
                least = floor(low[number] - beside.without(most))
                share = even[number]
                if len(arcs) > 1:
                    share = _portion(share, arc.amount.nominal, pipe.amount.nominal)
                found[arc.movement.index] = found[arc.movement.index].beside(Part(least, share, most))
    return {index: replace(part, most=min(part.most, closure.amount.high)) for index, part in found.items()}


def _limits(closure: Closure, gains: Gains) -> tuple[list[Exact], list[Bound]]:
    """The least and most that each pipe gives the target."""
    low: list[Exact] = [0] * len(closure.pipes)
    high: list[Bound] = [0] * len(closure.pipes)
    amount = closure.amount
    for position in range(closure.end, -1, -1):
        least, most = amount.low, amount.high
        if position != closure.end:
            least = sum((low[number] for number in closure.outs[position]), start=0)
            most = min(most, sum((high[number] for number in closure.outs[position]), start=0))
        surely, maybe = gains[position]
        entering = closure.ins[position]
        for number in entering:
            high[number] = min(most, times(closure.pipes[number].amount.high, maybe))
        beside = Beside(high[number] for number in entering)
        for number in entering:
            own = surely * closure.pipes[number].amount.low
            low[number] = max(floor(least - beside.without(high[number])), own)
    return low, high


def _again(closure: Closure, high: Sequence[Bound]) -> dict[int, Bound]:
    """For each position that leads into a loop that was cut: all that may come out of such loops again."""
    position = {cell: at for at, cell in enumerate(closure.cells)}
    queue: list[int] = []
    most: Bound = 0
    for number, pipe in enumerate(closure.pipes):
        starts = {closure.network.arcs[index].beyond for index in pipe.arcs} - {OUTSIDE}
        if starts:
            most += high[number]
            queue += [position[cell] for cell in sorted(starts) if cell in position]
    found: set[int] = set()
    while queue:
        at = queue.pop()
        if at not in found:
            found.add(at)
            queue += [tail for number in closure.ins[at] if (tail := closure.pipes[number].tail) != OUTSIDE]
    return dict.fromkeys(found, most)


def _portion(share: Share, mass: Exact | None, whole: Exact | None) -> Share:
    """The share of one of several masses that go the same way."""
    if share is None or mass is None or not whole:
        return None
    over = Fraction(mass) / whole
    return DIGITS.divide(DIGITS.multiply(share, Decimal(over.numerator)), Decimal(over.denominator))
