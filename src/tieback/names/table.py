"""The package's own CSV tables, read once."""

import csv
from functools import cache, partial
from importlib.resources import files
from io import StringIO

from tieback.table.packaged import packaged_rows

rows = partial(packaged_rows, __package__)  # e.g. `rows("place.csv")`


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a long table as plain cells, without the header: a fifth of the time of `rows`."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(map(tuple, list(csv.reader(StringIO(text, newline="")))[1:]))


def cells(text: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, joined by "|"."""
    return tuple(entry for entry in text.split("|") if entry)
