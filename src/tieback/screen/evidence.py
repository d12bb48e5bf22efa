"""One row of evidence: which units of the two names met, by what rule, and what it weighs."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieback.model.alert import Alignment
from tieback.screen.score import decimal_bits
from tieback.screen.unit import Unit


@dataclass(frozen=True, slots=True)
class Evidence:
    """`a` and `b` are neighbouring units; one of them may be empty. `bits` may be negative."""

    part: str
    rule: str
    bits: float
    a: tuple[Unit, ...] = ()
    b: tuple[Unit, ...] = ()

    def alignment(self) -> Alignment:
        """The row as the model has it; a missing side has the span (0, 0)."""
        return Alignment(span(self.a), span(self.b), self.part, self.rule, decimal_bits(self.bits))


def span(units: Sequence[Unit]) -> tuple[int, int]:
    """From the first to the last of the units."""
    if not units:
        return 0, 0
    return min(unit.start for unit in units), max(unit.end for unit in units)
