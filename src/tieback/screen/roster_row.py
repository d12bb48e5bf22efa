"""One row of a supplier file as a party with the address the row gives."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tieback.model.party import Identifier, Party
from tieback.model.record import RowRef
from tieback.model.site import Site, SiteKind
from tieback.table.birth import parse_births
from tieback.table.cell import (
    CellError,
    identifier,
    parse_country,
    parse_identifiers,
    parse_kind,
    parse_percent,
)
from tieback.table.grid import Cell, TableRow
from tieback.table.total import is_total

_SCHEMES = ("uscc", "lei", "os_id", "gln", "mid", "duns", "imo", "tail_number", "call_sign")
_ADDRESS = ("address", "address_2", "city", "state")
# An address with a use of its own: the column and the kind of site that it states.
_TYPED = {
    "production_address": SiteKind.PRODUCTION,
    "registered_address": SiteKind.REGISTERED,
    "office_address": SiteKind.OFFICE,
    "warehouse_address": SiteKind.WAREHOUSE,
    "mailing_address": SiteKind.MAILING,
}
_NOTHING = frozenset(
    {"n/a", "#n/a", "-", "--", "—", "tbd", "tbc", "none", "null", "nil", "无", "不适用", "待定"}
)
NO_PARTY = "no party"  # how the problem of a row begins that is not meant to be one
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row of the file. `problem` says why there is no party, or what of the row was not used."""

    number: int
    party: Party | None
    sites: tuple[Site, ...] = ()
    problem: str | None = None
    cells: tuple[Cell, ...] = ()


def read_row(row: TableRow, file: str, where: Mapping[str, int], repeated: frozenset[str]) -> RosterRow:
    """One row as a party with its address. `where`: column of the roster -> index; `repeated`: ids of several rows."""
    cells = {name: _said(row.cells[index]) for name, index in where.items()}
    if row.problem:
        return RosterRow(row.number, None, (), row.problem, row.cells)
    if not any(cells.get(name) for name in ("name", "name_local", *_ADDRESS, *_TYPED, "postal_code")):
        return RosterRow(row.number, None, (), "no name", row.cells)
    if is_total(row.cells, tuple(where[name] for name in ("name", "name_local") if name in where)):
        return RosterRow(row.number, None, (), f"{NO_PARTY}: a row of totals", row.cells)
    problems: list[str] = []
    key = cells.get("id", "")
    key = f"{key or 'row'} {row.number}" if not key or key in repeated else key
    if not cells.get("name") and not cells.get("name_local"):
        problems.append("no name")
    country = read_cell(parse_country, cells.get("country", ""), problems)
    party = Party(
        id=key,
        name=cells.get("name") or cells.get("name_local", ""),
        name_local=cells.get("name_local") if cells.get("name") else None,
        country=country,
        identifiers=_identifiers(cells, problems),
        kind=read_cell(parse_kind, cells.get("kind", ""), problems),
        born=cells["born"] if read_cell(parse_births, cells.get("born", ""), problems) else None,
        parent=cells.get("parent") or None,
        share_min=read_cell(parse_percent, cells.get("share_min", ""), problems),
        share_max=read_cell(parse_percent, cells.get("share_max", ""), problems),
        ref=RowRef(file, row.number),
    )
    stated = tuple(_sites(cells, key, party))
    return RosterRow(row.number, party, stated, "; ".join(problems) or None, row.cells)


def _sites(cells: Mapping[str, str], key: str, party: Party) -> Iterator[Site]:
    """The address of the row, and each that a column of its own states: an office and a factory are two places."""
    address = ", ".join(cells[name] for name in _ADDRESS if cells.get(name))
    postal_code = cells.get("postal_code") or None
    if address or postal_code:
        yield Site(f"{key}/address", key, None, address or None, postal_code, party.country, ref=party.ref)
    for name, kind in _TYPED.items():
        if cells.get(name):
            yield Site(
                f"{key}/{kind.value}_address", key, kind, cells[name], None, party.country, ref=party.ref
            )


def _said(cell: Cell) -> str:
    """The text of a cell, "" where it only says that there is none."""
    text = (cell or "").strip()
    return "" if text.casefold() in _NOTHING else text


def read_cell(parse: Callable[[str], Value], text: str, problems: list[str]) -> Value | None:
    """The value of a cell, None where it is blank or cannot be read; why it cannot is added to `problems`."""
    if not text:
        return None
    try:
        return parse(text)
    except CellError as fault:
        problems.append(str(fault))
        return None


def _identifiers(cells: Mapping[str, str], problems: list[str]) -> tuple[Identifier, ...]:
    found = {identifier(scheme, cells[scheme]) for scheme in _SCHEMES if cells.get(scheme)}
    if cells.get("identifiers"):
        try:
            found.update(parse_identifiers(cells["identifiers"]))
        except CellError as fault:
            problems.append(str(fault))
    return tuple(sorted(found))
