"""What a screening says of each row of a file, row by row: every row has an answer, a failing one says why."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice

from tieback.model.alert import Alert
from tieback.model.refusal import Refused
from tieback.screen.meeting import alert_of
from tieback.screen.roster import Roster
from tieback.screen.roster_row import RosterRow
from tieback.screen.screening import BATCH, Screened, Screener
from tieback.screen.status import UNKNOWN, Status

NEAR = "near miss"
_ROW_FAULTS = (Refused, ValueError, ArithmeticError, LookupError, RecursionError)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: its status, its alerts, strongest first, and, on request, what came near one without being one."""

    row: RosterRow
    status: Status
    alerts: tuple[Alert, ...] = ()
    near: tuple[Alert, ...] = ()  # labelled "near miss"


@dataclass(slots=True)
class Counts:
    """What was counted so far."""

    rows: int = 0
    screened: int = 0
    unread: int = 0
    alerts: int = 0
    silent: int = 0  # among them
    near: int = 0
    answers: dict[str, int] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        """One more row."""
        self.rows += 1
        self.screened += outcome.row.party is not None
        self.unread += outcome.row.party is None
        self.alerts += len(outcome.alerts)
        self.silent += sum(1 for alert in outcome.alerts if alert.silent)
        self.near += len(outcome.near)
        self.answers[outcome.status.answer] = self.answers.get(outcome.status.answer, 0) + 1


def outcomes(roster: Roster, screener: Screener, *, near: bool = False) -> Iterator[Outcome]:
    """Every row in order, screened as it is asked for; thousands at a time are looked up at once.

    A row that fails is unknown, and the rest goes on.
    """
    waiting = iter(roster.rows)
    while batch := list(islice(waiting, BATCH)):
        with suppress(*_ROW_FAULTS):  # the row at fault says so when it is screened
            screener.foresee([(row.party, row.sites) for row in batch if row.party is not None], near=near)
        for row in batch:
            yield outcome_of(row, screener, near=near)


def outcome_of(row: RosterRow, screener: Screener, *, near: bool = False) -> Outcome:
    """One row; one that could not be read, or not be screened, is unknown."""
    if row.party is None:
        return Outcome(row, Status("", UNKNOWN, f"row {row.number} was not read: {row.problem}", ()))
    try:
        screened = screener.party(row.party, row.sites, near=near)
    except _ROW_FAULTS as fault:
        problem = f"could not be screened ({type(fault).__name__}: {fault})"
        failed = replace(row, party=None, sites=(), problem=problem)
        return Outcome(failed, Status("", UNKNOWN, f"row {row.number} {problem}", ()))
    return Outcome(row, screened.status, screened.alerts, tuple(_missed(screened)))


def _missed(screened: Screened) -> Iterator[Alert]:
    for meeting in screened.near:
        yield replace(alert_of(screened.party, meeting), label=NEAR)
