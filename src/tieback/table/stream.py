"""Large CSV and Parquet files row by row: the same header, rows, numbers and notes as `read_table`, never all at once.

A CSV is gone through twice before its first row is handed out: for its encoding, and for its width, its quotes
and its uneven rows. Every iteration over `rows` opens the file again.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.table.delimited import find_delimiter, parse_lines, separated, stray
from tieback.table.encoding import Text, find_encoding
from tieback.table.grid import Cell, Grid, Source, TableRow
from tieback.table.heading import find_heading
from tieback.table.limit import MOST_STREAMED_ROWS
from tieback.table.read import is_json, last_named, read_table, refuse_foreign, square, uneven

LARGE_BYTES = 16_000_000  # a file up to this size is read whole
_PARQUET = b"PAR1"
_PACKED = 16  # times smaller than its text a Parquet file may well be
_WHOLE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")  # workbooks are read whole
_HEAD_CHARS = 1 << 20
_HEAD_ROWS = 200
_SLICE_ROWS = 20_000
_NAMED_ROWS = 1_000  # uneven rows that are counted by number


def open_source(path: Path, file: str | None = None, *, large_bytes: int = LARGE_BYTES) -> Source:
    """The table in `path` with its blank rows, row by row if it is larger than `large_bytes` and CSV or Parquet.

    Raises Refused where no table can be read.
    """
    file = file or path.name
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
            size = path.stat().st_size
    except OSError as error:
        raise Refused("cannot be opened", file, remedy="check the name and the permissions") from error
    packed = _PACKED if head.startswith(_PARQUET) else 1
    whole = size * packed <= large_bytes or head.startswith(_WHOLE)
    if whole or (is_json(head, path) and not head.startswith(_PARQUET)):
        return read_table(path, file=file, keep_blank=True)
    if head.startswith(_PARQUET):
        return _open_parquet(path, file)
    refuse_foreign(head, file)
    return _open_delimited(path, file)


@dataclass(frozen=True, slots=True)
class Streamed:
    """A `grid.Source` over a file; `count` rows."""

    file: str
    header: tuple[str, ...]
    rows: "Rows"
    count: int
    encoding: str | None
    notes: tuple[Note, ...]
    header_row: int
    sheet: str | None = None


class Rows:
    """An iterable that begins anew every time."""

    def __init__(self, begin: "partial[Iterator[TableRow]]") -> None:
        self._begin = begin

    def __iter__(self) -> Iterator[TableRow]:
        return self._begin()


def _open_parquet(path: Path, file: str) -> Streamed:
    import polars as pl

    from tieback.table.structured import damaged

    try:
        lazy = pl.scan_parquet(path)
        header = tuple(lazy.collect_schema().names())
        count = lazy.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError as error:
        raise damaged(file) from error
    _check_count(count, file)
    return Streamed(file, header, Rows(partial(_parquet_rows, path, count, file)), count, None, (), 1)


def _parquet_rows(path: Path, count: int, file: str) -> Iterator[TableRow]:
    import polars as pl

    from tieback.table.structured import damaged, plain_text

    lazy = pl.scan_parquet(path)
    for begin in range(0, count, _SLICE_ROWS):
        try:
            frame = lazy.slice(begin, _SLICE_ROWS).collect()
        except pl.exceptions.PolarsError as error:
            raise damaged(file) from error
        for number, row in enumerate(frame.iter_rows(), start=begin + 2):
            yield TableRow(number, tuple(map(plain_text, row)))


@dataclass(frozen=True, slots=True)
class _Dialect:
    text: Text
    delimiter: str
    strict: bool

    def rows(self, path: Path, file: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
        with path.open(encoding=self.text.codec, errors=self.text.errors, newline="") as lines:
            clean = (line.replace("\x00", "") for line in _without_mark(lines))
            yield from parse_lines(clean, self.delimiter, file, strict=self.strict, keep_blank=True)


def _without_mark(lines: Any) -> Iterator[str]:
    first = next(lines, "")
    yield first.removeprefix("\ufeff")
    yield from lines


def _open_delimited(path: Path, file: str) -> Streamed:
    text = find_encoding(path, file)
    with path.open(encoding=text.codec, errors=text.errors, newline="") as stream:
        head = stream.read(_HEAD_CHARS).removeprefix("\ufeff").replace("\x00", "")
    dialect, notes = _Dialect(text, find_delimiter(head), strict=True), text.notes
    try:
        surveyed = _survey(path, file, dialect)
    except csv.Error as error:
        dialect = _Dialect(text, dialect.delimiter, strict=False)
        surveyed, notes = _survey(path, file, dialect), (*notes, stray(error, file))
    notes = (*notes, *separated(dialect.delimiter, file), *surveyed.notes)
    rows = Rows(partial(_delimited_rows, path, file, dialect, surveyed))
    return Streamed(file, surveyed.header, rows, surveyed.count, text.name, notes, surveyed.header_row)


@dataclass(frozen=True, slots=True)
class _Survey:
    header: tuple[str, ...]
    named: int
    header_row: int
    skipped: int  # rows of titles and header
    count: int
    notes: tuple[Note, ...]


def _survey(path: Path, file: str, dialect: _Dialect) -> _Survey:
    """Everything that must be known of all rows before the first is handed out. Raises csv.Error."""
    head = tuple(islice(dialect.rows(path, file), _HEAD_ROWS))
    if not head:
        raise Refused("the table is empty", file, remedy="export it again")
    heading = find_heading(Grid(head), file)
    named = last_named(heading.header)
    width, count = len(heading.header), 0
    long: list[int] = []
    short: list[int] = []
    for number, cells in islice(dialect.rows(path, file), heading.rows_used, None):
        count += 1
        width = max(width, len(cells))
        if any(cells[named:]) and len(long) < _NAMED_ROWS:
            long.append(number)
        if len(cells) < named and len(short) < _NAMED_ROWS:
            short.append(number)
    _check_count(count, file)
    header = heading.header + ("",) * (width - len(heading.header))
    notes = (*heading.notes, *uneven(long, short, file))
    return _Survey(header, named, heading.row, heading.rows_used, count, notes)


def _delimited_rows(path: Path, file: str, dialect: _Dialect, surveyed: _Survey) -> Iterator[TableRow]:
    width = len(surveyed.header)
    for number, cells in islice(dialect.rows(path, file), surveyed.skipped, None):
        yield square(number, cells, width, surveyed.named)


def _check_count(count: int, file: str) -> None:
    if count > MOST_STREAMED_ROWS:
        raise Refused(f"more than {MOST_STREAMED_ROWS:,} rows", file, remedy="split the table")
