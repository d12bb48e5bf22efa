"""EPCIS events of the case, all files together, beside what the sheets say."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tieback.case.folder import EVENTS, Folder
from tieback.case.goods import Goods
from tieback.case.naming import Names
from tieback.model.party import Party
from tieback.model.record import RowRef, Unread
from tieback.model.site import Site
from tieback.table.limit import check_size

if TYPE_CHECKING:
    from tieback.trace.epcis import Events

_SUFFIXES = frozenset({".json", ".jsonld", ".xml"})


def read_events(folder: Folder, goods: Goods, declared: tuple[Party, ...], names: Names) -> Goods:
    """`goods` with what the files of events/ add. Raises Refused for a file that does not conform."""
    root = folder.root / EVENTS
    folder.note_unread(EVENTS, _SUFFIXES)
    paths = sorted(path for path in root.glob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
    if not paths:
        return goods
    from tieback.trace.epcis import read_event_files, with_known

    files = []
    for path in paths:
        name = folder.name(path)
        folder.inside(name, name)
        check_size(path, name)
        files.append((name, path.read_bytes()))
        folder.record(path)
    found = with_known(read_event_files(files), declared, goods.sites)
    folder.notes += found.notes
    _meet(found, names)
    return _joined(goods, found, folder)


def _meet(found: "Events", names: Names) -> None:
    """Parties that only events name, under the name of the events' own master data; without one, no name."""
    said = {place.id: place for place in found.locations}
    parties = {party: one.ref for one in found.transfers for party in (one.sender, one.receiver)}
    parties |= {one.holder: one.lines[0].ref for one in found.transformations if one.lines}
    parties |= {one.holder: one.ref for one in found.stock}
    for party, ref in parties.items():
        if names.known(party) is None and party not in names.undeclared:
            place = said.get(party)
            name, country = (place.name or "", place.country) if place else ("", None)
            names.undeclared[party] = Party(party, name, country=country, declared=False, ref=ref)


def _joined(goods: Goods, found: "Events", folder: Folder) -> Goods:
    """Sheets and events together. An id that both use is not read in either: it may be one record or two."""
    both = {one.id for one in goods.transfers} & {one.id for one in found.transfers}
    made_twice = {one.id for one in goods.transformations} & {one.id for one in found.transformations}
    moved = [one for one in (*goods.transfers, *found.transfers) if one.id in both]
    made = [one for one in (*goods.transformations, *found.transformations) if one.id in made_twice]
    unread = [_twice(one.ref, one.id, one.lot) for one in moved if one.ref is not None]
    unread += [
        _twice(line.ref, one.id, line.lot) for one in made for line in one.lines if line.ref is not None
    ]
    for name in sorted(both | made_twice):
        folder.note(EVENTS, f"id {name!r} stands in the events and in the sheets", "neither is read")
    return replace(
        goods,
        sites=goods.sites + _new_sites(goods, found),
        transfers=tuple(one for one in (*goods.transfers, *found.transfers) if one.id not in both),
        transformations=tuple(
            one for one in (*goods.transformations, *found.transformations) if one.id not in made_twice
        ),
        stock=goods.stock + found.stock,
        unread=(*goods.unread, *found.unread, *unread),
    )


def _twice(ref: RowRef, name: str, lot: str) -> Unread:
    return Unread(ref, lot, None, f"id {name!r} stands in the events and in the sheets")


def _new_sites(goods: Goods, found: "Events") -> tuple[Site, ...]:
    """Places that only events name, with the address of the events' own master data where there is one."""
    known = {site.id for site in goods.sites}
    said = {place.id: place for place in found.locations}
    holders = {made.site: made.holder for made in found.transformations}
    holders |= {count.site: count.holder for count in found.stock}
    sites = []
    for site, holder in sorted(holders.items()):
        if site in known:
            continue
        place = said.get(site)
        if place is None:
            sites.append(Site(id=site, party=holder))
        else:
            sites.append(
                Site(site, holder, None, place.address, place.postal_code, place.country, ref=place.ref)
            )
    return tuple(sites)
