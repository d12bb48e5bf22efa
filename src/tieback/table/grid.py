"""What a table is once read: a header, numbered rows of text cells, and notes on how it was read.

Cells are text exactly as it stood (numbers of a workbook as exact decimals, dates as ISO 8601); what they
mean is `cell`'s business, which column is which is `header`'s.
"""

from dataclasses import dataclass

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


def listed(numbers: list[int], most: int = 5) -> str:
    """Row numbers for a note: "row 3", "rows 3, 4, 5", "rows 3, 4, 5, 6, 7 and 12 more"."""
    shown = ", ".join(map(str, numbers[:most]))
    word = "row" if len(numbers) == 1 else "rows"
    return f"{word} {shown}" + (f" and {len(numbers) - most} more" if len(numbers) > most else "")
