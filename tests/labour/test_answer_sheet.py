"""Sheets of answers: headers by id or question, words of three values, what cannot be read is noted and unknown."""

import json
from pathlib import Path

import pytest

from tieback.cli.main import run
from tieback.labour.answer_sheet import read_answers
from tieback.labour.rule_set import items
from tieback.model.answer import Answer
from tieback.model.refusal import Refused

HEADER = (
    "case,job,reference period,child,Were you isolated?,documents_withheld,cannot leave,wages_withheld,"
    "penalty_by_other,state tags"
)
SHEET = f"""{HEADER}
EX-1,sewing,2025,no,,yes,Y,no,是,c105-1b: EXAMPLE quota; c105-9: x; conscription
EX-2,sewing,2025,no,,refused,unknown,maybe,,
"""


def sheet(tmp_path: Path, text: str = SHEET) -> Path:
    """The sheet as a file."""
    path = tmp_path / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_are_read_and_doubtful_ones_stay_unknown(tmp_path: Path) -> None:
    (first, second), notes = read_answers(sheet(tmp_path))
    assert first.answers == {
        "documents_withheld": Answer.YES,
        "cannot_leave": Answer.YES,
        "wages_withheld": Answer.NO,
        "penalty_by_other": Answer.YES,
    }
    assert [tag.id for tag in first.tags] == ["c105-1b"]
    assert second.answers == {}
    assert second.refused == ("documents_withheld",)
    said = [(note.row, note.column, note.reason) for note in notes if note.column]
    assert (3, "wages_withheld", "'maybe' is not yes, no, unknown or refused") in said
    assert any("'c105-9' is none of" in reason for _, _, reason in said)
    assert any("has no reason" in reason for _, _, reason in said)


def test_a_table_without_items_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no column is an item"):
        read_answers(sheet(tmp_path, "case,name\n1,x\n"))


def test_the_template_reads_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.csv"
    assert run(["labour", "indicators", "--template", str(path)]) == 0
    filled = (
        path.read_text("utf-8-sig").rstrip("\r\n")
        + "\nEX-1,,2025,no,,,"
        + ",".join(["yes"] * len(items()))
        + "\n"
    )
    path.write_text(filled, encoding="utf-8")
    cases, _ = read_answers(path)
    assert set(cases[0].answers) == set(items())


def test_the_page_for_people_counts_and_says_what_it_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["labour", "indicators", str(sheet(tmp_path))]) == 0
    out = capsys.readouterr().out
    assert (
        "meets the rule (documents_withheld, cannot_leave, penalty_by_other)" in out
        or "meets the rule" in out
    )
    assert "present  retention of identity documents" in out
    assert "unknown is not no" in out
    assert "decides nothing" in out


def test_one_json_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labour", "indicators", str(sheet(tmp_path)), "--set", "icls-2018", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [entry["results"][0]["answer"] for entry in document["cases"]] == ["yes", "unknown"]
    assert document["counts"] == {"icls-2018": {"yes": 1, "unknown": 1}}


def test_an_unknown_set_and_no_file_are_refused(tmp_path: Path) -> None:
    assert run(["labour", "indicators", str(sheet(tmp_path)), "--set", "score"]) == 3
    assert run(["labour", "indicators"]) == 2


@pytest.mark.parametrize("word", ["不知道", "不清楚", "don't know", "unknown"])
def test_a_respondent_who_does_not_know_is_unknown_without_a_note(tmp_path: Path, word: str) -> None:
    (case,), notes = read_answers(sheet(tmp_path, f"case,job,period,cannot_leave\nEX-1,sewing,2025,{word}\n"))
    assert case.answers == {}
    assert notes == ()


def test_two_rows_of_one_case_job_and_period_are_noted(tmp_path: Path) -> None:
    rows = "EX-1,sewing,2025,yes\nEX-1,sewing,2024,yes\nEX-1,sewing,2025,no\n"
    cases, notes = read_answers(sheet(tmp_path, f"case,job,period,cannot_leave\n{rows}"))
    assert len(cases) == 3
    assert [(note.row, note.reason) for note in notes] == [(4, "the same case, job and period as row 2")]
