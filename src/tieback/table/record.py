"""A table as records: cells asked for by column, and a note for every cell that could not be read.

A cell that cannot be read becomes None *and* a note with its effect, so that nobody takes it for a blank
one unknowingly; whoever must not go on without it asks `Record.failed`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from tieback.model.goods import Basis, Quantity
from tieback.model.record import Note, RowRef
from tieback.model.refusal import Refused
from tieback.table.fault import CellError
from tieback.table.grid import Table, TableRow
from tieback.table.header import HeaderMatch, columns, match
from tieback.table.number import column_mark
from tieback.table.quantity import parse_basis, parse_quantity
from tieback.table.read import read_table
from tieback.table.total import is_total

Value = TypeVar("Value")
_NAMES = frozenset({"name", "name_local", "from", "to"})  # columns that may hold a company called Total


@dataclass(slots=True)
class Records:
    """The rows of one table of a case under matched columns; `notes` grows as cells are read."""

    table: Table
    found: HeaderMatch
    notes: list[Note]
    _marks: dict[str, str | None] = field(default_factory=dict)

    def __iter__(self) -> Iterator["Record"]:
        return (Record(self, row) for row in self.table.rows)

    @property
    def file(self) -> str:
        """How messages call the file."""
        return self.table.file

    @property
    def mapping(self) -> tuple[tuple[str, str], ...]:
        """(header in the file, column it was read as)."""
        return self.found.mapping

    def has(self, column: str) -> bool:
        """Does the table have the column?"""
        return column in self.found.columns

    def note(self, row: int | None, column: str | None, reason: str, effect: str) -> None:
        """Remember one thing the reader should know."""
        self.notes.append(Note(self.file, row, column, reason, effect))

    def mark(self, column: str) -> str | None:
        """The decimal mark that the column's numbers prove together; said once if it is a comma."""
        if column not in self._marks:
            index = self.found.columns[column]
            mark = column_mark(row.cells[index] for row in self.table.rows)
            self._marks[column] = mark
            if mark == ",":
                self.note(None, column, "a comma is the decimal mark of this column", "none")
        return self._marks[column]


@dataclass(frozen=True, slots=True)
class Record:
    """One row. Cells are stripped of surrounding blanks and inner runs of blanks; blank is None."""

    sheet: Records
    row: TableRow

    @property
    def number(self) -> int:
        """The row number as a spreadsheet shows it."""
        return self.row.number

    @property
    def ref(self) -> RowRef:
        """Where the row stands."""
        return RowRef(self.sheet.file, self.row.number)

    @property
    def problem(self) -> str | None:
        """Why the whole row cannot be trusted, if so."""
        return self.row.problem

    def text(self, column: str) -> str | None:
        """The cell's text, or None where it is blank or the table has no such column."""
        index = self.sheet.found.columns.get(column)
        cell = None if index is None else self.row.cells[index]
        return " ".join(cell.split()) or None if cell else None

    def content(self) -> tuple[str | None, ...]:
        """All matched cells, for telling equal rows from different ones."""
        return tuple(self.text(column) for column in sorted(self.sheet.found.columns))

    def value(self, column: str, parse: Callable[[str], Value], effect: str) -> Value | None:
        """The parsed cell; None where blank, or where it could not be read, which a note then says."""
        text = self.text(column)
        if text is None:
            return None
        try:
            return parse(text)
        except CellError as error:
            self.sheet.note(self.number, column, error.reason, effect)
            return None

    def number_value(self, column: str, parse: Callable[..., Value], effect: str) -> Value | None:
        """As `value`, for parsers of numbers: the column's decimal mark is taken into account."""
        if self.text(column) is None:
            return None
        mark = self.sheet.mark(column)
        return self.value(column, lambda text: parse(text, mark=mark), effect)

    def failed(self, column: str, value: object) -> bool:
        """Is there something in the cell that was not read?"""
        return value is None and self.text(column) is not None

    def quantity(
        self, effect: str, column: str = "quantity", basis: Basis = Basis.UNKNOWN
    ) -> Quantity | None:
        """The quantity of columns `quantity`, `unit`, `tolerance`, `basis`, and of what the header says of them.

        `column`: another column of quantities; `basis`: that of its weights where nothing else says so.
        """
        in_header = self.sheet.found.units.get(column)
        unit = self.text("unit") or in_header if column == "quantity" else in_header or self.text("unit")
        told = self.value("basis", parse_basis, "the weight basis is unknown, which widens the interval")
        stated = told or self.sheet.found.bases.get(column) or basis
        within = self.text("tolerance")
        return self.number_value(
            column,
            lambda text, mark: parse_quantity(text, unit, str(stated), mark=mark, within=within),
            effect,
        )


def read_records(path: Path, kind: str, needed: tuple[str, ...], *, file: str) -> Records:
    """The table at `path` read as one of the case's tables (`kind`: parties, transfers, ... of column.csv).

    Raises Refused where no table can be read, a needed column is missing, or two headers are the same.
    """
    table = read_table(path, file=file)
    found = match(table.header, columns(kind))
    for column in needed:
        if column not in found.columns:
            said = ", ".join(text for text in table.header if text.strip()) or "none"
            raise Refused(
                f"no column for `{column}` (headers: {said})", file, table.header_row, column, "add it"
            )
    table, notes = _without_totals(table, found)
    for column, headers in found.ambiguous:
        if len(set(headers)) < len(headers):
            raise Refused(
                f"two columns are called {headers[0]!r}", file, table.header_row, column, "rename one"
            )
        read, *others = _read_first(table, found, column, headers)
        reason = f"{read!r} is read as {column}; so could be {', '.join(map(repr, others))}"
        notes.append(Note(file, table.header_row, column, reason, "the other columns are not read"))
    return Records(table, found, notes)


def _without_totals(table: Table, found: HeaderMatch) -> tuple[Table, list[Note]]:
    """The table without rows of totals, each of which is named."""
    names = tuple(index for column, index in found.columns.items() if column in _NAMES)
    totals = [row for row in table.rows[1:] if not row.problem and is_total(row.cells, names)]
    told = [Note(table.file, row.number, None, "a row of totals", "it is no record") for row in totals]
    gone = {row.number for row in totals}
    rows = tuple(row for row in table.rows if row.number not in gone)
    return replace(table, rows=rows), [*table.notes, *told]


def _read_first(table: Table, found: HeaderMatch, column: str, headers: tuple[str, ...]) -> list[str]:
    read = table.header[found.columns[column]]
    return [read, *(header for header in headers if header != read)]
