"""Which events stand: repeated ones count once, those declared to be wrong are withdrawn, both are noted.

EPCIS corrects by declaration: the wrong event is sent again with an errorDeclaration and the same eventID. Two
different events under one eventID without a declaration contradict each other: the later is not read.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from tieback.model.record import Note, RowRef, Unread
from tieback.trace.epcis.event import Event

_NOWHERE = RowRef("", 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """The events that count, in order of time, with what was set aside and why."""

    events: tuple[Event, ...]
    notes: tuple[Note, ...]
    unread: tuple[Unread, ...]


def select_standing(events: Iterable[Event]) -> Standing:
    """Withdraw, then drop repetitions, then refuse contradictions of one eventID."""
    ordered = sorted(events, key=lambda event: (event.at, event.ref))
    notes: list[Note] = []
    notes += [_altered(event) for event in ordered if event.id is not None and _is_altered(event.id, event)]
    kept = _withdraw(ordered, notes)
    seen: dict[Event, Event] = {}
    named: dict[str, Event] = {}
    unread: list[Unread] = []
    for event in kept:
        content = content_of(event)
        twin = seen.get(content)
        if twin is not None:
            same = (
                "the same event as" if event.hash_id == twin.hash_id else "the same goods, time and place as"
            )
            notes.append(_note(event, f"{same} {_where(twin)} ({event.hash_id})", "counted once"))
        elif event.id is not None and event.id in named:
            reason = (
                f"eventID {event.id} is also that of {_where(named[event.id])}, which says something else"
            )
            notes.append(_note(event, reason, "not read: what depends on it is unknown"))
            unread += [Unread(event.ref, lot, None, reason) for lot in sorted(lots_of(event))]
        else:
            seen[content] = event
            if event.id is not None:
                named[event.id] = event
    return Standing(tuple(seen.values()), tuple(notes), tuple(unread))


def content_of(event: Event) -> Event:
    """The event without what two recordings of it may differ in: row, id, record time, declaration."""
    return replace(event, ref=_NOWHERE, id=None, recorded_at=None, error=None, hash_id="")


def _is_altered(name: str, event: Event) -> bool:
    """Is the eventID a hash id of CBV 2.0 that the content does not give?"""
    return name.startswith("ni:///sha-256;") and name.endswith("?ver=CBV2.0") and name != event.hash_id


def _altered(event: Event) -> Note:
    reason = f"its eventID is a hash of other content than it has: {event.id}, not {event.hash_id}"
    return _note(
        event, reason, "read as it stands; it was changed after it was numbered, or numbered another way"
    )


def lots_of(event: Event) -> set[str]:
    """Every object or class that an event names."""
    items = (*event.items, *event.inputs, *event.outputs)
    return {item.lot for item in items} | ({event.parent} if event.parent else set())


def _withdraw(events: list[Event], notes: list[Note]) -> list[Event]:
    """The events without those that another declares to be wrong."""
    plain = [event for event in events if event.error is None]
    by_id: dict[str | None, list[Event]] = {}
    by_content: dict[Event, list[Event]] = {}
    for event in plain:
        by_id.setdefault(event.id, []).append(event)
        by_content.setdefault(content_of(event), []).append(event)
    gone: set[RowRef] = set()
    for wrong in (event for event in events if event.error is not None):
        named = by_id.get(wrong.id, []) if wrong.id is not None else []
        hit = [
            event for event in (*named, *by_content.get(content_of(wrong), ())) if _is_declared(event, wrong)
        ]
        fresh = {event.ref: event for event in hit if event.ref not in gone}
        gone |= fresh.keys()
        notes.append(_withdrawal_note(wrong, list(fresh.values()), by_id))
    return [event for event in plain if event.ref not in gone]


def _is_declared(event: Event, wrong: Event) -> bool:
    """Same eventID, or the same content where one of the two has none; recorded before the declaration."""
    if (
        wrong.error is not None
        and event.recorded_at is not None
        and event.recorded_at > wrong.error.declared_at
    ):
        return False
    if event.id is not None and wrong.id is not None:
        return event.id == wrong.id
    return content_of(event) == content_of(wrong)


def _withdrawal_note(wrong: Event, hit: list[Event], known: Collection[str | None]) -> Note:
    error = wrong.error
    because = f" ({error.reason})" if error is not None and error.reason else ""
    day = f"{error.declared_at:%Y-%m-%d}" if error is not None else ""
    what = ", ".join(_where(event) for event in hit) or "an event that is not in these records"
    absent = [one for one in (error.corrections if error is not None else ()) if one not in known]
    lost = f"; its correction {', '.join(absent)} is not in these records" if absent else ""
    return _note(wrong, f"declared on {day} to be wrong{because}: {what}", f"withdrawn{lost}")


def _note(event: Event, reason: str, effect: str) -> Note:
    return Note(event.ref.file, event.ref.row, None, reason, effect)


def _where(event: Event) -> str:
    return f"event {event.ref.row} of {event.ref.file}"
