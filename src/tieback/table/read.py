"""`read_table`: one table of a file, whatever its format, recognised by content rather than by name.

It promises every row of the table with its spreadsheet row number, and a note for whatever was not plain:
encoding, delimiter, other sheets, formulas, merged cells, title lines, uneven rows. It does not interpret
cells.
"""

from collections.abc import Sequence
from pathlib import Path

from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.table.delimited import read_delimited
from tieback.table.grid import Cell, Grid, Table, TableRow, listed
from tieback.table.heading import find_heading
from tieback.table.limit import check_size

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".jsonl", ".parquet")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # compound file: XLS, or an encrypted XLSX
_FOREIGN = {
    b"%PDF": "a PDF",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML document",
    b"<table": "a web page",
    b"{\\rtf": "a text document",
    b"\x89png": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a gzip file",
}


def read_table(
    path: Path, name: str | None = None, *, file: str | None = None, keep_blank: bool = False
) -> Table:
    """Read the table in `path`: CSV, TSV, XLSX, XLS, ODS, JSON lines or Parquet, told apart by content.

    `name`: the sheet of a workbook (default: the first that is not empty). `file`: how messages call the
    file (default: its name). `keep_blank`: rows of blank cells below the header count too, for outputs that
    answer row by row. Raises Refused where no table can be read.
    """
    file = file or path.name
    check_size(path, file)
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(b"PAR1"):
        from tieback.table.structured import read_parquet

        return _settle(read_parquet(path, file))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE)):
        from tieback.table.workbook import read_workbook

        return _headed(
            read_workbook(path, file, name, zipped=head.startswith(b"PK"), keep_blank=keep_blank), file
        )
    refuse_foreign(head, file)
    data = path.read_bytes()
    if is_json(head, path):
        from tieback.table.structured import read_json

        return _settle(read_json(data, file))
    return _headed(read_delimited(data, file, keep_blank=keep_blank), file)


def refuse_foreign(head: bytes, file: str) -> None:
    """Raise Refused where the first bytes are those of something else than a table."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:32].lower()
    for mark, kind in _FOREIGN.items():
        if start.startswith(mark.lower()):
            raise Refused(f"this is {kind}, not a table", file, remedy="open it and save it as .xlsx or .csv")


def is_json(head: bytes, path: Path) -> bool:
    """Is this JSON, by its suffix or its first characters?"""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if path.suffix.lower() in {".json", ".jsonl", ".ndjson"}:
        return True
    return start.startswith((b'{"', b'[{"'))


def _headed(grid: Grid, file: str) -> Table:
    """Find the header of the grid and square the rows below it."""
    if not grid.rows:
        raise Refused("the table is empty", file, remedy="export it again")
    heading = find_heading(grid, file)
    body = grid.rows[heading.rows_used :]
    width = max([len(heading.header), *(len(cells) for _, cells in body)])
    header = heading.header + ("",) * (width - len(heading.header))
    named = last_named(heading.header)
    rows = tuple(square(number, cells, width, named) for number, cells in body)
    long = [row.number for row in rows if row.problem]
    short = [number for number, cells in body if len(cells) < named]
    notes = grid.notes + heading.notes + uneven(long, short, file)
    return Table(file, grid.sheet, header, rows, grid.encoding, notes, heading.row)


def last_named(header: tuple[str, ...]) -> int:
    """How many columns a header names, up to the last that it does."""
    return max((index for index, text in enumerate(header, start=1) if text.strip()), default=0)


def square(number: int, cells: tuple[Cell, ...], width: int, named: int) -> TableRow:
    """The row as wide as the table. A cell beyond the last header usually means a comma inside a cell: nothing
    in the row can be trusted then."""
    problem = f"{len(cells)} cells under {named} headers" if any(cells[named:]) else None
    return TableRow(number, cells + (None,) * (width - len(cells)), problem)


def uneven(long: Sequence[int], short: Sequence[int], file: str) -> tuple[Note, ...]:
    """Notes on the numbers of rows with more and with fewer cells than headers."""
    notes = []
    if long:
        reason = f"more cells than headers in {listed(long)}"
        notes.append(
            Note(file, long[0], None, reason, "cells may have shifted; the rows are not used as records")
        )
    if short:
        reason = f"fewer cells than headers in {listed(short)}"
        notes.append(Note(file, short[0], None, reason, "the missing cells are read as empty"))
    return tuple(notes)


def _settle(table: Table) -> Table:
    if not table.header:
        raise Refused("the table is empty", table.file, remedy="export it again")
    return table
