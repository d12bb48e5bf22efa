"""What all tests share: a data home of their own, the command line as a function, the examples as checked.

No test reads or writes the lists and keys of the person who runs it.
"""

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tieback.proof import keys

settings.register_profile("tieback", deadline=None)  # no test of ours is about time
settings.load_profile("tieback")

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
SEED = b"EXAMPLE key, never use elsewhere"
Run = Callable[..., "Ran"]


@dataclass(frozen=True)
class Ran:
    """What one command left: exit code and both streams as text."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Checked:
    """An example after `tieback check`: its copy, what was written, and what was printed."""

    folder: Path
    out: Path
    result: dict[str, Any]
    ran: Ran

    @property
    def page(self) -> str:
        """The text of file/dossier.html."""
        return (self.out / "file" / "dossier.html").read_text("utf-8")


def digests(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def run_here(*arguments: str | Path) -> Ran:
    """Run a command line in this process."""
    from tieback.cli.main import run

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(item) for item in arguments])
    return Ran(code, out.getvalue(), err.getvalue())


def run_apart(
    *arguments: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> Ran:
    """Run a command line in a process of its own, in `cwd`, with `environment` added to this one's."""
    done = subprocess.run(
        [sys.executable, "-m", "tieback", *map(str, arguments)],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        timeout=120,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


@pytest.fixture(scope="session", autouse=True)
def session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data home for the session, with the key of a published seed: seals of the examples are the same anywhere."""
    home = tmp_path_factory.mktemp("session-home")
    keys.SigningKey.from_seed(SEED).save(home / "tieback" / "keys" / "signing.pem")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        yield home


_numbers = count()


@pytest.fixture(autouse=True)
def data_home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, session_home: Path
) -> Path:
    """An empty data home for each test; made when something is first written there."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(_numbers))
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    return home


@pytest.fixture(scope="session")
def tieback() -> Run:
    """`tieback("check", folder)`: a command line run in this process."""
    return run_here


@pytest.fixture(scope="session")
def tieback_apart() -> Run:
    """The same in a process of its own; keywords `cwd` and `environment`."""
    return run_apart


@pytest.fixture(scope="session")
def files_of() -> Callable[[Path], dict[str, bytes]]:
    """`files_of(folder)`: every file below it, by path."""
    return digests


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory, session_home: Path) -> Callable[[str], Checked]:
    """`checked("shirts")`: a copy of that example, checked once per session with the session's key."""

    @cache
    def check(name: str) -> Checked:
        top = tmp_path_factory.mktemp("checked")
        folder, out = top / name, top / "written"
        shutil.copytree(EXAMPLES / name, folder, ignore=shutil.ignore_patterns("out", ".tieback"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("XDG_DATA_HOME", str(session_home))
            ran = run_here("check", folder, "--out", out)
        assert ran.code == 0, ran.err
        return Checked(folder, out, json.loads((out / "result.json").read_bytes()), ran)

    return check


@pytest.fixture
def example(tmp_path: Path) -> Callable[[str], Path]:
    """`example("shirts")`: a fresh copy of that example, to be changed."""

    def copy(name: str) -> Path:
        folder = tmp_path / name
        shutil.copytree(EXAMPLES / name, folder, ignore=shutil.ignore_patterns("out", ".tieback"))
        return folder

    return copy


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of official vectors and reference data beside the repository; the test is skipped without it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not there")
    return folder
