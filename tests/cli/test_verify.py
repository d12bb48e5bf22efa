"""`tieback verify`: output and exit codes."""

import json
from datetime import date
from pathlib import Path

import pytest

from tieback.attest import bag
from tieback.cli.main import run
from tieback.proof import canonical, keys

FILES = {"result.json": b"{}", "file/dossier.html": b"<p>EXAMPLE</p>"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path


@pytest.fixture
def dossier(home: Path) -> Path:
    path = home / "dossier.zip"
    path.write_bytes(
        bag.seal(FILES, case="EXAMPLE", as_of=date(2026, 11, 1), version="0.1.0", key=keys.own_key())
    )
    return path


def test_an_intact_dossier_of_ones_own_exits_0(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(dossier)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("intact\n")
    assert "your own key (known to you)" in out


def test_json_is_one_document(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(dossier), "--json"]) == 0
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert captured.err == ""
    assert document["verdict"] == "intact"
    assert document["signer"]["known"] is True
    assert document["files"] == {"checked": 2, "withheld": []}


def test_a_broken_dossier_exits_1_and_names_the_file(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(dossier.read_bytes())
    data[data.index(b"EXAMPLE</p>")] ^= 1
    dossier.write_bytes(data)
    assert run(["verify", str(dossier)]) == 1
    out = capsys.readouterr().out
    assert out.startswith("broken: ")
    assert "data/file/dossier.html" in out


def test_what_is_no_dossier_exits_1_as_unreadable(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "d.zip").write_bytes(b"hello")
    assert run(["verify", str(home / "d.zip"), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["verdict"] == "unreadable"


def test_a_missing_file_exits_3_with_one_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", str(home / "absent.zip")]) == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_the_signer_option_names_the_key_it_must_be(
    dossier: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fingerprint = keys.own_key().public.fingerprint
    assert run(["verify", str(dossier), "--signer", fingerprint]) == 0
    written = ":".join(fingerprint[i : i + 4] for i in range(0, 64, 4)).upper()
    assert run(["verify", str(dossier), "--signer", written]) == 0
    assert run(["verify", str(dossier), "--signer", "0" * 64]) == 1
    assert "signed by another key" in capsys.readouterr().out
    assert run(["verify", str(dossier), "--signer", "me"]) == 2


def test_a_key_kept_as_known_is_called_by_our_name_for_it(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = keys.SigningKey.create()
    known = keys.folder() / "known"
    known.mkdir(parents=True)
    (known / "broker.json").write_bytes(canonical.dump(keys.describe_public(key.public, "EXAMPLE Broker")))
    path = home / "d.zip"
    path.write_bytes(bag.seal(FILES, case="EXAMPLE", as_of=date(2026, 1, 1), version="0.1.0", key=key))
    assert run(["verify", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["signer"]["name"] == "EXAMPLE Broker"


def test_a_withheld_file_is_listed(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dossier.write_bytes(bag.withhold(dossier.read_bytes(), ["data/result.json"]))
    assert run(["verify", str(dossier)]) == 0
    assert "withheld: data/result.json" in capsys.readouterr().out
