"""The Clopper-Pearson interval of a share (C. J. Clopper and E. S. Pearson, Biometrika 26 (1934), 404-413).

Exact: it covers the true share at least as often as it claims, whatever the share is.
"""

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import comb

_STEPS = 60  # halvings: far below the three decimals shown
_THOUSANDTH = Decimal("0.001")


def clopper_pearson(found: int, tried: int, miss: float = 0.05) -> tuple[Decimal, Decimal]:
    """Two-sided bounds of found/tried that miss the true share at most `miss` of the time; rounded outward.

    Nothing tried: 0 to 1. Raises ValueError for more found than tried.
    """
    if not 0 <= found <= tried:
        raise ValueError(f"{found} of {tried}")
    low = 0.0 if found == 0 else _solve(lambda share: 1 - _at_most(found - 1, tried, share) > miss / 2)
    high = 1.0 if found == tried else _solve(lambda share: _at_most(found, tried, share) < miss / 2)
    return (
        Decimal(low).quantize(_THOUSANDTH, ROUND_FLOOR),
        Decimal(high).quantize(_THOUSANDTH, ROUND_CEILING),
    )


def _at_most(found: int, tried: int, share: float) -> float:
    """The chance of at most so many in so many, each with this chance."""
    return sum(comb(tried, k) * share**k * (1 - share) ** (tried - k) for k in range(found + 1))


def _solve(beyond: Callable[[float], bool]) -> float:
    """Where a condition that holds from some share on begins to hold."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if beyond(middle) else (middle, high)
    return (low + high) / 2
