"""What goes out as plain JSON comes back as what it was."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.article import Article
from tieback.model.claim import Claim
from tieback.model.plain import plain
from tieback.model.restore import restore
from tieback.model.story import Link, LinkKind, Member


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Inner:
    day: date | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Outer:
    colour: Colour
    at: datetime
    inner: tuple[Inner, ...]
    pair: tuple[str, int] = ("a", 1)
    sure: bool = False


WHOLE = Outer(
    Colour.RED,
    datetime(2026, 3, 3, 10, tzinfo=UTC),
    (Inner(date(2026, 1, 1), Decimal("1.50")), Inner(None, Decimal(0))),
)


def through(value):
    return restore(type(value), json.loads(json.dumps(plain(value))))


def test_a_value_comes_back():
    assert through(WHOLE) == WHOLE


@pytest.mark.parametrize("kind", [Article, Claim, Link, Member])
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_values_of_the_model_come_back(kind, data):
    seconds = st.integers(-30_000_000_000, 200_000_000_000)  # years 1019 to 8307
    day = seconds.map(lambda second: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second))
    st.register_type_strategy(datetime, day)
    st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
    made = data.draw(st.from_type(kind))
    assert through(made) == made


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("colour", "blue"),
        ("at", "yesterday"),
        ("inner", "text"),
        ("inner", [{"day": 3, "weight": "1"}]),
        ("sure", 1),
        ("pair", ["a"]),
    ],
)
def test_what_is_no_such_value_is_refused(field, value):
    body = plain(WHOLE) | {field: value}
    with pytest.raises((TypeError, ValueError)):
        restore(Outer, body)
    with pytest.raises(KeyError):
        restore(Outer, {key: body[key] for key in body if key != field})


def test_a_link_keeps_its_kind():
    assert through(Link(LinkKind.PARTY, "p", "EXAMPLE", 0, 7, "name")).kind is LinkKind.PARTY
