"""The stage's own tables, read once: every row carries its source and how far that source was checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from tieback.model.refusal import Refused
from tieback.table.packaged import packaged_rows


class Confidence(StrEnum):
    """How far a row was checked. A row marked unverified is shown and decides nothing."""

    OFFICIAL = "official"  # the body's own page, or the state's gazette, was read
    SECONDARY = "secondary"  # read in the press, a law firm's note or a copy of the official page
    UNVERIFIED = "unverified"  # from memory: a person must find the source first

    @property
    def decides(self) -> bool:
        """May an answer rest on it?"""
        return self is not Confidence.UNVERIFIED


_OPEN = "../"


@dataclass(frozen=True, slots=True)
class Span:
    """A date as far as it is known: a day, a month, a year, or "by then at the latest" (EDTF "../2017-09-30").

    `first_on` and `last_on` are its limits, both included.
    """

    text: str
    first_on: date
    last_on: date

    @property
    def open_start(self) -> bool:
        """True if only the latest day is known."""
        return self.first_on == date.min

    @property
    def day(self) -> date | None:
        """The day, if it is known to the day."""
        return self.first_on if self.first_on == self.last_on else None


rows = partial(packaged_rows, __package__)


def numbered(name: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with the line a spreadsheet shows them on."""
    return enumerate(rows(name), start=2)


def day(text: str) -> date | None:
    """An ISO date of a table, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


def read_span(text: str) -> Span:
    """ "2022-08-12", "2022-08", "2022" or "../2022" as the days it may be. Raises Refused for anything else."""
    if text.startswith(_OPEN):
        return Span(text, date.min, read_span(text.removeprefix(_OPEN)).last_on)
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        match numbers:
            case [year]:
                return Span(text, date(year, 1, 1), date(year, 12, 31))
            case [year, month]:
                first = date(year, month, 1)
                return Span(text, first, date.fromordinal(_next_month(first).toordinal() - 1))
            case [year, month, number]:
                found = date(year, month, number)
                return Span(text, found, found)
    except ValueError as problem:
        raise Refused(f"{text!r} is not a date", remedy="write YYYY, YYYY-MM or YYYY-MM-DD") from problem
    raise Refused(f"{text!r} is not a date", remedy="write YYYY, YYYY-MM or YYYY-MM-DD")


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
