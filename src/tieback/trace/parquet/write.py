"""The goods records of a case as typed Parquet tables: the published schema (schema.csv), and the writer.

`text` is a string, `word` a dictionary-encoded string, `day` a date, `number` a decimal of six or nine places. A table
has the columns of the sheet of the same name, so the same file may stand in a case folder. Rows and columns keep
their order; equal cases give equal tables.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tieback.model.case import Case
from tieback.model.goods import Quantity, StockCount, Transfer, Transformation, TransformationLine
from tieback.model.refusal import Refused

if TYPE_CHECKING:
    import polars as pl

TABLES = ("transfers", "transformations", "stock", "units")
PLACES = {"yield_min": 9, "yield_max": 9}  # decimal places; six for all others
_DIGITS = 38


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `type`: text | word | day | number."""

    name: str
    type: str
    required: bool
    meaning: str


@cache
def schema(table: str) -> tuple[Column, ...]:
    """The columns of one of the TABLES, in their order."""
    text = files("tieback.trace.parquet").joinpath("schema.csv").read_text("utf-8")
    rows = (row for row in csv.DictReader(text.splitlines()) if row["table"] == table)
    return tuple(Column(row["column"], row["type"], row["required"] == "yes", row["meaning"]) for row in rows)


def polars_schema(table: str) -> "dict[str, Any]":
    """The same as polars types; `word` columns are categorical, which Parquet stores as a dictionary."""
    import polars as pl

    kinds = {"text": pl.String, "word": pl.Categorical, "day": pl.Date}
    return {
        column.name: kinds.get(column.type) or pl.Decimal(_DIGITS, PLACES.get(column.name, 6))
        for column in schema(table)
    }


def write_tables(case: Case, folder: Path) -> tuple[str, ...]:
    """Write the goods records of `case` that there are to `folder`; the names written.

    Raises Refused for a quantity with more places than the schema holds: nothing is rounded in silence.
    """
    rows: Mapping[str, Iterable[Mapping[str, Any]]] = {
        "transfers": map(_transfer, case.transfers),
        "transformations": (_line(made, line) for made in case.transformations for line in made.lines),
        "stock": map(_count, case.stock),
        "units": (
            {"lot": one.subject, "unit": one.unit, "kg": one.kg, "source": one.source}
            for one in case.unit_weights
        ),
    }
    written = []
    for table in TABLES:
        found = list(rows[table])
        if found:
            _frame(table, found).write_parquet(
                folder / f"{table}.parquet", compression="zstd", statistics=True
            )
            written.append(f"{table}.parquet")
    return tuple(written)


def _frame(table: str, rows: list[Mapping[str, Any]]) -> "pl.DataFrame":
    import polars as pl

    for number, row in enumerate(rows, start=2):
        for column in schema(table):
            value = row[column.name]
            if column.type == "number" and value is not None:
                places = PLACES.get(column.name, 6)
                if -value.normalize().as_tuple().exponent > places:
                    raise Refused(
                        f"{value} has more than {places} decimal places",
                        f"{table}.parquet",
                        number,
                        column.name,
                        "state it in a smaller unit",
                    )
    return pl.DataFrame(rows, schema=polars_schema(table))


def _amount(quantity: Quantity | None) -> dict[str, Any]:
    if quantity is None:
        return {"quantity": None, "unit": None, "tolerance": None, "basis": None}
    basis = None if quantity.basis == "unknown" else str(quantity.basis)
    return {
        "quantity": quantity.value,
        "unit": quantity.unit,
        "tolerance": quantity.tolerance,
        "basis": basis,
    }


def _transfer(one: Transfer) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": None if one.kind is None else str(one.kind),
        "lot": one.lot,
        "from": one.sender,
        "to": one.receiver,
        "shipped_on": one.shipped_on,
        "received_on": one.received_on,
        **_amount(one.quantity),
        "goods": one.goods,
        "hs": one.hs,
        "document": one.document,
        "owner": one.owner,
    }


def _line(made: Transformation, line: TransformationLine) -> dict[str, Any]:
    return {
        "id": made.id,
        "site": made.site,
        "process": made.process,
        "machine": made.machine,
        "started_on": made.started_on,
        "ended_on": made.ended_on,
        "role": str(line.role),
        "component": line.component,
        "lot": line.lot,
        **_amount(line.quantity),
        "yield_min": line.yield_min,
        "yield_max": line.yield_max,
        "document": line.document,
    }


def _count(one: StockCount) -> dict[str, Any]:
    return {"site": one.site, "lot": one.lot, "on": one.on, **_amount(one.quantity)}
