"""What an edition of a list changed, as items: one per entity added, removed, renamed, moved or corrected.

Only a change between two complete editions is news: an entity that a partial list lacked was not added. The words are ours
around what the list prints; a watched party is met by screening, as everywhere, and counts beyond doubt only where exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import pairwise

from tieback.lists.diff import Corrected, Entry, Moved, Renamed, diff
from tieback.lists.edition import Edition, ListedEntity
from tieback.model.alert import Alert, AlertKind
from tieback.model.party import Identifier, Party
from tieback.model.story import Item, Link, LinkKind
from tieback.names.country import name_of
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import Lexicon
from tieback.watch.profile import WatchedParty

Change = Entry | Renamed | Moved | Corrected
_FIRST_AT = datetime(1970, 1, 1, tzinfo=UTC)


def list_items(editions: Sequence[Edition], lexicon: Lexicon, since: datetime) -> tuple[Item, ...]:
    """The changes that the editions of one list brought, oldest installation first; those known before `since` left out."""
    found: list[Item] = []
    for before, after in pairwise(editions):
        if before.complete and after.complete and _at(after)[0] >= since:
            found.extend(_items(before, after, lexicon))
    return tuple(found)


def _items(before: Edition, after: Edition, lexicon: Lexicon) -> Iterator[Item]:
    changes = list(_changes(before, after))
    alerts = _meet(after, [entity for _, _, entity in changes], list(lexicon.parties.values()))
    for number, (told, _, entity) in enumerate(changes):
        title = f"{entity.name} {told} {after.title}"
        text = f"{title}\n\n{_sentences(before, after, entity, told)}"
        at, dated = _at(after)
        item = Item(
            id=f"l-{after.list}-{after.content_sha256[:8]}-{number}",
            kind="list",
            source=after.publisher or after.list,
            url=after.source_url,
            title=title,
            text=text,
            at=at,
            dated=dated,
        )
        yield replace(item, links=_links(item, after, entity, lexicon, alerts.get(entity.id, ())))


def _changes(before: Edition, after: Edition) -> Iterator[tuple[str, Change, ListedEntity]]:
    """(what happened, the change, the entity), in the order of the difference."""
    found = diff(before, after)
    new = {entity.id: entity for entity in after.entities}
    old = {entity.id: entity for entity in before.entities}
    for entry in found.added:
        yield "added to", entry, new[entry.id]
    for entry in found.removed:
        yield "removed from", entry, old[entry.id]
    for renamed in found.renamed:
        yield f"(was: {renamed.was}) renamed on", renamed, _of(renamed.id, renamed.name, new, old)
    for moved in found.moved:
        sections = f"{_listed(moved.before)} to {_listed(moved.after)}"
        yield f"moved from section {sections} of", moved, _of(moved.id, moved.name, new, old)
    for corrected in found.corrected:
        told = f"corrected ({', '.join(corrected.changed)}) on"
        yield told, corrected, _of(corrected.id, corrected.name, new, old)


def _of(
    id_: str, name: str, new: Mapping[str, ListedEntity], old: Mapping[str, ListedEntity]
) -> ListedEntity:
    """The entity as the newer edition has it; one that changed its id is found by its name."""
    by_name = {entity.name: entity for entity in new.values()}
    return new.get(id_) or by_name.get(name) or old[id_]


def _listed(sections: Sequence[str]) -> str:
    return ", ".join(sections) or "none"


def _sentences(before: Edition, after: Edition, entity: ListedEntity, told: str) -> str:
    """What the list prints of the entity, in sentences."""
    editions = f"edition of {after.dated_on or 'unknown date'}, before: {before.dated_on or 'unknown date'}"
    parts = [f"{after.title}, {editions}: {entity.name}, {told} this list."]
    if others := [name.text for name in entity.names if name.text != entity.name]:
        parts.append(f"Other names: {'; '.join(others)}.")
    if entity.country:
        parts.append(f"Country: {name_of(entity.country)}.")
    if entity.addresses:
        parts.append(f"Address: {'; '.join(address.text for address in entity.addresses)}.")
    if entity.sections:
        parts.append(f"Section: {', '.join(entity.sections)}.")
    if entity.effective_on:
        parts.append(f"In effect: {entity.effective_on}.")
    parts.append(f"Effect: {after.effect}.")
    return " ".join(parts)


def _at(edition: Edition) -> tuple[datetime, bool]:
    """When the edition became known, and whether its publisher says so."""
    if edition.published_on:
        return datetime.combine(edition.published_on, time(), UTC), True
    return edition.retrieved_at or _FIRST_AT, False


def _meet(
    edition: Edition, entities: Sequence[ListedEntity], parties: Sequence[WatchedParty]
) -> dict[str, list[tuple[str, Alert]]]:
    """Entity id -> (party id, alert) for the watched parties that screening finds among these entities."""
    if not entities or not parties:
        return {}
    from tieback.screen.screening import Screener

    screener = Screener([replace(edition, entities=tuple(dict.fromkeys(entities)))])
    found: dict[str, list[tuple[str, Alert]]] = {}
    for party in parties:
        for name in dict.fromkeys((party.name, *party.names)):
            numbers = tuple(Identifier("number", number) for number in party.identifiers)
            asked = Party(party.id, name, country=party.country, identifiers=numbers)
            for alert in screener.party(asked).alerts:
                if alert.kind in (AlertKind.NAME, AlertKind.IDENTIFIER):
                    found.setdefault(alert.entity.id, []).append((party.id, alert))
    return found


def _links(
    item: Item, edition: Edition, entity: ListedEntity, lexicon: Lexicon, alerts: Sequence[tuple[str, Alert]]
) -> tuple[Link, ...]:
    """The list itself, the parties met by screening (the strongest alert of each), and whatever the text names."""
    at = item.text.index(edition.title, len(entity.name))
    links = [
        Link(LinkKind.LIST, edition.list, edition.title, at, at + len(edition.title), "the list that changed")
    ]
    best: dict[str, Alert] = {}
    for party, alert in alerts:
        held = best.get(party)
        if held is None or (alert.exact, alert.score) > (held.exact, held.score):
            best[party] = alert
    for party, alert in sorted(best.items()):
        rule = f"screening: {alert.rule}, {alert.score}"
        links.append(Link(LinkKind.PARTY, party, entity.name, 0, len(entity.name), rule, not alert.exact))
    others = (
        link
        for link in find_links(item.text, lexicon)
        if not (link.kind is LinkKind.PARTY and link.id in best)
        and not (link.kind is LinkKind.LIST and link.id == edition.list)
    )
    return tuple(sorted((*links, *others), key=lambda link: (link.start, link.end, link.kind, link.id)))
