"""`tieback withhold`: less is there, the signature holds, and what is missing is named."""

import json
from datetime import date
from pathlib import Path

import pytest

from tieback.attest import bag
from tieback.cli.main import run
from tieback.proof import keys

FILES = {"result.json": b"{}", "documents/a.pdf": b"EXAMPLE a", "documents/b.pdf": b"EXAMPLE b"}


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    path = tmp_path / "dossier.zip"
    words = {"case": "EXAMPLE", "as_of": date(2026, 11, 1), "version": "0.1.0", "key": keys.own_key()}
    path.write_bytes(bag.seal(FILES, required=["result.json"], **words))
    return path


def test_files_left_out_are_named_and_the_rest_verifies(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    less = dossier.with_name("less.zip")
    before = dossier.read_bytes()
    assert run(["withhold", str(dossier), "documents/*", "--out", str(less), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["withheld"] == ["data/documents/a.pdf", "data/documents/b.pdf"]
    assert run(["verify", str(less)]) == 0
    assert "withheld: data/documents/a.pdf" in capsys.readouterr().out
    assert b"EXAMPLE a" not in less.read_bytes()
    assert dossier.read_bytes() == before


def test_what_may_not_be_left_out_is_refused_and_nothing_is_written(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    less = dossier.with_name("less.zip")
    assert run(["withhold", str(dossier), "result.json", "--out", str(less)]) == 3
    assert "the manifest forbids to withhold it" in capsys.readouterr().err
    assert not less.exists()


def test_a_pattern_that_names_nothing_is_refused_with_what_there_is(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["withhold", str(dossier), "c.pdf", "--out", str(dossier.with_name("less.zip"))]) == 3
    assert "its files: documents/a.pdf, documents/b.pdf, result.json" in capsys.readouterr().err


def test_a_file_that_is_there_is_never_replaced(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = dossier.read_bytes()
    assert run(["withhold", str(dossier), "documents/a.pdf", "--out", str(dossier)]) == 3
    assert "is there already" in capsys.readouterr().err
    assert dossier.read_bytes() == before


def test_a_broken_dossier_is_refused(dossier: Path) -> None:
    dossier.write_bytes(dossier.read_bytes().replace(b"EXAMPLE a", b"EXAMPLE z"))
    assert run(["withhold", str(dossier), "documents/a.pdf", "--out", str(dossier.with_name("l.zip"))]) == 3
