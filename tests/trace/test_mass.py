"""Quantities to kilograms."""

from decimal import Decimal
from fractions import Fraction
from math import inf
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.model.goods import UnitWeight
from tieback.trace.mass import Scale, exact, mass, rounded_down, rounded_even, rounded_up


def weights(*rows: tuple[str, str, str]) -> tuple[UnitWeight, ...]:
    return tuple(UnitWeight(subject, unit, Decimal(kg), "bale list (EXAMPLE)") for subject, unit, kg in rows)


def kilograms(records: SimpleNamespace, value: str, unit: str, *rows: tuple[str, str, str]) -> object:
    scale = Scale(records.case(unit_weights=weights(*rows)))
    found = mass(scale.weigh(records.quantity(value, unit), "LOT", "lint"))
    return (str(found.least_kg), str(found.most_kg))


@pytest.mark.parametrize(
    ("value", "unit", "kg"),
    [("1.5", "t", "1500.000"), ("100", "lb", "45.359"), ("2", "担", "100.000"), ("250", "g", "0.250")],
)
def test_units_of_mass_need_no_statement(records: SimpleNamespace, value: str, unit: str, kg: str) -> None:
    least, most = kilograms(records, value, unit)
    assert least == kg
    assert Decimal(most) - Decimal(least) <= Decimal("0.001"), "rounded outward"


def test_bales_without_a_stated_weight_have_no_mass(records: SimpleNamespace) -> None:
    assert kilograms(records, "10", "bale") == ("0.000", "None")
    assert kilograms(records, "10", "ton") == ("0.000", "None"), "metric, short or long was not said"


def test_the_weight_of_the_lot_goes_before_that_of_its_goods(records: SimpleNamespace) -> None:
    rows = (("lint", "bale", "220"), ("LOT", "bale", "226"))
    assert kilograms(records, "10", "bale", *rows) == ("2260.000", "2260.000")
    assert kilograms(records, "10", "bale", rows[0]) == ("2200.000", "2200.000")


def test_dozens_are_weighed_by_the_piece(records: SimpleNamespace) -> None:
    assert kilograms(records, "2", "打", ("LOT", "pcs", "0.2")) == ("4.800", "4.800")


def test_two_statements_of_one_weight_make_an_interval(records: SimpleNamespace) -> None:
    assert kilograms(records, "10", "bale", ("LOT", "bale", "220"), ("LOT", "bale", "226")) == (
        "2200.000",
        "2260.000",
    )


def test_lots_that_differ_by_punctuation_are_different_lots(records: SimpleNamespace) -> None:
    assert kilograms(records, "1", "bale", ("L-OT", "bale", "226")) == ("0.000", "None")


def test_a_tolerance_is_an_interval(records: SimpleNamespace) -> None:
    scale = Scale(records.case())
    found = mass(scale.weigh(records.quantity("100", "kg", tolerance="2"), "LOT"))
    assert (found.least_kg, found.most_kg) == (98, 102)


@given(st.fractions(min_value=0, max_value=10**9))
def test_rounding_is_outward_and_half_to_even(value: Fraction) -> None:
    milligrams = exact(value)
    low, high = rounded_down(milligrams), rounded_up(milligrams)
    assert low is not None
    assert high is not None
    assert Fraction(low) <= value <= Fraction(high)
    assert low <= rounded_even(milligrams) <= high
    assert rounded_even(milligrams) == Decimal(round(value * 1000)).scaleb(-3)


def test_no_limit_is_not_a_number() -> None:
    assert rounded_up(inf) is None
