"""What a table is once read: a header, numbered rows of text cells, and notes on how it was read.

Cells are text exactly as it stood (numbers of a workbook as exact decimals, dates as ISO 8601); what they
mean is `cell`'s business, which column is which is `header`'s.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tieback.model.record import Note

Cell = str | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. `number` counts as a spreadsheet shows it: the first line is 1, blank lines count.

    `problem`: the row stands in the file but its cells cannot be trusted (more cells than the header,
    a broken JSON line); whoever needs the row must treat it as unread.
    """

    number: int
    cells: tuple[Cell, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one file. Every row has as many cells as `header`; blank cells are None."""

    file: str
    sheet: str | None
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    encoding: str | None
    notes: tuple[Note, ...] = ()
    header_row: int = 1


class Source(Protocol):
    """A table whose rows can be read one by one, again and again, without all of them being held: `Table` is one."""

    @property
    def file(self) -> str:
        """How messages call it."""

    @property
    def sheet(self) -> str | None:
        """The sheet of a workbook."""

    @property
    def header(self) -> tuple[str, ...]:
        """As wide as every row."""

    @property
    def rows(self) -> Iterable[TableRow]:
        """The rows in order; every iteration begins anew."""

    @property
    def encoding(self) -> str | None:
        """Of a text."""

    @property
    def notes(self) -> tuple[Note, ...]:
        """On how it is read."""

    @property
    def header_row(self) -> int:
        """Where the header stands."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows as they stand, before anybody has said which of them is the header."""

    rows: tuple[tuple[int, tuple[Cell, ...]], ...]  # (spreadsheet row number, cells)
    notes: tuple[Note, ...] = ()
    sheet: str | None = None
    encoding: str | None = None


def blank(text: str) -> Cell:
    """A cell's text, or None where it holds nothing but blanks."""
    return text if text.strip() else None


def listed(numbers: Sequence[int], most: int = 5) -> str:
    """Row numbers for a note: "row 3", "rows 3, 4, 5", "rows 3, 4, 5, 6, 7 and 12 more"."""
    shown = ", ".join(map(str, numbers[:most]))
    word = "row" if len(numbers) == 1 else "rows"
    return f"{word} {shown}" + (f" and {len(numbers) - most} more" if len(numbers) > most else "")
