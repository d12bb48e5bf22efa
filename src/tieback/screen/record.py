"""The record of a search: what was looked for, in what, with which rules, what was met and why it was let go.

It says first that it is not a clearance. The same search gives the same bytes: who seals them (`attest.bag`) makes
them a signed statement. Near misses are the best three per party that no alert names, with what weighed against them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from tieback.lists import codec
from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.plain import plain
from tieback.model.record import Note
from tieback.screen.basis import site_members
from tieback.screen.comparison import NOT_DISTINCTIVE
from tieback.screen.explanation import edition_words, missing_words
from tieback.screen.meeting import names_of
from tieback.screen.memory import tell_memory
from tieback.screen.outcome import Outcome
from tieback.screen.region import region_digest
from tieback.screen.ruleset import rule_version

SCHEMA = "tieback.search-record/1"
NOTICE = (
    "This is not a clearance. It records what was searched, in which editions of which lists and by which rules, on the "
    "stated day. A name that was not found may stand on another list, in a later edition, or there under another name."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was searched in what. `journal`: digest of its last entry, where decisions were used."""

    file: str
    sha256: str
    size_bytes: int
    mapping: Sequence[tuple[str, str]]
    editions: Sequence[Edition]
    threshold: Decimal
    as_of: date
    version: str  # of Tieback
    journal: str | None = None
    notes: Sequence[Note] = ()


def document(search: Search, rows: Iterable[Outcome]) -> dict[str, Any]:
    """The record as plain JSON. `NOTICE` is in capitals so that it comes first where keys are sorted."""
    told = list(rows)
    read = [item for item in told if item.row.party is not None]
    alerts = [alert for item in told for alert in item.alerts]
    return {
        "NOTICE": NOTICE,
        "schema": SCHEMA,
        "version": search.version,
        "rules": rule_version(),
        "as_of": search.as_of.isoformat(),
        "threshold": plain(search.threshold),
        "file": {
            "name": search.file,
            "sha256": search.sha256,
            "bytes": search.size_bytes,
            "mapping": [{"header": header, "column": column} for header, column in search.mapping],
        },
        "editions": [_edition(edition) for edition in search.editions],
        "place_tables": region_digest(),
        "journal": search.journal,
        "counts": {
            "rows": len(told),
            "searched": len(read),
            "unread": len(told) - len(read),
            "alerts": len(alerts),
            "silent": sum(1 for alert in alerts if alert.silent),
            "near_misses": sum(len(item.near) for item in told),
        },
        "searched": [_searched(item, search.threshold) for item in read],
        "unread": [
            {"row": item.row.number, "reason": item.status.reason} for item in told if item.row.party is None
        ],
        "notes": plain(tuple(search.notes)),
    }


def dump(record: Mapping[str, Any]) -> bytes:
    """The canonical bytes: keys sorted, no number with a fraction (as in `lists.codec`)."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def page(record: Mapping[str, Any]) -> str:
    """The record as one HTML page, made of nothing but its document; first the notice."""
    from jinja2 import Environment

    source = files("tieback.screen").joinpath("record.html.j2").read_text(encoding="utf-8")
    return (
        Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(source).render(record)
    )


def why_dismissed(alert: Alert, threshold: Decimal) -> str:
    """Why what came near is no alert: the score, and what weighed most against it."""
    short = f"score {alert.score} is below the threshold {threshold}"
    if alert.rule == NOT_DISTINCTIVE:
        return f"{short}: {NOT_DISTINCTIVE}"
    against = min(
        (row for row in alert.alignment if row.weight < 0), key=lambda row: row.weight, default=None
    )
    if against is None:
        return f"{short}: too little in common"
    texts = [alert.name_a[slice(*against.a)], alert.name_b[slice(*against.b)]]
    told = " and ".join(f'"{text}"' for text in texts if text)
    return f"{short}: {against.part} {against.rule}{f' ({told})' if told else ''}, {against.weight} bits"


def _edition(edition: Edition) -> dict[str, Any]:
    row = codec.row(edition, (*codec.CONTRACT_FIELDS, "title", "publisher", "effect", "content_sha256"))
    return {**row, "standing": edition_words(edition) if edition.complete else missing_words(edition)}


def _searched(item: Outcome, threshold: Decimal) -> dict[str, Any]:
    party = item.row.party
    if party is None:
        raise ValueError("an unread row was not searched")
    return {
        "row": item.row.number,
        "id": party.id,
        "names": list(names_of(party)),
        "country": party.country,
        "identifiers": plain(party.identifiers),
        "addresses": [site_members(site) for site in item.row.sites],
        "parent": party.parent,
        "status": item.status.answer,
        "reason": item.status.reason,
        "alerts": [_alert(alert) for alert in item.alerts],
        "near_misses": [_near(alert, threshold) for alert in item.near],
    }


def _alert(alert: Alert) -> dict[str, Any]:
    told = tell_memory(alert.memory) if alert.memory else None
    row: dict[str, Any] = plain(alert)
    return {**row, "remembered": told}


def _near(alert: Alert, threshold: Decimal) -> dict[str, Any]:
    names = ("list", "edition_sha256", "entity", "score", "rule", "name_a", "name_b", "alignment")
    row: dict[str, Any] = {name: plain(getattr(alert, name)) for name in names}
    return {**row, "dismissed": why_dismissed(alert, threshold)}
