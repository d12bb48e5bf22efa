"""Dates of birth as lists and suppliers write them: a day, a month, a year, a range, or "circa".

Each is read as the interval of days it leaves open. It decides nothing about whose birth it is.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tieback.table.day import MONTHS, parse_date
from tieback.table.fault import CellError

_CIRCA_YEARS = 2  # how far "circa 1960" reaches to either side
_SEVERAL = re.compile(r"\s*(?:[;|；]|\bor\b)\s*", re.IGNORECASE)
_CIRCA = re.compile(r"^(?:circa|ca\.?|c\.|about|approximately|approx\.?|around|约|大约)\s*", re.IGNORECASE)
_RANGE = re.compile(r"(?<=\d)\s*(?:\bto\b|–|—| - |至|~)\s*|(?<=\d{4})-(?=\d{4}$)", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})\s*年?")
_YEAR_MONTH = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?月?")
_MONTH_YEAR = re.compile(r"([a-z]+)\.?[-/., ]+(\d{4})")
_YEARS = range(1850, 2101)


@dataclass(frozen=True, slots=True)
class Birth:
    """Somebody was born between `first` and `last`, both included."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """True if the day itself is known."""
        return self.first == self.last

    def meets(self, other: "Birth") -> bool:
        """Could both be the same day?"""
        return self.first <= other.last and other.first <= self.last


@lru_cache(maxsize=65536)
def parse_births(text: str) -> tuple[Birth, ...]:
    """Every date of birth that a cell gives, joined by ";", "|" or "or". Raises CellError with the reason."""
    return tuple(parse_birth(part) for part in _SEVERAL.split(text) if part.strip())


def parse_birth(text: str) -> Birth:
    """One date of birth: "1960-05-09", "09 May 1960", "May 1960", "1960", "circa 1960", "1958 to 1962"."""
    normal = " ".join(unicodedata.normalize("NFKC", text).split())
    bare = _CIRCA.sub("", normal)
    ends = [part for part in _RANGE.split(bare) if part]
    if not 1 <= len(ends) <= 2:
        raise _unread(text)
    first, last = _one(ends[0], text), _one(ends[-1], text)
    if first.first > last.last:
        raise CellError(f"{text.strip()!r} ends before it begins")
    reach = _CIRCA_YEARS if bare != normal else 0
    return Birth(_shifted(first.first, -reach), _shifted(last.last, reach))


def _one(text: str, shown: str) -> Birth:
    """A day, a month or a year."""
    if found := _YEAR.fullmatch(text):
        return _months(int(found[1]), 1, 12, shown)
    if found := _YEAR_MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), int(found[2]), shown)
    if (found := _MONTH_YEAR.fullmatch(text.lower())) and found[1][:3] in MONTHS:
        month = MONTHS.index(found[1][:3]) + 1
        return _months(int(found[2]), month, month, shown)
    day = parse_date(text)
    return Birth(day, day)


def _months(year: int, first: int, last: int, shown: str) -> Birth:
    if year not in _YEARS or not 1 <= first <= last <= 12:
        raise _unread(shown)
    return Birth(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _shifted(day: date, years: int) -> date:
    """The same day of another year; what was not a year's end or beginning keeps its month."""
    year = day.year + years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _unread(text: str) -> CellError:
    return CellError(f"{text.strip()!r} is no date of birth; write it as YYYY-MM-DD or YYYY")
