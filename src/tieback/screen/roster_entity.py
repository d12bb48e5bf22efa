"""FollowTheMoney entities as a file of parties: companies, organisations and persons; owners and addresses by id.

Entities that are no party (addresses, ownerships, sanctions, payments) keep their row and say so. An `Ownership`
states a parent with its percentage, a `parent` property one without; an `Address` is what `addressEntity` names.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tieback.model.party import Party
from tieback.model.record import Note, RowRef
from tieback.model.site import Site
from tieback.screen.roster import Roster
from tieback.screen.roster_row import NO_PARTY, RosterRow, read_cell
from tieback.table.birth import parse_births
from tieback.table.cell import parse_country, parse_percent
from tieback.table.entity import PARTIES, Entity, identifiers_of, properties_of, read_entity
from tieback.table.grid import Source, TableRow

_COLUMNS = ("id", "schema", "properties")
_EDITION = "edition_sha256"  # stands in the entries of lists that `entity_output` writes beside the parties
_LISTED = "entry of a list"


def is_entities(table: Source) -> bool:
    """Do the rows hold entities? Told from the header: id, schema and properties."""
    return set(_COLUMNS) <= set(table.header)


@dataclass(frozen=True, slots=True)
class _Context:
    """What other entities of the file say: addresses by id, owners (id, percentage) by the id of what they own."""

    addresses: dict[str, Entity] = field(default_factory=dict)
    owners: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)


def read_entities(table: Source) -> Roster:
    """The parties of a file of entities."""
    where = {
        name: table.header.index(name) for name in (*_COLUMNS, "caption", _EDITION) if name in table.header
    }
    context = _Context()
    others: Counter[str] = Counter()
    seen: set[str] = set()
    twice: set[str] = set()
    for row in table.rows:
        entity = _entity(row, where)
        if entity is not None:
            (twice if entity.id in seen else seen).add(entity.id)
            _learn(entity, context)
            if entity.whole.get(_EDITION):
                others[_LISTED] += 1
            elif entity.schema not in PARTIES:
                others[entity.schema] += 1

    def read(row: TableRow) -> RosterRow:
        return _read(row, _entity(row, where), table.file, context, twice)

    mapping = tuple((name, f"entity {name}") for name in table.header if name in where)
    return Roster(table, mapping, (*table.notes, *_others(others, table.file)), read)


def _others(schemata: Counter[str], file: str) -> Iterator[Note]:
    if schemata:
        told = ", ".join(f"{count} {schema}" for schema, count in sorted(schemata.items()))
        yield Note(file, None, None, f"entities that are no party: {told}", "their rows stay, unknown")


def _entity(row: TableRow, where: Mapping[str, int]) -> Entity | None:
    import json

    told = {name: row.cells[index] for name, index in where.items()}
    try:
        properties = json.loads(told["properties"] or "")
    except (ValueError, RecursionError):
        return None
    return read_entity({**told, "properties": properties})


def _learn(entity: Entity, context: _Context) -> None:
    if entity.schema == "Address":
        context.addresses[entity.id] = entity
    elif entity.schema == "Ownership" and not entity.first("endDate"):
        owner, asset = entity.first("owner"), entity.first("asset")
        if owner and asset:
            context.owners.setdefault(asset, []).append((owner, entity.first("percentage")))


def _read(row: TableRow, entity: Entity | None, file: str, context: _Context, twice: set[str]) -> RosterRow:
    if row.problem or entity is None:
        return RosterRow(
            row.number, None, (), row.problem or "no entity: id, schema or properties", row.cells
        )
    if entity.whole.get(_EDITION):
        return RosterRow(row.number, None, (), f"{NO_PARTY}: {_LISTED}, written by tieback", row.cells)
    if entity.schema not in PARTIES:
        return RosterRow(row.number, None, (), f"{NO_PARTY}: schema {entity.schema}", row.cells)
    names = dict.fromkeys(name for name in (entity.name, *entity.all(*properties_of("name"))) if name)
    if not names:
        return RosterRow(row.number, None, (), "no name", row.cells)
    first, *others = names
    problems: list[str] = []
    owners = context.owners.get(entity.id) or [(owner, None) for owner in entity.all("parent")]
    if len(owners) > 1:
        problems.append(f"of {len(owners)} owners only the first, {owners[0][0]}, is followed")
    born = ";".join(entity.all("birthDate"))
    share = read_cell(parse_percent, owners[0][1] or "", problems) if owners else None
    party = Party(
        id=f"{entity.id} {row.number}" if entity.id in twice else entity.id,
        name=first,
        name_local="|".join(others) or None,
        country=read_cell(parse_country, entity.first(*properties_of("country")) or "", problems),
        identifiers=tuple(sorted(set(identifiers_of(entity)))),
        kind=None if PARTIES[entity.schema] == "unknown" else PARTIES[entity.schema],
        born=born if read_cell(parse_births, born, problems) else None,
        parent=owners[0][0] if owners else None,
        share_min=share,
        share_max=share,
        ref=RowRef(file, row.number),
    )
    sites = tuple(_sites(entity, party, context))
    return RosterRow(row.number, party, sites, "; ".join(problems) or None, row.cells)


def _sites(entity: Entity, party: Party, context: _Context) -> Iterator[Site]:
    """Every address: those stated, and those that an `addressEntity` names or holds."""
    for number, (text, postal_code) in enumerate(_addresses(entity, context), start=1):
        key = f"{party.id}/address" if number == 1 else f"{party.id}/address {number}"
        yield Site(key, party.id, None, text, postal_code, party.country, ref=party.ref)


def _addresses(entity: Entity, context: _Context) -> dict[tuple[str | None, str | None], None]:
    found: dict[tuple[str | None, str | None], None] = {(text, None): None for text in entity.all("address")}
    for key in entity.all("addressEntity"):
        known = context.addresses.get(key)
        if known is not None:
            found[known.first("full", "address", "street", "city"), known.first("postalCode")] = None
        elif " " in key:  # a nested export holds the address itself
            found[key, None] = None
    return {address: None for address in found if any(address)}
