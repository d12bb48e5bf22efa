"""Grading access: what an audit, visit or interview can carry, fixed from its conditions before outcomes are read.

The rules are rows of access_rule.csv; the grade is the lowest that any rule allows. A needed condition that nobody recorded
keeps a grade at bounds: missing data never improves one. No rule adds conditions up to a score.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from tieback.labour.registry import rows
from tieback.model.access import AccessGrade

_LEVELS = {"estimate": AccessGrade.ESTIMATE, "bounds": AccessGrade.BOUNDS, "none": AccessGrade.NONE}
_ORDER = list(AccessGrade)
CLOSED_LATE = "closed_after_outcomes"


@cache
def conditions() -> tuple[dict[str, str], ...]:
    """The conditions a ledger records: id, question, words allowed, needed or not."""
    return rows("access_condition.csv")


def grade(
    recorded: Mapping[str, str],
    kind: str | None = None,
    *,
    fixed_on: date | None = None,
    outcomes_read_on: date | None = None,
) -> tuple[AccessGrade, tuple[str, ...]]:
    """The grade and why it is no better.

    `recorded`: condition -> word; a condition that is absent was not recorded. `kind`: audit | visit | interview; a
    visit asks nobody, and needs no conditions of asking. Outcomes themselves are never an argument: only the day they
    were first read.
    """
    known = dict(recorded)
    if outcomes_read_on is not None and (fixed_on is None or fixed_on > outcomes_read_on):
        known[CLOSED_LATE] = "yes"
    found = [
        (_LEVELS[row["at_most"]], row["reason"])
        for row in rows("access_rule.csv")
        if known.get(row["when"]) == row["is"]
        and (not row["and_when"] or known.get(row["and_when"]) == row["and_is"])
    ]
    found += [
        (AccessGrade.BOUNDS, f"not recorded: {row['asks'][:1].lower()}{row['asks'][1:].rstrip('?')}")
        for row in conditions()
        if row["needed"] == "yes" and row["id"] not in known and (kind or "audit") in row["kinds"].split("|")
    ]
    if not recorded:  # an empty row is no ledger: it weighs what a missing one does
        found = [
            (AccessGrade.NONE, reason)
            for reason in ("nothing of the access is recorded", *(why for _, why in found))
        ]
    lowest = max((level for level, _ in found), key=_ORDER.index, default=AccessGrade.ESTIMATE)
    return lowest, tuple(reason for level, reason in found if level is lowest)
