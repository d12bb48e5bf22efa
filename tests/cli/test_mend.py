import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tieback.cli.main import run
from tieback.proof import journal

AT = datetime(2026, 9, 1, tzinfo=UTC)


def _torn(folder: Path, tail: bytes) -> Path:
    path = folder / "journal.jsonl"
    journal.append(path, "note", {"text": "EXAMPLE"}, AT)
    path.write_bytes(path.read_bytes() + tail)
    return path


def test_a_line_cut_short_is_set_aside_and_the_journal_reads_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _torn(tmp_path, b'{"seq":2,"at":"20')
    with pytest.raises(journal.Torn, match="tieback mend"):
        journal.read(path)
    assert run(["mend", str(tmp_path)]) == 0
    assert "1 entries, the chain holds; set aside in" in capsys.readouterr().out
    assert len(journal.read(path)) == 1
    assert (tmp_path / "journal.jsonl.torn").read_bytes() == b'{"seq":2,"at":"20'


def test_a_line_that_lacks_only_its_end_is_completed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _torn(tmp_path, b"")
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    assert run(["mend", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["entries"], told["mended"], told["set_aside"]) == (1, True, None)
    assert len(journal.read(path)) == 1


def test_a_whole_journal_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _torn(tmp_path, b"")
    before = path.read_bytes()
    assert run(["mend", str(tmp_path)]) == 0
    assert "nothing to mend" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_a_chain_broken_elsewhere_is_refused_and_left(tmp_path: Path) -> None:
    path = _torn(tmp_path, b"{}\n")
    before = path.read_bytes()
    assert run(["mend", str(tmp_path)]) == 3
    assert path.read_bytes() == before


def test_a_folder_without_a_journal_is_refused_and_gets_none(tmp_path: Path) -> None:
    assert run(["mend", str(tmp_path)]) == 3
    assert not list(tmp_path.iterdir())


def test_a_verb_mistyped_is_answered_with_the_one_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chek"]) == 2
    assert "did you mean 'check'?" in capsys.readouterr().err
