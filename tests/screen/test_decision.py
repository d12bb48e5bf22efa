"""Decisions as the journal holds them: what was written is read, and what cannot be one is refused by line."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.model.case import Decision
from tieback.model.memory import Basis
from tieback.model.refusal import Refused
from tieback.proof import journal
from tieback.screen.decision import ONE, SEVERAL, body_of, read_decisions, sheet_body
from tieback.screen.reason import fitting_reasons, reason_for, reasons

AT = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
BASIS = Basis("example", "name", "e1", {"name": "EXAMPLE Wool"}, {"name": "EXAMPLE Wool Ltd"}, "0a1b2c3d4e5f")
DECISION = Decision(
    *("a2e2c01ab12b", "false", "another brand", "A. Analyst", date(2026, 3, 2)),
    code="other-brand",
    note="licence seen",
    until=date(2027, 3, 2),
    basis=BASIS,
)


def written(path: Path, *entries: tuple[str, dict[str, Any]]) -> Path:
    for kind, body in entries:
        journal.append(path, kind, body, AT)
    return path


def test_what_was_recorded_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "journal.jsonl", (ONE, body_of(DECISION)))
    assert read_decisions(path, "journal.jsonl") == (DECISION,)


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), st.none() | st.dates())
def test_a_body_has_nothing_empty_and_holds_note_and_end(note: str, until: date | None) -> None:
    body = body_of(replace(DECISION, note=note, until=until))
    assert None not in body.values()
    assert (body["note"], body.get("until")) == (note, until.isoformat() if until else None)


def test_a_sheet_is_one_entry_and_a_later_decision_about_the_same_subject_replaces_an_earlier_one(
    tmp_path: Path,
) -> None:
    other = replace(DECISION, alert="bbbbbbbbbbbb")
    later = replace(DECISION, value="needs-information", code="ask-number", until=None)
    path = written(
        tmp_path / "journal.jsonl",
        (SEVERAL, sheet_body([DECISION, other], "sheet.csv", "ab" * 32)),
        (ONE, body_of(later)),
        ("omission", {"item": "x"}),
    )
    assert read_decisions(path, "journal.jsonl") == (other, later)


def test_decisions_about_two_subjects_under_one_id_both_stay(tmp_path: Path) -> None:
    other = replace(DECISION, basis=replace(BASIS, subject={"name": "EXAMPLE Silk"}))
    path = written(tmp_path / "journal.jsonl", (ONE, body_of(DECISION)), (ONE, body_of(other)))
    assert read_decisions(path, "journal.jsonl") == (DECISION, other)


def test_a_missing_journal_holds_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "journal.jsonl", "journal.jsonl") == ()


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"value": "maybe"}, "value"),
        ({"by": " "}, "by"),
        ({"code": "because"}, "code"),
        ({"code": "same-number"}, "code"),
        ({"code": "site-elsewhere"}, "code"),
        ({"note": 7}, "note"),
        ({"until": "next year"}, "until"),
        ({"until": 7}, "until"),
        ({"basis": {"list": "example"}}, "basis"),
        ({"basis": []}, "basis"),
    ],
)
def test_what_is_no_decision_is_refused_by_line(tmp_path: Path, change: dict[str, Any], column: str) -> None:
    path = written(tmp_path / "j", (ONE, body_of(DECISION)), (ONE, body_of(DECISION) | change))
    with pytest.raises(Refused) as refused:
        read_decisions(path, "journal.jsonl")
    assert (refused.value.file, refused.value.row, refused.value.column) == ("journal.jsonl", 2, column)


def test_a_sheet_entry_without_decisions_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "j", (SEVERAL, {"decisions": ["x"]}))
    with pytest.raises(Refused, match="holds no decisions"):
        read_decisions(path, "journal.jsonl")


def test_reasons_are_a_closed_set_and_each_goes_with_one_value_and_some_kinds() -> None:
    kinds = {"name", "identifier", "ownership", "region", "affiliation"}
    assert {reason.value for reason in reasons().values()} == {"true", "false", "needs-information"}
    assert all(
        reason.kinds <= kinds and reason.meaning and reason.meaning_zh for reason in reasons().values()
    )
    for kind in kinds:
        for value in ("true", "false", "needs-information"):
            assert list(fitting_reasons(value, kind)), (kind, value)


def test_a_reason_that_does_not_fit_is_refused_with_those_that_do() -> None:
    with pytest.raises(Refused, match="give one of: site-elsewhere, name-only"):
        reason_for("other-brand", "false", "region")
