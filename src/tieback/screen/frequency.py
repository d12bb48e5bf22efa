"""The count tables beside this module: in how many company names a word stands, how often a syllable."""

import csv
from functools import cache
from importlib.resources import files


@cache
def read_frequency(table: str) -> tuple[dict[str, int], int]:
    """Counts by key, and the total (the row "*", which also carries the source)."""
    text = files("tieback.screen").joinpath(table).read_text(encoding="utf-8")
    rows = {row[0]: int(row[1]) for row in list(csv.reader(text.splitlines()))[1:]}
    total = rows.pop("*")
    return rows, total
