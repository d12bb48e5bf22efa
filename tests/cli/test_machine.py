"""What the machine refuses is one line and exit 3; a reader that goes away and Ctrl-C leave no traceback."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

FULL = Path("/dev/full")


def started(*words: str | Path, **given: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tieback", *map(str, words)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", **given)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    "words", [["--help"], ["lists", "show"], ["place", "新疆", "--json"], ["check", "--help"]]
)
def test_a_full_disk_behind_the_output_is_one_line(words: list[str]) -> None:
    with FULL.open("w") as full:
        process = started(*words, stdout=full)
        told = process.communicate()[1]
    assert (process.returncode, told.count("\n")) == (3, 1), told
    assert "No space left on device" in told
    assert "make room" in told


@pytest.mark.parametrize("words", [["--help"], ["lists", "show"], ["place", "新疆", "--json"]])
def test_a_reader_that_went_away_is_no_error_to_tell(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = started(*words, stdout=writer)
    os.close(writer)
    told = process.communicate()[1]
    assert (process.returncode, told) == (141, "")


def test_a_closed_output_is_no_traceback() -> None:
    process = subprocess.run(
        f"exec {sys.executable} -m tieback --help >&-", shell=True, capture_output=True, check=False
    )
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.parametrize("words", [["lists", "import", "own.csv", "--list", "own"], ["watch", "claims"]])
def test_a_data_folder_that_cannot_be_made_is_one_line(
    tieback: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    (tmp_path / "own.csv").write_text("name\nEXAMPLE Mill\n", "utf-8")
    (tmp_path / "taken").write_text("a file, not a folder", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "taken"))
    ran = tieback(*words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1), ran.err
    assert "taken" in ran.err
    assert "XDG_DATA_HOME" in ran.err


def test_a_disk_that_fills_up_says_which_file(
    tieback: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own.csv").write_text("name\nEXAMPLE Mill\n", "utf-8")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    ran = tieback("lists", "import", tmp_path / "own.csv", "--list", "own")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "No space left on device" in ran.err
    assert "vault" in ran.err


def test_an_example_is_copied_whole_or_not_at_all(
    tieback: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def filling(source: Path, target: Path, **_: object) -> None:
        target.mkdir()
        (target / "bom.csv").write_text("half", "utf-8")
        full = f"[Errno 28] No space left on device: {str(source)!r} -> {str(target)!r}"
        raise shutil.Error([(str(source / "case.toml"), str(target / "case.toml"), full)])

    monkeypatch.setattr(shutil, "copytree", filling)
    ran = tieback("init", tmp_path / "case", "--example", "solar")
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1), ran.err
    assert "No space left on device" in ran.err
    assert not (tmp_path / "case").exists()


def test_ctrl_c_leaves_no_traceback(tmp_path: Path) -> None:
    rows = "".join(f"EXAMPLE Quorvex Wool {number},CN\n" for number in range(200_000))
    (tmp_path / "many.csv").write_text(f"name,country\n{rows}", "utf-8")
    process = started(
        "screen", tmp_path / "many.csv", "--out", tmp_path / "out.csv", stdout=subprocess.DEVNULL
    )
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    told = process.communicate()[1]
    assert process.returncode in {130, -signal.SIGINT}, told
    assert "Traceback" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["many.csv"]
