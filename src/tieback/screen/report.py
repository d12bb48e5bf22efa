"""The screening as one HTML file: alerts side by side with their alignment, in leaves of a hundred.

Self-contained: no address in it is asked for, its policy lets nothing run or load but its own style and script, and
without script it is a plain page. Everything from the file and the lists is escaped.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from heapq import heappush, heappushpop
from importlib.resources import files
from typing import Any

from tieback.lists.edition import Edition, ListedEntity
from tieback.model.alert import Alert
from tieback.model.party import Party
from tieback.model.record import Note
from tieback.names.script import script_of_char
from tieback.screen.alignment import explain
from tieback.screen.bridge import bridge, marked, stylesheet, tally
from tieback.screen.explanation import edition_words, missing_words
from tieback.screen.memory import tell_memory
from tieback.screen.outcome import Counts, Outcome
from tieback.screen.status import NONE_FOUND, POSSIBLE, UNKNOWN

MOST_ROWS = 5_000  # rows with alerts that the page shows, the strongest; a spreadsheet holds more
MOST_OTHERS = 2_000  # rows without
_LEAF = 100  # alerts to a leaf
_ANSWERS = (POSSIBLE, UNKNOWN, NONE_FOUND)
_NAME_KIND = {"alias": "alias", "former": "former name", "weak": "weak alias"}
_SHOWN = 4  # further names, addresses, numbers of one side


@dataclass(frozen=True, slots=True)
class Heading:
    """What the page says of the run."""

    file: str
    version: str
    as_of: str
    threshold: str
    editions: Sequence[Edition]
    mapping: Sequence[tuple[str, str]]
    notes: Sequence[Note]
    counts: Counts


@dataclass(slots=True)
class Gathered:
    """The rows a page shows, gathered one by one: of more than `MOST_ROWS` with alerts the strongest stay."""

    with_alerts: list[tuple[tuple[Any, ...], int, Outcome]] = field(default_factory=list)
    others: list[Outcome] = field(default_factory=list)
    left_off: int = 0

    def add(self, outcome: Outcome) -> None:
        """One more row."""
        if not outcome.alerts and not outcome.near:
            if len(self.others) < MOST_OTHERS:
                self.others.append(outcome)
            return
        item = (_strength(outcome), -outcome.row.number, outcome)
        if len(self.with_alerts) < MOST_ROWS:
            heappush(self.with_alerts, item)
        else:
            heappushpop(self.with_alerts, item)
            self.left_off += 1

    def ranked(self) -> list[Outcome]:
        """Rows with alerts or near misses, the strongest first."""
        return [outcome for *_, outcome in sorted(self.with_alerts, key=lambda item: item[:2], reverse=True)]


def _strength(outcome: Outcome) -> tuple[Any, ...]:
    best = max(((not alert.silent, alert.exact, alert.score) for alert in outcome.alerts), default=None)
    return (best is not None, *(best or (False, False, max(alert.score for alert in outcome.near))))


def report(heading: Heading, gathered: Gathered) -> str:
    """The page."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    style = f"{stylesheet()}{_part('report.css')}"
    script = _part("report.js")
    entities = _Entities(heading.editions)
    cards = [card for outcome in gathered.ranked() for card in _cards(outcome, entities)]
    alerts, near = ([card for card in cards if card["near"] is near] for near in (False, True))
    return environment.from_string(_part("report.html.j2")).render(
        heading=heading,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'",
        editions=[(edition_words(edition), _standing(edition), edition) for edition in heading.editions],
        answers=[(answer, heading.counts.answers.get(answer, 0)) for answer in _ANSWERS],
        leaves=_leaves(alerts),
        near=_leaves(near),
        choices={name: _choices(cards, name) for name in ("list", "kind", "script", "label")},
        alerts=len(alerts),
        near_count=len(near),
        left_off=gathered.left_off,
        others=gathered.others,
        more_others=heading.counts.rows
        - len(gathered.others)
        - len(gathered.with_alerts)
        - gathered.left_off,
    )


def _part(name: str) -> str:
    return files("tieback.screen").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}"


def _standing(edition: Edition) -> str:
    return f"complete, {edition.entries} entries" if edition.complete else missing_words(edition)


def _leaves(cards: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"first": at + 1, "last": min(at + _LEAF, len(cards)), "cards": cards[at : at + _LEAF]}
        for at in range(0, len(cards), _LEAF)
    ]


def _choices(cards: Iterable[dict[str, Any]], name: str) -> list[str]:
    return sorted({str(card[name]) for card in cards})


