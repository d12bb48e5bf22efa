"""Tables out: CSV, TSV, XLSX, JSON lines or Parquet by suffix; every cell text, every cell neutralised.

A workbook is a new one: sheet, rows, order and values, no formatting. A file appears whole or not at all,
and the same table gives the same bytes.
"""

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from tieback.model.refusal import Refused
from tieback.table.grid import Cell
from tieback.table.neutral import neutralise

_Rows = list[list[str]]
_SHEET_ROWS = 1_048_576  # ECMA-376 worksheet
_SHEET_CELL = 32_767  # characters a spreadsheet keeps in a cell


def write_table(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "Sheet1",
    readme: Sequence[str] = (),
    bom: bool = True,
) -> None:
    """Write a table in the format of the suffix (.csv, .tsv, .xlsx, .jsonl, .parquet).

    `rows` are as wide as `header`; None is an empty cell. `sheet` and `readme` (lines of a second sheet)
    concern workbooks, `bom` CSV and TSV: spreadsheets need the mark to read Chinese. Raises Refused for
    another suffix, a folder that does not exist, or what the format cannot hold.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Refused(
            f"cannot write {path.suffix or 'a file without suffix'}",
            str(path),
            remedy=f"use {', '.join(_WRITERS)}",
        )
    names = [neutralise(name) for name in header]
    cells = [[neutralise(cell) if cell else "" for cell in row] for row in rows]
    if any(len(row) != len(names) for row in cells):
        raise ValueError("a row is not as wide as the header")
    data = writer(path, names, cells, _Layout(sheet, readme, bom))
    replace(path, data)


def keep_input(path: Path, source: Path) -> None:
    """Raise Refused where output would be written over the input, by whatever name or link."""
    if path.exists() and path.samefile(source):
        raise Refused(
            "output would replace the input", str(path), remedy="give another name; inputs stay as they are"
        )


def replace(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: written beside it, flushed to disk, renamed."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Refused(
            f"cannot be written ({error.strerror})", str(path), remedy="check the folder"
        ) from error


class _Layout:
    __slots__ = ("bom", "readme", "sheet")

    def __init__(self, sheet: str, readme: Sequence[str], bom: bool) -> None:
        self.sheet, self.readme, self.bom = sheet, readme, bom


def _csv(path: Path, header: list[str], rows: _Rows, layout: _Layout) -> bytes:
    out = io.StringIO()
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([header, *rows])
    return out.getvalue().encode("utf-8-sig" if layout.bom else "utf-8", "replace")


def _xlsx(path: Path, header: list[str], rows: _Rows, layout: _Layout) -> bytes:
    import xlsxwriter

    if len(rows) >= _SHEET_ROWS:
        raise Refused(
            f"{len(rows):,} rows do not fit a worksheet", str(path), remedy="write .csv or .parquet"
        )
    for number, row in enumerate(rows, start=2):
        for name, cell in zip(header, row, strict=True):
            if len(cell) > _SHEET_CELL:
                raise Refused(
                    "a cell is too long for a worksheet", str(path), number, name, "write .csv or .parquet"
                )
    out = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - the ZIP epoch: same table, same bytes
        page = book.add_worksheet(layout.sheet)
        for number, row in enumerate([header, *rows]):
            for place, cell in enumerate(row):
                if cell:
                    page.write_string(number, place, cell)
        page.freeze_panes(1, 0)
        if layout.readme:
            note = book.add_worksheet("README")
            for number, line in enumerate(layout.readme):
                note.write_string(number, 0, neutralise(line))
    return out.getvalue()


def _jsonl(path: Path, header: list[str], rows: _Rows, _: _Layout) -> bytes:
    _check_unique(path, header)
    lines = (
        json.dumps(dict(zip(header, (cell or None for cell in row), strict=True)), ensure_ascii=False)
        for row in rows
    )
    return "".join(line + "\n" for line in lines).encode("utf-8", "replace")


def _parquet(path: Path, header: list[str], rows: _Rows, _: _Layout) -> bytes:
    import polars as pl

    _check_unique(path, header)
    columns = zip(*rows, strict=True) if rows else ([] for _ in header)
    frame = pl.DataFrame(
        {name: [cell or None for cell in column] for name, column in zip(header, columns, strict=True)},
        schema=dict.fromkeys(header, pl.String),
    )
    out = io.BytesIO()
    frame.write_parquet(out)
    return out.getvalue()


def _check_unique(path: Path, header: list[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Refused(f"two columns are called {twice[0]!r}", str(path), remedy="write .csv or .xlsx")


_WRITERS: dict[str, Callable[[Path, list[str], _Rows, _Layout], bytes]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".jsonl": _jsonl,
    ".parquet": _parquet,
}
