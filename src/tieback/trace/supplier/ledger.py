"""Stock ledgers: what lay where, day by day. Receipts and issues name no counterpart, so they move nothing here.

They are added up: a line whose opening, receipts and issues do not give its closing stock is not believed.
"""

from typing import TYPE_CHECKING

from tieback.model.goods import Quantity, StockCount
from tieback.model.record import Unread
from tieback.table.cell import parse_date
from tieback.table.record import Record, Records
from tieback.trace.supplier.found import Around, Found, lose

if TYPE_CHECKING:
    from datetime import date

NO_STOCK = "how much lay there is unknown"


def read_ledger(sheet: Records, around: Around, found: Found) -> None:
    """Add the last closing stock of every lot and day to `found`, and the opening stock of its first line, undated."""
    opened: set[tuple[str, str]] = set()
    closed: dict[tuple[str, str, date | None], StockCount] = {}
    for row in sheet:
        lot, site = row.text("lot"), around.where(row, "site")
        if row.problem or lot is None or site is None:
            reason = row.problem or (
                "no lot" if lot is None else f"{row.text('site')!r} is not a site of the case"
            )
            lose(found, row, lot, site.party if site else None, reason)
            continue
        on = row.value("on", parse_date, "the day of the count is unknown")
        opening, closing = row.quantity(NO_STOCK, "opening"), row.quantity(NO_STOCK, "closing")
        if _contradicts(row, opening, closing):
            reason = "opening stock and movements do not give the closing stock"
            row.sheet.note(
                row.number, "closing", reason, "the line is not read; what lies downstream is unknown"
            )
            found.unread.append(Unread(row.ref, lot, None, reason))
            continue
        if (site.id, lot) not in opened and opening is not None and opening.value > 0:
            found.stock.append(StockCount(site.id, site.party, lot, None, opening, row.ref))
        opened.add((site.id, lot))
        if closing is not None:
            closed[site.id, lot, on] = StockCount(site.id, site.party, lot, on, closing, row.ref)
        elif row.text("closing"):
            found.unread.append(Unread(row.ref, lot, None, f"closing {row.text('closing')!r}"))
    found.stock += closed.values()


def _contradicts(row: Record, opening: Quantity | None, closing: Quantity | None) -> bool:
    """Are all four figures stated in one unit, and do they not add up?"""
    came, left = row.quantity(NO_STOCK, "received"), row.quantity(NO_STOCK, "issued")
    if opening is None or closing is None or (came is None and left is None):
        return False
    stated = [one for one in (opening, came, left, closing) if one is not None]
    if len({one.unit for one in stated}) > 1:
        return False
    moved = (came.value if came else 0) - (left.value if left else 0)
    return opening.value + moved != closing.value
