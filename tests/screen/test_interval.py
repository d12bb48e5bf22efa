"""Clopper-Pearson bounds: published values, and what they promise."""

from decimal import Decimal
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.screen.interval import clopper_pearson


@pytest.mark.parametrize(
    ("found", "tried", "low", "high"),
    [
        (0, 10, "0.000", "0.309"),  # 1 - 0.025^(1/10) = 0.3085
        (10, 10, "0.691", "1.000"),
        (8, 10, "0.443", "0.975"),  # 0.4439, 0.9748
        (250, 250, "0.985", "1.000"),  # 0.025^(1/250) = 0.98535
        (0, 0, "0.000", "1.000"),
    ],
)
def test_known_bounds(found: int, tried: int, low: str, high: str) -> None:
    assert clopper_pearson(found, tried) == (Decimal(low), Decimal(high))


@given(st.integers(1, 60).flatmap(lambda tried: st.tuples(st.integers(0, tried), st.just(tried))))
def test_beyond_the_bounds_the_count_is_as_rare_as_promised(counted: tuple[int, int]) -> None:
    found, tried = counted
    low, high = map(float, clopper_pearson(found, tried))

    def chance(share: float, counts: range) -> float:
        return sum(comb(tried, k) * share**k * (1 - share) ** (tried - k) for k in counts)

    assert low <= found / tried <= high
    assert chance(low, range(found, tried + 1)) <= 0.0250001 or found == 0
    assert chance(high, range(found + 1)) <= 0.0250001 or found == tried


def test_more_found_than_tried_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        clopper_pearson(3, 2)
