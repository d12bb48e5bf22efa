"""FollowTheMoney entities: a JSON object with id, schema and properties, each property a list of texts.

Read from the plain form (one entity a line), from nested exports (a property may hold a whole entity) and from
entity tables read as text. What a property means to Tieback stands in `entity_property.csv`; nothing is inferred.
Format: https://followthemoney.tech (MIT).
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from tieback.model.party import Identifier
from tieback.table.code import identifier

# Schemata that can be a party of a supply chain, with the word lists use for them.
PARTIES: Mapping[str, str] = {
    "Company": "company",
    "Organization": "company",
    "PublicBody": "company",
    "LegalEntity": "unknown",
    "Person": "person",
}
LISTABLE: Mapping[str, str] = {**PARTIES, "Vessel": "vessel", "Airplane": "aircraft"}


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity; `properties` hold texts in the order given. `whole` is the object as it stood."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    whole: Mapping[str, Any] = field(default_factory=dict)

    def all(self, *names: str) -> tuple[str, ...]:
        """The texts of these properties, each once."""
        return tuple(dict.fromkeys(text for name in names for text in self.properties.get(name, ())))

    def first(self, *names: str) -> str | None:
        """The first text of these properties."""
        return next(iter(self.all(*names)), None)

    @property
    def name(self) -> str:
        """The name it is called by: its caption where that is one of its names, else the first of them."""
        caption = self.whole.get("caption")
        names = self.all("name")
        if isinstance(caption, str) and (caption in names or not names):
            return caption.strip()
        return names[0] if names else ""


def read_entity(value: object) -> Entity | None:
    """The entity of a JSON object, or None if it is none."""
    if not isinstance(value, dict):
        return None
    key, schema, properties = value.get("id"), value.get("schema"), value.get("properties")
    if not isinstance(key, str) or not isinstance(schema, str) or not isinstance(properties, dict):
        return None
    told = {str(name): texts for name, given in properties.items() if (texts := _texts(given))}
    return Entity(key, schema, told, value)


def _texts(given: object) -> tuple[str, ...]:
    """Texts of a property; of an entity inside a nested export, its address or caption, else its id."""
    items = given if isinstance(given, list) else [given]
    return tuple(text for item in items if (text := _text(item).strip()))


def _text(item: object) -> str:
    match item:
        case str():
            return item
        case bool() | None:
            return ""
        case int() | float():
            return str(item)
        case dict():
            inner = read_entity(item)
            if inner is None:
                return ""
            return inner.first("full", "address") or inner.name or inner.id
    return ""


def parse_entity(line: str | bytes) -> Entity | None:
    """The entity on a line of JSON, or None if the line holds none."""
    try:
        return read_entity(json.loads(line))
    except (ValueError, RecursionError):
        return None


@cache
def properties_of(use: str) -> Mapping[str, str]:
    """Property -> word, of the rows of `entity_property.csv` with this use ("identifier": the scheme)."""
    text = files("tieback.table").joinpath("entity_property.csv").read_text(encoding="utf-8")
    return {row["property"]: row["word"] for row in csv.DictReader(text.splitlines()) if row["use"] == use}


_BY_SHAPE = (
    ("uscc", re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}")),
    ("lei", re.compile(r"[0-9A-Z]{18}\d{2}")),
)


def identifiers_of(entity: Entity) -> Iterator[Identifier]:
    """Its numbers. A number that only its own register makes unique bears the country in its scheme
    ("registration by"), and is "other", which is compared with nothing, where no country is stated."""
    from tieback.table.cell import CellError, parse_country

    try:
        country = parse_country(entity.first(*properties_of("country")) or "").lower()
    except CellError:
        country = ""
    for name, scheme in properties_of("identifier").items():
        for text in entity.all(name):
            bare = re.sub(r"[\s-]", "", text).upper()
            shape = next((word for word, pattern in _BY_SHAPE if pattern.fullmatch(bare)), None)
            if name in properties_of("national"):
                scheme_here = shape or (f"{scheme} {country}" if country else "other")
            else:
                scheme_here = scheme
            yield identifier(scheme_here, text)
