"""From a person's answer to a decision that can be recorded: the code fits, a name stands under it, it has an end."""

from dataclasses import dataclass, replace
from datetime import date

from tieback.model.alert import Alert
from tieback.model.case import Decision
from tieback.model.memory import Basis
from tieback.model.refusal import Refused
from tieback.screen.memory import FALSE, MONTHS, add_months
from tieback.screen.reason import AFFILIATION, VALUES, reason_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be decided: an alert and what it rests on; both None for `affiliation/LIST/PARTY`.

    `standing`: the decision about it that the journal holds, made of the same party, entity and rules.
    """

    id: str
    alert: Alert | None = None
    basis: Basis | None = None
    standing: Decision | None = None

    @property
    def kind(self) -> str:
        """The kind of alert, or "affiliation"."""
        return self.alert.kind.value if self.alert else AFFILIATION

    @property
    def open(self) -> bool:
        """Is no decision in force?"""
        return self.alert is not None and self.alert.decision is None


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a person says of it. `until`: the last day it is in force; None: 12 months on for *false*, else no end."""

    value: str
    code: str
    by: str
    note: str | None = None
    until: date | None = None


def decide(asked: Asked, ruling: Ruling, on: date) -> Decision:
    """The decision of day `on`; `asked.standing` itself where that says the same. Raises Refused where it cannot stand.

    An end that nobody states does not make another decision: a sheet saved again prolongs nothing.
    """
    if ruling.value not in VALUES:
        raise Refused(f"{ruling.value!r} is none of {', '.join(VALUES)}", column="decision")
    reason = reason_for(ruling.code, ruling.value, asked.kind)
    if not ruling.by.strip():
        raise Refused("nobody stands under the decision", column="by", remedy="say who decides")
    until = ruling.until
    if until is not None and asked.alert is None:
        raise Refused("a decision on an affiliation has no end", column="until", remedy="leave it blank")
    if until is not None and until < on:
        raise Refused(f"{until} has passed", column="until", remedy="give a day to come")
    if until is None and ruling.value == FALSE and asked.alert is not None:
        until = add_months(on, MONTHS)
    made = Decision(
        alert=asked.id,
        value=ruling.value,
        reason=reason.meaning,
        by=ruling.by.strip(),
        on=on,
        code=reason.code,
        note=(ruling.note or "").strip() or None,
        until=until,
        basis=asked.basis,
    )
    before = asked.standing
    if before is not None and (before.until is None or before.until >= on):
        same_end = until if ruling.until is not None else before.until
        if replace(made, on=before.on, until=same_end) == before:
            return before
    return made
