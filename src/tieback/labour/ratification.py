"""What a state did about an instrument, as separate dated acts, and what follows for a given day.

Approval at home, registration with the ILO ("ratified") and entry into force are three dates that reports blur.
Rows marked unverified are kept apart and decide nothing; a country or instrument without a row is *unknown*.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from tieback.assess.calendar import add_months
from tieback.labour.instrument import Instrument
from tieback.labour.registry import Confidence, Span, read_span, rows


class Act(StrEnum):
    """What a row records."""

    APPROVED = "approved"  # by the parliament or head of state, at home
    REGISTERED = "registered"  # the instrument of ratification, with the Director-General of the ILO
    IN_FORCE = "in_force"  # as the source states it
    DENOUNCED = "denounced"  # the denunciation registered; it takes effect later
    NOT_RATIFIED = "not_ratified_as_of"  # a source says so, for that day and all before it


class Status(StrEnum):
    """Where a state stands on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "ratified_not_in_force"
    NOT_RATIFIED = "not_ratified"
    DENOUNCED = "denounced"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Record:
    """One act of one state, on one source's word."""

    country: str
    code: str
    act: Act
    on: Span
    confidence: Confidence
    source: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the deciding records of one country and instrument amount to.

    Spans are what all deciding sources allow together; `conflicts` names acts on which they allow nothing
    together. `computed`: registration plus the months of the instrument's own final articles.
    """

    approved: Span | None
    registered: Span | None
    recorded: Span | None  # entry into force as stated
    computed: Span | None  # entry into force as it follows
    denounced: Span | None
    denunciation_effective: Span | None
    not_ratified_on: date | None
    conflicts: tuple[str, ...]
    deciding: tuple[Record, ...]
    unverified: tuple[Record, ...]


@cache
def shipped() -> tuple[Record, ...]:
    """The records of the table that ships, in its order."""
    return tuple(
        Record(
            row["country"],
            row["code"],
            Act(row["event"]),
            read_span(row["on"]),
            Confidence(row["confidence"]),
            row["source"],
            row["note"] or None,
        )
        for row in rows("ratification.csv")
    )


def stand(instrument: Instrument, records: Sequence[Record]) -> Standing:
    """Put together the records of one country about `instrument` (others are ignored)."""
    own = [record for record in records if record.code == instrument.code]
    deciding = tuple(record for record in own if record.confidence.decides)
    conflicts: list[str] = []

    def agreed(act: Act) -> Span | None:
        stated = [record for record in deciding if record.act is act]
        found = _common([record.on for record in stated])
        if stated and found is None:
            conflicts.append(_disagreement(act, stated))
        return found

    registered, denounced = agreed(Act.REGISTERED), agreed(Act.DENOUNCED)
    recorded, computed = agreed(Act.IN_FORCE), in_force(instrument, registered)
    if recorded and computed and _common([recorded, computed]) is None:
        conflicts.append(
            f"entry into force stated as {recorded.text}, but {computed.text} follows from the registration"
        )
    never = [record.on.first_on for record in deciding if record.act is Act.NOT_RATIFIED]
    left = _later(denounced, instrument.denounce_months)
    gone = (
        left is not None and bool(never) and left.last_on <= max(never)
    )  # who has left is listed among who is not bound
    if never and registered and registered.last_on <= max(never) and not gone:
        conflicts.append(f"registered {registered.text}, yet said not to be ratified on {max(never)}")
    return Standing(
        approved=agreed(Act.APPROVED),
        registered=registered,
        recorded=recorded,
        computed=computed,
        denounced=denounced,
        denunciation_effective=left,
        not_ratified_on=max(never, default=None),
        conflicts=tuple(conflicts),
        deciding=deciding,
        unverified=tuple(record for record in own if not record.confidence.decides),
    )


def in_force(instrument: Instrument, registered: Span | None) -> Span | None:
    """When it binds the member: so many months after registration, but not before the instrument itself.

    None where the latest day alone is known and nothing follows, or where the instrument's own date would
    decide and is not verified.
    """
    span = _later(registered, instrument.months)
    if span is None:
        return None
    floor = instrument.in_force_on
    if span.first_on >= floor:
        return span
    if not instrument.confidence.decides:
        return None
    first, last = max(span.first_on, floor), max(span.last_on, floor)
    if span.open_start:
        return Span(f"../{last}", date.min, last)
    return Span(first.isoformat() if first == last else f"{first}/{last}", first, last)


def status(standing: Standing, on: date) -> Status:
    """Where the state stands on a day; *unknown* wherever the records do not say."""
    if standing.conflicts:
        return Status.UNKNOWN
    ended = standing.denunciation_effective
    if ended is not None and on >= ended.last_on:
        return Status.DENOUNCED
    if ended is not None and on >= ended.first_on and not ended.open_start:
        return Status.UNKNOWN
    if standing.registered is None:
        before = standing.not_ratified_on is not None and on <= standing.not_ratified_on
        return Status.NOT_RATIFIED if before and ended is None else Status.UNKNOWN
    return _bound(standing, standing.registered, on, surely=ended is None or not ended.open_start)


def _bound(standing: Standing, registered: Span, on: date, *, surely: bool) -> Status:
    """The standing of a state that registered a ratification and has not surely left."""
    force = _common([span for span in (standing.recorded, standing.computed) if span])
    never = standing.not_ratified_on if standing.denounced is None else None
    if on < registered.first_on or (never or date.min) >= on:
        return Status.NOT_RATIFIED
    if force is not None and on >= force.last_on:
        return Status.IN_FORCE if surely else Status.UNKNOWN
    if force is not None and registered.last_on <= on < force.first_on:
        return Status.NOT_YET
    return Status.UNKNOWN


def _common(spans: Iterable[Span]) -> Span | None:
    """The days that all spans allow, under the text of the narrowest; None if there is none."""
    found = list(spans)
    if not found:
        return None
    first, last = max(span.first_on for span in found), min(span.last_on for span in found)
    if first > last:
        return None
    for span in found:
        if (span.first_on, span.last_on) == (first, last):
            return span
    return Span(f"{first}/{last}", first, last)


def _later(span: Span | None, months: int) -> Span | None:
    """The span so many months on: a year stays a year, a day a day."""
    if span is None:
        return None
    last = add_months(span.last_on, months)
    if span.open_start:
        return Span(f"../{last}", date.min, last)
    first = add_months(span.first_on, months)
    size = len(span.text)
    text = first.isoformat()[:size] if months % 12 == 0 and size <= len("2022-08-12") else f"{first}/{last}"
    return Span(text, first, last)


def _disagreement(act: Act, stated: Sequence[Record]) -> str:
    said = "; ".join(f"{record.on.text} ({record.source})" for record in stated)
    return f"sources disagree on the day of {act.value.replace('_', ' ')}: {said}"
