"""The stage's own CSV tables of reading articles, read once."""

import csv
from functools import cache
from importlib.resources import files
from io import StringIO


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table beside this module, e.g. `rows("zone.csv")`, in file order."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(StringIO(text, newline="")))
