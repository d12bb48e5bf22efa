"""The built wheel in a bare environment, outside the checkout: the main job and the verifier work there too."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
BESIDE = Path(sys.executable).with_name("uv")
ABSENT = ("dns error", "failed to fetch", "connection", "timed out", "no solution found", "tunnel", "offline")


def run(*command: str | Path, cwd: Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command where nothing of this checkout is on the path."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))
    }
    if home is not None:
        environment["XDG_DATA_HOME"] = str(home)
    return subprocess.run(
        [str(item) for item in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


def uv(*arguments: str | Path, cwd: Path) -> None:
    """Run uv; skip the test where the index cannot be reached, fail where uv says anything else."""
    program = str(BESIDE) if BESIDE.exists() else shutil.which("uv")
    if program is None:
        pytest.skip("uv is not there")
    done = run(program, *arguments, cwd=cwd)
    if done.returncode:
        said = done.stderr.casefold()
        if any(word in said for word in ABSENT):
            pytest.skip(f"the package index is not reachable: {done.stderr.strip().splitlines()[-1]}")
        pytest.fail(done.stderr)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `wheel/tieback-*.whl` and `bare/`, an environment in which only it is installed."""
    folder = tmp_path_factory.mktemp("wheel-test")
    uv("build", "--quiet", "--wheel", "--out-dir", folder / "wheel", ROOT, cwd=folder)
    [wheel] = (folder / "wheel").glob("*.whl")
    uv("venv", "--quiet", "--python", sys.executable, folder / "bare", cwd=folder)
    uv("pip", "install", "--quiet", "--python", folder / "bare" / "bin" / "python", wheel, cwd=folder)
    return folder


def test_the_wheel_holds_code_data_examples_and_verifier_and_no_tests(place: Path) -> None:
    [wheel] = (place / "wheel").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    source = ROOT / "src"
    kept = {
        path.relative_to(source).as_posix()
        for path in (source / "tieback").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    }
    assert kept <= names
    assert "tieback/examples/shirts/case.toml" in names
    assert "tieback/attest/verifier.py.txt" in names
    assert not [name for name in names if name.startswith(("tests", "bench"))]


@pytest.mark.parametrize("example", ["shirts", "towels"])
def test_the_main_job_runs_from_the_wheel_alone(
    place: Path, checked: Any, session_home: Path, tmp_path: Path, example: str
) -> None:
    tieback = place / "bare" / "bin" / "tieback"
    made = run(tieback, "init", example, "--example", example, cwd=tmp_path, home=session_home)
    assert made.returncode == 0, made.stderr
    done = run(tieback, "check", example, "--json", cwd=tmp_path, home=session_home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == checked(example).result
    out = tmp_path / example / "out"
    assert (out / "dossier.zip").read_bytes() == (checked(example).out / "dossier.zip").read_bytes()
    judged = run(tieback, "verify", out / "dossier.zip", "--json", cwd=tmp_path, home=session_home)
    assert (judged.returncode, json.loads(judged.stdout)["verdict"]) == (0, "intact")


def test_the_verifier_in_the_wheel_is_the_one_of_the_repository(place: Path, checked: Any) -> None:
    [carried] = (place / "bare").glob("lib/python*/site-packages/tieback/attest/verifier.py.txt")
    assert carried.read_bytes() == (ROOT / "verifier" / "verify.py").read_bytes()
    done = run(sys.executable, "-I", carried, checked("shirts").out / "dossier.zip", cwd=place)
    assert done.returncode == 0, done.stdout


def test_the_bare_environment_holds_nothing_of_ours_but_the_wheel(place: Path) -> None:
    code = "import tieback; print(tieback.__file__)"
    done = run(place / "bare" / "bin" / "python", "-c", code, cwd=place)
    assert Path(done.stdout.strip()).is_relative_to(place / "bare")
