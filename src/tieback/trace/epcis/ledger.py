"""From events to the records of a case: what was made, moved and counted, and what could not be read.

Everything the records cannot express becomes a note with its effect, or an unread row that makes unknown what
hangs on it. Events of one shipment may stand in several files: settle all files of a case together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tieback.model.goods import StockCount, Transfer, Transformation
from tieback.model.party import Party
from tieback.model.record import Note, Unread
from tieback.model.site import Site
from tieback.trace.epcis.cargo import load_cargo
from tieback.trace.epcis.event import Event, Place
from tieback.trace.epcis.gs1_key import comparable, gln, party_key
from tieback.trace.epcis.making import Making, find_makings
from tieback.trace.epcis.moving import Moving, find_moves
from tieback.trace.epcis.place import learn_holders
from tieback.trace.epcis.remark import Remarks
from tieback.trace.epcis.standing import select_standing


@dataclass(frozen=True, slots=True)
class Events:
    """The records that events amount to. Parties and sites are the identifiers of the events: see `with_known`.

    `locations`: master data of the header (names and addresses of places). `parties_hint`: (place, party) where
    events say who holds a place.
    """

    events: tuple[Event, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    transformations: tuple[Transformation, ...] = ()
    stock: tuple[StockCount, ...] = ()
    notes: tuple[Note, ...] = ()
    unread: tuple[Unread, ...] = ()
    locations: tuple[Place, ...] = ()
    parties_hint: tuple[tuple[str, str], ...] = ()


def settle(events: Iterable[Event]) -> Events:
    """The records that these events amount to; the order in which they are given does not matter."""
    standing = select_standing(events)
    cargo, holders, remarks = load_cargo(standing.events), learn_holders(standing.events), Remarks()
    making = find_makings(standing.events, Making(cargo, holders, remarks))
    moving = find_moves(standing.events, Moving(cargo, holders, remarks))
    _remark_unused(standing.events, remarks)
    hints = ((place, parties[0]) for place, parties in holders.seen.items() if len(parties) == 1)
    return _spelled(
        Events(
            events=standing.events,
            transfers=tuple(sorted(moving.transfers, key=lambda one: one.id)),
            transformations=tuple(sorted(making.transformations, key=lambda one: one.id)),
            stock=tuple(sorted([*making.stock, *moving.stock], key=_stock_order)),
            notes=standing.notes + remarks.notes(),
            unread=tuple(
                sorted((*standing.unread, *making.unread), key=lambda one: (one.ref, one.lot or ""))
            ),
            parties_hint=tuple(sorted(hints)),
        )
    )


def with_known(found: Events, parties: Sequence[Party], sites: Sequence[Site]) -> Events:
    """Replace identifiers of events by the ids of declared parties and sites that carry the same number.

    A site is known by its id (a GLN in any notation); a place with an extension falls back to its GLN. What is
    made at a declared site is held by its party. Identifiers that nobody declared stay, each noted once.
    """
    by_party = {party_key(value): party.id for party in reversed(parties) for value in _party_names(party)}
    by_place = {key: site for site in reversed(sites) for key in _place_keys(site.id)[:1]}

    def site_named(place: str) -> Site | None:
        return next((by_place[key] for key in _place_keys(place) if key in by_place), None)

    def party(name: str) -> str:
        site = site_named(name)
        return by_party.get(party_key(name)) or (site.party if site else name)

    def site_id(place: str) -> str:
        site = site_named(place)
        return site.id if site else place

    def holder(place: str, name: str) -> str:
        site = site_named(place)
        return site.party if site else party(name)

    known = _renamed(found, lot=str, party=party, site=site_id, holder=holder)
    declared = {one.id for one in parties} | {one.id for one in sites}
    return replace(known, notes=known.notes + _undeclared(known, declared))


def _spelled(found: Events) -> Events:
    """One spelling per lot, party and place: the first in the alphabet of those used."""
    lots = _spellings(_lots(found), comparable)
    names = [name for move in found.transfers for name in _named(move)]
    names += [one.holder for one in found.transformations] + [one.holder for one in found.stock]
    names += [one.holder for one in found.unread if one.holder]
    parties = _spellings(names, party_key)
    places = [one.site for one in found.transformations] + [one.site for one in found.stock]
    sites = _spellings(places, comparable)
    return _renamed(
        found,
        lot=lambda lot: lots[comparable(lot)],
        party=lambda name: parties[party_key(name)],
        site=lambda place: sites[comparable(place)],
        holder=lambda _, name: parties[party_key(name)],
    )


def _spellings(names: Iterable[str], key: Callable[[str], str]) -> dict[str, str]:
    chosen: dict[str, str] = {}
    for name in names:
        chosen[key(name)] = min(name, chosen.get(key(name), name))
    return chosen


def _lots(found: Events) -> list[str]:
    lines = [line.lot for one in found.transformations for line in one.lines]
    lines += [one.lot for one in found.unread if one.lot]
    return [one.lot for one in found.transfers] + [one.lot for one in found.stock] + lines


def _renamed(
    found: Events,
    *,
    lot: Callable[[str], str],
    party: Callable[[str], str],
    site: Callable[[str], str],
    holder: Callable[[str, str], str],
) -> Events:
    transfers = (
        replace(
            one,
            lot=lot(one.lot),
            sender=party(one.sender),
            receiver=party(one.receiver),
            owner=party(one.owner) if one.owner else None,
        )
        for one in found.transfers
    )
    transformations = (
        replace(
            one,
            site=site(one.site),
            holder=holder(one.site, one.holder),
            lines=tuple(replace(line, lot=lot(line.lot)) for line in one.lines),
        )
        for one in found.transformations
    )
    stock = (
        replace(one, lot=lot(one.lot), site=site(one.site), holder=holder(one.site, one.holder))
        for one in found.stock
    )
    unread = (
        replace(one, lot=lot(one.lot) if one.lot else None, holder=party(one.holder) if one.holder else None)
        for one in found.unread
    )
    return replace(
        found,
        transfers=tuple(transfers),
        transformations=tuple(transformations),
        stock=tuple(stock),
        unread=tuple(unread),
    )


def _named(moved: Transfer) -> tuple[str, ...]:
    """The parties of a transfer."""
    return (moved.sender, moved.receiver, *([moved.owner] if moved.owner else []))


def _party_names(party: Party) -> tuple[str, ...]:
    return (party.id, *(identifier.value for identifier in party.identifiers))


def _place_keys(place: str) -> tuple[str, ...]:
    """The exact form, then the GLN with its extension, then the GLN alone."""
    number = gln(place)
    if number is None:
        return (comparable(place),)
    exact = f"{number[0]}/{number[1]}" if number[1] else number[0]
    return (exact, number[0])


def _undeclared(found: Events, declared: set[str]) -> tuple[Note, ...]:
    used: dict[str, tuple[str, int]] = {}
    for one in found.transfers:
        for name in _named(one):
            if one.ref is not None:
                used.setdefault(name, (one.ref.file, one.ref.row))
    for made in found.transformations:
        ref = made.lines[0].ref if made.lines else None
        if ref is not None:
            used.setdefault(made.holder, (ref.file, ref.row))
            used.setdefault(made.site, (ref.file, ref.row))
    effect = "kept as it stands; neither its name nor its address can be screened"
    return tuple(
        Note(*used[name], None, f"{name} is not a declared party or site", effect)
        for name in sorted(set(used) - declared)
    )


def _remark_unused(events: Iterable[Event], remarks: Remarks) -> None:
    for event in events:
        if event.ilmd:
            names = ", ".join(name for name, _ in event.ilmd)
            remarks.add(event.ref, f"instance data ({names})", "kept in the original, not used in the trace")


def _stock_order(one: StockCount) -> tuple[str, str, str, str]:
    return one.lot, one.site, str(one.on), "" if one.quantity is None else str(one.quantity.value)
