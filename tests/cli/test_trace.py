"""`tieback trace`: readable, one JSON document, a picture, a refusal."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tieback.cli.main import run
from tieback.cli.trace import app

runner = CliRunner()
SHIRTS = str(Path(__file__).resolve().parents[2] / "examples" / "shirts")


def test_the_chain_is_readable_with_bounds_and_gaps() -> None:
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1"])
    assert result.exit_code == 0
    assert "tier 4  LINT-A" in result.stdout
    assert "Untraced: at most 58.000 kg in the records supplied" in result.stdout
    assert "[document-missing] transfer T-05 has no document" in result.stdout


def test_one_json_document_in_the_shape_of_the_contract() -> None:
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", "--json", "--source", "CN-XJ"])
    document = json.loads(result.stdout)
    assert document["schema"] == "tieback.trace/1"
    assert (document["direction"], document["time"], document["untraced_kg"]) == ("up", "strict", "58.000")
    origin = {
        "kind": "region",
        "id": "CN-XJ",
        "least_kg": "0.000",
        "most_kg": "58.000",
        "most_traced_kg": "0.000",
    }
    assert [origin.items() <= found.items() for found in document["origins"]] == [True]
    assert {"id", "kind", "ref", "rows", "text"} <= document["gaps"][0].keys()


def test_down_and_static_and_holder_are_taken() -> None:
    result = runner.invoke(app, [SHIRTS, "LINT-A", "--holder", "SPINNER", "--down", "--static", "--json"])
    document = json.loads(result.stdout)
    assert (document["direction"], document["time"]) == ("down", "static")
    assert "SHIRTS-1" in {found["id"] for found in document["through"]}


def test_time_line_map_and_page_are_written(tmp_path: Path) -> None:
    files = {"--timeline": "t.svg", "--map": "m.svg", "--report": "p.html"}
    options = [part for option, file in files.items() for part in (option, str(tmp_path / file))]
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", *options])
    assert result.exit_code == 0
    for file in ("t.svg", "m.svg"):
        assert (tmp_path / file).read_text("utf-8").startswith("<svg")
    page = (tmp_path / "p.html").read_text("utf-8")
    assert page.count("<svg") == 3
    assert "<script" not in page
    assert "EXAMPLE" in page
    runner.invoke(app, [SHIRTS, "SHIRTS-1", "--report", str(tmp_path / "again.html")])
    assert (tmp_path / "again.html").read_text("utf-8") == page


@pytest.mark.parametrize("option", ["--svg", "--timeline", "--map", "--report", "--proof"])
def test_a_file_that_cannot_be_written_is_refused_in_one_line(tmp_path: Path, option: str) -> None:
    assert run(["trace", SHIRTS, "SHIRTS-1", option, str(tmp_path / "not there" / "x")]) == 3
    assert run(["trace", SHIRTS, "SHIRTS-1", option, str(tmp_path)]) == 3


def test_the_picture_is_written(tmp_path: Path) -> None:
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", "--svg", str(tmp_path / "chain.svg")])
    assert result.exit_code == 0
    assert (tmp_path / "chain.svg").read_text("utf-8").startswith("<svg")


def test_an_unknown_lot_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", SHIRTS, "SHIRTS-9"]) == 3
    assert (
        capsys.readouterr().err == "tieback trace: no record names the lot SHIRTS-9; did you mean SHIRTS-1?\n"
    )


def test_proofs_are_written_and_hold(tmp_path: Path) -> None:
    from tieback.trace.certificate import faults

    file = tmp_path / "proofs.json"
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", "--proof", str(file), "--json"])
    assert result.exit_code == 0
    proofs = json.loads(file.read_text("utf-8"))
    assert proofs["lot"] == "SHIRTS-1"
    assert faults(proofs) == []
    document = json.loads(result.stdout)
    assert {item["bounds"] for item in (*document["origins"], *document["through"])} == {"exact"}


def test_proofs_of_a_trace_downstream_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", SHIRTS, "LINT-A", "--down", "--proof", "x.json"]) == 3
    assert "--proof goes with a trace upstream" in capsys.readouterr().err


def test_the_solver_prints_nothing_of_its_own(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tieback", "trace", SHIRTS, "SHIRTS-1", "--exact", "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout)["lot"] == "SHIRTS-1"
    assert ran.stderr == ""


def test_the_fewest_papers_and_what_would_sink_the_lot() -> None:
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", "--cut", "CN-XJ", "--cut", "US"])
    assert "What would bring region CN-XJ to nothing in this lot" in result.stdout
    assert "by transfers: 1 (proven least)" in result.stdout
    assert "by transfers: 2 (proven least)" in result.stdout
    assert "no fewer can: no transfer closes two of these 2 chains" in result.stdout
    assert "at least 58.000 kg of it would be in this lot" in result.stdout


def test_cuts_and_coverage_in_json_only_where_asked_for() -> None:
    plain = json.loads(runner.invoke(app, [SHIRTS, "SHIRTS-1", "--json"]).stdout)
    assert not {"cuts", "sinks", "coverage"} & plain.keys()
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", "--json", "--cut", "untraced", "--papers"])
    document = json.loads(result.stdout)
    assert [(cut["by"], cut["status"], cut["at_least"]) for cut in document["cuts"]] == [
        ("transfer", "proven", 1),
        ("document", "proven", 1),
    ]
    assert document["sinks"] == []
    assert {"tier": 3, "of": "transfer", "document": None, "share": "100.0"}.items() <= next(
        row for row in document["coverage"] if (row["tier"], row["of"]) == (3, "transfer")
    ).items()


def test_mass_with_papers_is_readable() -> None:
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", "--papers"])
    assert "tier 3, transfer: 6,000.000 kg" in result.stdout
    assert "no document in the folder" in result.stdout


def test_cuts_downstream_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trace", SHIRTS, "LINT-A", "--down", "--cut", "US"]) == 3
    assert "--cut, --papers and --books go with a trace upstream" in capsys.readouterr().err


def test_books_by_month_are_readable_and_in_json() -> None:
    result = runner.invoke(app, [SHIRTS, "SHIRTS-1", "--books"])
    assert "Books by month, kilograms" in result.stdout
    document = json.loads(runner.invoke(app, [SHIRTS, "SHIRTS-1", "--books", "--json"]).stdout)
    spun = next(row for row in document["books"] if (row["holder"], row["month"]) == ("SPINNER", "2026-03"))
    assert (spun["received_kg"], spun["short_kg"]) == ("11304.000", "0.000")
