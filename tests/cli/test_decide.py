"""`tieback decide`: what is open, one decision, a filled sheet whole or not at all, and what the next run says."""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tieback.proof import journal
from tieback.table.read import read_table
from tieback.table.write import write_table

Run = Callable[..., Any]
OWN = "name,aliases,country\nKashgar Quorvex Textile Co Ltd,喀什阔沃斯纺织有限公司,CN\nZarbolin Silicon Co Ltd,,CN\n"
SUPPLIERS = "id,name,country\nA,Quorvex Textiles,CN\nB,Zarbolin Silicone,CN\nC,Marvelin Wool,CN\n"
LIST = ("--list", "example_own")


@pytest.fixture
def desk(tmp_path: Path, tieback: Run) -> Path:
    """A folder with an own list installed, suppliers.csv, and an empty desk."""
    own = tmp_path / "own.csv"
    own.write_text(OWN, encoding="utf-8")
    given = ("--complete", "--expected", "2", "--published-on", "2026-01-02")
    assert tieback("lists", "import", own, *LIST, *given).code == 0
    (tmp_path / "suppliers.csv").write_text(SUPPLIERS, encoding="utf-8")
    (tmp_path / "desk").mkdir()
    return tmp_path


def decide(tieback: Run, desk: Path, *arguments: object) -> Any:
    return tieback("decide", desk / "suppliers.csv", *arguments, "--desk", desk / "desk", *LIST)


def open_alerts(tieback: Run, desk: Path, *arguments: object) -> dict[str, str]:
    found = decide(tieback, desk, "--json", *arguments)
    assert found.code == 0, found.err
    return {alert["subject"]["id"]: alert["id"] for alert in found.json["alerts"]}


def test_what_is_open_is_shown_and_a_decision_closes_it(desk: Path, tieback: Run) -> None:
    alerts = open_alerts(tieback, desk)
    assert set(alerts) == {"A", "B"}
    ran = decide(
        tieback,
        desk,
        alerts["A"],
        "false",
        "--code",
        "other-address",
        "--by",
        "A. Analyst",
        "--note",
        "licence",
    )
    assert ran.code == 0, ran.err
    assert "by A. Analyst until 20" in ran.out
    assert set(open_alerts(tieback, desk)) == {"B"}
    assert set(open_alerts(tieback, desk, "--all")) == {"A", "B"}
    later = (datetime.now(UTC) + timedelta(days=400)).date()
    assert set(open_alerts(tieback, desk, "--as-of", later)) == {"A", "B"}
    (entry,) = journal.read(desk / "desk" / "journal.jsonl")
    assert (entry.kind, entry.body["note"], entry.body["basis"]["subject"]["name"]) == (
        "decision",
        "licence",
        "Quorvex Textiles",
    )


def test_a_changed_supplier_wakes_the_alert_and_shows_what_changed(desk: Path, tieback: Run) -> None:
    alerts = open_alerts(tieback, desk)
    decide(tieback, desk, alerts["A"], "false", "--code", "other-address", "--by", "A. Analyst")
    (desk / "suppliers.csv").write_text(SUPPLIERS.replace("Textiles,CN", "Textiles,VN"), encoding="utf-8")
    ran = decide(tieback, desk, "--json")
    (alert,) = [item for item in ran.json["alerts"] if item["subject"]["id"] == "A"]
    assert alert["memory"]["standing"] == "woken"
    assert alert["memory"]["changes"] == [{"of": "party", "field": "country", "was": "CN", "now": "VN"}]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_goes_out_is_filled_in_and_comes_back_as_one_entry(
    desk: Path, tieback: Run, suffix: str
) -> None:
    sheet = desk / f"open{suffix}"
    assert decide(tieback, desk, "--export", sheet).code == 0
    filled = fill(sheet, {"A": ("FALSE", "other-address"), "B": ("needs information", "ask-number")})
    ran = decide(tieback, desk, "--import", filled, "--by", "B. Analyst")
    assert ran.code == 0, ran.err
    (entry,) = journal.read(desk / "desk" / "journal.jsonl")
    assert (entry.kind, [row["value"] for row in entry.body["decisions"]]) == (
        "decisions",
        ["false", "needs-information"],
    )
    assert not open_alerts(tieback, desk)


