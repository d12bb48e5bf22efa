"""Every JSON document says its schema, version, as-of day and notes, whichever verb prints it."""

import json
from pathlib import Path

import pytest

from tieback.cli.main import run


@pytest.fixture(autouse=True)
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.mark.parametrize(
    "line",
    [
        "compare|EXAMPLE A|EXAMPLE B",
        "place|Urumqi",
        "lists|show",
        "lists|diff|us_uflpa|current|bundled",
        "lists|as-of|us_uflpa|EXAMPLE|--on|2026-01-01|--known-on|2026-01-02",
        "labour|conventions|CN|--on|2026-01-01",
        "labour|instrument|C029",
        "watch|search|cotton",
        "watch|sources",
        "watch|claims",
        "watch|story",
    ],
)
def test_a_document_has_the_common_fields(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*line.split("|"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"].startswith("tieback.")
    assert {"version", "as_of", "notes"} <= document.keys()


def test_the_tables_of_a_case_name_the_rows_they_lack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "case")]) == 0
    parties = tmp_path / "case" / "parties.csv"
    columns = parties.read_text(encoding="utf-8").splitlines()[0]
    parties.write_text(f"{columns}\nP1,EXAMPLE Importer\n", encoding="utf-8")
    sheet = tmp_path / "case" / "transfers.csv"
    sheet.write_text("id,lot,from,to,quantity,unit\nT1,L1,P1,P1,a lot,kg\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["tables", str(tmp_path / "case"), "--out", str(tmp_path / "out"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {"version", "as_of", "notes"} <= document.keys()
    assert document["unread"] == 1
    assert ("transfers.csv", 2) in [(note["file"], note["row"]) for note in document["notes"]]


def test_a_story_that_nobody_keeps_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", "story", "nope"]) == 3
    assert "no story and no report is called 'nope'" in capsys.readouterr().err


def test_a_place_is_shown_under_its_present_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["place", "浙江省杭州市示例路1号"]) == 0
    out = capsys.readouterr().out
    assert "Hangzhou" in out
    assert "Hangchow" not in out
