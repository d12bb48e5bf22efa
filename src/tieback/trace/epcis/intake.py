"""Files of events in, records out."""

from collections.abc import Iterable
from dataclasses import replace

from tieback.model.record import Note, RowRef, Unread
from tieback.trace.epcis.document import Fields, read_fields
from tieback.trace.epcis.event import Event, Item, Place
from tieback.trace.epcis.gs1_key import comparable
from tieback.trace.epcis.header import read_places
from tieback.trace.epcis.ledger import Events, settle
from tieback.trace.epcis.reading import read_event

_STANDARD = frozenset(
    ("ObjectEvent", "AggregationEvent", "AssociationEvent", "TransactionEvent", "TransformationEvent")
)


def read_events(data: bytes, file: str) -> Events:
    """The records of one file of EPCIS events (JSON-LD 2.0, XML 2.0 or 1.2).

    Raises Refused, with the path, where the file does not conform.
    """
    return read_event_files([(file, data)])


def read_event_files(files: Iterable[tuple[str, bytes]]) -> Events:
    """The records of several files together: a shipment in one may be received in another.

    `files`: (path as the case names it, bytes), in any order. Raises Refused for the first that does not conform.
    """
    events: list[Event] = []
    notes: list[Note] = []
    unread: list[Unread] = []
    places: list[Place] = []
    for file, data in sorted(files):
        fields = read_fields(data, file)
        events += _read(fields, file, notes, unread)
        places += read_places(fields.header, file)
    found = settle(events)
    notes += _contradictions(places)
    return replace(
        found,
        notes=tuple(notes) + found.notes,
        unread=tuple(sorted((*unread, *found.unread), key=lambda one: (one.ref, one.lot or ""))),
        locations=_spelled_as_used(places, found),
    )


def _read(fields: Fields, file: str, notes: list[Note], unread: list[Unread]) -> list[Event]:
    if fields.is_query:
        notes.append(
            Note(file, None, None, "a query: it asks for events and holds none", "nothing was read from it")
        )
    notes += [Note(file, None, None, remark, "read all the same") for remark in fields.remarks]
    found = []
    for number, event in enumerate(fields.events, start=1):
        ref = RowRef(file, number)
        if event["type"] in _STANDARD:
            found.append(_above_zero(read_event(event, ref, fields.spaces), notes, unread))
            continue
        reason = f"an event of an own type, {event['type']}"
        notes.append(Note(file, number, "type", reason, "not read: what it may say about goods is unknown"))
        unread.append(Unread(ref, None, None, reason))
    return found


def _above_zero(event: Event, notes: list[Note], unread: list[Unread]) -> Event:
    """The event with quantities of nothing, or less, unknown: noted, and below nothing what depends on it is too."""

    def checked(item: Item) -> Item:
        if item.quantity is None or item.quantity.value > 0:
            return item
        negative = item.quantity.value < 0
        reason = f"{'a negative quantity' if negative else 'a quantity of zero'} of {item.lot}"
        effect = "what lies downstream of its lot is unknown" if negative else "its mass is unknown"
        notes.append(Note(event.ref.file, event.ref.row, "quantity", reason, effect))
        if negative:
            unread.append(Unread(event.ref, item.lot, None, reason))
        return replace(item, quantity=None)

    items, inputs, outputs = (
        tuple(map(checked, part)) for part in (event.items, event.inputs, event.outputs)
    )
    return replace(event, items=items, inputs=inputs, outputs=outputs)


def _contradictions(places: Iterable[Place]) -> list[Note]:
    """Places that two files describe with different addresses."""
    seen: dict[str, Place] = {}
    notes = []
    for place in places:
        first = seen.setdefault(comparable(place.id), place)
        if (first.address, first.postal_code, first.country) != (
            place.address,
            place.postal_code,
            place.country,
        ):
            reason = f"{place.id} has another address than in {first.ref.file}: {place.address}, not {first.address}"
            notes.append(
                Note(place.ref.file, None, None, reason, "both are kept; where it lies is in conflict")
            )
    return notes


def _spelled_as_used(places: Iterable[Place], found: Events) -> tuple[Place, ...]:
    """Master data under the spelling that the records use for the same number."""
    names = [one.site for one in found.transformations] + [one.site for one in found.stock]
    names += [name for one in found.transfers for name in (one.sender, one.receiver)]
    used = {comparable(name): name for name in names}
    return tuple(replace(place, id=used.get(comparable(place.id), place.id)) for place in places)