def test_the_same_sheet_is_not_recorded_twice(desk: Path, tieback: Run) -> None:
    sheet = desk / "open.csv"
    decide(tieback, desk, "--export", sheet)
    filled = fill(sheet, {"A": ("false", "other-address")})
    assert decide(tieback, desk, "--import", filled, "--by", "B. Analyst").code == 0
    again = decide(tieback, desk, "--import", filled, "--by", "B. Analyst")
    assert again.code == 3
    assert "this sheet is recorded already, entry 1 of " in again.err
    assert len(journal.read(desk / "desk" / "journal.jsonl")) == 1


def test_a_sheet_saved_again_records_nothing_that_stands_already(desk: Path, tieback: Run) -> None:
    sheet = desk / "open.csv"
    decide(tieback, desk, "--export", sheet)
    filled = fill(sheet, {"A": ("false", "other-address")})
    assert decide(tieback, desk, "--import", filled, "--by", "B. Analyst").code == 0
    filled.write_bytes(filled.read_bytes() + b"\r\n")  # the same rows, other bytes
    again = decide(tieback, desk, "--import", filled, "--by", "B. Analyst", "--json")
    assert (again.code, again.json["recorded"]) == (0, [])
    assert [row["value"] for row in again.json["standing"]] == ["false"]
    assert len(journal.read(desk / "desk" / "journal.jsonl")) == 1
    more = fill(sheet, {"A": ("false", "other-address"), "B": ("true", "same-number")})
    told = decide(tieback, desk, "--import", more, "--by", "B. Analyst")
    assert "stands already, decided by B. Analyst" in told.out
    assert told.out.endswith(f"1 recorded in {desk / 'desk' / 'journal.jsonl'}\n")
    entries = journal.read(desk / "desk" / "journal.jsonl")
    assert [len(entry.body["decisions"]) for entry in entries] == [1, 1]


def test_the_same_decision_twice_is_one_and_another_end_reason_or_person_is_another(
    desk: Path, tieback: Run
) -> None:
    alert = open_alerts(tieback, desk)["A"]
    ruled = (alert, "false", "--code", "other-address", "--by", "A. Analyst")
    for more, entries in (
        ((), 1),
        ((), 1),
        (("--until", "2999-01-01"), 2),
        (("--until", "2999-01-01"), 2),
        ((), 2),
        (("--note", "licence seen"), 3),
    ):
        assert decide(tieback, desk, *ruled, *more).code == 0
        assert len(journal.read(desk / "desk" / "journal.jsonl")) == entries, more
    assert decide(tieback, desk, *ruled[:-1], "B. Analyst").code == 0
    assert len(journal.read(desk / "desk" / "journal.jsonl")) == 4


def test_a_decision_about_a_supplier_that_changed_is_another(desk: Path, tieback: Run) -> None:
    alert = open_alerts(tieback, desk)["A"]
    ruled = (alert, "false", "--code", "other-address", "--by", "A. Analyst")
    decide(tieback, desk, *ruled)
    (desk / "suppliers.csv").write_text(SUPPLIERS.replace("Textiles,CN", "Textiles,VN"), encoding="utf-8")
    assert decide(tieback, desk, *ruled).code == 0
    assert len(journal.read(desk / "desk" / "journal.jsonl")) == 2


def fill(sheet: Path, answers: dict[str, tuple[str, str]], **others: str) -> Path:
    """The sheet with decision and code, by party id."""
    table = read_table(sheet)
    at = {name: table.header.index(name) for name in table.header}
    rows = []
    for row in table.rows:
        cells = [cell or "" for cell in row.cells]
        cells[at["decision"]], cells[at["code"]] = answers.get(cells[at["party"]], ("", ""))
        for name, value in others.items():
            cells[at[name]] = value
        rows.append(cells)
    target = sheet.with_stem("filled")
    write_table(target, table.header, rows)
    return target


@pytest.mark.parametrize(
    ("answers", "others", "said"),
    [
        ({"A": ("perhaps", "other-address")}, {}, "'perhaps' is none of true, false, needs-information"),
        ({"A": ("false", "because")}, {}, "'because' is no reason code"),
        ({"A": ("true", "other-address")}, {}, "'other-address' is no reason for 'true'"),
        ({"A": ("", "other-address")}, {}, "a code without a decision"),
        ({"A": ("false", "other-address")}, {"until": "2020-01-01"}, "2020-01-01 has passed"),
        ({"A": ("false", "other-address")}, {"until": "03/04/2030"}, "column until"),
        (
            {"A": ("false", "other-address")},
            {"alert": "alert:000000000000"},
            "there is no alert '000000000000' now",
        ),
        ({"A": ("false", "other-address")}, {"basis": "basis:0"}, "changed since the sheet was written"),
    ],
)
def test_a_sheet_with_one_bad_row_is_refused_by_row_and_nothing_is_recorded(
    desk: Path, tieback: Run, answers: dict[str, tuple[str, str]], others: dict[str, str], said: str
) -> None:
    sheet = desk / "open.csv"
    decide(tieback, desk, "--export", sheet)
    filled = fill(sheet, {"B": ("false", "other-address"), **answers}, **others)
    ran = decide(tieback, desk, "--import", filled, "--by", "B. Analyst")
    assert ran.code == 3
    assert said in ran.err
    assert "filled.csv, row " in ran.err
    assert "nothing was recorded" in ran.err
    assert not (desk / "desk" / "journal.jsonl").exists()


