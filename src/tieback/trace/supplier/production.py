"""Production sheets: a row per input and output of a batch, side by side; blank cells say nothing.

Merged cells repeat their value, so the same lot with the same quantity on several rows of one batch and side counts
once (noted); with other quantities it counts each time.
"""

from collections.abc import Callable, Iterator
from datetime import date

from tieback.model.goods import LineRole, Quantity, Transformation, TransformationLine
from tieback.table.cell import parse_date
from tieback.table.record import Record, Records
from tieback.trace.supplier.found import Around, Found, lose

NO_MASS = "its mass is unknown, and so is what lies downstream of its lot"
NO_DAY = "the day of the batch is unknown"
_SIDES = (("input_lot", "input_quantity", LineRole.IN), ("output_lot", "output_quantity", LineRole.OUT))


def read_production(sheet: Records, around: Around, found: Found) -> None:
    """Add the batches of a production sheet to `found`, as transformations."""
    batches: dict[str, list[Record]] = {}
    for row in sheet:
        name = row.text("batch")
        if row.problem or name is None:
            lose(found, row, row.text("output_lot"), None, row.problem or "no batch")
            continue
        batches.setdefault(name, []).append(row)
    for name, rows in batches.items():
        site = next((site for row in rows if (site := around.where(row, "site")) is not None), None)
        if site is None:
            for row in rows:
                lose(found, row, row.text("output_lot"), None, "no site of the case")
            continue
        lines = tuple(_lines(rows, found))
        if lines:
            started, ended = _day(rows, "started_on", min), _day(rows, "ended_on", max)
            process = next((text for row in rows if (text := row.text("process"))), None)
            found.transformations.append(
                Transformation(
                    f"{sheet.file}#{name}", site.id, site.party, process, started or ended, ended, lines
                )
            )


def _lines(rows: list[Record], found: Found) -> Iterator[TransformationLine]:
    seen: set[tuple[LineRole, str, Quantity | None]] = set()
    outputs = dict.fromkeys(text for row in rows if (text := row.text("output_lot")))
    for row in rows:
        for lot_column, column, role in _SIDES:
            lot = row.text(lot_column)
            if lot is None:
                continue
            quantity = row.quantity(NO_MASS, column)
            if row.failed(column, quantity):
                for fed in dict.fromkeys((lot, *outputs)):
                    lose(found, row, fed, None, f"{column} {row.text(column)!r}")
            if (role, lot, quantity) in seen:
                row.sheet.note(
                    row.number, lot_column, f"{lot} stands in several rows of its batch alike", "counted once"
                )
                continue
            seen.add((role, lot, quantity))
            yield TransformationLine(role, lot, None, quantity, ref=row.ref)
        waste = row.quantity("how much was lost is unknown", "waste")
        name = f"{row.text('batch')}#waste"
        if waste is not None and (LineRole.WASTE, name, waste) not in seen:
            seen.add((LineRole.WASTE, name, waste))
            yield TransformationLine(LineRole.WASTE, name, None, waste, ref=row.ref)


def _day(rows: list[Record], column: str, choose: Callable[[list[date]], date]) -> date | None:
    """The first or the last day that rows of a batch name; None where one of them cannot be read."""
    days = [row.value(column, parse_date, NO_DAY) for row in rows if row.text(column)]
    known = [day for day in days if day is not None]
    return choose(known) if known and len(known) == len(days) else None
