"""Dates as people write them; a date that can be read two ways is refused, never guessed.

Read: ISO 8601, year-month-day with any separator, 20240304, 2024年3月4日, month names, and day and month in
either order where only one order is possible (25/12/2024) or both say the same (03/03/2024). Not read:
03/04/2024, years of two digits, spreadsheet serial numbers, months without a day.
"""

import re
import unicodedata
from datetime import date

from tieback.table.fault import CellError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?$")
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?[日号]?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{4})")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]+(?:of )?([a-z]+)\.?,?[-/. ]+(\d{4})")
_NAME_DAY_YEAR = re.compile(r"([a-z]+)\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4})")
_YEAR_NAME_DAY = re.compile(r"(\d{4})[-/. ]+([a-z]+)\.?[-/. ]+(\d{1,2})")
_SHORT_YEAR = re.compile(r"\d{1,2}\s?[-/. ]\s?(?:\d{1,2}|[a-z]{3,9})\s?[-/. ]\s?\d{2}")


def parse_date(text: str) -> date:
    """The one day a cell can mean. A time of day is dropped. Raises CellError with the reason otherwise."""
    shown = repr(" ".join(text.split())[:40])
    normal = _TIME.sub("", " ".join(unicodedata.normalize("NFKC", text).split())).strip().lower()
    for pattern, order in _ORDERS:
        if found := pattern.fullmatch(normal):
            year, month, day = (found.group(place) for place in order)
            return _day(int(year), _month(month, shown), int(day), shown)
    if found := _YEAR_LAST.fullmatch(normal):
        return _either_order(int(found.group(3)), int(found.group(1)), int(found.group(2)), shown)
    if _SHORT_YEAR.fullmatch(normal):
        raise CellError(f"{shown} has a year of two digits; write it with four")
    if re.fullmatch(r"\d{5}(?:\.\d+)?", normal):
        raise CellError(f"{shown} looks like a spreadsheet's serial number; write the date as YYYY-MM-DD")
    raise CellError(f"{shown} is not a date; write it as YYYY-MM-DD")


_ORDERS = (
    (_YEAR_FIRST, (1, 2, 3)),
    (_EIGHT, (1, 2, 3)),
    (_DAY_NAME_YEAR, (3, 2, 1)),
    (_NAME_DAY_YEAR, (3, 1, 2)),
    (_YEAR_NAME_DAY, (1, 2, 3)),
)


def _month(text: str, shown: str) -> int:
    if text.isdigit():
        return int(text)
    if text in _LONG_MONTHS:
        return _LONG_MONTHS.index(text) + 1
    if text[:3] in MONTHS and text in {text[:3], "sept"}:
        return MONTHS.index(text[:3]) + 1
    raise CellError(f"{shown} names no month in English")


def _either_order(year: int, first: int, second: int, shown: str) -> date:
    """Day and month in the only order that is possible, or in any where both are the same day."""
    if first != second and first <= 12 and second <= 12:
        raise CellError(f"{shown} can be read two ways (day or month first); write it as YYYY-MM-DD")
    return _day(year, second, first, shown) if second <= 12 else _day(year, first, second, shown)


def _day(year: int, month: int, day: int, shown: str) -> date:
    if not 1900 <= year <= 2100:
        raise CellError(f"{shown} lies outside the years 1900 to 2100")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f"{shown} is not a day of the calendar") from None
