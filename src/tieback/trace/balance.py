"""Proportional kilograms: every cell mixes evenly, and gives every product the same blend.

A convention for finding and explaining, never "likely". One pass backward from the target gives the share of every
source at once: what a cell gave to the target came from its inflows in proportion to their masses.
"""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from tieback.trace.closure import Closure, Pipe
from tieback.trace.mass import Exact

DIGITS = Context(prec=60)
Share = Decimal | None  # milligrams in the target; None: an inflow without mass makes it unknown
NOWHERE: frozenset[int] = frozenset()


def sources(closure: Closure) -> dict[int, Share]:
    """Milligrams that each source (by pipe number) has in the target."""
    pipes, _ = _backward(closure, NOWHERE)
    return {number: pipes[number] for number, pipe in enumerate(closure.pipes) if pipe.source is not None}


def passing(closure: Closure, marked: frozenset[int], belongs: Callable[[Pipe], bool]) -> Share:
    """Milligrams in the target that passed a `marked` position, or started at a pipe that belongs."""
    pipes, reached = _backward(closure, marked)
    shares = [reached[position] for position in sorted(marked)]
    shares += [pipes[number] for number, pipe in enumerate(closure.pipes) if pipe.source and belongs(pipe)]
    return summed(shares)


def summed(shares: list[Share]) -> Share:
    """The sum; unknown if any part is."""
    with localcontext(DIGITS):
        known = [share for share in shares if share is not None]
        return sum(known, Decimal(0)) if len(known) == len(shares) else None


def _backward(closure: Closure, marked: frozenset[int]) -> tuple[list[Share], list[Share]]:
    """Shares of the pipes, and of the positions, where nothing is followed beyond the marked positions."""
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
            for number, part in zip(numbers, _split(share, closure, numbers), strict=True):
                pipes[number] = part
                tail = closure.pipes[number].tail
                if tail >= 0:
                    before = reached[tail]
                    reached[tail] = None if before is None or part is None else before + part
    return pipes, reached


def _split(share: Share, closure: Closure, numbers: tuple[int, ...]) -> list[Share]:
    """A share over the inflows of a cell, in proportion to their masses."""
    if len(numbers) == 1:
        return [share]
    masses = [closure.pipes[number].amount.nominal for number in numbers]
    known = [mass for mass in masses if mass is not None]
    whole = sum(known, start=0)
    if share is None or len(known) < len(masses) or whole == 0:
        return [None] * len(numbers)
    over = share / _decimal(whole)
    return [over * _decimal(mass) for mass in known]


def _decimal(value: Exact) -> Decimal:
    fraction = Fraction(value)
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)
