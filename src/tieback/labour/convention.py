"""`labour conventions`: every instrument of the register for one country on one day, with the comments public by then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tieback.labour.clock import Clock, wind
from tieback.labour.comment import Comment
from tieback.labour.comment import shipped as shipped_comments
from tieback.labour.country import country_name
from tieback.labour.instrument import Instrument, instruments
from tieback.labour.ratification import Record, Standing, Status, shipped, stand, status
from tieback.labour.registry import Confidence, Span


@dataclass(frozen=True, slots=True)
class Line:
    """One instrument for one country on one day: the row that is printed. Dates as far as they are known
    ("2006", "../2017-09-30"); `reason` says what an unknown status lacks."""

    code: str
    title: str
    status: Status
    approved_on: str | None
    registered_on: str | None
    in_force_on: str | None
    in_force_computed_on: str | None
    denounced_on: str | None
    first_report_due_on: date | None
    source: str | None
    confidence: Confidence | None
    reason: str | None
    fundamental: bool
    clock: Clock
    unverified: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Conventions:
    """The answer for a country on a day."""

    country: str
    name: str
    on: date
    instruments: tuple[Line, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """The records and comments that an answer may use: what ships, and what the user read in."""

    records: tuple[Record, ...]
    comments: tuple[Comment, ...]


def held(records: Sequence[Record] = (), comments: Sequence[Comment] = ()) -> Held:
    """What ships, with more records and comments of the user's own reading after it."""
    return Held((*shipped(), *records), (*shipped_comments(), *comments))


def conventions(country: str, on: date, known: Held | None = None) -> Conventions:
    """Where a country (ISO 3166-1 alpha-2) stands on a day. A country without records is *unknown* throughout."""
    known = known or held()
    own = [record for record in known.records if record.country == country]
    name = country_name(country)
    lines = tuple(_line(instrument, own, name, on) for instrument in instruments().values())
    made = tuple(
        comment
        for comment in known.comments
        if comment.country == country and int(comment.published) <= on.year
    )
    return Conventions(country, name, on, lines, made)


def _line(instrument: Instrument, records: Sequence[Record], name: str, on: date) -> Line:
    standing = stand(instrument, records)
    answer = status(standing, on)
    clock = wind(instrument, standing.recorded or standing.computed, name, on)
    best = _best(standing)
    return Line(
        code=instrument.code,
        title=instrument.title,
        status=answer,
        approved_on=_text(standing.approved),
        registered_on=_text(standing.registered),
        in_force_on=_text(standing.recorded),
        in_force_computed_on=_text(standing.computed),
        denounced_on=_text(standing.denounced),
        first_report_due_on=clock.first_report_due_on,
        source=best.source if best else None,
        confidence=best.confidence if best else None,
        reason=_reason(standing) if answer is Status.UNKNOWN else None,
        fundamental=instrument.fundamental_since is not None and on >= instrument.fundamental_since,
        clock=clock,
        unverified=standing.unverified,
    )


def _best(standing: Standing) -> Record | None:
    """The record the status rests on most: registration to the day before registration to the year, and so on."""
    order = ("registered", "in_force", "denounced", "not_ratified_as_of", "approved")
    ranked = sorted(
        standing.deciding,
        key=lambda record: (order.index(record.act), (record.on.last_on - record.on.first_on).days),
    )
    return ranked[0] if ranked else None


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def _reason(standing: Standing) -> str:
    if standing.conflicts:
        return "; ".join(standing.conflicts)
    if standing.unverified and not standing.deciding:
        return "only rows without a checked source: shown, decide nothing"
    if not standing.deciding:
        return "no record is held"
    if standing.not_ratified_on is not None:
        return f"not ratified on {standing.not_ratified_on}, as a source says; nothing is held for the time since"
    if standing.registered is None and standing.denounced is None:
        return "no registration with the ILO is held for this day"
    return "the dates held do not settle this day"
