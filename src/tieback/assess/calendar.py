"""The clocks of a detention: dates that follow from a regime's deadlines and the dates in the notice.

Convention: the day of the event is not counted; `on` is the last day of the period, and what lapses takes effect
the day after (presented 17 March 1998, last day 16 April, deemed excluded 17 April: ruling HQ 962141). Where the
event's date is not known, the earliest date it can have had is used, and the range is said.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tieback.assess.regime import DeadlineRule, Mark, Regime, Unit
from tieback.assess.working_day import DAY, shift_working_days
from tieback.model.case import Case

_DECISION_AND_NOTICE = 10  # working days: 19 CFR 151.16(b) and (c), five and five


@dataclass(frozen=True, slots=True)
class Window:
    """A date known exactly (both ends the same) or within limits, and on whose word."""

    earliest: date
    latest: date
    text: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date to keep. `latest_on` differs from `on` where the event's own date is known as a range only."""

    id: str
    regime: str
    on: date
    latest_on: date
    takes_effect_on: date
    what: str
    consequence: str
    actor: str
    loses_goods: bool
    citation: str
    source: str
    status: str
    note: str | None


def deadlines(case: Case, regimes: Sequence[Regime]) -> tuple[Deadline, ...]:
    """The clocks of the case's detention: the earliest loss of goods first, then by date.

    Empty without a detention. A deadline whose event has no date at all is left out; one marked unverified is
    never counted as a loss of goods.
    """
    if case.detention is None:
        return ()
    found = [item for regime in regimes for item in _chain(regime, events(case))]
    found += _task(case)
    ranked = sorted(found, key=lambda item: (item.on, not item.loses_goods, item.id))
    loss = next((item for item in ranked if item.loses_goods), None)
    return ((loss,) if loss else ()) + tuple(item for item in ranked if item is not loss)


def papers_due(found: Iterable[Deadline], as_of: date) -> Deadline | None:
    """The clock by which what is missing must be there: the importer's next date, else the last one that has passed.

    None where no clock of the importer runs.
    """
    own = sorted((item for item in found if item.actor == "importer"), key=lambda item: (item.on, item.id))
    return next((item for item in own if item.on >= as_of), own[-1] if own else None)


def say_due(clock: Deadline | None, as_of: date) -> str | None:
    """The same in a sentence, with the days that are left on the as-of date; None without a clock."""
    if clock is None:
        return None
    return f"What is missing is due on {due(clock, as_of)} ({clock.consequence}; {clock.citation})."


def due(clock: Deadline, as_of: date) -> str:
    """Its date, and the days that are left."""
    left = (clock.on - as_of).days
    count = f"{abs(left)} day{'s' * (abs(left) != 1)}"
    return (
        f"{clock.on}, {count} left on {as_of}"
        if left >= 0
        else f"{clock.on}, {count} before {as_of}: overdue"
    )


def missing_events(case: Case, regimes: Sequence[Regime]) -> tuple[str, ...]:
    """Events of the detention that deadlines run from and that have no date, not even a range; sorted."""
    if case.detention is None:
        return ()
    known = events(case)
    late = {"excluded_on", "protest_on"}  # not yet happened, as far as the case says
    wanted = {rule.event for regime in regimes for rule in regime.deadlines if rule.event.endswith("_on")}
    return tuple(sorted(wanted - set(known) - late))


def events(case: Case) -> dict[str, Window]:
    """The dates that clocks run from, exact or as ranges."""
    held = case.detention
    if held is None:
        return {}
    imported = sorted(entry.imported_on for entry in case.entries if entry.imported_on)
    found: dict[str, Window] = {}
    if imported:
        found["imported_on"] = Window(imported[0], imported[-1], "importation")
    if held.notice_on:
        found["notice_on"] = Window(held.notice_on, held.notice_on, "the notice of detention")
    if held.presented_on:
        found["presented_on"] = Window(held.presented_on, held.presented_on, "presentation")
    elif bound := held.viewable_on or held.notice_on:
        found["presented_on"] = _presented(bound, imported)
    if held.viewable_on:
        found["viewable_on"] = Window(held.viewable_on, held.viewable_on, "the day the goods could be viewed")
    elif "presented_on" in found:
        first = found["presented_on"]
        latest = max(held.notice_on or first.latest, first.latest)
        found["viewable_on"] = Window(first.earliest, latest, "the day the goods could be viewed")
    return found


def _presented(bound: date, imported: list[date]) -> Window:
    """Presentation without a date: not after the goods could be viewed or were noticed, not before importation."""
    earlier = [day for day in imported if day <= bound]
    if earlier:
        return Window(earlier[0], bound, "presentation (date not stated: not before importation)")
    first = shift_working_days(bound, -_DECISION_AND_NOTICE)
    return Window(first, bound, "presentation (date not stated: taken as ten working days before)")


def _chain(regime: Regime, known: Mapping[str, Window]) -> Iterable[Deadline]:
    windows = dict(known)
    for rule in regime.deadlines:
        start = windows.get(rule.event)
        if start is None:
            continue
        on, latest = count(start.earliest, rule), count(start.latest, rule)
        effect = on + DAY if rule.lapse else on
        windows[rule.id] = Window(
            effect, latest + DAY if rule.lapse else latest, f"the {rule.id.replace('-', ' ')}"
        )
        yield Deadline(
            id=f"{regime.id}/{rule.id}",
            regime=regime.id,
            on=on,
            latest_on=latest,
            takes_effect_on=effect,
            what=_what(rule, start, latest if latest != on else None),
            consequence=rule.consequence,
            actor=rule.actor,
            loses_goods=rule.loses_goods and rule.status is not Mark.UNVERIFIED,
            citation=rule.citation,
            source=rule.source,
            status=rule.status.value,
            note=rule.note,
        )


def _what(rule: DeadlineRule, start: Window, latest: date | None) -> str:
    unit = {Unit.MONTHS: "calendar months", Unit.WORKING_DAYS: "working days"}.get(rule.unit, "calendar days")
    since = f"{start.earliest}" if start.earliest == start.latest else f"{start.earliest} to {start.latest}"
    line = f"{rule.length} {unit} from {start.text} ({since})"
    return f"{line}; the earliest is used, at the latest {latest}" if latest else line


def _task(case: Case) -> list[Deadline]:
    held = case.detention
    if held is None or held.task_due is None:
        return []
    used = held.extensions or 0
    return [
        Deadline(
            id="detention/task-due",
            regime="",
            on=held.task_due,
            latest_on=held.task_due,
            takes_effect_on=held.task_due,
            what=f"the portal's task date as stated, {used} extension{'' if used == 1 else 's'} used",
            consequence="the importer's package is due",
            actor="importer",
            loses_goods=False,
            citation="case.toml, [detention] task_due",
            source="the case",
            status="as stated",
            note="no extension can be asked for once the task is overdue",
        )
    ]


def count(start: date, rule: DeadlineRule) -> date:
    """The last day of the period that `rule` gives from `start`; `start` itself is not counted."""
    if rule.unit is Unit.WORKING_DAYS:
        return shift_working_days(start, rule.length)
    if rule.unit is Unit.MONTHS:
        return add_months(start, rule.length)
    return start + timedelta(days=rule.length)


def add_months(start: date, months: int) -> date:
    """The same day `months` later, or the last day of that month where it has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
