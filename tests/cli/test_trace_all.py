"""`tieback trace --all`: a table of every finished lot; and traces of a case in large Parquet tables."""

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tieback.case import lot as lot_module
from tieback.case import read_case
from tieback.cli.main import run
from tieback.cli.trace import app
from tieback.trace.parquet.write import write_tables
from tieback.trace.tracing import trace

runner = CliRunner()
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


@pytest.mark.parametrize("name", ["shirts", "solar", "towels"])
def test_the_table_holds_the_bounds_of_every_lot(tmp_path: Path, name: str) -> None:
    case = EXAMPLES / name
    result = runner.invoke(app, [str(case), "--all", "--out", str(tmp_path / "all.csv")])
    assert result.exit_code == 0, result.output
    rows = table(tmp_path / "all.csv")
    assert [(row["lot"], row["id"]) for row in rows] == sorted((row["lot"], row["id"]) for row in rows)
    read = read_case(case)
    for row in rows:
        traced = trace(read, row["lot"])
        origin = (
            next(item for item in traced.origins if (item.kind, item.id) == (row["kind"], row["id"]))
            if any(item.id == row["id"] for item in traced.origins)
            else next(iter(trace(read, row["lot"], sources=[row["id"]]).origins))
        )
        assert Decimal(row["kg"]) == traced.mass_kg
        assert Decimal(row["least_kg"]) <= origin.least_kg
        assert Decimal(row["proportional_kg"]) == origin.proportional_kg
        assert Decimal(row["most_kg"]) >= origin.most_kg
        assert Decimal(row["most_traced_kg"]) >= origin.most_traced_kg


def test_sources_may_be_named_and_a_slip_of_the_pen_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, shirts = tmp_path / "all.jsonl", str(EXAMPLES / "shirts")
    result = runner.invoke(app, [shirts, "--all", "--out", str(out), "--source", "CN-XJ", "--json"])
    document = json.loads(result.stdout)
    assert document["counts"] == {"lots": 6, "sets": 1, "unknown": 0, "unread": 0}
    assert {"version", "as_of", "case", "notes"} <= set(document)
    assert document["time"] == "strict"
    assert {json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()} == {"CN-XJ"}
    assert run(["trace", shirts, "--all", "--out", str(out), "--source", "NOBODY"]) == 3
    assert "is called NOBODY" in capsys.readouterr().err
    assert runner.invoke(app, [shirts]).exit_code == 2
    assert runner.invoke(app, [shirts, "--all"]).exit_code == 2
    assert runner.invoke(app, [shirts, "SHIRTS-1", "--all", "--out", str(out)]).exit_code == 2


def test_a_lot_of_large_tables_is_traced_as_one_of_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case"
    shutil.copytree(EXAMPLES / "shirts", case)
    read = read_case(case)
    for sheet in ("transfers.csv", "transformations.csv", "units.csv"):
        (case / sheet).unlink()
    write_tables(read, case)
    small = json.loads(runner.invoke(app, [str(case), "SHIRTS-1", "--json"]).stdout)
    monkeypatch.setattr(lot_module, "LARGE", 1)
    large = json.loads(runner.invoke(app, [str(case), "SHIRTS-1", "--json"]).stdout)
    for name in ("origins", "through", "lots", "transfers", "transformations", "untraced_kg", "cycles"):
        assert large[name] == small[name], name
    result = runner.invoke(app, [str(case), "--all", "--out", str(tmp_path / "all.csv")])
    assert result.exit_code == 0, result.output
    assert len(table(tmp_path / "all.csv")) == 24
    assert run(["trace", str(case), "NO-SUCH-LOT"]) == 3
    assert "no record names the lot NO-SUCH-LOT" in capsys.readouterr().err
