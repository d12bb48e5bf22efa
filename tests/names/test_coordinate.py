"""Coordinates point into a region, never away from one."""

from decimal import Decimal

import pytest

from tieback.model.answer import Answer
from tieback.names.coordinate import coordinate_clue
from tieback.names.place import locate

# degrees of well-known towns, GeoNames
INSIDE = {
    "Hotan": ("37.11", "79.93"),
    "Urumqi": ("43.80", "87.60"),
    "Kashgar": ("39.47", "75.99"),
    "Korla": ("41.76", "86.15"),
}
OUTSIDE = {
    "Almaty": ("43.24", "76.9"),
    "Zharkent": ("44.16", "80.0"),
    "Naryn": ("41.43", "76.0"),
    "Dunhuang": ("40.14", "94.66"),
    "Khovd": ("48.0", "91.6"),
    "Leh": ("34.16", "77.58"),
    "Denizli": ("37.8", "29.1"),
}


@pytest.mark.parametrize("town", INSIDE)
def test_a_point_well_inside_the_region_is_a_clue(town: str) -> None:
    clue = coordinate_clue(*map(Decimal, INSIDE[town]))
    assert clue is not None
    assert clue.region == "CN-XJ"


@pytest.mark.parametrize("town", OUTSIDE)
def test_a_point_outside_the_region_says_nothing(town: str) -> None:
    assert coordinate_clue(*map(Decimal, OUTSIDE[town])) is None


def test_coordinates_against_an_address_are_a_conflict() -> None:
    point = (Decimal("41.2"), Decimal("83.3"))
    assert locate("Denizli", None, "TR", coordinates=point).answer is Answer.CONFLICT
    assert locate(None, None, "CN", coordinates=point).answer is Answer.YES
    assert locate(None, None, "CN", coordinates=(Decimal("37.8"), Decimal("29.1"))).answer is Answer.UNKNOWN
