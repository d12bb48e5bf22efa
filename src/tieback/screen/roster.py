"""A file of parties, whatever its columns are called, as parties with the address each row gives.

Every row of the file is a row of the roster, in order; one that cannot be used says why. It decides nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from tieback.model.party import Identifier, Party
from tieback.model.record import Note, RowRef
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.names.identifier import fault_of
from tieback.table.birth import parse_births
from tieback.table.cell import (
    CellError,
    identifier,
    parse_country,
    parse_identifiers,
    parse_kind,
    parse_percent,
)
from tieback.table.grid import Table, TableRow
from tieback.table.header import columns, match

_SCHEMES = ("uscc", "lei", "os_id", "gln", "mid", "duns", "imo", "tail_number", "call_sign")
_ADDRESS = ("address", "city", "state")
Value = TypeVar("Value")
# Columns of supplier files that no case table has.
_EXTRA: Mapping[str, tuple[str, ...]] = {
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
    ),
    "duns": ("duns", "duns number", "d u n s", "邓白氏编码"),
}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A row of the file. `problem` says why there is no party, or what of the row was not used."""

    number: int
    party: Party | None
    site: Site | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows in order, which header was read as which column, and what the reader should know."""

    table: Table
    rows: tuple[RosterRow, ...]
    mapping: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that could be read."""
        return tuple(row.party for row in self.rows if row.party is not None)

    @property
    def sites(self) -> tuple[Site, ...]:
        """Their addresses."""
        return tuple(row.site for row in self.rows if row.site is not None)


@cache
def roster_columns() -> Mapping[str, tuple[str, ...]]:
    """Column id -> headers it goes by, English and Chinese."""
    sites = columns("sites")
    return {**columns("parties"), **{name: sites[name] for name in ("address", "postal_code")}, **_EXTRA}


def read_roster(table: Table) -> Roster:
    """Read every row. Raises Refused if no column can hold names."""
    found = match(table.header, roster_columns())
    if "name" not in found.columns and "name_local" not in found.columns:
        seen = ", ".join(text for text in table.header if text.strip()) or "none"
        raise Refused(
            f"no column of names among the headers: {seen}",
            table.file,
            row=table.header_row,
            remedy='call the column "name" or 名称',
        )
    repeated = _repeated(table, found.columns.get("id"))
    rows = tuple(_row(table, row, found.columns, repeated) for row in table.rows)
    notes = [
        Note(
            table.file,
            row.number,
            None,
            row.problem,
            "unread" if row.party is None else "the cell was not used",
        )
        for row in rows
        if row.problem
    ]
    return Roster(table, rows, found.mapping, (*table.notes, *notes, *_wrong_numbers(table, rows)))


def _wrong_numbers(table: Table, rows: Sequence[RosterRow]) -> Iterator[Note]:
    """A number that cannot have been issued as it stands is compared all the same, and said to be wrong."""
    for row in rows:
        for item in row.party.identifiers if row.party else ():
            if fault := fault_of(item.scheme, item.value):
                yield Note(
                    table.file,
                    row.number,
                    "identifiers",
                    f"{item.scheme} {item.value}: {fault}",
                    "it is compared as it stands, and shows nothing about the party",
                )


def _repeated(table: Table, column: int | None) -> frozenset[str]:
    if column is None:
        return frozenset()
    counts = Counter((row.cells[column] or "").strip() for row in table.rows)
    return frozenset(text for text, count in counts.items() if count > 1)


def _row(table: Table, row: TableRow, where: Mapping[str, int], repeated: frozenset[str]) -> RosterRow:
    cells = {name: (row.cells[index] or "").strip() for name, index in where.items()}
    if row.problem:
        return RosterRow(row.number, None, None, row.problem)
    if not any(cells.get(name) for name in ("name", "name_local", *_ADDRESS, "postal_code")):
        return RosterRow(row.number, None, None, "no name")
    problems: list[str] = []
    key = cells.get("id", "")
    key = f"{key or 'row'} {row.number}" if not key or key in repeated else key
    if not cells.get("name") and not cells.get("name_local"):
        problems.append("no name")
    country = _read(parse_country, cells.get("country", ""), problems)
    party = Party(
        id=key,
        name=cells.get("name") or cells.get("name_local", ""),
        name_local=cells.get("name_local") if cells.get("name") else None,
        country=country,
        identifiers=_identifiers(cells, problems),
        kind=_read(parse_kind, cells.get("kind", ""), problems),
        born=cells["born"] if _read(parse_births, cells.get("born", ""), problems) else None,
        parent=cells.get("parent") or None,
        share_min=_read(parse_percent, cells.get("share_min", ""), problems),
        share_max=_read(parse_percent, cells.get("share_max", ""), problems),
        ref=RowRef(table.file, row.number),
    )
    address = ", ".join(cells[name] for name in _ADDRESS if cells.get(name))
    postal_code = cells.get("postal_code") or None
    site = Site(f"{key}/address", key, None, address or None, postal_code, country, ref=party.ref)
    return RosterRow(row.number, party, site if address or postal_code else None, "; ".join(problems) or None)


def _read(parse: Callable[[str], Value], text: str, problems: list[str]) -> Value | None:
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


def describe_mapping(mapping: Sequence[tuple[str, str]]) -> str:
    """ "Supplier name -> name, Land -> country": which header was read as which column."""
    return ", ".join(f"{header} -> {column}" for header, column in mapping)
