"""Dated facts against what somebody says: *agrees*, *differs from*, *cannot say*, with both sources.

Never a verdict on the speaker: a sentence may differ from a sourced fact because the fact held here is wrong. What rests on
unverified rows, or on none, cannot be said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tieback.labour.comment import Comment
from tieback.labour.convention import Held, held
from tieback.labour.instrument import find_instrument
from tieback.labour.ratification import Act, Record, Standing, Status, stand, status
from tieback.labour.registry import Confidence, Span, read_span, rows


class Outcome(StrEnum):
    """How a statement stands to the facts held."""

    AGREES = "agrees"
    DIFFERS = "differs from"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True, slots=True)
class Check:
    """A statement beside the fact. `said` and `said_by` are the statement's own; `held` and `source` are ours."""

    outcome: Outcome
    said: str
    said_by: str
    held: str
    source: str | None
    note: str | None = None


def check_act(country: str, code: str, act: str, on: str, said_by: str, known: Held | None = None) -> Check:
    """Did the state do this on that day? `act`: approved, registered, in_force, denounced, or "ratified".

    "Ratified" is said both of approval at home and of registration with the ILO: it agrees if it fits either, and
    the note names which. `on`: a day, month or year. Raises Refused for an instrument or date that cannot be read.
    """
    said = f"{country} {code} {act} {on}"
    standing = stand(find_instrument(code), _own(country, known))
    wanted = read_span(on)
    acts = ("registered", "approved") if act == "ratified" else (act,)
    checks = [_compare(said, said_by, wanted, *_dated(standing, name)) for name in acts]
    best = min(checks, key=lambda check: list(Outcome).index(check.outcome))
    if (
        act == "ratified"
        and best.outcome is not Outcome.AGREES
        and Outcome.CANNOT_SAY in {check.outcome for check in checks}
    ):
        return Check(
            Outcome.CANNOT_SAY, said, said_by, "; ".join(check.held for check in checks), best.source
        )
    if act == "ratified":
        note = "approval at home, registration with the ILO and entry into force are three dates"
        return Check(
            best.outcome, said, said_by, "; ".join(check.held for check in checks), best.source, note
        )
    return best


def check_status(
    country: str, code: str, says: str, on: date, said_by: str, known: Held | None = None
) -> Check:
    """Was the state bound on that day? `says`: a value of Status, or "ratified" (registered, in force or not yet)."""
    standing = stand(find_instrument(code), _own(country, known))
    actual = status(standing, on)
    said = f"{code} {says.replace('_', ' ')} for {country} on {on}"
    held_text = f"{code} {actual.value.replace('_', ' ')} for {country} on {on}"
    source = next((record.source for record in standing.deciding), None)
    if actual is Status.UNKNOWN:
        return Check(Outcome.CANNOT_SAY, said, said_by, held_text, source)
    fits = {Status.IN_FORCE, Status.NOT_YET} if says == "ratified" else {Status(says)}
    return Check(Outcome.AGREES if actual in fits else Outcome.DIFFERS, said, said_by, held_text, source)


def check_comment(
    country: str,
    body: str,
    verb: str,
    year: int,
    said_by: str,
    code: str | None = None,
    known: Held | None = None,
) -> Check:
    """Did that body say so of the state in that year (adopted or published), under that instrument?

    Differs only where the same words of that year are held from another body or under another instrument; what is
    simply not held cannot be said: the register does not hold all comments.
    """
    said = f"{body} {verb} of {country} in {year}" + (f" under {code}" if code else "")
    comments = [
        comment
        for comment in (known or held()).comments
        if comment.country == country
        and str(year) in {comment.adopted[:4], comment.published[:4]}
        and _root(verb) in _roots(comment)
    ]
    comments = [comment for comment in comments if comment.confidence.decides]
    right = [comment for comment in comments if comment.body == body and code in {None, comment.code}]
    if right:
        return Check(Outcome.AGREES, said, said_by, _told(right[:1]), right[0].source)
    if comments:
        return Check(Outcome.DIFFERS, said, said_by, _told(comments), comments[0].source)
    return Check(Outcome.CANNOT_SAY, said, said_by, "no such comment is held", None)


def check_instrument(code: str, event: str, on: str, said_by: str) -> Check:
    """Was the instrument adopted, or did it come into force, on that day? `event`: adopted | in_force."""
    found = find_instrument(code)
    day = found.adopted_on if event == "adopted" else found.in_force_on
    said = f"{code} {event.replace('_', ' ')} {on}"
    held_span = read_span(day.isoformat()) if found.confidence.decides else None
    return _compare(
        said, said_by, read_span(on), f"{code} {event.replace('_', ' ')}", held_span, found.source
    )


def check_law(law: str, event: str, on: str, said_by: str) -> Check:
    """Did the law do this on that day? `law`: id of law_date.csv; `event`: adopted | published | in_force | applies."""
    found = [row for row in rows("law_date.csv") if row["id"] == law and row["event"] == event]
    said = f"{law} {event.replace('_', ' ')} {on}"
    decides = [row for row in found if Confidence(row["confidence"]).decides]
    if not decides:
        return Check(Outcome.CANNOT_SAY, said, said_by, "no checked date is held", None)
    row = decides[0]
    return _compare(
        said, said_by, read_span(on), f"{row['what']} {event}", read_span(row["on"]), row["source"]
    )


def _own(country: str, known: Held | None) -> Sequence[Record]:
    return [record for record in (known or held()).records if record.country == country]


def _dated(standing: Standing, act: str) -> tuple[str, Span | None, str | None]:
    """The fact's name, the days it may have, and its source."""
    span = {
        "approved": standing.approved,
        "registered": standing.registered,
        "in_force": standing.recorded or standing.computed,
        "denounced": standing.denounced,
    }[act]
    wanted = Act.REGISTERED if act == "in_force" and standing.recorded is None else Act(act)
    stated = [record for record in standing.deciding if record.act is wanted]
    narrow = min(stated, key=lambda record: record.on.last_on - record.on.first_on, default=None)
    span = None if standing.conflicts else span
    return act.replace("_", " "), span, narrow.source if narrow else None


def _compare(
    said: str, said_by: str, wanted: Span, name: str, fact: Span | None, source: str | None
) -> Check:
    """Agrees if the fact lies within what was said; differs if they share no day; else cannot be said."""
    if fact is None:
        return Check(Outcome.CANNOT_SAY, said, said_by, f"{name}: not held", source)
    text = f"{name} {fact.text}"
    if wanted.first_on <= fact.first_on and fact.last_on <= wanted.last_on:
        return Check(Outcome.AGREES, said, said_by, text, source)
    if fact.last_on < wanted.first_on or wanted.last_on < fact.first_on:
        return Check(Outcome.DIFFERS, said, said_by, text, source)
    return Check(Outcome.CANNOT_SAY, said, said_by, text, source)


def _roots(comment: Comment) -> set[str]:
    return {_root(verb) for verb in comment.verb.split(";")}


def _root(verb: str) -> str:
    """A verb phrase without tense: deplores, deplored -> deplor; "expressed grave concern" -> grave concern."""
    words = verb.strip().casefold().removeprefix("expresses ").removeprefix("expressed ").removeprefix("has ")
    for ending in ("ies", "ied", "es", "ed", "s", "e"):
        if " " not in words and words.endswith(ending) and len(words) - len(ending) > 3:
            return words.removesuffix(ending)
    return words


def _told(comments: Iterable[Comment]) -> str:
    return "; ".join(
        f"{comment.body} {comment.kind} under {comment.code}, adopted {comment.adopted}: {comment.verb}"
        for comment in comments
    )
