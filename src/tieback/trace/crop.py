"""Goods older than their harvest: a lot called of crop 2026 that was shipped, received or made before that year began.

A crop year is read from the description of the goods ("crop year 2025/26", "2025 crop", "2025年度"). Harvests differ by
place, so only one thing is held against a date: no crop is there before the first year in its name.
"""

import re
from collections.abc import Iterator
from datetime import date

from tieback.model.case import Case
from tieback.model.goods import LineRole, Transfer
from tieback.model.record import RowRef
from tieback.model.trace import Conflict
from tieback.trace.reconcile import Clash

_YEAR = re.compile(
    r"\bcrop(?:\s+year)?\s*:?\s*(?P<after>20\d\d)\b|\b(?P<before>20\d\d)(?:\s*/\s*(?:20)?\d\d)?\s+crop\b|(?P<zh>20\d\d)(?:/\d{2,4})?\s*年度",
    re.IGNORECASE,
)


def crop_year(text: str | None) -> int | None:
    """The first year of the crop that a description names; None without one, or with two that differ."""
    found = {int(next(filter(None, match.groups()))) for match in _YEAR.finditer(text or "")}
    return found.pop() if len(found) == 1 else None


def harvest_clashes(case: Case) -> Iterator[Clash]:
    """Transfers and raw makings dated before the crop that the goods are said to be of."""
    years: dict[str, tuple[int, Transfer]] = {}
    for transfer in sorted(case.transfers, key=lambda item: (item.id, str(item.ref))):
        year = crop_year(transfer.goods)
        if year is None:
            continue
        if transfer.lot not in years or year < years[transfer.lot][0]:
            years[transfer.lot] = (year, transfer)
        on = min((day for day in (transfer.shipped_on, transfer.received_on) if day), default=None)
        if on is not None and on.year < year:
            yield _clash(f"transfer {transfer.id}", transfer.id, transfer.lot, year, on, (transfer.ref,))
    for item in case.transformations:
        on = item.ended_on or item.started_on
        for line in item.lines:
            if (
                on is None
                or line.lot not in years
                or line.role is LineRole.IN
                or on.year >= years[line.lot][0]
            ):
                continue
            year, transfer = years[line.lot]
            yield _clash(f"transformation {item.id}", item.id, line.lot, year, on, (line.ref, transfer.ref))


def _clash(what: str, record: str, lot: str, year: int, on: date, refs: tuple[RowRef | None, ...]) -> Clash:
    text = f"{what} of lot {lot} is dated {on}, but its goods are called of crop {year}, which no one had harvested by then"
    rows = tuple(sorted({ref for ref in refs if ref is not None}))
    conflict = Conflict(f"conflict-out-of-order-crop-{record}-{lot}", "out-of-order", record, rows, text)
    return Clash(conflict, frozenset(), frozenset({record}), voids=False, timely=True)
