"""Proportional kilograms: every cell mixes evenly, and gives every product the same blend.

A convention for finding and explaining, never "likely". One pass backward from the target gives the share of every
source at once: what a cell gave to the target came from its inflows in proportion to their masses.
"""

from decimal import Context, Decimal, localcontext
from fractions import Fraction

from tieback.trace.closure import Closure
from tieback.trace.mass import Exact

DIGITS = Context(prec=60)
Share = Decimal | None  # milligrams in the target; None: an inflow without mass makes it unknown
Split = tuple[Decimal, list[Decimal]] | None  # all that came by several pipes, and what came by each
NOWHERE: frozenset[int] = frozenset()


class Balance:
    """The even mix of one closure; shares of sources cost one pass for all of them together."""

    __slots__ = ("_closure", "_limit", "_shares", "_splits", "_work")

    def __init__(self, closure: Closure, limit: int = 4_000_000) -> None:
        self._closure = closure
        self._splits = [_split_of(closure, numbers) for numbers in closure.ins[: closure.end + 1]]
        self._shares = self._backward(NOWHERE)[0]
        self._limit = limit
        self._work = 0

    @property
    def pipes(self) -> tuple[Share, ...]:
        """Milligrams in the target that ran through each pipe."""
        return tuple(self._shares)

    def share(self, inside: frozenset[int], marked: frozenset[int] = NOWHERE) -> Share:
        """Milligrams in the target that started at the `inside` pipes or passed a `marked` position.

        None where a mass is missing, or where so much was asked already that another pass would take too long.
        """
        if not marked:
            return _summed([self._shares[number] for number in sorted(inside)])
        self._work += self._closure.end
        if self._work > self._limit:
            return None
        pipes, reached = self._backward(marked)
        return _summed(
            [*(reached[at] for at in sorted(marked)), *(pipes[number] for number in sorted(inside))]
        )

    def _backward(self, marked: frozenset[int]) -> tuple[list[Share], list[Share]]:
        """Shares of the pipes, and of the positions, where nothing is followed beyond the marked positions."""
        closure = self._closure
        pipes: list[Share] = [Decimal(0)] * len(closure.pipes)
        reached: list[Share] = [Decimal(0)] * (closure.end + 1)
        amount = closure.amount.nominal
        with localcontext(DIGITS):
            reached[closure.end] = None if amount is None else _decimal(amount)
            for position in range(closure.end, -1, -1):
                share = reached[position]
                if share == 0 or position in marked:
                    continue
                numbers = closure.ins[position]
                parts = [share] if len(numbers) == 1 else _parted(share, self._splits[position], len(numbers))
                for number, part in zip(numbers, parts, strict=True):
                    pipes[number] = part
                    tail = closure.pipes[number].tail
                    if tail >= 0:
                        before = reached[tail]
                        reached[tail] = None if before is None or part is None else before + part
        return pipes, reached


def _summed(shares: list[Share]) -> Share:
    """The sum; unknown if any part is."""
    with localcontext(DIGITS):
        known = [share for share in shares if share is not None]
        return sum(known, Decimal(0)) if len(known) == len(shares) else None


def _parted(share: Share, split: Split, count: int) -> list[Share]:
    """A share over so many inflows of a cell, in proportion to their masses."""
    if share is None or split is None:
        return [None] * count
    whole, masses = split
    over = share / whole
    return [over * mass for mass in masses]


def _split_of(closure: Closure, numbers: tuple[int, ...]) -> Split:
    """All that comes by several pipes, and what comes by each; None where that does not say how a share parts."""
    if len(numbers) < 2:
        return None
    masses = [closure.pipes[number].amount.nominal for number in numbers]
    known = [mass for mass in masses if mass is not None]
    whole = sum(known, start=0)
    if len(known) < len(masses) or whole == 0:
        return None
    with localcontext(DIGITS):
        return _decimal(whole), [_decimal(mass) for mass in known]


def _decimal(value: Exact) -> Decimal:
    fraction = Fraction(value)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)
