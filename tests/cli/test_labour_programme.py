"""`tieback labour programme`: sources and replies side by side, nothing added up."""

import json
from pathlib import Path

import pytest

from tieback.cli.main import run

_HEAD = "programme,feature,answer,source,reply\n"


def _file(tmp_path: Path, rows: str) -> str:
    path = tmp_path / "programme.csv"
    path.write_text(_HEAD + rows, encoding="utf-8")
    return str(path)


def test_a_yes_and_a_no_are_a_conflict_and_both_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "EXAMPLE scheme,quota,yes,EXAMPLE report p. 3,denied by EXAMPLE office\nEXAMPLE scheme,QUOTA,no,EXAMPLE notice,\n"
    assert run(["labour", "programme", _file(tmp_path, rows), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (programme,) = document["programmes"]
    quota = next(feature for feature in programme["features"] if feature["id"] == "quota")
    assert quota["answer"] == "conflict"
    assert [said["reply"] for said in quota["evidence"]] == ["denied by EXAMPLE office", None]
    assert {feature["answer"] for feature in programme["features"]} == {"conflict", "unknown"}
    assert "score" not in programme


def test_a_row_without_a_source_or_of_no_feature_documents_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "EX,quota,yes,,\nEXAMPLE,colour,yes,EXAMPLE report,\nEXAMPLE,escorted,perhaps,EXAMPLE report,\n,quota,yes,x,\n"
    assert run(["labour", "programme", _file(tmp_path, rows)]) == 0
    said = capsys.readouterr()
    assert "conflict" not in said.out
    assert "\n  yes" not in said.out
    assert [line.split(": ")[0] for line in said.err.splitlines()] == [
        "programme.csv, row 2, column source",
        "programme.csv, row 3, column feature",
        "programme.csv, row 4, column answer",
        "programme.csv, row 5, column programme",
    ]


def test_the_template_lists_the_questions_and_is_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    assert run(["labour", "programme", "--template", str(path)]) == 0
    assert run(["labour", "programme", str(path)]) == 0
    assert "no programme" in capsys.readouterr().err


def test_a_table_without_sources_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.csv"
    path.write_text("programme,feature,answer\nEXAMPLE,quota,yes\n", encoding="utf-8")
    assert run(["labour", "programme", str(path)]) == 3
    assert "no column for `source`" in capsys.readouterr().err
