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
    ],
)
def test_a_document_has_the_common_fields(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*line.split("|"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"].startswith("tieback.")
    assert {"version", "as_of", "notes"} <= document.keys()


def test_a_story_that_nobody_keeps_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", "story", "nope"]) == 3
    assert "no story and no report is called 'nope'" in capsys.readouterr().err


def test_a_place_is_shown_under_its_present_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["place", "浙江省杭州市示例路1号"]) == 0
    out = capsys.readouterr().out
    assert "Hangzhou" in out
    assert "Hangchow" not in out
