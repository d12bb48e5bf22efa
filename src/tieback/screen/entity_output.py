"""The result as FollowTheMoney entities, one a line: parties, listed entities, and a `Similar` between them.

`Similar` is the format's own word for two entities presumed to be the same: candidate, match, confidenceScore,
criteria, matcher. Its context members `score`, `label`, `decision` and `explanation` are ours; readers of the format
keep or ignore them. A party without an alert is there with its status, so that the file answers row by row.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tieback.lists.edition import ListedEntity
from tieback.model.alert import Alert
from tieback.model.plain import plain
from tieback.screen.meeting import names_of
from tieback.screen.outcome import Outcome
from tieback.screen.screening import Screener
from tieback.screen.sink import Sink
from tieback.table.entity import LISTABLE, properties_of
from tieback.table.write import replacing

_SCHEMA = {word: schema for schema, word in [*LISTABLE.items()][::-1]}
_NAME = {word: name for name, word in [*properties_of("name").items()][::-1]}
_NUMBER = {word: name for name, word in properties_of("identifier").items()}
_MATCHER = "tieback"


@contextmanager
def to_entities(path: Path, screener: Screener) -> Iterator[Sink]:
    """A sink into `path`; each listed entity is written once, before the first match that names it."""
    listed = {
        (edition.list, entity.id): entity for edition in screener.editions for entity in edition.entities
    }
    written: set[str] = set()
    with replacing(path) as part, part.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:

        def take(outcome: Outcome) -> None:
            for told in _entities(outcome, listed, written):
                stream.write(json.dumps(told, ensure_ascii=False) + "\n")

        yield take


def _entities(
    outcome: Outcome, listed: Mapping[tuple[str, str], ListedEntity], written: set[str]
) -> Iterator[dict[str, Any]]:
    key = outcome.row.party.id if outcome.row.party else f"row {outcome.row.number}"
    yield _party(key, outcome)
    for alert in (*outcome.alerts, *outcome.near):
        match = f"{alert.list}-{alert.entity.id}"
        if match not in written:
            written.add(match)
            yield _listed(match, alert, listed.get((alert.list, alert.entity.id)))
        yield _similar(key, match, alert)


def _party(key: str, outcome: Outcome) -> dict[str, Any]:
    party = outcome.row.party
    properties: dict[str, list[str]] = {}
    if party is not None:
        names = names_of(party)
        addresses = [site.address for site in outcome.row.sites if site.address]
        properties = _filled(
            name=list(names[:1]), alias=list(names[1:]), country=_lower(party.country), address=addresses
        )
        for item in party.identifiers:
            properties.setdefault(_NUMBER.get(item.scheme.split(" ")[0], "idNumber"), []).append(item.value)
    return {
        "id": key,
        "caption": party.name if party else key,
        "schema": "LegalEntity",
        "properties": properties,
        "row": outcome.row.number,
        "status": outcome.status.answer,
        "reason": outcome.status.reason,
    }


def _listed(key: str, alert: Alert, entity: ListedEntity | None) -> dict[str, Any]:
    if entity is None:
        properties = _filled(full=[alert.entity.name])
        return {"id": key, "caption": alert.entity.name, "schema": "Address", "properties": properties}
    properties = _filled(
        country=_lower(entity.country), address=[item.text for item in entity.addresses if item.text]
    )
    for name in entity.names:
        properties.setdefault(_NAME.get(name.kind, "alias"), []).append(name.text)
    for item in entity.identifiers:
        properties.setdefault(_NUMBER.get(item.scheme.split(" ")[0], "idNumber"), []).append(item.value)
    return {
        "id": key,
        "caption": entity.name,
        "schema": _SCHEMA.get(entity.kind, "LegalEntity"),
        "properties": properties,
        "datasets": [alert.list],
        "edition_sha256": alert.edition_sha256,
    }


def _similar(key: str, match: str, alert: Alert) -> dict[str, Any]:
    return {
        "id": f"{_MATCHER}-{alert.id}",
        "caption": f"{alert.label}: {alert.subject.name} – {alert.entity.name}",
        "schema": "Similar",
        "properties": {
            "candidate": [key],
            "match": [match],
            "confidenceScore": [format(alert.score, "f")],
            "criteria": [alert.text],
            "matcher": [_MATCHER],
        },
        "score": format(alert.score, "f"),
        "label": alert.label,
        "exact": alert.exact,
        "decision": alert.decision,
        "explanation": plain(alert.alignment),
    }


def _filled(**properties: list[str]) -> dict[str, list[str]]:
    return {name: texts for name, texts in properties.items() if texts}


def _lower(country: str | None) -> list[str]:
    return [country.lower()] if country else []
