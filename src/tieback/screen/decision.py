"""Decisions as a journal holds them: one entry each, or one entry for a whole sheet, so that none is half-written.

An entry of kind `decision` has the body {alert, value, reason, by} and, since reasons have codes, {code, note, until,
basis}; one of kind `decisions` has {decisions: [such bodies], sheet}. `on` is the day of the entry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tieback.model.case import Decision
from tieback.model.memory import Basis
from tieback.model.plain import plain
from tieback.model.refusal import Refused
from tieback.proof import journal
from tieback.proof.canonical import dump
from tieback.proof.digest import sha256
from tieback.screen.reason import VALUES, reason_for

ONE, SEVERAL = "decision", "decisions"
_AGAIN = "record it again"
_NEEDED = ("alert", "value", "reason", "by")
_OPTIONAL = ("code", "note")


def read_decisions(path: Path, called: str) -> tuple[Decision, ...]:
    """The decisions that stand, in the order of the journal; a missing file holds none.

    A later decision replaces an earlier one about the same alert and the same subject. `called`: how messages name
    the file. Raises Refused where the journal does not hold, or an entry cannot be a decision.
    """
    try:
        entries = journal.read(path)
    except Refused as refusal:
        raise type(refusal)(refusal.reason, called, refusal.row, refusal.column, refusal.remedy) from refusal
    standing: dict[tuple[str, str], Decision] = {}
    for entry in entries:
        for body in _bodies(entry, called):
            decision = _decision(body, entry.seq, entry.at.date(), called)
            key = decision.alert, _subject(decision)
            standing.pop(key, None)
            standing[key] = decision
    return tuple(standing.values())


def body_of(decision: Decision) -> dict[str, Any]:
    """The body of the entry that records a decision; the day is the entry's."""
    body = plain(replace(decision, on=None))
    return {name: value for name, value in body.items() if value is not None}


def sheet_body(decisions: Sequence[Decision], sheet: str, digest: str) -> dict[str, Any]:
    """The body of the one entry that records a sheet; `digest` is the SHA-256 of its file."""
    rows = [body_of(decision) for decision in decisions]
    return {"decisions": rows, "sheet": {"file": sheet, "sha256": digest}}


def recorded_sheet(path: Path, digest: str) -> journal.JournalEntry | None:
    """The entry of the journal that records the sheet of this SHA-256, if there is one."""
    for entry in journal.read(path):
        sheet = entry.body.get("sheet") if entry.kind == SEVERAL else None
        if isinstance(sheet, dict) and sheet.get("sha256") == digest:
            return entry
    return None


def _bodies(entry: journal.JournalEntry, called: str) -> Iterator[dict[str, Any]]:
    if entry.kind == ONE:
        yield entry.body
    elif entry.kind == SEVERAL:
        rows = entry.body.get("decisions")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Refused("the entry holds no decisions", called, entry.seq, remedy=_AGAIN)
        yield from rows


def _decision(body: dict[str, Any], line: int, on: date, called: str) -> Decision:
    for key in _NEEDED:
        if not isinstance(body.get(key), str) or not body[key].strip():
            raise Refused(f"the decision has no `{key}`", called, line, key, _AGAIN)
    for key in _OPTIONAL:
        if not isinstance(body.get(key), str | None):
            raise Refused(f"`{key}` is no text", called, line, key, _AGAIN)
    if body["value"] not in VALUES:
        raise Refused(f"{body['value']!r} is none of {', '.join(VALUES)}", called, line, "value", _AGAIN)
    basis = _basis(body.get("basis"), line, called)
    if body.get("code") is not None:
        kind = basis.kind if basis else body["alert"].partition("/")[0]
        try:
            reason_for(body["code"], body["value"], kind)
        except Refused as refusal:
            raise Refused(refusal.reason, called, line, "code", _AGAIN) from refusal
    return Decision(
        alert=body["alert"],
        value=body["value"],
        reason=body["reason"],
        by=body["by"],
        on=on,
        code=body.get("code"),
        note=body.get("note"),
        until=_until(body.get("until"), line, called),
        basis=basis,
    )


def _until(text: Any, line: int, called: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Refused(f"{text!r} is no date", called, line, "until", _AGAIN) from error


def _basis(value: Any, line: int, called: str) -> Basis | None:
    match value:
        case None:
            return None
        case {
            "list": str() as list_id,
            "kind": str() as kind,
            "entity_id": str() as entity_id,
            "subject": dict() as subject,
            "entity": dict() as entity,
            "rules": str() as rules,
        }:
            return Basis(list_id, kind, entity_id, subject, entity, rules)
    raise Refused("what the decision rests on cannot be read", called, line, "basis", _AGAIN)


def _subject(decision: Decision) -> str:
    """What tells two parties apart that bore the same id in two files."""
    return "" if decision.basis is None else sha256(dump(decision.basis.subject))
