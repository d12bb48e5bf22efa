"""The text of a cell that remembers what its workbook held, a number or a day, so that a workbook may hold it again."""

from datetime import date, datetime
from typing import Self

_FIRST_INEXACT = 10**15  # a spreadsheet keeps 15 significant digits
_FIRST_YEAR = 1900  # of a spreadsheet's calendar

Held = bool | int | float | date | datetime


class Typed(str):
    """A text for every reader of cells; `held` is for whoever writes the cell into a workbook."""

    __slots__ = ("held",)
    held: Held

    def __new__(cls, text: str, held: Held) -> Self:
        """The cell shown as `text`."""
        made = super().__new__(cls, text)
        made.held = held
        return made


def typed(text: str | None, value: object) -> str | None:
    """`text`, with `value` where a workbook can hold it without loss; a code of sixteen digits stays text."""
    if text is None or not isinstance(value, bool | int | float | date):
        return text
    if isinstance(value, int | float) and abs(value) >= _FIRST_INEXACT:
        return text
    if isinstance(value, date) and (value.year < _FIRST_YEAR or getattr(value, "tzinfo", None)):
        return text
    return Typed(text, value)
