"""The records that a trace needs: of a small case all, of a large one in Parquet those that concern the lot."""

from pathlib import Path
from typing import TYPE_CHECKING

from tieback.case.large import parquet_tables, read_large, row_count
from tieback.case.reading import read_case
from tieback.model.case import Case
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.trace.array import Arrays

LARGE = 50_000  # rows of Parquet tables from which on they are read as arrays


def read_lot(folder: Path, lot: str, *, down: bool = False) -> Case:
    """The case as far as the trace of one lot needs it. Raises Refused as `read_case` does, or for an unknown lot."""
    if not is_large(folder):
        return read_case(folder)
    from tieback.trace.bulk.excerpt import excerpt

    case, arrays = read_large(folder)
    found = excerpt(case, arrays, lot, down=down)
    if not (found.transfers or found.transformations or found.stock):
        raise Refused(f"no record names the lot {lot}", remedy=f"the case has {len(arrays.words.lots)} lots")
    return found


def read_arrays(folder: Path) -> tuple[Case, "Arrays"]:
    """The case, and its goods records as arrays, whatever its size."""
    if is_large(folder):
        return read_large(folder)
    from tieback.trace.array_case import arrays_of

    case = read_case(folder)
    return case, arrays_of(case)


def is_large(folder: Path) -> bool:
    """Are the goods records Parquet tables with so many rows that they are not read one by one?"""
    tables = parquet_tables(folder)
    return bool(tables) and sum(row_count(path) for path in tables.values()) >= LARGE
