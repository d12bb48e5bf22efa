"""The package's own CSV tables, read once."""

import csv
from functools import cache
from importlib.resources import files
from io import StringIO


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table beside this module, e.g. `rows("place.csv")`, in file order."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(StringIO(text, newline="")))


@cache
def lines(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a long table as plain cells, without the header: a fifth of the time of `rows`."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(map(tuple, list(csv.reader(StringIO(text, newline="")))[1:]))


def cells(text: str) -> tuple[str, ...]:
    """The entries of a cell that holds several, joined by "|"."""
    return tuple(entry for entry in text.split("|") if entry)
