"""A desk over several runs: decisions, what changed, the signed record of a search, and the self-test."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "verify.py"
OWN = "name,aliases,country\nKashgar Quorvex Textile Co Ltd,喀什阔沃斯纺织有限公司,CN\nZarbolin Silicon Co Ltd,,CN\n"
SUPPLIERS = """\
id,name,country
A,Quorvex Textiles,CN
B,Zarbolin Silicone,CN
C,Marvelin Wool,CN
D,,CN
E,Quorvex Marvon Timber,CN
"""


@pytest.fixture
def desk(tmp_path: Path, tieback: Run) -> Path:
    install(tmp_path, tieback, OWN, 2)
    (tmp_path / "suppliers.csv").write_text(SUPPLIERS, encoding="utf-8")
    (tmp_path / "desk").mkdir()
    return tmp_path


def install(folder: Path, tieback: Run, text: str, entries: int, day: str = "2026-01-02") -> None:
    own = folder / "own.csv"
    own.write_text(text, encoding="utf-8")
    given = ("--complete", "--expected", str(entries), "--published-on", day)
    assert tieback("lists", "import", own, "--list", "example_own", *given).code == 0


def screen(tieback: Run, desk: Path, *arguments: object) -> Any:
    ran = tieback(
        "screen", desk / "suppliers.csv", "--list", "example_own", "--desk", desk / "desk", *arguments
    )
    assert ran.code == 0, ran.err
    return ran


def test_a_second_run_compares_only_what_changed_and_says_what_it_means(desk: Path, tieback: Run) -> None:
    first = screen(tieback, desk)
    assert "first run of this desk: " in first.out
    assert (
        "0 list changes, 0 party changes: 0 pairs compared; alerts: 0 new, 0 gone, 0 changed"
        in screen(tieback, desk).out
    )
    install(desk, tieback, OWN + "Marvelin Wool Group,,CN\n", 3, "2026-02-02")
    told = screen(tieback, desk).out
    assert "1 list change, 0 party changes: 1 pair compared; alerts: 1 new, 0 gone, 0 changed" in told
    assert "  new      Marvelin Wool: Marvelin Wool Group on example_own (name, " in told
    install(desk, tieback, OWN, 2, "2026-03-02")
    changes = screen(tieback, desk, "--json").json["changes"]
    assert (changes["list_changes"], changes["pairs"], len(changes["gone"])) == (1, 0, 1)


def test_the_document_of_a_second_run_is_that_of_a_full_run(desk: Path, tieback: Run) -> None:
    screen(tieback, desk)
    install(desk, tieback, OWN.replace("Silicon", "Silica"), 2, "2026-02-02")
    (desk / "suppliers.csv").write_text(SUPPLIERS.replace("Wool", "Woollens"), encoding="utf-8")
    again = screen(tieback, desk, "--json").json
    full = tieback("screen", desk / "suppliers.csv", "--list", "example_own", "--json").json
    assert again.pop("changes")["party_changes"] == 1
    assert again == full


def test_a_damaged_cache_means_a_full_run_and_is_said(desk: Path, tieback: Run) -> None:
    screen(tieback, desk)
    state = desk / "desk" / ".tieback" / "screen.json"
    state.write_bytes(state.read_bytes()[:-40])
    ran = screen(tieback, desk)
    assert "is set aside, it is damaged: everything is compared again" in ran.err
    assert "first run of this desk" in ran.out
    state.unlink()
    assert "first run of this desk" in screen(tieback, desk).out
    assert "threshold changed since the last run" in screen(tieback, desk, "--threshold", "0.4").err


def test_a_decision_makes_an_alert_silent_in_every_output(desk: Path, tieback: Run) -> None:
    alert = screen(tieback, desk, "--json").json["parties"][0]["alerts"][0]
    ran = tieback(
        "decide",
        desk / "suppliers.csv",
        alert["id"],
        "false",
        *("--code", "other-address", "--by", "A. Analyst", "--list", "example_own", "--desk", desk / "desk"),
    )
    assert ran.code == 0, ran.err
    out, report = desk / "out.csv", desk / "report.html"
    told = screen(tieback, desk, "--out", out, "--report", report)
    assert "1 of them silent by decision" in told.out
    assert "1 changed" in told.out
    assert "Quorvex Textiles  name" not in told.out
    row = next(line for line in out.read_text("utf-8-sig").splitlines() if line.startswith("A,"))
    assert "none found" in row
    assert "possible match with Kashgar Quorvex Textile Co Ltd on example_own, decided false on" in row
    page = report.read_text("utf-8")
    assert 'data-label="decided false"' in page
    assert "by A. Analyst" in page
    document = screen(tieback, desk, "--json").json
    assert document["silent"] == 1
    assert document["parties"][0]["alerts"][0]["silent"] is True


def test_a_desk_that_is_not_there_or_a_broken_journal_is_refused(desk: Path, tieback: Run) -> None:
    ran = tieback("screen", desk / "suppliers.csv", "--desk", desk / "nowhere")
    assert (ran.code, "there is no such folder" in ran.err) == (3, True)
    (desk / "desk" / "journal.jsonl").write_text('{"seq":1}\n', encoding="utf-8")
    ran = tieback("screen", desk / "suppliers.csv", "--desk", desk / "desk")
    assert (ran.code, "journal.jsonl, row 1" in ran.err) == (3, True)


# the record of a search


def test_a_search_record_is_signed_readable_and_verified_by_both_verifiers(desk: Path, tieback: Run) -> None:
    path = desk / "search.zip"
    screen(tieback, desk, "--record", path)
    verdict = tieback("verify", path, "--json").json
    assert (verdict["verdict"], verdict["signer"]["known"]) == ("intact", True)
    assert verdict["case"] == "Search record, not a clearance: suppliers.csv"
    apart = subprocess.run([sys.executable, VERIFIER, path], capture_output=True, check=False)
    assert json.loads(apart.stdout)["verdict"] == "intact"
    with zipfile.ZipFile(path) as bag:
        raw = bag.read("data/record.json")
        assert bag.read("data/record.html") == (desk / "search.html").read_bytes()
        assert "data/editions.lock" in bag.namelist()
    assert raw.startswith(b'{"NOTICE":"This is not a clearance.')
    record = json.loads(raw)
    assert record["counts"] == {
        "rows": 5,
        "searched": 4,
        "unread": 1,
        "alerts": 2,
        "silent": 0,
        "near_misses": len([miss for row in record["searched"] for miss in row["near_misses"]]),
    }
    assert record["searched"][0]["names"] == ["Quorvex Textiles"]
    assert record["unread"][0]["row"] == 5
    assert record["editions"][0]["entries"] == 2
    near = next(row for row in record["searched"] if row["id"] == "E")["near_misses"]
    assert near
    assert all(
        miss["dismissed"].startswith(f"score {miss['score']} is below the threshold 0.60: ") for miss in near
    )
    page = (desk / "search.html").read_text("utf-8")
    assert page.index("This is not a clearance") < page.index("<h1>")


def test_a_record_that_was_changed_is_broken_and_the_same_search_gives_the_same_bytes(
    desk: Path, tieback: Run
) -> None:
    first, second = desk / "one.zip", desk / "two.zip"
    for path in (first, second):
        assert tieback("screen", desk / "suppliers.csv", "--list", "example_own", "--record", path).code == 0
    assert first.read_bytes() == second.read_bytes()
    first.write_bytes(first.read_bytes().replace(b"Marvelin Wool", b"Marvelin Silk"))
    ran = tieback("verify", first, "--json")
    assert (ran.code, ran.json["verdict"]) == (1, "broken")


def test_a_record_shows_decisions_and_the_head_of_the_journal(desk: Path, tieback: Run) -> None:
    alert = screen(tieback, desk, "--json").json["parties"][0]["alerts"][0]["id"]
    given = (
        "--code",
        "other-address",
        "--by",
        "A. Analyst",
        "--list",
        "example_own",
        "--desk",
        desk / "desk",
    )
    assert tieback("decide", desk / "suppliers.csv", alert, "false", *given).code == 0
    screen(tieback, desk, "--record", desk / "search.zip")
    with zipfile.ZipFile(desk / "search.zip") as bag:
        record = json.loads(bag.read("data/record.json"))
    last = json.loads((desk / "desk" / "journal.jsonl").read_text("utf-8").splitlines()[-1])
    assert record["journal"] == last["sha256"]
    assert "by A. Analyst" in record["searched"][0]["alerts"][0]["remembered"]
    assert record["counts"]["silent"] == 1


@pytest.mark.parametrize("name", ["search.json", "nowhere/search.zip"])
def test_a_record_that_cannot_be_written_is_refused_before_anything_is_screened(
    desk: Path, tieback: Run, name: str
) -> None:
    ran = tieback("screen", desk / "suppliers.csv", "--record", desk / name)
    assert ran.code == 3
    assert not (desk / "search.html").exists()


# the self-test


def test_the_self_test_prints_its_seed_a_table_and_what_it_does_not_measure(desk: Path, tieback: Run) -> None:
    ran = tieback("screen", "--audit", "example_own", "--seed", "7")
    assert ran.code == 0, ran.err
    assert "seed 7" in ran.out
    assert "it does not measure:" in ran.out
    document = tieback("screen", "--audit", "--list", "example_own", "--seed", "7", "--json").json
    assert {row["kind"]: row["tried"] for row in document["kinds"]}["upper"] == 2
    assert document["seed"] == 7


def test_the_self_test_refuses_a_list_that_is_not_there(desk: Path, tieback: Run) -> None:
    assert tieback("screen", "--audit", "no_such_list").code == 3
    assert tieback("screen").code == 2
