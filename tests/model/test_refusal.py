"""A refusal is one line: where, what, and what to do."""

import pytest

from tieback.model.refusal import Refused

LINES = [
    (Refused("too long"), "too long"),
    (Refused("too long", "a.csv", 3, "name", "cut it"), "a.csv, row 3, column name: too long; cut it"),
    (Refused("too long", row=3), "row 3: too long"),
    (Refused("too long", column="code"), "column code: too long"),
    (Refused("too long", "", 3, "name"), "row 3, column name: too long"),
]


@pytest.mark.parametrize(("refusal", "line"), LINES)
def test_the_line_names_the_places_that_are_known_and_no_others(refusal: Refused, line: str) -> None:
    assert str(refusal) == line
