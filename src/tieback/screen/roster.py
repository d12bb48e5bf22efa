"""A file of parties, whatever its columns are called, as parties with the address each row gives.

Every row of the file is a row of the roster, in order; one that cannot be used says why. Rows are read one by one,
again at every iteration, so that the file may be of any length. It decides nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tieback.model.party import Party
from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.names.identifier import fault_of
from tieback.screen.letters import compact
from tieback.screen.ownership import keys_of
from tieback.screen.roster_row import NO_PARTY, RosterRow, read_row
from tieback.screen.screening import Records
from tieback.table.grid import Source, TableRow
from tieback.table.header import columns, match

_NAMED = 12  # unread columns that a note names


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows in order, which header was read as which column, and what is to be known of the whole file."""

    table: Source
    mapping: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    read: Callable[[TableRow], RosterRow]
    has_parents: bool = True  # may a row state a parent?

    @property
    def rows(self) -> Iterable[RosterRow]:
        """Every row, read anew at every iteration."""
        return _Rows(self)

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that could be read."""
        return tuple(row.party for row in self.rows if row.party is not None)

    @property
    def sites(self) -> tuple[Site, ...]:
        """Their addresses."""
        return tuple(site for row in self.rows for site in row.sites)

    def remarks(self, row: RosterRow) -> Iterator[Note]:
        """What is to be known of one row: why it was not read or not wholly, and numbers that nobody can have issued."""
        if row.problem and not row.problem.startswith(NO_PARTY):
            effect = "unread" if row.party is None else "the cell was not used"
            yield Note(self.table.file, row.number, None, row.problem, effect)
        for item in row.party.identifiers if row.party else ():
            if fault := fault_of(item.scheme, item.value):
                reason = f"{item.scheme} {item.value}: {fault}"
                effect = "it is compared as it stands, and shows nothing about the party"
                yield Note(self.table.file, row.number, "identifiers", reason, effect)

    def records(self) -> Records:
        """The parties that others state as their parent, with their addresses; two readings of the file.

        First every stated parent is collected, then the rows that bear such an id or name: what is held grows with
        the parents, not with the rows. `keys_of` of these is what it would be of all rows, for every stated parent.
        """
        if not self.has_parents:
            return Records()
        stated = {row.party.parent.strip() for row in self.rows if row.party and row.party.parent}
        if not stated:
            return Records()
        wanted = stated | {compact(text) for text in stated}
        holders = [row for row in self.rows if row.party is not None and _is_among(row.party, wanted)]
        sites: dict[str, list[Site]] = {}
        for row in holders:
            for site in row.sites:
                sites.setdefault(site.party, []).append(site)
        return Records(keys_of([row.party for row in holders if row.party is not None]), sites)


class _Rows:
    """The rows of a roster; every iteration begins anew."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def __iter__(self) -> Iterator[RosterRow]:
        return map(self._roster.read, self._roster.table.rows)


def _is_among(party: Party, wanted: set[str]) -> bool:
    return party.id in wanted or any(
        name and compact(name) in wanted for name in (party.name, party.name_local)
    )


@cache
def roster_columns() -> Mapping[str, tuple[str, ...]]:
    """Column id -> headers it goes by; the rows of `roster` in column.csv are those that no case table has."""
    sites = columns("sites")
    read = {**columns("parties"), **{name: sites[name] for name in ("address", "postal_code")}}
    return {**read, **{name: (*read.get(name, ()), *more) for name, more in columns("roster").items()}}


def _remedy(seen: str) -> str:
    """What to do where no header is known: headers of Latin letters with marks only are often another encoding."""
    call = 'call the column "name" or 名称'
    beyond = [char for char in seen if char > "\x7f"]
    letters = [char for char in seen if char.isalpha()]
    if len(beyond) * 2 > len(letters) and all(char <= "\xff" or not char.isalpha() for char in beyond):
        return f"{call}; if the headers look wrong here, save the file as CSV UTF-8 or as XLSX"
    return call


def read_roster(table: Source) -> Roster:
    """The parties of a table. Raises Refused if no column can hold names."""
    from tieback.screen.roster_entity import is_entities, read_entities

    if is_entities(table):
        return read_entities(table)
    found = match(table.header, roster_columns())
    if "name" not in found.columns and "name_local" not in found.columns:
        seen = ", ".join(text for text in table.header if text.strip()) or "none"
        raise Refused(
            f"no column of names among the headers: {seen}",
            table.file,
            row=table.header_row,
            remedy=_remedy(seen),
        )
    repeated = _repeated(table, found.columns.get("id"))

    def read(row: TableRow) -> RosterRow:
        return read_row(row, table.file, found.columns, repeated)

    notes = (*table.notes, *_unread(found.unmatched, table))
    return Roster(table, found.mapping, notes, read, has_parents="parent" in found.columns)


def _unread(headers: Sequence[str], table: Source) -> Iterator[Note]:
    """Columns that nothing was read from: an address or a number there would be missed."""
    if headers:
        more = f" and {len(headers) - _NAMED} more" if len(headers) > _NAMED else ""
        told = f"columns not read: {', '.join(headers[:_NAMED])}{more}"
        yield Note(
            table.file, table.header_row or None, None, told, "what only they hold is compared with nothing"
        )


def _repeated(table: Source, column: int | None) -> frozenset[str]:
    """Ids that stand in several rows."""
    if column is None:
        return frozenset()
    once: set[str] = set()
    twice: set[str] = set()
    for row in table.rows:
        text = (row.cells[column] or "").strip()
        (twice if text in once else once).add(text)
    return frozenset(twice)


def describe_mapping(mapping: Sequence[tuple[str, str]]) -> str:
    """ "Supplier name -> name, Land -> country": which header was read as which column."""
    return ", ".join(f"{header} -> {column}" for header, column in mapping)
