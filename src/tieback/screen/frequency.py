"""The count tables beside this module: in how many company names a word stands, how often a syllable."""

import csv
from functools import cache
from importlib.resources import files


@cache
def read_frequency(table: str) -> tuple[dict[str, int], int]:
    """Counts by key, and the total (the row "*", which also carries the source)."""
    with files("tieback.screen").joinpath(table).open(encoding="utf-8", newline="") as lines:
        rows = {row[0]: int(row[1]) for row in list(csv.reader(lines))[1:]}
    total = rows.pop("*")
    return rows, total
