"""JSON lines, a JSON array of objects, and Parquet: keys are the header, values are kept as exact text."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.table.encoding import decode
from tieback.table.grid import Cell, Table, TableRow, blank
from tieback.table.limit import MOST_ROWS, too_many_rows
from tieback.table.number import number_text


def read_json(data: bytes, file: str) -> Table:
    """JSON lines, or one array of objects. A line that is no object is kept as a row with a problem.

    Row numbers are line numbers (of JSON lines) or places in the array, the first being 1.
    """
    text, encoding, notes = decode(data, file)
    text = text.removeprefix("\ufeff")
    found: list[tuple[int, Mapping[str, Any] | str]] = []
    if text.lstrip().startswith("["):
        found += enumerate(_array(text, file), start=1)
    else:
        lines = enumerate(text.split("\n"), start=1)
        found += ((number, _object(line)) for number, line in lines if line.strip())
    if len(found) > MOST_ROWS:
        raise too_many_rows(file)
    return _table(file, found, encoding, notes)


def read_parquet(path: Path, file: str) -> Table:
    """A Parquet file; row numbers as if the header stood in row 1."""
    import polars as pl

    try:
        lazy = pl.scan_parquet(path)
        if lazy.select(pl.len()).collect().item() > MOST_ROWS:
            raise too_many_rows(file)
        frame = lazy.collect()
    except pl.exceptions.PolarsError as error:
        raise damaged(file) from error
    rows = tuple(
        TableRow(number, tuple(map(plain_text, row))) for number, row in enumerate(frame.iter_rows(), start=2)
    )
    return Table(file, None, tuple(frame.columns), rows, None)


def damaged(file: str) -> Refused:
    """The refusal of a Parquet file that cannot be read."""
    return Refused("the Parquet file is damaged", file, remedy="write it again")


def _array(text: str, file: str) -> Iterable[Mapping[str, Any] | str]:
    try:
        items = json.loads(text, parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused(f"not readable as JSON ({error})", file, remedy="export it again") from error
    return [item if isinstance(item, dict) else "not a JSON object" for item in items]


def _object(line: str) -> Mapping[str, Any] | str:
    try:
        value = json.loads(line, parse_float=Decimal, object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return "not readable as a line of JSON"
    return value if isinstance(value, dict) else "not a JSON object"


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a key stands twice")
    return value


def _table(
    file: str, found: list[tuple[int, Mapping[str, Any] | str]], encoding: str, notes: tuple[Note, ...]
) -> Table:
    header = tuple(dict.fromkeys(key for _, item in found if isinstance(item, Mapping) for key in item))
    rows = []
    for number, item in found:
        if isinstance(item, str):
            rows.append(TableRow(number, (None,) * len(header), item))
            notes = (*notes, Note(file, number, None, item, "the row is not read"))
        else:
            rows.append(TableRow(number, tuple(plain_text(item.get(key)) for key in header)))
    return Table(file, None, header, tuple(rows), encoding, notes, header_row=0)


def plain_text(value: Any) -> Cell:
    """One value as text: decimals exact, lists joined by ";", objects as JSON."""
    match value:
        case None:
            return None
        case str():
            return blank(value)
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case float():
            return number_text(value)
        case date():
            return value.isoformat()
        case list():
            return blank(";".join(text for item in value if (text := plain_text(item)) is not None))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
