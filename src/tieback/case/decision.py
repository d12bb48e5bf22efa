"""Decisions about alerts, from the case's journal; a later decision replaces an earlier one."""

from datetime import date
from typing import Any

from tieback.case.folder import JOURNAL, Folder
from tieback.model.case import Decision
from tieback.model.refusal import Refused
from tieback.proof import journal

VALUES = ("true", "false", "needs-information")


def read_decisions(folder: Folder) -> tuple[Decision, ...]:
    """The decision that stands for each alert, by alert id. Raises Refused where the journal does not hold."""
    path = folder.inside(JOURNAL, JOURNAL)
    if not path.is_file():
        return ()
    folder.record(path)
    try:
        entries = journal.read(path)
    except Refused as refusal:
        raise type(refusal)(refusal.reason, JOURNAL, refusal.row, refusal.column, refusal.remedy) from refusal
    standing: dict[str, Decision] = {}
    for entry in entries:
        if entry.kind == "decision":
            decision = _decision(entry.body, entry.seq, entry.at.date())
            standing[decision.alert] = decision
    return tuple(standing[alert] for alert in sorted(standing))


def _decision(body: dict[str, Any], line: int, on: date) -> Decision:
    """The decision a journal entry records: body {alert, value, reason, by}."""
    for key in ("alert", "value", "reason", "by"):
        if not isinstance(body.get(key), str) or not body[key].strip():
            raise Refused(f"the decision has no `{key}`", JOURNAL, line, key, "record it again")
    if body["value"] not in VALUES:
        raise Refused(
            f"{body['value']!r} is none of {', '.join(VALUES)}", JOURNAL, line, "value", "record it again"
        )
    return Decision(alert=body["alert"], value=body["value"], reason=body["reason"], by=body["by"], on=on)
