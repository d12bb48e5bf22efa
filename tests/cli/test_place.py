"""`tieback place`: the answer with every clue and its source."""

import json

import pytest
from typer.testing import CliRunner

from tieback.cli.main import run
from tieback.cli.place import app

runner = CliRunner()


def test_the_answer_is_readable() -> None:
    result = runner.invoke(app, ["No. 5 Youhao Road, Urumqi", "--postal-code", "830000", "--country", "CN"])
    assert result.exit_code == 0
    assert result.stdout.startswith("yes:")
    assert "'Urumqi' -> CN-XJ" in result.stdout
    assert "source:" in result.stdout


def test_one_json_document_unescaped() -> None:
    result = runner.invoke(app, ["新疆和田市", "--json"])
    document = json.loads(result.stdout)
    assert document["schema"] == "tieback.place/1"
    assert document["answer"] == "yes"
    assert [clue["text"] for clue in document["clues"]] == ["新疆", "和田市"]
    assert "和田" in result.stdout


def test_a_street_name_is_explained() -> None:
    result = runner.invoke(app, ["上海市乌鲁木齐中路"])
    assert result.stdout.startswith("no:")
    assert "names a street" in result.stdout


def test_an_unknown_region_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["place", "Hotan", "--region", "XX-YY"]) == 3
    assert "region 'XX-YY' is not known" in capsys.readouterr().err
