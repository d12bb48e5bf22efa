"""One row of a supplier file as a party with the address the row gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tieback.model.party import Identifier, Party
from tieback.model.record import RowRef
from tieback.model.site import Site
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
_NOTHING = frozenset(
    {"n/a", "#n/a", "-", "--", "—", "tbd", "tbc", "none", "null", "nil", "无", "不适用", "待定"}
)
NO_PARTY = "no party"  # how the problem of a row begins that is not meant to be one
Value = TypeVar("Value")
# Columns of supplier files that no case table has.
EXTRA: Mapping[str, tuple[str, ...]] = {
    "country": ("ctry", "country region", "country of origin", "land"),
    "address": (
        "addr",
        "addr 1",
        "addr1",
        "address 1",
        "address1",
        "address line 1",
        "street address",
        "street",
    ),
    "address_2": ("addr 2", "addr2", "address 2", "address2", "address line 2", "地址2"),
    "city": (
        "city",
        "town",
        "municipality",
        "prefecture",
        "county",
        "district",
        "城市",
        "市",
        "所在市",
        "区县",
        "ville",
        "commune",
        "Ort",
        "Stadt",
        "ciudad",
        "localidad",
        "cidade",
        "città",
        "şehir",
        "thành phố",
        "kota",
    ),
    "state": (
        "state",
        "province",
        "state province",
        "province state",
        "region",
        "省",
        "省份",
        "所在省",
        "省/自治区",
        "département",
        "Bundesland",
        "provincia",
        "estado",
        "tỉnh",
        "tỉnh thành",
        "provinsi",
    ),
    "duns": ("duns", "duns number", "d u n s", "邓白氏编码"),
}


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
    if not any(cells.get(name) for name in ("name", "name_local", *_ADDRESS, "postal_code")):
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
    address = ", ".join(cells[name] for name in _ADDRESS if cells.get(name))
    postal_code = cells.get("postal_code") or None
    site = Site(f"{key}/address", key, None, address or None, postal_code, country, ref=party.ref)
    stated = (site,) if address or postal_code else ()
    return RosterRow(row.number, party, stated, "; ".join(problems) or None, row.cells)


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
