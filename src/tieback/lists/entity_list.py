"""FollowTheMoney entities as a list: the lines of an `entities.ftm.json`, or an OpenSanctions `targets.simple.csv`.

Which entities are on the list: those marked as targets where any is marked, else those with topics where any has
some, else every company, organisation, person, ship and aircraft. Sanctions give sections and days, addresses are
looked up by id. Everything else of the file is counted in a note and read as nothing.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tieback.lists.country import alpha2
from tieback.lists.edition import ListedAddress, ListedEntity, ListedName
from tieback.lists.parsed import Parsed
from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.table.entity import LISTABLE, Entity, identifiers_of, parse_entity, properties_of

LICENCE = "CC BY-NC 4.0"
PUBLISHER = "OpenSanctions"
_SIMPLE = ("id", "schema", "name", "aliases", "birth_date", "countries")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LONGEST_NOTE = 400  # characters


@dataclass(frozen=True, slots=True)
class EntityFile:
    """A file of entities: its numbered lines, and whether it is an export of OpenSanctions."""

    entities: tuple[tuple[int, Entity], ...]
    refused: tuple[Note, ...]
    from_opensanctions: bool


@dataclass(slots=True)
class _Context:
    """Addresses by id, sanctions by the id of the entity they are on."""

    addresses: dict[str, Entity] = field(default_factory=dict)
    sanctions: dict[str, list[Entity]] = field(default_factory=dict)


def reader_of(content: bytes) -> "Callable[[bytes, str], EntityFile] | None":
    """How to read the entities of a file, told from its first line; None if it holds none."""
    first = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1_000_000].split(b"\n", 1)[0]
    if first.startswith(b"{"):
        return _read_lines if parse_entity(first) is not None else None
    header = first.decode("utf-8", "replace").replace('"', "").strip().split(",")
    return _read_simple if tuple(name.strip() for name in header[: len(_SIMPLE)]) == _SIMPLE else None


def _read_lines(content: bytes, file: str) -> EntityFile:
    found: list[tuple[int, Entity]] = []
    refused: list[Note] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        entity = parse_entity(line)
        if entity is None:
            refused.append(Note(file, number, None, "no entity", "the line is not on the list as read"))
        else:
            found.append((number, entity))
    exported = any("datasets" in entity.whole and "first_seen" in entity.whole for _, entity in found)
    return EntityFile(tuple(found), tuple(refused), exported)


def _read_simple(content: bytes, file: str) -> EntityFile:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not readable as UTF-8", file, remedy="download it again") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    found = [
        (number, Entity(row["id"], row["schema"], dict(_simple(row)), row))
        for number, row in enumerate(rows, start=2)
    ]
    return EntityFile(tuple(found), (), from_opensanctions=True)


def _simple(row: dict[str, str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Properties of a row; several values stand in one cell, joined by ";"."""
    columns = {
        "name": "name",
        "aliases": "alias",
        "birth_date": "birthDate",
        "countries": "country",
        "addresses": "address",
        "identifiers": "idNumber",
        "sanctions": "program",
    }
    for column, name in columns.items():
        given = row.get(column) or ""
        texts = [given] if column == "name" else given.split(";")
        if kept := tuple(text.strip() for text in texts if text.strip()):
            yield name, kept


def parse_entities(read: EntityFile, file: str) -> Parsed:
    """The entries of the list that the entities are."""
    context = _Context()
    for _, entity in read.entities:
        if entity.schema == "Address":
            context.addresses[entity.id] = entity
        elif entity.schema == "Sanction":
            for key in entity.all("entity"):
                context.sanctions.setdefault(key, []).append(entity)
    chosen = _chosen(read.entities)
    refused = list(read.refused)
    listed = []
    for number, entity in chosen:
        if entity.name:
            listed.append(_listed(entity, context))
        else:
            refused.append(Note(file, number, "name", "no name", "the entity is not on the list as read"))
    elements = len(listed) + len(refused)
    return Parsed(tuple(listed), elements, tuple(refused), _left(read.entities, chosen, file))


def _chosen(entities: Sequence[tuple[int, Entity]]) -> list[tuple[int, Entity]]:
    listable = [item for item in entities if item[1].schema in LISTABLE]
    if any("target" in entity.whole for _, entity in listable):
        return [item for item in listable if item[1].whole.get("target") is True]
    return [item for item in listable if item[1].all("topics")] or listable


def _left(
    entities: Sequence[tuple[int, Entity]], chosen: Sequence[tuple[int, Entity]], file: str
) -> tuple[Note, ...]:
    left = len(entities) - len(chosen)
    if not left:
        return ()
    reason = f"{left} entities are no entries: addresses, sanctions, links, and who is no target"
    return (Note(file, None, None, reason, "they are not on the list as read"),)


def _listed(entity: Entity, context: _Context) -> ListedEntity:
    sanctions = context.sanctions.get(entity.id, [])
    begun = [
        day for item in sanctions for text in item.all("listingDate", "startDate") if (day := _day(text))
    ]
    topics = ", ".join(entity.all("topics"))
    note = "; ".join(part for part in (f"topics {topics}" if topics else "", *entity.all("notes")) if part)
    return ListedEntity(
        id=entity.id,
        name=entity.name,
        kind=LISTABLE[entity.schema],
        names=tuple(_names(entity)),
        country=_country(entity.first(*properties_of("country"))),
        addresses=tuple(_addresses(entity, context)),
        identifiers=tuple(dict.fromkeys(identifiers_of(entity))),
        sections=_sections(entity, sanctions),
        effective_on=min(begun, default=None),
        ended_on=_ended(sanctions),
        source=entity.first("sourceUrl") or next((u for s in sanctions if (u := s.first("sourceUrl"))), None),
        note=note[:_LONGEST_NOTE] or None,
        births=entity.all("birthDate"),
    )


def _names(entity: Entity) -> Iterator[ListedName]:
    yield ListedName(entity.name, "primary")
    seen = {entity.name}
    for name, kind in properties_of("name").items():
        for text in entity.all(name):
            if text not in seen:
                seen.add(text)
                yield ListedName(text, "alias" if kind == "primary" else kind)


def _sections(entity: Entity, sanctions: Sequence[Entity]) -> tuple[str, ...]:
    texts = [*entity.all("program", "programId")]
    for item in sanctions:
        texts += item.all("program") or item.all("programId") or item.all("authority")
    return tuple(dict.fromkeys(texts))


def _ended(sanctions: Sequence[Entity]) -> date | None:
    """The last day, if every sanction has one."""
    ends = [_day(item.first("endDate") or "") for item in sanctions]
    return max((day for day in ends if day), default=None) if ends and all(ends) else None


def _addresses(entity: Entity, context: _Context) -> Iterator[ListedAddress]:
    for text in entity.all("address"):
        yield ListedAddress(text)
    for key in entity.all("addressEntity"):
        known = context.addresses.get(key)
        if known is not None:
            text = known.first("full", "street", "city") or ""
            yield ListedAddress(text, known.first("postalCode"), _country(known.first("country")))
        elif " " in key:  # a nested export holds the address itself
            yield ListedAddress(key)


def _country(text: str | None) -> str | None:
    """ISO 3166-1 alpha-2; the format writes "cn" and, for a part of a country, "cn-xj"."""
    if text is None:
        return None
    return alpha2(text) or alpha2(text.split("-")[0])


def _day(text: str) -> date | None:
    match = _DAY.match(text)
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None
