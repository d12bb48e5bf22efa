"""Fixing a ledger's grade before outcomes are read: an entry of the journal, and what it still says later."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tieback.model.access import Access, AccessGrade
from tieback.proof.canonical import dump
from tieback.proof.digest import sha256
from tieback.proof.journal import JournalEntry

KIND = "access-grade"
_ORDER = list(AccessGrade)


def entry_body(access: Access, by: str) -> dict[str, Any]:
    """What the journal records: the ledger's id, digest and grade, and who fixed it."""
    return {"ledger": access.id, "sha256": digest(access), "grade": access.grade.value, "by": by}


def digest(access: Access) -> str:
    """Of everything the grade was made from, and of what it is about."""
    return sha256(
        dump(
            {
                "id": access.id,
                "kind": access.kind,
                "document": access.document,
                "site": access.site,
                "visited_on": access.visited_on.isoformat() if access.visited_on else None,
                "conditions": dict(access.conditions),
            }
        )
    )


def hold(ledgers: Iterable[Access], entries: Iterable[JournalEntry]) -> tuple[Access, ...]:
    """The ledgers with what the journal fixed: one that was changed since keeps the lower of the two grades.

    The first entry of a ledger counts: fixing it again does not undo what was fixed.
    """
    fixed: dict[str, JournalEntry] = {}
    for entry in entries:
        if entry.kind == KIND and isinstance(entry.body.get("ledger"), str):
            fixed.setdefault(entry.body["ledger"], entry)
    return tuple(_held(ledger, fixed) for ledger in ledgers)


def _held(ledger: Access, fixed: Mapping[str, JournalEntry]) -> Access:
    entry = fixed.get(ledger.id)
    if entry is None or entry.body.get("sha256") == digest(ledger):
        return ledger
    before = AccessGrade(entry.body["grade"]) if entry.body.get("grade") in _ORDER else AccessGrade.NONE
    lower = max(before, ledger.grade, key=_ORDER.index)
    why = f"the ledger was changed after its grade was fixed on {entry.at.date()} ({before})"
    kept = ledger.reasons if lower is ledger.grade else ()
    return replace(ledger, grade=lower, reasons=(why, *kept), changed=True)
