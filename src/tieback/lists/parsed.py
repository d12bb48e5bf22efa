"""What a parser hands over: entities, and every source element that it could not read."""

from dataclasses import dataclass
from datetime import date

from tieback.lists.edition import ListedEntity
from tieback.model.record import Note


@dataclass(frozen=True, slots=True)
class Parsed:
    """One file, read whole.

    `elements` counts what the file holds (table rows, XML entries); each is part of an entity or stands in
    `refused` with its reason. `notes`: read, but not wholly as written. `expected`: entries the publisher states.
    """

    entities: tuple[ListedEntity, ...]
    elements: int
    refused: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()
    published_on: date | None = None
    as_of: date | None = None
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import read: source elements, entities, names beside the primary ones, elements refused."""

    elements: int
    entities: int
    aliases: int
    refused: int


def count(parsed: Parsed) -> Counts:
    """The counts of a parsed file."""
    aliases = sum(len(entity.names) - 1 for entity in parsed.entities)
    return Counts(parsed.elements, len(parsed.entities), aliases, len(parsed.refused))
