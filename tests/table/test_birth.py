"""Dates of birth: every form becomes the interval of days that it leaves open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.table.birth import Birth, parse_birth, parse_births
from tieback.table.fault import CellError


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10 Dec 1948", date(1948, 12, 10), date(1948, 12, 10)),
        ("1948-12-10", date(1948, 12, 10), date(1948, 12, 10)),
        ("1948年12月10日", date(1948, 12, 10), date(1948, 12, 10)),
        ("1960", date(1960, 1, 1), date(1960, 12, 31)),
        ("Feb 1960", date(1960, 2, 1), date(1960, 2, 29)),
        ("1960-02", date(1960, 2, 1), date(1960, 2, 29)),
        ("1958 to 1962", date(1958, 1, 1), date(1962, 12, 31)),
        ("1958-1962", date(1958, 1, 1), date(1962, 12, 31)),
        ("01 Jan 1958 to 31 Mar 1958", date(1958, 1, 1), date(1958, 3, 31)),
        ("circa 1960", date(1958, 1, 1), date(1962, 12, 31)),
        ("circa 29 Feb 1960", date(1958, 2, 28), date(1962, 2, 28)),
    ],
)
def test_a_date_of_birth_is_the_interval_that_it_leaves_open(text, first, last):
    assert parse_birth(text) == Birth(first, last)


def test_several_dates_stand_side_by_side():
    assert parse_births("1960-05-09; 1961 or circa 1970") == (
        parse_birth("1960-05-09"),
        parse_birth("1961"),
        parse_birth("circa 1970"),
    )


@pytest.mark.parametrize(
    "text", ["03/04/1960", "unknown", "1960-13", "1962 to 1958", "12", "1200", "to 1960 to"]
)
def test_what_cannot_be_read_one_way_is_refused(text):
    with pytest.raises(CellError):
        parse_birth(text)


days = st.dates(date(1900, 1, 1), date(2025, 12, 31))


@given(days, days)
def test_intervals_meet_whichever_is_asked_and_a_day_lies_in_its_year(one, other):
    year = parse_birth(str(one.year))
    assert year.meets(Birth(one, one))
    assert year.meets(Birth(other, other)) == Birth(other, other).meets(year) == (one.year == other.year)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text):
    try:
        births = parse_births(text)
    except CellError:
        return
    assert all(birth.first <= birth.last for birth in births)
