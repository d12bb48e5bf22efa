"""The CSV tables that ship beside the code, read once and checked: a slip of whoever corrects one is told by line."""

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

from tieback.model.refusal import Refused

Rows = tuple[dict[str, str], ...]


@cache
def packaged_rows(package: str, name: str, *columns: str) -> Rows:
    """The rows of a table of a package, in file order; blank lines are left out. `columns`: what its header must say.

    A module that reads several tables of its own package says `rows = partial(packaged_rows, __package__)`. Raises Refused
    for another header, and for a row with more or fewer cells than the header.
    """
    reader = csv.reader(StringIO(files(package).joinpath(name).read_text(encoding="utf-8"), newline=""))
    header = next(reader, [])
    if len(set(header)) < len(header) or (columns and tuple(header) != columns):
        wanted = f"should be {','.join(columns)}" if columns else "names a column twice"
        raise Refused(
            f"its header {','.join(header)!r} {wanted}", name, 1, remedy="the table is part of Tieback"
        )
    found: list[dict[str, str]] = []
    for row in filter(None, reader):
        if len(row) != len(header):
            reason = f"{len(row)} cells where the header has {len(header)}"
            raise Refused(reason, name, reader.line_num, remedy="quote cells that hold a comma")
        found.append(dict(zip(header, row, strict=True)))
    return tuple(found)
