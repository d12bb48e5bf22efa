"""CSV and TSV: delimiter found from the rows themselves, quotes and line breaks in cells honoured."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
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
    delimiter = find_delimiter(text)
    try:
        rows = _parse(text, delimiter, file, strict=True, keep_blank=keep_blank)
    except csv.Error as error:
        rows = _parse(text, delimiter, file, strict=False, keep_blank=keep_blank)
        notes = (*notes, stray(error, file))
    return Grid(rows, (*notes, *separated(delimiter, file)), encoding=encoding)


def stray(error: csv.Error, file: str) -> Note:
    """The note on quotation marks where none belong."""
    return Note(file, None, None, f"stray quotation marks ({error})", "cells are read as they stand")


def separated(delimiter: str, file: str) -> tuple[Note, ...]:
    """The note on what separates cells, if that is no comma."""
    if delimiter in {",", ONE_COLUMN}:
        return ()
    word = {"\t": "tab"}.get(delimiter, delimiter)
    return (Note(file, None, None, f"cells are separated by {word}", "none"),)


def find_delimiter(text: str) -> str:
    """What separates cells, told from the beginning of a text."""
    return ONE_COLUMN if has_one_column(text) else sniff(text)


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
    rows = []
    for number, cells in parse_lines(
        io.StringIO(text, newline=""), delimiter, file, strict=strict, keep_blank=keep_blank
    ):
        if number > MOST_ROWS:
            raise too_many_rows(file)
        rows.append((number, cells))
    return tuple(rows)


def parse_lines(
    lines: Iterable[str], delimiter: str, file: str, *, strict: bool, keep_blank: bool
) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Numbered rows, without the blank ones unless they are kept (an empty line is no row).

    A line break inside quotes does not start a row. Raises csv.Error for stray quotes if `strict`.
    """
    number, begun = 1, False
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells) or (keep_blank and cells and begun):
                begun = True
                yield number, tuple(map(blank, cells))
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
