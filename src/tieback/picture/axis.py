"""A scale of days: where a date stands, and which dates are written along it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_MOST_TICKS = 14
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from `first` to `last` between two edges, in pixels."""

    first: date
    last: date
    left: Decimal
    right: Decimal

    def at(self, day: date) -> Decimal:
        """Where a day begins."""
        days = (self.last - self.first).days
        return self.left + (self.right - self.left) * (day - self.first).days / max(days, 1)

    def ticks(self) -> list[tuple[date, str]]:
        """Round dates along the scale, at most fourteen, each with its label."""
        length = (self.last - self.first).days
        for weeks in (0, 1, 2):
            if length <= max(weeks * 7, 1) * _MOST_TICKS:
                return [(day, f"{day:%Y-%m-%d}") for day in _days(self, weeks)]
        for months in (1, 3, 6, 12):
            if length <= months * 30 * _MOST_TICKS:
                return [(day, f"{day:%Y-%m}") for day in _months(self, months)]
        step = next(step for step in _YEARS if length <= step * 365 * _MOST_TICKS)
        years = range(self.first.year + 1, self.last.year + 1)
        return [(date(year, 1, 1), str(year)) for year in years if year % step == 0]


def axis_over(days: list[date], left: Decimal, right: Decimal) -> Axis:
    """The scale that holds all these days with some air; one day alone stands in the middle of a week."""
    first, last = min(days), max(days)
    air = timedelta(days=max(3, (last - first).days // 40))
    first = date.fromordinal(max(first.toordinal() - air.days, 1))
    last = date.fromordinal(min(last.toordinal() + air.days, date.max.toordinal()))
    return Axis(first, last, left, right)


def _days(axis: Axis, weeks: int) -> Iterator[date]:
    """Every day, or every first or second Monday."""
    for number in range(axis.first.toordinal(), axis.last.toordinal()):
        if weeks == 0 or (number % 7 == 1 and number // 7 % weeks == 0):
            yield date.fromordinal(number)


def _months(axis: Axis, count: int) -> Iterator[date]:
    """The first of every month, quarter, half-year or year."""
    for month in range(axis.first.year * 12 + axis.first.month, axis.last.year * 12 + axis.last.month):
        if month % 12 % count == 0:
            yield date(month // 12, month % 12 + 1, 1)
