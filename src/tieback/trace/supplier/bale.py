"""Bale lists: every bale by its full key, its weight, and its delivery where the list says from whom to whom.

A bale number alone is no key: numbers repeat after years and between countries (US permanent bale identification: 12
digits, 5 of the gin and 7 of the bale, may repeat after five years; research of trade practice). The key is country,
numbering scheme, crop year and number. It leads to the gin, never to the farm.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from tieback.model.goods import (
    Basis,
    LineRole,
    Quantity,
    Transfer,
    Transformation,
    TransformationLine,
    UnitWeight,
)
from tieback.model.record import RowRef
from tieback.table.cell import parse_country, parse_date
from tieback.table.quantity import find_unit
from tieback.table.record import Record, Records
from tieback.trace.supplier.found import Around, Found, lose

if TYPE_CHECKING:
    from datetime import date

_UNKNOWN = "?"
_PARTS = ("country", "scheme", "crop year")
_PBI = re.compile(r"\d{12}")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
NO_WEIGHT = "the weight of this bale is unknown"


@dataclass(frozen=True, slots=True)
class Bale:
    """One bale. `key` is country-scheme-crop year-number, "?" for what is not stated."""

    key: str
    lot: str  # the lot or mark that it was sold under, else its key
    net: Quantity | None
    ref: RowRef


def bale_key(country: str | None, scheme: str | None, crop_year: str | None, number: str) -> str:
    """The key of a bale: US-PBI-2025-123456789012; "?" for each part that nobody stated."""
    parts = (country, scheme, crop_year)
    return "-".join([*(part or _UNKNOWN for part in parts), re.sub(r"\s+", "", number)])


def read_bales(sheet: Records, around: Around, found: Found) -> tuple[Bale, ...]:
    """Add what a bale list says to `found`: weights, deliveries, and the ginning where the gin is a site of the case."""
    bales: dict[str, Bale] = {}
    moves: dict[tuple[str, str, str, date | None], list[Bale]] = defaultdict(list)
    ginned: dict[tuple[str, str], list[Bale]] = defaultdict(list)
    rows: dict[tuple[str, ...], Record] = {}
    for row in sheet:
        bale = _bale(row, found)
        if bale is None:
            continue
        if bale.key in bales:
            lose(found, row, bale.lot, None, f"bale {bale.key} stands in row {bales[bale.key].ref.row} too")
            continue
        bales[bale.key] = bale
        giver, taker = (
            around.who(text, row) if (text := row.text(name)) else None for name in ("from", "to")
        )
        if giver and taker:
            on = row.value("shipped_on", parse_date, "the day of shipment is unknown")
            moves[bale.lot, giver, taker, on].append(bale)
            rows.setdefault((bale.lot, giver, taker), row)
        site = around.where(row, "gin")
        if site is not None:
            ginned[bale.lot, site.id].append(bale)
            rows.setdefault((bale.lot, site.id), row)
    _weights(sheet, bales, found)
    for (lot, giver, taker, on), held in moves.items():
        row = rows[lot, giver, taker]
        name = f"{sheet.file}#{lot}:{giver}-{taker}{f'-{on}' if on else ''}"
        found.transfers.append(
            Transfer(name, None, lot, giver, taker, on, None, _total(held), "cotton", ref=row.ref)
        )
    for (lot, place), held in ginned.items():
        found.transformations.append(_ginning(rows[lot, place], around, lot, held))
    return tuple(bales.values())


def _bale(row: Record, found: Found) -> Bale | None:
    number = row.text("bale")
    if row.problem or number is None:
        lose(found, row, row.text("lot"), None, row.problem or "no bale number")
        return None
    key = bale_key(_country(row), _scheme(row, number), _crop_year(row), number)
    lacking = [name for name, part in zip(_PARTS, key.split("-"), strict=False) if part == _UNKNOWN]
    if lacking:
        effect = "bales of other years or countries may carry its number"
        row.sheet.note(row.number, "bale", f"{' and '.join(lacking)} not stated", effect)
    return Bale(key, row.text("lot") or key, _net(row), row.ref)


def _country(row: Record) -> str | None:
    return row.value("country", parse_country, "the country of the bale is unknown")


def _scheme(row: Record, number: str) -> str | None:
    scheme = (row.text("scheme") or "").upper() or None
    if scheme == "PBI" and not _PBI.fullmatch(re.sub(r"\s+", "", number)):
        row.sheet.note(row.number, "bale", f"{number!r} has not the 12 digits of a PBI", "read as it stands")
    return scheme


def _crop_year(row: Record) -> str | None:
    """The first year of a season ("2025/26"), as crop years are called."""
    found = _YEAR.search(row.text("crop_year") or "")
    return found[1] if found else None


def _net(row: Record) -> Quantity | None:
    """Net weight as stated, else gross less tare."""
    net = row.quantity(NO_WEIGHT, "net", Basis.NET)
    if net is not None or row.text("net"):
        return net
    gross, tare = (row.quantity(NO_WEIGHT, name, Basis.GROSS) for name in ("gross", "tare"))
    if gross is None or tare is None or gross.unit != tare.unit or tare.value >= gross.value:
        return None
    return Quantity(gross.value - tare.value, gross.unit, Basis.NET)


def _weights(sheet: Records, bales: dict[str, Bale], found: Found) -> None:
    """The lightest and the heaviest bale of every lot, as stated weights of one bale."""
    by_lot: dict[str, list[tuple[Decimal, RowRef]]] = defaultdict(list)
    for bale in bales.values():
        kg = _kilograms(bale.net)
        if kg is not None:
            by_lot[bale.lot].append((kg, bale.ref))
    for lot, weights in by_lot.items():
        for kg, ref in sorted({min(weights), max(weights)}):
            found.unit_weights.append(UnitWeight(lot, "bale", kg, sheet.file, ref))


def _kilograms(net: Quantity | None) -> Decimal | None:
    unit = find_unit(net.unit) if net else None
    if net is None or unit is None or unit.dimension != "mass" or unit.factor is None:
        return None
    return net.value * unit.factor


def _total(bales: list[Bale]) -> Quantity:
    """The net weight of bales; where one has none, their number."""
    weights = [_kilograms(bale.net) for bale in bales]
    known = [kg for kg in weights if kg is not None]
    if len(known) < len(weights):
        return Quantity(Decimal(len(bales)), "bale")
    bases = {bale.net.basis for bale in bales if bale.net}
    return Quantity(sum(known, Decimal(0)), "kg", bases.pop() if len(bases) == 1 else Basis.UNKNOWN)


def _ginning(row: Record, around: Around, lot: str, bales: list[Bale]) -> Transformation:
    site = around.where(row, "gin")
    on = row.value("ginned_on", parse_date, "the day of ginning is unknown")
    line = TransformationLine(LineRole.OUT, lot, None, _total(bales), ref=row.ref)
    name = f"{row.sheet.file}#ginning:{lot}"
    place, holder = (site.id, site.party) if site else ("", "")
    return Transformation(name, place, holder, "ginning", on, on, (line,))
