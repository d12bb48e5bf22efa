"""Rows of the case's sheets to goods records: transfers, stock, unit weights, bill of materials.

A blank cell is None: unknown mass, unknown day. A row that cannot be placed (no lot, no party, cells shifted, an id
used twice) is *unread*: what hangs on its lot, else on its holders, is unknown. A row whose quantity or day holds
something that cannot be read still links its lot to its parties, and is *unread* too: what it says is not known.
Transformations, rows grouped by id, are read by `sheet_transformation`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from math import ceil, floor

from tieback.model.goods import BomLine, Quantity, StockCount, Transfer, TransferKind, UnitWeight
from tieback.model.record import Unread
from tieback.model.site import Site
from tieback.table.cell import (
    CellError,
    find_unit,
    parse_date,
    parse_decimal,
    parse_percent,
    parse_quantity,
    parse_word,
)
from tieback.table.record import Record, Records
from tieback.trace.mass import basis_unit
from tieback.trace.textile import kilograms_per_unit, share_as_is

NO_MASS = "its mass is unknown, and so is what lies downstream of its lot"
NO_DAY = "its day is unknown, and so is what lies downstream of its lot"
_PLACES = 15
DAYS = ("shipped_on", "received_on")


def read_transfers(
    sheet: Records, resolve: Callable[[str, Record], str]
) -> tuple[tuple[Transfer, ...], tuple[Unread, ...]]:
    """Transfers in the order of the file. `resolve` gives the party id of a `from`, `to` or `owner` cell."""
    read: list[Transfer] = []
    unread: list[Unread] = []
    kept, refused = distinct(sheet, by_id)
    for row in kept:
        reason = refused.get(row.number) or row.problem or _incomplete(row, ("lot", "from", "to"))
        parties = [
            resolve(name, row) for column in ("from", "to") if not row.problem and (name := row.text(column))
        ]
        if reason:
            sheet.note(row.number, None, f"row not read: {reason}", "what lies downstream of it is unknown")
            unread += lost(row, None if row.problem else row.text("lot"), parties, reason)
            continue
        owner = row.text("owner")
        transfer = _transfer(row, parties[0], parties[1], resolve(owner, row) if owner else None)
        unread += misread(row, transfer.lot, transfer.quantity, *DAYS)
        read.append(replace(transfer, quantity=above_zero(row, transfer.quantity)))
    return tuple(read), tuple(unread)


def read_stock(
    sheet: Records, sites: Mapping[str, Site]
) -> tuple[tuple[StockCount, ...], tuple[Unread, ...]]:
    """Stock counts; the holder is the party of the site."""
    read: list[StockCount] = []
    unread: list[Unread] = []
    for row in distinct(sheet)[0]:
        site = sites.get(row.text("site") or "")
        reason = row.problem or _incomplete(row, ("site", "lot"))
        if reason is None and site is None:
            reason = f"{row.text('site')!r} is not a site of the case"
        if reason or site is None:
            sheet.note(row.number, None, f"row not read: {reason}", "stock of its lot is unknown")
            holders = [site.party] if site and not row.problem else []
            unread += lost(row, None if row.problem else row.text("lot"), holders, reason or "")
            continue
        on = row.value("on", parse_date, NO_DAY)
        count = StockCount(site.id, site.party, row.text("lot") or "", on, row.quantity(NO_MASS), row.ref)
        unread += misread(row, count.lot, count.quantity, "on")
        read.append(count)
    return tuple(read), tuple(unread)


def read_unit_weights(sheet: Records) -> tuple[UnitWeight, ...]:
    """Stated weights; a row that cannot be read leaves the mass of its lot unknown."""
    effect = "no weight is taken from it; masses that need it are unknown"
    read = []
    for row in distinct(sheet)[0]:
        subject, unit = row.text("subject"), row.text("unit")
        stated = row.number_value("kg", partial(_weight_of, subject or "", unit or ""), effect)
        if row.problem or subject is None or unit is None or stated is None:
            reason = row.problem or _incomplete(row, ("subject", "unit", "kg")) or "the weight cannot be read"
            sheet.note(row.number, None, f"row not read: {reason}", effect)
            continue
        known = find_unit(unit)
        name = basis_unit(unit) or (known.id if known else unit)
        read += [UnitWeight(subject, name, kg, row.text("source"), row.ref) for kg in stated]
    return tuple(read)


def _weight_of(subject: str, unit: str, text: str, *, mark: str | None = None) -> tuple[Decimal, ...]:
    """Kilograms of one unit, or the two decimals around them: a weight, a yarn count, a fabric weight, a regain."""
    found = kilograms_per_unit(text, unit)
    if found is None and basis_unit(unit) == basis_unit("conditioned kg"):
        found = share_as_is(text, subject)
    if found is None:
        return (_kilograms(text, mark=mark),)
    below = (
        Decimal(floor(found * 10**_PLACES)).scaleb(-_PLACES),
        Decimal(ceil(found * 10**_PLACES)).scaleb(-_PLACES),
    )
    return tuple(dict.fromkeys(below))


def read_bom(sheet: Records) -> tuple[BomLine, ...]:
    """Lines of the bill of materials. A row that cannot be read stays as a line that is not traced."""
    read = []
    for row in distinct(sheet)[0]:
        component = row.text("component") or row.text("material")
        if row.problem or component is None:
            reason = row.problem or "no component"
            sheet.note(row.number, None, f"row not read: {reason}", "a component of the goods is not traced")
            read.append(
                _untraced_line(
                    row, None if row.problem else component, f"row {row.number} cannot be read: {reason}"
                )
            )
            continue
        read.append(_bom_line(row, component))
    return tuple(read)


def by_id(row: Record) -> str | None:
    """The key under which a row must be unique: its id, where it has one."""
    return row.text("id")


def distinct(
    sheet: Records, key: Callable[[Record], str | None] | None = None
) -> tuple[list[Record], dict[int, str]]:
    """Rows without exact repeats, and the reasons why rows that share a key cannot be read.

    A repeat of a row that has a key says nothing new, nor does one of a sheet without keys; a row that lacks
    its key may be a second, equal record and stays.
    """
    first: dict[tuple[str | None, ...], int] = {}
    kept: list[Record] = []
    numbers: dict[str, list[int]] = {}
    for row in sheet:
        content, name = row.content(), key(row) if key else None
        if content in first and (name is not None or key is None):
            sheet.note(row.number, None, f"the same as row {first[content]}", "read once")
            continue
        first.setdefault(content, row.number)
        kept.append(row)
        if name is not None:
            numbers.setdefault(name, []).append(row.number)
    clashes = {name: rows for name, rows in numbers.items() if len(rows) > 1}
    said = {
        name: f"id {name!r} stands in rows {_and(rows)} with different content"
        for name, rows in clashes.items()
    }
    return kept, {number: said[name] for name, rows in clashes.items() for number in rows}


def lost(row: Record, lot: str | None, holders: Iterable[str], reason: str) -> list[Unread]:
    """What an unread row makes unknown: its lot; else all that its holders hold; else the whole case."""
    if lot is not None:
        return [Unread(row.ref, lot, None, reason)]
    return [Unread(row.ref, None, holder, reason) for holder in dict.fromkeys(holders)] or [
        Unread(row.ref, None, None, reason)
    ]


def above_zero(row: Record, quantity: Quantity | None) -> Quantity | None:
    """The quantity of goods that move; zero is noted and taken for a figure that is missing."""
    if quantity is None or quantity.value != 0:
        return quantity
    row.sheet.note(row.number, "quantity", "zero is no amount of goods that move", NO_MASS)
    return None


def misread(
    row: Record, lot: str, quantity: Quantity | None, *days: str, column: str = "quantity"
) -> list[Unread]:
    """The row as unread where its quantity or one of its days is stated and cannot be read."""
    failed = [name for name in days if row.text(name) and not _is_day(row.text(name) or "")]
    if row.failed(column, quantity) and not _lacks_unit(row, column):
        failed.insert(0, column)
    return [Unread(row.ref, lot, None, f"{name} {row.text(name)!r}") for name in failed[:1]]


def _lacks_unit(row: Record, column: str) -> bool:
    """Is it a number that only lacks its unit: missing, not misread?"""
    try:
        value = parse_decimal(row.text(column) or "", mark=row.sheet.mark(column))
    except CellError:
        return False
    return value >= 0 and row.text("unit") is None and column not in row.sheet.found.units


def _is_day(text: str) -> bool:
    try:
        parse_date(text)
    except CellError:
        return False
    return True


def _incomplete(row: Record, columns: tuple[str, ...]) -> str | None:
    missing = [column for column in columns if row.text(column) is None]
    return f"no {' and no '.join(missing)}" if missing else None


def _transfer(row: Record, sender: str, receiver: str, owner: str | None) -> Transfer:
    kind = row.value("kind", lambda text: parse_word(text, "transfer"), "the kind of transfer is unknown")
    return Transfer(
        id=row.text("id") or f"{row.sheet.file}:{row.number}",
        kind=TransferKind(kind) if kind else None,
        lot=row.text("lot") or "",
        sender=sender,
        receiver=receiver,
        shipped_on=row.value("shipped_on", parse_date, NO_DAY),
        received_on=row.value("received_on", parse_date, NO_DAY),
        quantity=row.quantity(NO_MASS),
        goods=row.text("goods"),
        hs=row.text("hs"),
        document=row.text("document"),
        ref=row.ref,
        owner=owner,
    )


def _untraced_line(row: Record, component: str | None, reason: str) -> BomLine:
    return BomLine(
        style=None,
        component=component or f"row {row.number}",
        material=None,
        share=None,
        g_per_piece=None,
        waste=None,
        lot=None,
        not_traced=True,
        reason=reason,
        ref=row.ref,
    )


def _bom_line(row: Record, component: str) -> BomLine:
    lot = row.text("lot")
    untraced = lot is not None and _says_untraced(lot)
    if lot is None:
        row.sheet.note(row.number, "lot", "neither a lot nor the words not-traced", "read as not traced")
    effect = "the amount of this component is unknown"
    return BomLine(
        style=row.text("style"),
        component=component,
        material=row.text("material"),
        share=row.number_value("share", parse_percent, effect),
        g_per_piece=row.number_value("g_per_piece", _grams, effect),
        waste=row.number_value("waste", parse_percent, effect),
        lot=None if untraced else lot,
        not_traced=untraced or lot is None,
        reason=row.text("reason"),
        ref=row.ref,
    )


def _says_untraced(text: str) -> bool:
    try:
        return parse_word(text, "untraced") == "not-traced"
    except CellError:
        return False


def _kilograms(text: str, *, mark: str | None = None) -> Decimal:
    """Kilograms of one unit: a bare number, or a quantity in a unit of mass."""
    quantity = parse_quantity(text, None if _has_letters(text) else "kg", mark=mark)
    unit = find_unit(quantity.unit)
    if unit is None or unit.dimension != "mass" or unit.factor is None or quantity.value == 0:
        raise CellError(f"{text!r} is not a weight in kilograms")
    return quantity.value * unit.factor


def _grams(text: str, *, mark: str | None = None) -> Decimal:
    value = _kilograms(text, mark=mark) * 1000 if _has_letters(text) else parse_decimal(text, mark=mark)
    if value < 0:
        raise CellError(f"{text!r} is negative")
    return value


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _and(numbers: list[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
