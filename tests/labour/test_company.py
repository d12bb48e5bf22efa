"""A company's file: nothing is remedied on the company's own word, and nobody having looked is unknown."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.cli.main import run
from tieback.labour.company import company_files, heading_of, headings
from tieback.model.access import Access, AccessGrade
from tieback.model.answer import Answer
from tieback.model.remedy import RemedyRow

HELD = frozenset({"find.txt", "fix.txt", "check.txt"})
LEDGER = Access("A1", "audit", None, None, None, None, {}, AccessGrade.BOUNDS)
SHUT = Access("A2", "audit", None, None, None, None, {}, AccessGrade.NONE, ("entry was refused",))
FULL = RemedyRow(
    "P2",
    "debt bondage",
    Answer.YES,
    date(2025, 1, 1),
    "EXAMPLE union",
    "find.txt",
    "EXAMPLE reply",
    "fees repaid",
    date(2025, 3, 1),
    "fix.txt",
    "EXAMPLE institute",
    date(2025, 6, 1),
    "check.txt",
    "A1",
)


def points(row: RemedyRow) -> tuple[str, ...]:
    """The open points of the row's indicator."""
    (company,) = company_files([row], [LEDGER, SHUT], HELD)
    return next(entry.open_points for entry in company.indicators if entry.indicator == row.indicator)


def changed(**fields: object) -> RemedyRow:
    """The full row with some fields otherwise."""
    return RemedyRow(**{**{name: getattr(FULL, name) for name in FULL.__slots__}, **fields})


def test_a_full_record_leaves_nothing_open_of_its_indicator() -> None:
    assert points(FULL) == ()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"remedy": None}, "no remedy is recorded"),
        ({"remedy_document": None}, "no document of the remedy"),
        ({"remedy_document": "gone.txt"}, "no document of the remedy"),
        ({"verified_by": None}, "nobody has verified"),
        ({"verified_by": "p2"}, "by the company itself"),
        ({"verified_on": date(2025, 2, 1)}, "before the remedy"),
        ({"verification_document": None}, "no document of the verification"),
        ({"ledger": None}, "no access ledger"),
        ({"ledger": "A2"}, "cannot support inference: entry was refused"),
        ({"found_by": None}, "nobody is named who found it"),
        ({"document": "gone.txt"}, "gone.txt is not in the file"),
        ({"found": Answer.UNKNOWN}, "is not said"),
        ({"found": Answer.NO, "ledger": "A2"}, "cannot support inference"),
        ({"found": Answer.NO, "document": None}, "no document says who looked"),
    ],
)
def test_each_thing_that_lacks_is_named(fields: dict[str, object], said: str) -> None:
    assert any(said in point for point in points(changed(**fields)))


def test_all_eleven_stand_in_the_file_and_those_nobody_looked_for_are_unknown() -> None:
    (company,) = company_files([FULL], [LEDGER], HELD)
    assert [entry.indicator for entry in company.indicators] == list(headings())
    others = [entry for entry in company.indicators if entry.indicator != "debt bondage"]
    assert {entry.found for entry in others} == {Answer.UNKNOWN}
    assert all("nobody is recorded to have looked" in entry.open_points[0] for entry in others)


def test_sources_that_differ_are_a_conflict_with_both_rows() -> None:
    (company,) = company_files([FULL, changed(found=Answer.NO, found_by="EXAMPLE auditor")], [LEDGER], HELD)
    entry = next(item for item in company.indicators if item.indicator == "debt bondage")
    assert entry.found is Answer.CONFLICT
    assert len(entry.rows) == 2


def test_what_was_found_later_is_left_out() -> None:
    assert company_files([FULL], [LEDGER], HELD, date(2024, 12, 31)) == ()


@given(st.sampled_from(["P2", "X", "示例"]))
def test_another_company_s_name_changes_only_the_name(name: str) -> None:
    (first,), (second,) = (company_files([changed(party=party)], [LEDGER], HELD) for party in ("P2", name))
    assert [entry.open_points for entry in first.indicators] == [
        entry.open_points for entry in second.indicators
    ]


def test_headings_by_item_or_question() -> None:
    assert heading_of("Retention of identity documents") == "retention of identity documents"
    assert heading_of("documents_withheld") == "retention of identity documents"
    assert heading_of("Debt bondage or a debt that was manipulated?") == "debt bondage"
    assert heading_of("bad weather") is None


def write(root: Path, remedy: str) -> Path:
    """A small case with a remedy table."""
    (root / "documents").mkdir(parents=True)
    (root / "case.toml").write_text('importer = "P1"\nas_of = 2026-01-31\n', encoding="utf-8")
    (root / "parties.csv").write_text("id,name\nP1,EXAMPLE Imports\nP2,EXAMPLE Mill\n", encoding="utf-8")
    (root / "remedy.csv").write_text(remedy, encoding="utf-8")
    return root


def test_the_file_through_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(
        tmp_path,
        "企业,indicator,finding,found by,found on\nP2,debt bondage,发现,EXAMPLE union,2025-01-01\nP2,weather,yes,,\n",
    )
    assert run(["labour", "company", str(root)]) == 0
    printed = capsys.readouterr()
    assert "found      debt bondage" in printed.out
    assert "the company: no reply recorded" in printed.out
    assert "open: no remedy is recorded" in printed.out
    assert "'weather' is none of the eleven indicators" in printed.err
    assert run(["labour", "company", str(root), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["companies"][0]["open"] == 11


def test_a_case_without_the_table_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path, "party,indicator\n")
    assert run(["labour", "company", str(root)]) == 3
    assert "remedy.csv" in capsys.readouterr().err


def test_empty_tables_are_written_to_be_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb, column in (("access", "respondents_chosen_by"), ("company", "verified_by")):
        path = tmp_path / f"{verb}.csv"
        assert run(["labour", verb, "--template", str(path)]) == 0
        assert column in path.read_text("utf-8-sig")
        assert run(["labour", verb]) == 2
