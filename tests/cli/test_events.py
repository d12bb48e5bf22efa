"""`tieback events`: which files conform, the hash id of every event, duplicates by name."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tieback.cli.events import app
from tieback.cli.main import run

runner = CliRunner()


def write(path: Path, **more: Any) -> str:
    event = {
        "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],
        "type": "ObjectEvent",
        "eventTime": "2026-03-01T09:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "ADD",
        "bizStep": "commissioning",
        "bizLocation": {"id": "urn:epc:id:sgln:9520001.00011.0"},
        "epcList": ["urn:epc:id:sgtin:9520001.011111.EXAMPLE"],
    } | more
    path.write_text(json.dumps(event), encoding="utf-8")
    return str(path)


def test_a_duplicate_in_another_file_is_named(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a.json"), write(tmp_path / "b.json", eventID="urn:x:1")]
    document = json.loads(runner.invoke(app, [*paths, "--json"]).stdout)
    (event,) = document["events"]
    assert event["hash_id"].startswith("ni:///sha-256;")
    assert event["on"] == "2026-03-01"
    assert [note["effect"] for note in document["notes"] if event["hash_id"] in note["reason"]] == [
        "counted once"
    ]
    assert document["counts"] == {"transfers": 0, "transformations": 1, "stock": 0}


def test_a_file_that_does_not_conform_is_refused_after_the_others_were_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [write(tmp_path / "a.json"), write(tmp_path / "b.json", action="MOVE")]
    assert run(["events", *paths]) == 3
    said = capsys.readouterr()
    assert "1 events stand" in said.out
    assert "b.json: not EPCIS: action: 'MOVE' is not one of ADD, OBSERVE, DELETE" in said.out
    assert "1 of 2 files do not conform" in said.err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["events", str(tmp_path / "none.json")]) == 3
    assert "none.json" in capsys.readouterr().err
