"""Editions as bytes: canonical content (hashed) and record (what, whence, when).

The content is canonical JSON (RFC 8785): object keys are ASCII and no number has a fraction, so that the
standard library's sorted output is the canonical one (tests compare it with `proof.canonical`). Members that
hold their default are left out.
"""

import json
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields, replace
from datetime import date, datetime
from typing import Any

from tieback.lists.edition import Edition, ListedAddress, ListedEntity, ListedName, Scope
from tieback.model.party import Identifier
from tieback.model.plain import plain
from tieback.proof.digest import sha256

CONTENT_SCHEMA = "tieback.edition-content/1"
CONTRACT_FIELDS = ("list", "sha256", "published_on", "retrieved_at", "entries", "expected", "complete")
CONTENT_FIELDS = ("list", "published_on", "as_of", "entries", "expected", "complete")
RECORD_FIELDS = (
    *("list", "title", "publisher", "effect", "sha256", "content_sha256", "published_on", "retrieved_at"),
    *("as_of", "entries", "expected", "complete", "bundled", "source_url"),
)


def content_bytes(edition: Edition) -> bytes:
    """The canonical content of an edition: what the publisher said, apart from when and whence we had it."""
    content = {name: plain(getattr(edition, name)) for name in CONTENT_FIELDS}
    content["schema"] = CONTENT_SCHEMA
    content["entities"] = [_members(entity) for entity in edition.entities]
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seal(edition: Edition) -> Edition:
    """The same edition with the digest of its content set."""
    return replace(edition, content_sha256=sha256(content_bytes(edition)))


def read_entities(content: bytes) -> tuple[ListedEntity, ...]:
    """The entities of canonical content whose digest has been checked."""
    return tuple(_entity(row) for row in json.loads(content)["entities"])


def record(edition: Edition) -> dict[str, Any]:
    """Everything about an edition but its entities, as plain JSON."""
    licence = {"licence": edition.licence} if edition.licence else {}
    return row(edition, RECORD_FIELDS) | licence


def row(edition: Edition, fields: Sequence[str] = CONTRACT_FIELDS) -> dict[str, Any]:
    """An edition as the contracts show it, or with other fields, as plain JSON."""
    return {name: plain(getattr(edition, name)) for name in fields}


def read_record(row: dict[str, Any], entities: tuple[ListedEntity, ...]) -> Edition:
    """The edition of a record and its entities."""
    given = {name: row[name] for name in RECORD_FIELDS}
    for name in ("published_on", "as_of"):
        given[name] = _date(given[name])
    given["retrieved_at"] = instant(given["retrieved_at"])
    return Edition(entities=entities, licence=row.get("licence"), **given)


def instant(text: str | None) -> datetime | None:
    """A UTC instant as `plain` writes it."""
    return None if text is None else datetime.fromisoformat(text)


def _members(value: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for entry in fields(value):
        member = getattr(value, entry.name)
        if not _is_default(entry, member):
            row[entry.name] = _plain(member)
    return row


def _is_default(entry: "Field[Any]", member: Any) -> bool:
    return entry.default is not MISSING and member == entry.default


def _plain(member: Any) -> Any:
    match member:
        case str():
            return member
        case date():
            return member.isoformat()
        case tuple():
            return [_plain(item) for item in member]
    return _members(member)


def _entity(row: dict[str, Any]) -> ListedEntity:
    scope = row.get("scope")
    return ListedEntity(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        names=tuple(ListedName(**name) for name in row["names"]),
        country=row.get("country"),
        addresses=tuple(ListedAddress(**address) for address in row.get("addresses", ())),
        identifiers=tuple(Identifier(**identifier) for identifier in row.get("identifiers", ())),
        births=tuple(row.get("births", ())),
        sections=tuple(row.get("sections", ())),
        effective_on=_date(row.get("effective_on")),
        ended_on=_date(row.get("ended_on")),
        clauses=tuple(row.get("clauses", ())),
        scope=None if scope is None else _scope(scope),
        status=row.get("status"),
        source=row.get("source"),
        note=row.get("note"),
    )


def _scope(row: dict[str, Any]) -> Scope:
    given = row | {"hs": tuple(row.get("hs", ())), "for_imports_from": _date(row.get("for_imports_from"))}
    return Scope(**given)


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
