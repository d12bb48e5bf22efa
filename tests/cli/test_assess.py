"""`tieback assess` and `tieback check` from the outside: exit codes, one JSON document, one screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
pytestmark = pytest.mark.skipif(not (EXAMPLES / "shirts").is_dir(), reason="the examples are not there")


@pytest.fixture
def tieback(tmp_path):
    """Run the command with its own data folder."""

    def run(*arguments, **env):
        environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), **env}
        command = [sys.executable, "-m", "tieback", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
        )

    return run


def answers(text):
    return {finding["test"]: finding["outcome"] for finding in json.loads(text)["findings"]}


def test_assess_prints_one_document_and_writes_nothing(tieback, tmp_path):
    before = sorted(EXAMPLES.rglob("*"))
    done = tieback("assess", EXAMPLES / "shirts", "--json")
    assert done.returncode == 0
    assert answers(done.stdout)["listed-party"] == "yes"
    assert done.stderr == ""
    assert sorted(EXAMPLES.rglob("*")) == before


def test_assess_applies_only_the_regimes_named(tieback):
    done = tieback("assess", EXAMPLES / "towels", "--regime", "us_1307", "--json")
    assert set(answers(done.stdout)) == {"order-scope"}


def test_an_unknown_regime_is_refused_in_one_line(tieback):
    done = tieback("assess", EXAMPLES / "towels", "--regime", "eu_flr")
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "us_uflpa" in done.stderr


def test_a_folder_without_a_case_is_refused_in_one_line(tieback, tmp_path):
    for verb in ("assess", "check"):
        done = tieback(verb, tmp_path)
        assert done.returncode == 3
        assert done.stdout == ""
        assert "case.toml" in done.stderr
        assert "Traceback" not in done.stderr


def test_check_writes_the_dossier_and_prints_one_screen(tieback, tmp_path):
    out = tmp_path / "out"
    done = tieback("check", EXAMPLES / "shirts", "--out", out)
    assert done.returncode == 0
    for name in ("result.json", "editions.lock", "file/dossier.html", "dossier.zip"):
        assert (out / name).is_file()
        assert name.startswith(("result", "editions")) or str(out / name) in done.stdout
    assert "as of 2026-09-01" in done.stdout
    assert "■ yes" in done.stdout
    assert "? unknown" in done.stdout
    assert "us_uflpa edition" in done.stdout
    assert "earliest loss of goods" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110
    assert len(done.stdout.splitlines()) < 75


def test_the_json_of_check_is_what_it_wrote(tieback, tmp_path):
    done = tieback("check", EXAMPLES / "solar", "--out", tmp_path / "out", "--json")
    assert done.stdout == (tmp_path / "out" / "result.json").read_text("utf-8")
    assert answers(done.stdout)["listed-party"] == "unknown"


def test_time_zone_and_locale_change_nothing(tieback, tmp_path):
    one = tieback(
        "check", EXAMPLES / "solar", "--out", tmp_path / "one", "--json", TZ="Pacific/Kiritimati", LC_ALL="C"
    )
    two = tieback(
        "check",
        EXAMPLES / "solar",
        "--out",
        tmp_path / "two",
        "--json",
        TZ="America/Adak",
        LC_ALL="tr_TR.UTF-8",
    )
    assert one.stdout == two.stdout
    assert (tmp_path / "one/dossier.zip").read_bytes() == (tmp_path / "two/dossier.zip").read_bytes()


def test_a_wrong_option_is_a_question_of_usage(tieback):
    assert tieback("check", EXAMPLES / "towels", "--as-of", "soon").returncode == 2


def test_an_unknown_regime_of_the_case_is_refused_with_its_file_and_column(tieback, tmp_path):
    (tmp_path / "case.toml").write_text('as_of = 2026-09-01\nregimes = ["us_mars"]\n')
    (tmp_path / "parties.csv").write_text("id,name\nP,EXAMPLE\n")
    for verb in ("check", "assess"):
        done = tieback(verb, tmp_path)
        assert done.returncode == 3
        assert "case.toml, column regimes: there is no regime 'us_mars'; choose from" in done.stderr
