"""Files are there whole or not at all, at whichever step the disk fails."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tieback.proof import durable
from tieback.proof.vault import Vault


def test_a_file_is_written_with_its_mode_and_nothing_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "f"
    durable.write(path, b"one", mode=0o600)
    durable.write(path, b"two", mode=0o640)
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in tmp_path.iterdir()] == ["f"]


def test_an_existing_file_is_kept_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "f"
    durable.write(path, b"one", replace=False)
    with pytest.raises(FileExistsError):
        durable.write(path, b"two", replace=False)
    assert path.read_bytes() == b"one"
    assert [entry.name for entry in tmp_path.iterdir()] == ["f"]


def test_parts_that_fail_leave_the_old_file(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"new"
        raise OSError(errno.EIO, "read error")

    path = tmp_path / "f"
    durable.write(path, b"old")
    with pytest.raises(OSError, match="read error"):
        durable.write_parts(path, parts())
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["f"]


def _fail_at(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """Make the `step`-th call that touches the disk fail, once."""
    calls = iter(range(1000))

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            if next(calls) == step:
                raise OSError(errno.ENOSPC, "no space left")
            return real(*arguments, **more)

        return call

    monkeypatch.setattr(os, "fsync", failing(os.fsync))
    monkeypatch.setattr(Path, "replace", failing(Path.replace))
    monkeypatch.setattr(Path, "chmod", failing(Path.chmod))
    monkeypatch.setattr(durable.tempfile, "mkstemp", failing(durable.tempfile.mkstemp))


@pytest.mark.parametrize("step", range(8))
def test_a_fault_at_any_step_of_a_put_leaves_a_vault_that_tells_the_truth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    vault = Vault(tmp_path)
    first = vault.put(b"first")
    with monkeypatch.context() as patch:
        _fail_at(patch, step)
        try:
            acknowledged = vault.put(b"second")
        except OSError:
            acknowledged = None
    assert vault.get(first) == b"first"
    if acknowledged:
        assert vault.get(acknowledged) == b"second"
    assert vault.get(vault.put(b"second")) == b"second"
    assert not list(tmp_path.rglob("*.part"))
