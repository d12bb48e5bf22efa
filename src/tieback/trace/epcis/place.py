"""Who holds a place, as the events themselves say it: the party that ships from it or receives at it.

A GLN that names both a location and a party is one of the same. Where events name two parties for a place, or
none, the place stands for its holder.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tieback.trace.epcis.event import Event, Typed
from tieback.trace.epcis.gs1_key import comparable, gln
from tieback.trace.epcis.vocabulary import move


def party_of(parts: Sequence[Typed]) -> str | None:
    """The party of a source or destination list: who possesses the goods, else who owns them."""
    return _first(parts, "possessing_party") or owner_of(parts)


def owner_of(parts: Sequence[Typed]) -> str | None:
    """Who owns, or is meant to own, the goods at that end (CBV 2.0, section 7.4.2), where a list says so."""
    return _first(parts, "owning_party")


def place_of(parts: Sequence[Typed]) -> str | None:
    """The location of a source or destination list."""
    return _first(parts, "location")


def _first(parts: Sequence[Typed], kind: str) -> str | None:
    return min((part.id for part in parts if part.kind == kind), default=None)


def origin_of(event: Event) -> str | None:
    """Where a departing event departs from."""
    return place_of(event.sources) or event.read_point or event.location


def destination_of(event: Event) -> str | None:
    """Where an arriving event arrives at."""
    return event.location or place_of(event.destinations) or event.read_point


def site_of(event: Event) -> str | None:
    """Where something was made: bizLocation, else readPoint."""
    return event.location or event.read_point


@dataclass(frozen=True, slots=True)
class Holders:
    """Place (comparison form) to the parties that events put there, and the GLNs of parties."""

    seen: Mapping[str, tuple[str, ...]]
    by_gln: Mapping[str, str]

    def holder(self, place: str) -> str:
        """The one party of this place, or the place itself."""
        parties = self.seen.get(comparable(place), ())
        if len(parties) == 1:
            return parties[0]
        number = gln(place)
        return self.by_gln.get(number[0], place) if number and not parties else place


def learn_holders(events: Iterable[Event]) -> Holders:
    """Read shipments and receipts: their party possesses the place that they happen at."""
    seen: dict[str, dict[str, str]] = {}
    by_gln: dict[str, str] = {}
    for event in events:
        for place, party in _pairs(event):
            seen.setdefault(comparable(place), {})[comparable(party)] = party
        for part in (*event.sources, *event.destinations):
            number = gln(part.id)
            if number and part.kind != "location":
                by_gln[number[0]] = min(part.id, by_gln.get(number[0], part.id))
    return Holders({place: tuple(sorted(found.values())) for place, found in seen.items()}, by_gln)


def _pairs(event: Event) -> list[tuple[str, str]]:
    found = [(place_of(event.sources), party_of(event.sources))]
    found.append((place_of(event.destinations), party_of(event.destinations)))
    if move(event.step) == "depart":
        found.append((event.read_point, party_of(event.sources)))
    if move(event.step) == "arrive":
        found.append((destination_of(event), party_of(event.destinations)))
    return [(place, party) for place, party in found if place and party]