def test_every_bad_row_is_named(desk: Path, tieback: Run) -> None:
    sheet = desk / "open.csv"
    decide(tieback, desk, "--export", sheet)
    filled = fill(sheet, {"A": ("no", "x"), "B": ("false", "other-address")})
    ran = decide(tieback, desk, "--import", filled)
    assert ran.code == 3
    assert {line.partition(", row ")[2][:1] for line in ran.err.splitlines() if ", row " in line} >= {
        "2",
        "3",
    }
    assert "nobody stands under the decision" in ran.err


def test_a_case_keeps_its_own_journal_and_its_result_says_who_decided(
    example: Callable[[str], Path], tieback: Run, tmp_path: Path
) -> None:
    folder = example("shirts")
    with (folder / "sites.csv").open("a", encoding="utf-8") as file:
        file.write('S-X,KNITTER,office,"EXAMPLE Road 5, Aksu, Xinjiang",843000,CN,,\n')
    ran = tieback("decide", folder, "--json", "--all")
    assert ran.code == 0, ran.err
    (chosen,) = [alert for alert in ran.json["alerts"] if alert["kind"] == "region"]
    done = tieback(
        "decide",
        folder,
        chosen["id"],
        "false",
        "--code",
        "site-elsewhere",
        "--by",
        "A. Analyst",
        "--until",
        "2099-01-01",
    )
    assert done.code == 0, done.err
    out = tmp_path / "out"
    assert tieback("check", folder, "--out", out).code == 0
    result = json.loads((out / "result.json").read_text("utf-8"))
    (alert,) = [item for item in result["alerts"] if item["id"] == chosen["id"]]
    assert (alert["silent"], alert["decision"], alert["memory"]["by"]) == (True, "false", "A. Analyst")
    page = (out / "file" / "dossier.html").read_text("utf-8")
    assert "by A. Analyst" in page


def test_an_affiliation_is_decided_in_a_case_and_has_no_end(
    example: Callable[[str], Path], tieback: Run
) -> None:
    folder = example("shirts")
    key = "affiliation/us_uflpa/KNITTER"
    refused = tieback(
        "decide", folder, key, "false", "--code", "not-affiliated", "--by", "X", "--until", "2099-01-01"
    )
    assert (refused.code, "has no end" in refused.err) == (3, True)
    assert tieback("decide", folder, key, "false", "--code", "not-affiliated", "--by", "X").code == 0
    (entry,) = journal.read(folder / "journal.jsonl")
    assert entry.body == {
        "alert": key,
        "value": "false",
        "reason": "examined: neither owned nor affiliated, on documents that are kept",
        "by": "X",
        "code": "not-affiliated",
    }


def test_bad_requests_are_refused_in_one_line(desk: Path, tieback: Run) -> None:
    assert tieback("decide", desk / "suppliers.csv").code == 3
    assert "--desk DIR" in tieback("decide", desk / "suppliers.csv").err
    assert decide(tieback, desk, "000000000000", "false", "--code", "other-address", "--by", "X").code == 3
    assert tieback("decide", desk / "suppliers.csv", "--desk", desk / "nowhere").code == 3
    assert tieback("decide").code == 2
    assert decide(tieback, desk, "000000000000").code == 2
    shutil.rmtree(desk / "desk")
    assert decide(tieback, desk).code == 3


def test_the_codes_are_shown_with_what_they_mean(tieback: Run) -> None:
    assert "other-brand" in tieback("decide", "--codes").out
    codes = tieback("decide", "--codes", "--json").json["codes"]
    with (Path(__file__).parents[2] / "src/tieback/screen/reason.csv").open(encoding="utf-8") as file:
        assert [row["code"] for row in csv.DictReader(file)] == [row["code"] for row in codes]
