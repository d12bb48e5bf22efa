"""Tables out: CSV, TSV, XLSX, JSON lines or Parquet by suffix; every cell text, neutralised where spreadsheets read it.

A workbook is a new one: sheet, rows, order and values, no formatting; what an input workbook held as number or day is
that again. Rows may come one by one, as many as there are: none is kept longer than its format needs. A file appears
whole or not at all, whatever stops the writing, and the same table gives the same bytes.
"""

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol

from tieback.model.refusal import Refused
from tieback.table.grid import Cell
from tieback.table.neutral import neutralise
from tieback.table.typed import Held, Typed

SHEET_ROWS = 1_048_576  # ECMA-376 worksheet
SUFFIXES = (".csv", ".tsv", ".xlsx", ".jsonl", ".parquet")
_DATA = frozenset(
    {".jsonl", ".parquet"}
)  # read by programs: no formula runs there, and texts stay as they are
_SHEET_CELL = 32_767  # characters a spreadsheet keeps in a cell
_CHUNK_ROWS = 50_000  # of a Parquet file: this many rows are held
_LARGE_ROWS = 50_000  # from here on a workbook is written through the disk


@dataclass(frozen=True, slots=True)
class Layout:
    """`sheet`, `readme` (lines of a further sheet) and `others` (further sheets: name, header) concern workbooks,
    `bom` CSV and TSV: spreadsheets need the mark to read Chinese. `rows`: how many are expected, if known."""

    sheet: str = "Sheet1"
    readme: Sequence[str] = ()
    bom: bool = True
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rows: int | None = None


class TableWriter:
    """Takes the rows of one table, as wide as its header; None is an empty cell."""

    def __init__(
        self, format_: "_Format", width: int, others: Mapping[str, Sequence[str]], *, neutral: bool
    ) -> None:
        self._format = format_
        self._width = width
        self._text = neutralise if neutral else str
        self._keeps = isinstance(format_, _Workbook)  # numbers as numbers, days as days
        self._others = {name: len(header) for name, header in others.items()}

    def write(self, row: Sequence[Cell]) -> None:
        """The next row."""
        if len(row) != self._width:
            raise ValueError("a row is not as wide as the header")
        self._format.row([self._cell(cell) if cell else "" for cell in row])

    def _cell(self, cell: str) -> str:
        return cell if self._keeps and isinstance(cell, Typed) else self._text(cell)

    def write_other(self, sheet: str, row: Sequence[Cell]) -> None:
        """The next row of a further sheet; formats without sheets leave it out."""
        if len(row) != self._others[sheet]:
            raise ValueError("a row is not as wide as the header")
        self._format.other(sheet, [self._text(cell) if cell else "" for cell in row])


