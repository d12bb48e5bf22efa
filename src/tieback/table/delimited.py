"""CSV and TSV: delimiter found from the rows themselves, quotes and line breaks in cells honoured."""

import csv
import io
from collections import Counter
from itertools import islice

from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.table.encoding import decode
from tieback.table.grid import Cell, Grid, blank
from tieback.table.header import is_known
from tieback.table.limit import MOST_ROWS, too_many_rows

DELIMITERS = (",", ";", "\t", "|")
ONE_COLUMN = "\x1f"  # the unit separator: no spreadsheet writes it
_SNIFFED_ROWS = 60


def read_delimited(data: bytes, file: str, *, keep_blank: bool = False) -> Grid:
    """The rows of a delimited text; `keep_blank`: those of blank cells below the first too.

    Raises Refused for no text, an unclosed quote, or too many rows.
    """
    text, encoding, notes = decode(data, file)
    text = text.removeprefix("\ufeff").replace("\x00", "")
    delimiter = ONE_COLUMN if has_one_column(text) else sniff(text)
    try:
        rows = _parse(text, delimiter, file, strict=True, keep_blank=keep_blank)
    except csv.Error as error:
        rows = _parse(text, delimiter, file, strict=False, keep_blank=keep_blank)
        said = f"stray quotation marks ({error})"
        notes = (*notes, Note(file, None, None, said, "cells are read as they stand"))
    if delimiter not in {",", ONE_COLUMN}:
        word = {"\t": "tab"}.get(delimiter, delimiter)
        notes = (*notes, Note(file, None, None, f"cells are separated by {word}", "none"))
    return Grid(rows, notes, encoding=encoding)


def has_one_column(text: str) -> bool:
    """Is the first line one known header word? Then a comma below it belongs to a name ("EXAMPLE Mill Co., Ltd.")."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    cell = first.strip().strip('"')
    return not any(delimiter in cell for delimiter in DELIMITERS) and is_known(cell)


def sniff(text: str) -> str:
    """The delimiter whose rows agree best on their width; a comma where no delimiter divides anything."""
    best, delimiter = (0.0, 0), ","
    for candidate in DELIMITERS:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=candidate)
        try:
            widths = Counter(len(cells) for cells in islice(lines, _SNIFFED_ROWS) if any(cells))
        except csv.Error:
            continue
        wide = {width: count for width, count in widths.items() if width > 1}
        if wide:
            width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
            best, delimiter = max(
                (best, delimiter), ((count / widths.total(), width), candidate), key=lambda s: s[0]
            )
    return delimiter


def _parse(
    text: str, delimiter: str, file: str, *, strict: bool, keep_blank: bool
) -> tuple[tuple[int, tuple[Cell, ...]], ...]:
    """Numbered rows, without the blank ones unless they are kept (an empty line is no row).

    A line break inside quotes does not start a row.
    """
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    number = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise too_many_rows(file)
            if any(cell.strip() for cell in cells) or (keep_blank and cells and rows):
                rows.append((number, tuple(map(blank, cells))))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise Refused(
                "a quotation mark is opened and never closed",
                file,
                number + 1,
                remedy="close it or remove it",
            ) from error
        if "field larger" in str(error):
            raise Refused(
                "a cell holds more than 131,072 characters", file, number + 1, remedy="shorten it"
            ) from error
        raise
    return tuple(rows)
