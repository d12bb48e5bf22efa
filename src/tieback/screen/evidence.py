"""One row of evidence: which units of the two names met, by what rule, and what it weighs."""

from collections.abc import Sequence
from typing import NamedTuple

from tieback.model.alert import Alignment
from tieback.screen.score import decimal_bits, weights
from tieback.screen.unit import Unit


class Evidence(NamedTuple):
    """`a` and `b` are neighbouring units; one of them may be empty. `bits` may be negative.

    `weight` names the row of weight.csv that it comes from, `times` what that row was multiplied by; "" where
    the bits come from the rarity of the words alone.
    """

    part: str
    rule: str
    bits: float
    a: tuple[Unit, ...] = ()
    b: tuple[Unit, ...] = ()
    weight: str = ""
    times: float = 1.0

    def alignment(self) -> Alignment:
        """The row as the model has it; a missing side has the span (0, 0)."""
        return Alignment(span(self.a), span(self.b), self.part, self.rule, decimal_bits(self.bits))

    def flipped(self) -> "Evidence":
        """The same with the names exchanged."""
        return self._replace(a=self.b, b=self.a)


def weighed(
    weight: str,
    part: str,
    rule: str,
    a: tuple[Unit, ...] = (),
    b: tuple[Unit, ...] = (),
    times: float = 1.0,
) -> Evidence:
    """Evidence whose bits are a row of weight.csv, `times` over."""
    return Evidence(part, rule, weights()[weight] * times, a, b, weight, times)


def span(units: Sequence[Unit]) -> tuple[int, int]:
    """From the first to the last of the units."""
    if not units:
        return 0, 0
    return min(unit.start for unit in units), max(unit.end for unit in units)
