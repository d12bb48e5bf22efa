"""Days, months and years as a sentence writes them: 12 August 2022, August 12, 2022, August 2022, 2022-08-12, 2022.

A date without a year says nothing here; "03/04/2022" can be read two ways and is not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_DATE = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.format('m1')}\s+{_YEAR.format('y1')}"
    rf"|{_MONTH.format('m2')}\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR.format('y2')}"
    rf"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|{_MONTH.format('m3')}\s+{_YEAR.format('y3')}"
    rf"|(?<![\d/.-]){_YEAR.format('y4')})(?![\d/-])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidDate:
    """A date in a text: `on` as YYYY, YYYY-MM or YYYY-MM-DD, and where it stands."""

    on: str
    start: int
    end: int


def find_dates(text: str) -> Iterator[SaidDate]:
    """The dates of a text in order; a day that no month has (31 June) is given as its month."""
    for match in _DATE.finditer(text):
        yield SaidDate(_iso(match), match.start(), match.end())


def _iso(match: re.Match[str]) -> str:
    if match["iso"]:
        year, month, day = match["iso"].split("-")
    else:
        year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
        name = match["m1"] or match["m2"] or match["m3"]
        month = f"{_MONTHS.index(name[:3].lower()) + 1:02}" if name else ""
        day = f"{int(match['d1'] or match['d2'] or 0):02}"
    if not month or not 1 <= int(month) <= 12:
        return year
    return f"{year}-{month}-{day}" if 1 <= int(day) <= _days(int(year), int(month)) else f"{year}-{month}"


def _days(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
