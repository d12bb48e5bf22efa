"""Weights of evidence and the score they give.

The score is 1 / (1 + 2^-W), W the sum of the printed weights (bits) with the starting one: a weight of evidence
squashed to 0..1, **not a probability**; a probability would need a base rate, which nobody stated. Anyone can
add up the rows of an explanation and arrive at the printed score.
"""

import csv
from collections.abc import Iterable
from decimal import Decimal, localcontext
from functools import cache, lru_cache
from importlib.resources import files

from tieback.model.alert import Alignment

THRESHOLD = Decimal(
    "0.60"
)  # W = 0.58 bits; set by recall on labelled pairs and alerts per 1,000 (docs/screen.md)
CERTAIN = Decimal("1.000")  # only for `exact`
_HIGHEST = Decimal("0.999")
_THOUSANDTH = Decimal("0.001")
_HUNDREDTH = Decimal("0.01")


@cache
def weights() -> dict[str, float]:
    """The model: name of a weight -> bits (weight.csv, which says what each means)."""
    text = files("tieback.screen").joinpath("weight.csv").read_text(encoding="utf-8")
    return {row["name"]: float(row["bits"]) for row in csv.DictReader(text.splitlines())}


@lru_cache(maxsize=1 << 16)
def decimal_bits(bits: float) -> Decimal:
    """Bits to the two decimals that are printed."""
    return Decimal(repr(bits)).quantize(_HUNDREDTH)


@lru_cache(maxsize=4096)
def squash(total: Decimal) -> Decimal:
    """The score of a total weight, three decimals, below 1 (1 is kept for exact matches)."""
    with localcontext() as context:
        context.prec = 12
        return min(_HIGHEST, (1 / (1 + Decimal(2) ** -total)).quantize(_THOUSANDTH))


def total_bits(alignment: Iterable[Alignment]) -> Decimal:
    """The sum of the rows with the starting weight."""
    return sum((row.weight for row in alignment), decimal_bits(weights()["start"]))


def posterior(total: Decimal, prior: float) -> float:
    """The probability that a stated base rate gives: 2^total taken as a likelihood ratio, as of half-true pairs."""
    odds: float = prior / (1 - prior) * 2.0 ** float(total)
    return odds / (1 + odds)