class _Entities:
    """Listed entities by list and id, found once they are asked for."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.editions = {edition.list: edition for edition in editions}

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], ListedEntity]:
        return {
            (edition.list, entity.id): entity
            for edition in self.editions.values()
            for entity in edition.entities
        }

    def find(self, alert: Alert) -> ListedEntity | None:
        """The entity an alert names; none for a region."""
        return self._by_id.get((alert.list, alert.entity.id))


def _cards(outcome: Outcome, entities: _Entities) -> list[dict[str, Any]]:
    return [
        _card(outcome, alert, entities, near=near)
        for near, alerts in ((False, outcome.alerts), (True, outcome.near))
        for alert in alerts
    ]


def _card(outcome: Outcome, alert: Alert, entities: _Entities, *, near: bool) -> dict[str, Any]:
    from markupsafe import Markup

    told = explain(alert)
    entity = entities.find(alert)
    edition = entities.editions.get(alert.list)
    return {
        "alert": alert,
        "near": near,
        "label": "decided false" if alert.silent else "exact" if alert.exact else alert.label,
        "remembered": tell_memory(alert.memory) if alert.memory else "none recorded",
        "row": outcome.row.number,
        "list": alert.list,
        "kind": alert.kind.value,
        "script": scripts(alert.name_a, alert.name_b),
        "edition": edition_words(edition)
        if edition
        else f"{alert.list}, place tables {alert.edition_sha256[:12]}",
        "ours": _words_of_party(outcome),
        "theirs": _words_of_entity(alert, entity),
        "name_a": Markup(marked(told.pieces_a, told.lines)),  # noqa: S704 - escaped piece by piece
        "name_b": Markup(marked(told.pieces_b, told.lines)),  # noqa: S704
        "bridge": Markup(bridge(told)),  # noqa: S704
        "tally": Markup(tally(told)),  # noqa: S704
    }


def scripts(a: str, b: str) -> str:
    """ "latin", or "latin and han" where the two names are of different scripts; of each the script of most letters."""
    both = sorted({_script(a), _script(b)} - {""})
    return " and ".join(both) or "none"


def _script(text: str) -> str:
    found = [script for character in text if (script := script_of_char(character))]
    return max(sorted(set(found)), key=found.count, default="")


def _words_of_party(outcome: Outcome) -> list[tuple[str, str]]:
    """What the file says of the party."""
    party = outcome.row.party
    if party is None:
        return []
    rows = [
        ("Name", party.name),
        ("Also", _few((party.name_local or "").split("|"))),
        ("Country", party.country or ""),
        ("Address", _few([_address(site.address, site.postal_code) for site in outcome.row.sites])),
        ("Numbers", _few([f"{item.scheme} {item.value}" for item in party.identifiers])),
        ("Parent", _parent(party)),
    ]
    return [(word, text) for word, text in rows if text]


def _parent(party: Party) -> str:
    if not party.parent:
        return ""
    shares = [format(share, "f") for share in (party.share_min, party.share_max) if share is not None]
    return f"{party.parent} ({' to '.join(dict.fromkeys(shares))} %)" if shares else party.parent


def _words_of_entity(alert: Alert, entity: ListedEntity | None) -> list[tuple[str, str]]:
    """What the list says of the entity."""
    if entity is None:
        return [("Region", alert.entity.name)]
    met = next((name for name in entity.names if name.text == alert.name_b), None)
    kind = _NAME_KIND.get(met.kind, "") if met else ""
    added = (
        f"an addition of ours, source {met.source or 'not stated'}"
        if met and met.origin != "publisher"
        else ""
    )
    rows = [
        ("Listed as", entity.name),
        ("This name", ", ".join(word for word in (kind, added) if word)),
        ("Also", _few([name.text for name in entity.names if name.text not in {entity.name, alert.name_b}])),
        ("Country", entity.country or ""),
        ("Address", _few([_address(item.text, item.postal_code) for item in entity.addresses])),
        ("Numbers", _few([f"{item.scheme} {item.value}" for item in entity.identifiers])),
        ("Section", ", ".join(entity.sections)),
        ("Effective", entity.effective_on.isoformat() if entity.effective_on else ""),
        ("Ended", entity.ended_on.isoformat() if entity.ended_on else ""),
        ("Entry adds", ", ".join(entity.clauses)),
        ("Source", entity.source or ""),
        ("Note", entity.note or ""),
    ]
    return [(word, text) for word, text in rows if text]


def _address(text: str | None, postal_code: str | None) -> str:
    return " ".join(part for part in (text, postal_code) if part)


def _few(texts: Sequence[str]) -> str:
    kept = [text.strip() for text in texts if text and text.strip()]
    more = f"; {len(kept) - _SHOWN} more" if len(kept) > _SHOWN else ""
    return "; ".join(kept[:_SHOWN]) + more
