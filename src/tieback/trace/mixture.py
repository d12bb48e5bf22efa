"""Intervals of a set's mass (f) and of all other mass (g), and how they pass through parts and yields.

Milligrams, exact; infinity where nothing limits a mass.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import inf
from typing import NamedTuple

from tieback.trace.mass import Amount, Bound, Exact, whole


class Mixture(NamedTuple):
    """f and g between bounds; `sure`: all of it surely holds some of the set, though nobody weighed how much."""

    f_low: Exact
    f_high: Bound
    g_low: Exact
    g_high: Bound
    sure: bool = False

    @property
    def pure(self) -> bool:
        """Is there nothing but the set?"""
        return self.g_high == 0 and self.f_high > 0


def part_of(whole: Mixture, amount: Amount, others_high: Bound) -> Mixture:
    """What a part of `whole` can hold: `amount` goes into it, at most `others_high` elsewhere."""
    f_low = floor(max(amount.low - whole.g_high, whole.f_low - others_high))
    g_low = floor(max(amount.low - whole.f_high, whole.g_low - others_high))
    return Mixture(
        f_low,
        min(amount.high - g_low, whole.f_high),
        g_low,
        min(amount.high - f_low, whole.g_high),
        whole.sure or (whole.pure and not amount.measured),
    )


def meet(parts: Sequence[Mixture], low: Exact, high: Bound, out: Amount, *, sure: bool) -> Mixture:
    """What comes of parts that meet, under a yield from `low` to `high`, where `out` was recorded."""
    f_in: Bound = 0
    g_in: Bound = 0
    f_least: Exact = 0
    g_least: Exact = 0
    for part in parts:
        f_least += part.f_low
        f_in += part.f_high
        g_least += part.g_low
        g_in += part.g_high
    f_least, g_least = whole(low * f_least), whole(low * g_least)
    f_most, g_most = times(f_in, high), times(g_in, high)
    f_high = max(0, min(f_most, out.high - g_least))
    g_high = max(0, min(g_most, out.high - f_least))
    f_low = min(floor(max(f_least, out.low - g_most)), f_high)
    g_low = min(floor(max(g_least, out.low - f_most)), g_high)
    return Mixture(floor(f_low), f_high, floor(g_low), g_high, sure)


def times(mass: Bound, factor: Bound) -> Bound:
    """A product in which nothing times infinity is nothing."""
    if mass == 0 or factor == 0:
        return 0
    product = mass * factor
    return whole(product) if isinstance(product, Fraction) else product


def floor(value: Bound) -> Exact:
    """The value, not below nothing; an infinity below is nothing."""
    if isinstance(value, float):
        if value == inf:
            raise OverflowError("a least mass cannot be infinite")
        return 0
    return max(value, 0)
