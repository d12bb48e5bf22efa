"""The `tieback` command itself: help without weight, exit codes, one line per refusal, UTF-8 whatever the locale."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tieback import __version__
from tieback.cli.main import VERBS
from tieback.model.refusal import Refused, Unavailable

HEAVY = {
    *("cryptography", "holidays", "httpx", "jinja2", "jsonschema_rs", "lxml", "numba", "numpy", "opencc"),
    *("polars", "pypinyin", "python_calamine", "rapidfuzz", "rich", "scipy", "typer", "xlsxwriter", "yaml"),
}


def modules_after(code: str) -> set[str]:
    """Top-level modules loaded once `code` has run in a new process."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})",
        ],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_no_heavy_module() -> None:
    assert modules_after("from tieback.cli.main import run; run(['--help'])") & HEAVY == set()


def test_checking_a_small_case_loads_no_engine_for_large_ones(checked: Any, tmp_path: Path) -> None:
    folder = str(checked("shirts").folder)
    code = f"from tieback.cli.main import run; run(['check', {folder!r}, '--out', {str(tmp_path / 'out')!r}])"
    assert modules_after(code) & {"numba", "scipy", "polars", "httpx", "xlsxwriter"} == set()


def test_help_names_every_verb_and_no_verb_is_usage(tieback: Any) -> None:
    for word in ("--help", "-h", "help"):
        ran = tieback(word)
        assert (ran.code, ran.err) == (0, "")
        assert [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ")] == list(VERBS)
    bare = tieback()
    assert (bare.code, bare.out) == (2, tieback("--help").out)


def test_the_version_is_one_line(tieback: Any) -> None:
    assert tieback("--version").out == f"tieback {__version__}\n"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(tieback: Any, verb: str) -> None:
    ran = tieback(verb, "--help")
    assert ran.code == 0, ran.err
    assert f"tieback {verb}" in ran.out
    assert ran.err == ""


def commands() -> list[list[str]]:
    """Every verb, and every command of those that have some."""
    from typer.main import get_command

    found = []
    for verb, (module, _) in VERBS.items():
        command = get_command(import_module(f"tieback.cli.{module}").app)
        found += [[verb], *([verb, name] for name in getattr(command, "commands", ()))]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_help_ends_with_examples_that_name_options_there_are(tieback: Any, words: list[str]) -> None:
    text, _, below = tieback(*words, "--help").out.partition("\nExamples\n")
    lines = [line.split() for line in below.splitlines() if line.startswith("  tieback")]
    assert lines
    for line in lines:
        assert line[1] == words[0]
        below_verb = len(words) == 1 and line[1:3] in commands()
        known = tieback(*line[1:3], "--help").out if below_verb else text
        assert [word for word in line if word.startswith("--") and f"{word} " not in known] == []


def test_the_verbs_are_those_of_the_contract() -> None:
    contract = ("init", "check", "screen", "compare", "lists", "trace", "assess", "place", "attest", "verify")
    assert set(VERBS) >= set(contract)


def test_an_unknown_verb_or_option_or_value_is_usage(tieback_apart: Any) -> None:
    for words in (["chek"], ["check"], ["check", ".", "--no-such"], ["check", ".", "--as-of", "yesterday"]):
        ran = tieback_apart(*words)
        assert (ran.code, ran.out) == (2, ""), words
        assert ran.err
        assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("raised", "code", "line"),
    [
        (
            Refused("the date can be read two ways", "transfers.csv", 7, "shipped_on", "write 2026-03-04"),
            3,
            "tieback verify: transfers.csv, row 7, column shipped_on: the date can be read two ways; write 2026-03-04\n",
        ),
        (Refused("empty"), 3, "tieback verify: empty\n"),
        (Unavailable("no network", "try again"), 4, "tieback verify: no network; try again\n"),
    ],
)
def test_a_refusal_is_one_line_and_its_code(
    tieback: Any, monkeypatch: pytest.MonkeyPatch, raised: Exception, code: int, line: str
) -> None:
    from tieback.cli import verify

    def refuse(**_: object) -> None:
        raise raised

    monkeypatch.setattr(verify, "app", refuse)
    ran = tieback("verify", "x")
    assert (ran.code, ran.out, ran.err) == (code, "", line)


@pytest.mark.parametrize(
    "words", [["check"], ["assess"], ["attest"], ["trace", "LOT"], ["verify"], ["screen"]]
)
def test_what_is_not_there_is_refused_in_one_line(tieback: Any, tmp_path: Path, words: list[str]) -> None:
    verb, *rest = words
    ran = tieback(verb, tmp_path / "absent", *rest)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1), ran.err
    assert "absent" in ran.err


def test_a_folder_without_case_toml_is_refused_in_one_line(tieback: Any, tmp_path: Path) -> None:
    ran = tieback("check", tmp_path)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "case.toml" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("locale", ["C", "POSIX", "tr_TR.ISO8859-9"])
def test_output_is_utf_8_in_any_locale(tieback_apart: Any, checked: Any, tmp_path: Path, locale: str) -> None:
    environment = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
    words = ("check", checked("shirts").folder, "--out", tmp_path / "out")
    shown = tieback_apart(*words, environment=environment)
    assert (shown.code, shown.err) == (0, "")
    assert "浙江示例藍禾針織有限公司" in shown.out
    told = tieback_apart(*words, "--json", environment=environment)
    assert json.loads(told.out)["alerts"][0]["name_a"] == "浙江示例藍禾針織有限公司"
    refused = tieback_apart("check", tmp_path / "没有", environment={"LC_ALL": locale})
    assert refused.code == 3
    assert "没有" in refused.err


def test_json_is_one_document_and_nothing_else(tieback: Any, checked: Any, tmp_path: Path) -> None:
    for verb in ("check", "assess"):
        more = ("--out", tmp_path / "out") if verb == "check" else ()
        ran = tieback(verb, checked("solar").folder, "--json", *more)
        assert (ran.code, ran.err) == (0, "")
        assert ran.json["schema"] == "tieback.check/1"
        assert ran.json["findings"] == checked("solar").result["findings"]
