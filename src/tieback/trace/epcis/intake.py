"""Files of events in, records out."""

from collections.abc import Iterable
from dataclasses import replace

from tieback.model.record import Note, RowRef, Unread
from tieback.trace.epcis.document import Fields, read_fields
from tieback.trace.epcis.event import Event, Place
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
    return replace(
        found,
        notes=tuple(notes) + found.notes,
        unread=tuple(sorted((*unread, *found.unread), key=lambda one: (one.ref, one.lot or ""))),
        locations=tuple(places),
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
            found.append(read_event(event, ref))
            continue
        reason = f"an event of an own type, {event['type']}"
        notes.append(Note(file, number, "type", reason, "not read: what it may say about goods is unknown"))
        unread.append(Unread(ref, None, None, reason))
    return found
