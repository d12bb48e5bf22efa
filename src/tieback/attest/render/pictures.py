"""The pictures of a trace for a page, each with its caption and its table."""

from collections.abc import Collection
from typing import Any

from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.trace import Trace
from tieback.picture.map import LINK_HEADER, link_table
from tieback.picture.plate import Plate
from tieback.picture.svg import again
from tieback.picture.timeline import TABLE_HEADER
from tieback.trace.history import history_plate
from tieback.trace.picture import chain_plate
from tieback.trace.siting import links_of, map_plate, parties_without_site

_CHAIN = "Goods flow from left to right. A dashed band has no known mass; ▲ marks an alert, ≠ records in conflict, ? a gap"
_PARTS = (
    " in the records. Figures on bands are the least and most kilograms of them in the lot, safe outer bounds, where there "
    "is room; the table has them all."
)
_WHEN = (
    "Each row is a lot, origin first. A bar is a production, an arrow a delivery, a diamond a document; ≠ marks what a "
    "conflict names. What has no date is in the table only."
)
_WHERE = "Sites stand where their coordinates in the records say; those without are listed below the map."
_OPENS = " Each holder opens below, lot by lot; a name in the picture leads there."
_DAYS = {"from", "to"}  # of a time line
_NUMBERS = {"kg", "least in lot", "even mix", "most in lot", "tier", "latitude", "longitude"}

Row = dict[str, Any]


def picture_rows(
    trace: Trace, case: Case, alerts: Collection[Alert], prefix: str, *, parts: bool = True
) -> Row:
    """Chain, time line and map as the templates name them; `parts` False: no kilograms of bands in the lot."""
    chain = chain_plate(trace, case, alerts, f"{prefix}-chain", parts=parts)
    when = history_plate(trace, case, alerts, f"{prefix}-when")
    said = _CHAIN + (_PARTS if parts else " in the records. The table says the same.")
    names = {party.id: party.name for party in case.parties}
    return {
        "chain": _row(chain, said, blank=() if parts else ("least in lot", "even mix", "most in lot")),
        "when": _row(when, _WHEN, folded="The time line as a table", broad=False),
        "where": _row(map_plate(trace, case, alerts), _WHERE, broad=False),
        "links": link_table(links_of(trace, case)),
        "link_header": [word if word == "kg" else word.capitalize() for word in LINK_HEADER],
        "unsited": ", ".join(names.get(party, party) for party in parties_without_site(trace, case)),
    }


def _row(
    plate: Plate, caption: str, *, folded: str = "", blank: Collection[str] = (), broad: bool = True
) -> Row:
    """`blank`: columns left out; `broad`: printed across a page."""
    kept = [at for at, word in enumerate(plate.header) if word not in blank]
    header = [plate.header[at] for at in kept]

    def cut(rows: Collection[tuple[str, ...]]) -> list[list[str]]:
        return [[row[at] for at in kept] for row in rows]

    return {
        "svg": plate.svg,
        "again": again(plate.svg),
        "caption": caption + (_OPENS if plate.opened else ""),
        "header": [word if word == "kg" else word.capitalize() for word in header],
        "numbers": [at for at, word in enumerate(header) if word in _NUMBERS],
        "rows": cut(plate.rows),
        "days": [at for at, word in enumerate(header) if word in _DAYS and plate.header == TABLE_HEADER],
        "folded": folded,
        "broad": broad,
        "opened": [
            {"anchor": item.anchor, "title": item.title, "svg": item.svg, "rows": cut(item.rows)}
            for item in plate.opened
        ],
    }