@contextmanager
def open_table(path: Path, header: Sequence[str], layout: Layout | None = None) -> Iterator[TableWriter]:
    """A writer of the format of the suffix; the file is there once the block has ended without an exception.

    Raises Refused for another suffix, a folder that does not exist, or what the format cannot hold.
    """
    layout = layout or Layout()
    neutral = path.suffix.lower() not in _DATA
    names = [neutralise(name) if neutral else name for name in header]
    kind = _formats().get(path.suffix.lower())
    if kind is None:
        raise Refused(
            f"cannot write {path.suffix or 'a file without suffix'}",
            str(path),
            remedy=f"use {', '.join(SUFFIXES)}",
        )
    part = _part(path)
    try:
        format_ = kind(part, path, names, layout)
        try:
            yield TableWriter(format_, len(names), layout.others, neutral=neutral)
            format_.close()
        finally:
            format_.abandon()
        _settle(part, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def write_table(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    sheet: str = "Sheet1",
    readme: Sequence[str] = (),
    bom: bool = True,
) -> None:
    """Write a table in the format of the suffix, all at once; see `open_table` and `Layout`."""
    with open_table(path, header, Layout(sheet, readme, bom)) as table:
        for row in rows:
            table.write(row)


def keep_input(path: Path, source: Path) -> None:
    """Raise Refused where output would be written over the input, by whatever name or link."""
    if path.exists() and path.samefile(source):
        raise Refused(
            "output would replace the input", str(path), remedy="give another name; inputs stay as they are"
        )


def replace(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: written beside it, flushed to disk, renamed."""
    with replacing(path) as part:
        part.write_bytes(data)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside `path` to write; it takes the place of `path` once the block has ended without an exception."""
    part = _part(path)
    try:
        yield part
        _settle(part, path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _settle(part: Path, path: Path) -> None:
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.replace(path)


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(f"cannot be written ({error.strerror})", str(path), remedy="check the folder")


class _Format(Protocol):
    def row(self, cells: list[str]) -> None: ...

    def other(self, sheet: str, cells: list[str]) -> None: ...

    def close(self) -> None:
        """All rows are there: leave the file whole."""

    def abandon(self) -> None:
        """Free what is held; after `close` there is nothing to free."""


class _Lines:
    """A text file, line by line."""

    def __init__(self, part: Path, encoding: str) -> None:
        self.stream = part.open("w", encoding=encoding, errors="replace", newline="")

    def other(self, sheet: str, cells: list[str]) -> None:
        """A text has one table."""

    def close(self) -> None:
        self.stream.close()

    def abandon(self) -> None:
        self.stream.close()


class _Delimited(_Lines):
    def __init__(self, part: Path, path: Path, header: list[str], layout: Layout) -> None:
        super().__init__(part, "utf-8-sig" if layout.bom else "utf-8")
        delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
        self._writer = csv.writer(self.stream, delimiter=delimiter, lineterminator="\r\n")
        self._writer.writerow(header)

    def row(self, cells: list[str]) -> None:
        self._writer.writerow(cells)


class _JsonLines(_Lines):
    def __init__(self, part: Path, path: Path, header: list[str], _: Layout) -> None:
        _check_unique(path, header)
        super().__init__(part, "utf-8")
        self._header = header

    def row(self, cells: list[str]) -> None:
        told = dict(zip(self._header, (cell or None for cell in cells), strict=True))
        self.stream.write(json.dumps(told, ensure_ascii=False) + "\n")


class _Workbook:
    def __init__(self, part: Path, path: Path, header: list[str], layout: Layout) -> None:
        import xlsxwriter

        self._path = path
        large = layout.rows is not None and layout.rows > _LARGE_ROWS
        options: dict[str, Any] = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": not large,
            "constant_memory": large,
        }
        self._scratch = tempfile.TemporaryDirectory() if large else None
        if self._scratch is not None:
            options["tmpdir"] = self._scratch.name
        self._check_rows(layout.rows or 0)
        part.touch()  # a folder that is not there is said now, not after the last row
        self._book: Any = xlsxwriter.Workbook(str(part), options)
        self._book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 - the ZIP epoch: same table, same bytes
        self._sheets: dict[str | None, tuple[Any, list[str]]] = {}
        self._next: dict[str | None, int] = {}
        self._patterns: dict[str, Any] = {}
        self._add(None, layout.sheet, header)
        for name, names in layout.others.items():
            self._add(name, name, [neutralise(text) for text in names])
        if layout.readme:
            note = self._book.add_worksheet("README")
            for number, line in enumerate(layout.readme):
                note.write_string(number, 0, neutralise(line))

    def _add(self, key: str | None, name: str, header: list[str]) -> None:
        page = self._book.add_worksheet(name)
        page.freeze_panes(1, 0)
        self._sheets[key], self._next[key] = (page, header), 0
        self._write(key, header)

    def row(self, cells: list[str]) -> None:
        self._write(None, cells)

    def other(self, sheet: str, cells: list[str]) -> None:
        self._write(sheet, cells)

    def _write(self, key: str | None, cells: list[str]) -> None:
        page, header = self._sheets[key]
        number = self._next[key]
        if number:
            self._check_rows(number)
        for place, cell in enumerate(cells):
            if len(cell) > _SHEET_CELL:
                raise Refused(
                    "a cell is too long for a worksheet",
                    str(self._path),
                    number + 1,
                    header[place],
                    "write .csv or .parquet",
                )
            if isinstance(cell, Typed):
                self._write_typed(page, number, place, cell.held)
            elif cell:
                page.write_string(number, place, cell)
        self._next[key] = number + 1

    def _write_typed(self, page: Any, number: int, place: int, held: Held) -> None:
        if isinstance(held, bool):
            page.write_boolean(number, place, held)
        elif isinstance(held, datetime):
            pattern = "yyyy-mm-dd" if held.time() == time() else "yyyy-mm-dd hh:mm:ss"
            page.write_datetime(number, place, held, self._shown(pattern))
        elif isinstance(held, date):
            page.write_datetime(number, place, held, self._shown("yyyy-mm-dd"))
        else:
            page.write_number(number, place, held)

    def _shown(self, pattern: str) -> Any:
        """The number format of a day; a workbook holds no other formatting."""
        if pattern not in self._patterns:
            self._patterns[pattern] = self._book.add_format({"num_format": pattern})
        return self._patterns[pattern]

    def _check_rows(self, number: int) -> None:
        if number >= SHEET_ROWS:
            raise Refused(
                f"{number:,} rows do not fit a worksheet", str(self._path), remedy="write .csv or .parquet"
            )

    def close(self) -> None:
        self._book.close()

    def abandon(self) -> None:
        self._book.fileclosed = True  # or its destructor complains
        for page in self._book.worksheets():  # rows on disk: it leaves their files open
            if page.row_data_fh is not None:
                page.row_data_fh.close()
        if self._scratch is not None:
            self._scratch.cleanup()


class _Parquet:
    """Chunks of rows beside the file, joined at the end; a table of one chunk needs none."""

    def __init__(self, part: Path, path: Path, header: list[str], _: Layout) -> None:
        _check_unique(path, header)
        self._part, self._header = part, header
        self._folder = part.with_suffix(".chunks")
        self._rows: list[list[str]] = []
        self._chunks: list[Path] = []
        part.touch()

    def row(self, cells: list[str]) -> None:
        if len(self._rows) == _CHUNK_ROWS:
            self._flush()
        self._rows.append(cells)

    def other(self, sheet: str, cells: list[str]) -> None:
        """A Parquet file has one table."""

    def _frame(self) -> Any:
        import polars as pl

        columns = zip(*self._rows, strict=True) if self._rows else ([] for _ in self._header)
        return pl.DataFrame(
            {
                name: [cell or None for cell in column]
                for name, column in zip(self._header, columns, strict=True)
            },
            schema=dict.fromkeys(self._header, pl.String),
        )

    def _flush(self) -> None:
        self._folder.mkdir(exist_ok=True)
        chunk = self._folder / f"{len(self._chunks):06}.arrow"
        self._frame().write_ipc(chunk, compression="lz4")
        self._chunks.append(chunk)
        self._rows = []

    def close(self) -> None:
        import polars as pl

        if not self._chunks:
            self._frame().write_parquet(self._part)
            return
        self._flush()
        pl.scan_ipc(self._chunks).sink_parquet(self._part, row_group_size=_CHUNK_ROWS, maintain_order=True)

    def abandon(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def _check_unique(path: Path, header: list[str]) -> None:
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise Refused(f"two columns are called {twice[0]!r}", str(path), remedy="write .csv or .xlsx")


def _formats() -> "Mapping[str, type[_Delimited | _JsonLines | _Workbook | _Parquet]]":
    return {
        ".csv": _Delimited,
        ".tsv": _Delimited,
        ".xlsx": _Workbook,
        ".jsonl": _JsonLines,
        ".parquet": _Parquet,
    }
