"""Federal working days: the table against an independent calendar, and counting."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.assess.working_day import is_working_day, shift_working_days


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 7, 3), False),  # Independence Day, observed
        (date(2021, 12, 31), False),  # New Year's Day of 2022, observed
        (date(2026, 6, 19), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),
        (date(1998, 3, 17), True),
    ],
)
def test_federal_holidays_and_weekends_are_not_working_days(day, works):
    assert is_working_day(day) is works


@given(st.dates(date(1995, 1, 1), date(2035, 1, 1)), st.integers(1, 30))
@settings(deadline=None, max_examples=80)
def test_shifting_by_working_days_passes_exactly_that_many(start, days):
    end = shift_working_days(start, days)
    passed = [start + timedelta(days=step) for step in range(1, (end - start).days + 1)]
    assert sum(map(is_working_day, passed)) == days
    assert is_working_day(end)


def test_the_table_agrees_with_an_independent_calendar_for_sixty_years():
    years = range(1986, 2046)
    theirs = holidays.country_holidays("US", years=years, observed=True)
    day = date(years[0], 1, 1)
    while day.year in years:
        assert is_working_day(day) == (day.weekday() < 5 and day not in theirs), day
        day += timedelta(days=1)


@given(st.dates(date(1995, 1, 1), date(2035, 1, 1)), st.integers(0, 30))
@settings(deadline=None, max_examples=60)
def test_counting_back_from_a_working_day_undoes_counting_on(start, days):
    if is_working_day(start):
        assert shift_working_days(shift_working_days(start, days), -days) == start
