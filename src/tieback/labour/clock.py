"""The supervision clock: what report is due when, and when the experts can be expected to speak.

Rules are dated rows of cycle.csv. What a row does not cover stays unknown: which year an alphabetical group reports
on a subject is fixed by the ILO's Governing Body and is not held here.
"""

from dataclasses import dataclass
from datetime import date

from tieback.labour.instrument import Instrument
from tieback.labour.registry import Span, rows

_REPORT_MONTH, _REPORT_DAY = 9, 1


@dataclass(frozen=True, slots=True)
class Clock:
    """The dates that follow from entry into force.

    `examined`: the session of the Committee of Experts that follows the first report (late November to early
    December); its report comes out about February after. Reports may be asked for out of cycle at any time.
    """

    first_report_due_on: date | None
    examined: str | None
    published: str | None
    years: int | None  # length of the regular cycle on the day asked about
    rule: str | None
    group: str | None  # alphabetical group of the country, by its English name
    source: str
    note: str | None


def first_report_due(in_force: Span | None) -> date | None:
    """1 September of the year after the entry into force; None if the year is not known or no rule is held for it."""
    if in_force is None or in_force.open_start or in_force.first_on.year != in_force.last_on.year:
        return None
    since = min(int(row["from_year"]) for row in rows("cycle.csv") if row["id"] == "first-report")
    if in_force.first_on.year < since:
        return None
    return date(in_force.first_on.year + 1, _REPORT_MONTH, _REPORT_DAY)


def wind(instrument: Instrument, in_force: Span | None, country_name: str | None, on: date) -> Clock:
    """The clock of one instrument for one country on a day."""
    due = first_report_due(in_force)
    row = _regular(instrument.cycle, on)
    note = None
    if in_force is not None and due is None:
        note = "the rule for first reports is held for entries into force from 2013 on, with the year known"
    return Clock(
        first_report_due_on=due,
        examined=f"November to December {due.year}" if due else None,
        published=f"about February {due.year + 1}" if due else None,
        years=int(row["years"]) if row else None,
        rule=row["rule"] if row else None,
        group=group_of(instrument.cycle, country_name),
        source=row["source"] if row else "",
        note=note,
    )


def _regular(cycle: str, on: date) -> dict[str, str] | None:
    held = [row for row in rows("cycle.csv") if row["id"] == "regular" and row["cycle"] == cycle]
    return next(
        (
            row
            for row in held
            if int(row["from_year"] or date.min.year) <= on.year <= int(row["to_year"] or date.max.year)
        ),
        None,
    )


def group_of(cycle: str, country_name: str | None) -> str | None:
    """The alphabetical group, by the first letter of the country's English name."""
    letter = (country_name or "")[:1].upper()
    for row in rows("group.csv"):
        if row["cycle"] == cycle and letter and row["first"] <= letter <= row["last"]:
            return row["group"]
    return None
