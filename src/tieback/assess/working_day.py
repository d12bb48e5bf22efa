"""US federal working days: neither a weekend nor a federal holiday as observed (5 U.S.C. 6103).

From 1978 on; a holiday on a Saturday is observed on the Friday before, one on a Sunday on the Monday after.
Days on which offices close by order of the President are not in it.
"""

import csv
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

DAY = timedelta(days=1)
_TABLE = Path(__file__).with_name("federal_holiday.csv")
_WEEKDAYS = {"Monday": 0, "Thursday": 3}
_SATURDAY, _SUNDAY = 5, 6


def is_working_day(day: date) -> bool:
    """Do the five days of 19 CFR 151.16(b) count this one?"""
    return day.weekday() < _SATURDAY and day not in _observed(day.year)


def shift_working_days(start: date, days: int) -> date:
    """The day `days` working days after `start` (before it, if negative); `start` itself is not counted."""
    step = DAY if days >= 0 else -DAY
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_working_day(day)
    return day


@cache
def _observed(year: int) -> frozenset[date]:
    """The days observed in `year`, among them New Year's Day of the next one where it is observed before."""
    days = [_shifted(day) for near in (year, year + 1) for day in _holidays(near)]
    return frozenset(day for day in days if day.year == year)


def _shifted(day: date) -> date:
    return day - DAY if day.weekday() == _SATURDAY else day + DAY if day.weekday() == _SUNDAY else day


def _holidays(year: int) -> Iterator[date]:
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if year >= int(row["from_year"]):
                yield _day(year, int(row["month"]), row["rule"])


def _day(year: int, month: int, rule: str) -> date:
    """ "day 19", "3rd Monday", "last Monday" of a month."""
    which, name = rule.split()
    if which == "day":
        return date(year, month, int(name))
    length = monthrange(year, month)[1]
    days = [date(year, month, number) for number in range(1, length + 1)]
    fitting = [day for day in days if day.weekday() == _WEEKDAYS[name]]
    return fitting[-1] if which == "last" else fitting[int(which[0]) - 1]
