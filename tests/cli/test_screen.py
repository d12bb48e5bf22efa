"""`tieback screen` as a user runs it: files in every format, rows kept, one document, one clear line."""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from tieback.cli.main import run
from tieback.model.party import Party
from tieback.table.read import read_table
from tieback.table.stream import open_source
from tieback.table.write import write_table

DATA = Path(__file__).resolve().parents[2] / "../shared/data/suppliers"
HEADER = ("No.", "Supplier", "中文名称", "Country", "Address")
ROWS = [
    ("b", "EXAMPLE Weaving Co Ltd", None, "China", "Road 5, Aksu, Xinjiang 843000"),
    ("a", "Kashi Quorvex Textile", None, "CN", "Road 7, Shanghai"),
    ("c", "=cmd|' /C calc'", None, "CN", None),
    ("d", None, None, "CN", None),
    ("e", "Marvelin Wool", None, "CN", "Road 9, Hangzhou"),
]
OWN = "name,aliases,country\nKashgar Quorvex Textile Co Ltd,喀什阔沃斯纺织有限公司,CN\n"


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of its own with one invented, complete list."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    arguments = [
        "import",
        str(path),
        "--list",
        "example_own",
        "--complete",
        "--expected",
        "1",
        "--published-on",
        "2026-01-02",
    ]
    assert run(["lists", *arguments]) == 0


def suppliers(tmp_path: Path, suffix: str) -> Path:
    path = tmp_path / f"suppliers{suffix}"
    write_table(path, HEADER, [tuple(cell or "" for cell in row) for row in ROWS])
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl", ".parquet"])
def test_rows_columns_and_order_are_kept_in_every_format(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    assert run(["screen", str(suppliers(tmp_path, suffix)), "--list", "example_own", "--out", str(out)]) == 0
    table = read_table(out)
    assert table.header[: len(HEADER)] == HEADER
    assert table.header[len(HEADER) :] == (
        "tieback_status",
        "tieback_list",
        "tieback_entity",
        "tieback_score",
        "tieback_reason",
        "tieback_editions",
    )
    assert [row.cells[0] for row in table.rows] == [row[0] for row in ROWS]
    assert [row.cells[5] for row in table.rows] == [
        "possible match",
        "possible match",
        "none found",
        "unknown",
        "none found",
    ]
    assert table.rows[1].cells[6] == "example_own"


def test_formula_cells_are_neutralised(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    run(["screen", str(suppliers(tmp_path, ".csv")), "--list", "example_own", "--out", str(out)])
    with out.open(encoding="utf-8-sig", newline="") as lines:
        cells = [cell for row in csv.reader(lines) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_json_is_one_document_in_the_contract_s_shape(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = suppliers(tmp_path, ".csv")
    capsys.readouterr()
    assert run(["screen", str(path), "--list", "example_own", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "tieback.screen/1"
    assert document["counts"] == {"rows": 5, "screened": 4, "unread": 1, "alerts": 3}
    assert [edition["list"] for edition in document["editions"]] == ["example_own"]
    assert [party["row"] for party in document["parties"]] == [2, 3, 4, 5, 6]
    alert, region = document["parties"][1]["alerts"]
    assert (alert["kind"], region["kind"], region["list"]) == ("name", "region", "cn_xj")
    assert alert["label"] == "possible match"
    assert alert["score"] == f"{float(alert['score']):.3f}"
    assert {
        "id",
        "subject",
        "kind",
        "list",
        "edition_sha256",
        "entity",
        "rule",
        "decision",
        "alignment",
    } <= set(alert)
    assert alert["alignment"][0].keys() == {"a", "b", "part", "rule", "weight"}


def test_with_an_incomplete_list_nothing_is_said_to_be_none_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = suppliers(tmp_path, ".csv")
    capsys.readouterr()
    assert run(["screen", str(path), "--json"]) == 0
    parties = json.loads(capsys.readouterr().out)["parties"]
    assert {party["status"] for party in parties} == {"possible match", "unknown"}
    assert "missing" in parties[4]["reason"]


def test_the_report_is_one_escaped_file_whose_policy_lets_only_its_own_script_run(tmp_path: Path) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text(
        "name\n<script>alert(1)</script> Kashi Quorvex Textile\nKashi Quorvex Textile\n", encoding="utf-8"
    )
    report = tmp_path / "report.html"
    assert run(["screen", str(path), "--list", "example_own", "--report", str(report)]) == 0
    html = report.read_text(encoding="utf-8")
    assert html.count("<script") == 1
    assert "<script>alert(1)" not in html
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in html
    assert "possible match" in html.lower()
    assert "Kashgar" in html


def test_a_threshold_of_one_keeps_exact_matches_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("name\nKashi Quorvex Textile\nKashgar Quorvex Textile CO LTD.\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["screen", str(path), "--list", "example_own", "--threshold", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["parties"]
    assert [[alert["exact"] for alert in party["alerts"] if alert["kind"] == "name"] for party in found] == [
        [],
        [True],
    ]


@pytest.mark.parametrize("threshold", ["2", "-0.1", "high", "NaN"])
def test_a_threshold_that_is_none_is_a_usage_error(tmp_path: Path, threshold: str) -> None:
    assert run(["screen", str(suppliers(tmp_path, ".csv")), "--threshold", threshold]) == 2


def test_what_cannot_be_screened_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nameless = tmp_path / "nameless.csv"
    nameless.write_text("colour,weight\nred,5\n", encoding="utf-8")
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    good = suppliers(tmp_path, ".csv")
    for arguments in (
        [str(nameless)],
        [str(empty)],
        [str(tmp_path / "absent.csv")],
        [str(good), "--list", "no_such"],
    ):
        capsys.readouterr()
        assert run(["screen", *arguments]) == 3
        said = capsys.readouterr().err.strip().splitlines()
        assert said[-1].startswith("tieback screen: ")


def test_chinese_code_pages_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_bytes(
        "企业名称,地址\n喀什阔沃斯纺织有限公司,上海市示例路5号\n杭州示例服装有限公司,杭州市示例路7号\n".encode(
            "gb18030"
        )
    )
    capsys.readouterr()
    assert run(["screen", str(path), "--list", "example_own", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["parties"][0]
    assert [alert["exact"] for alert in first["alerts"] if alert["kind"] == "name"] == [True]


@pytest.mark.shared
@pytest.mark.skipif(not DATA.exists(), reason="../shared is not there")
def test_real_factories_keep_their_rows_and_raise_few_alerts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["screen", str(DATA / "opensupplyhub_fixture_facilities.csv"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["counts"]["rows"] == len(document["parties"]) == 958
    assert document["counts"]["alerts"] <= 5


def test_output_never_replaces_the_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = suppliers(tmp_path, ".csv")
    before = path.read_bytes()
    assert run(["screen", str(path), "--out", str(path)]) == 3
    assert "replace the input" in capsys.readouterr().err
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    assert run(["screen", str(path), "--out", str(link)]) == 3
    assert path.read_bytes() == before


def test_near_misses_are_shown_on_request_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("name\nKashgar Quorvex Chemical\n", encoding="utf-8")
    arguments = ["screen", str(path), "--list", "example_own", "--threshold", "0.999", "--json"]
    capsys.readouterr()
    assert run(arguments) == 0
    assert "near" not in json.loads(capsys.readouterr().out)["parties"][0]
    assert run([*arguments, "--near"]) == 0
    (party,) = json.loads(capsys.readouterr().out)["parties"]
    assert [near["label"] for near in party["near"]] == ["near miss"]
    assert party["alerts"] == []


def test_a_workbook_explains_every_alert_so_that_it_adds_up(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert run(["screen", str(suppliers(tmp_path, ".csv")), "--list", "example_own", "--out", str(out)]) == 0
    table = read_table(out, "explanation")
    place = {name: table.header.index(name) for name in ("alert", "number", "weight", "sum", "row")}
    sums: dict[str, Decimal] = {}
    for row in table.rows:
        alert, weight = row.cells[place["alert"]] or "", Decimal(row.cells[place["weight"]] or "")
        sums[alert] = sums.get(alert, Decimal(0)) + weight
        assert sums[alert] == Decimal(row.cells[place["sum"]] or "")
    assert len(sums) == 3


def test_explain_prints_names_rows_and_sum(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "suppliers.csv"
    path.write_text("name\nKashi\x1b[31m Quorvex Textile\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["screen", str(path), "--list", "example_own", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "on the list  Kashgar Quorvex Textile Co Ltd" in out
    assert " bits, score 0." in out


def test_matches_leave_as_entities_that_can_be_read_again(tmp_path: Path) -> None:
    out = tmp_path / "out.ftm.json"
    assert run(["screen", str(suppliers(tmp_path, ".csv")), "--list", "example_own", "--out", str(out)]) == 0
    told = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [item["row"] for item in told if "row" in item] == [2, 3, 4, 5, 6]
    by_id = {item["id"]: item for item in told}
    similar = [item for item in told if item["schema"] == "Similar"]
    assert len(similar) == 3
    for item in similar:
        assert by_id[item["properties"]["candidate"][0]]["schema"] == "LegalEntity"
        assert by_id[item["properties"]["match"][0]]["properties"]
        assert item["properties"]["confidenceScore"] == [item["score"]]
    assert len(by_id) == len(told)
    again = tmp_path / "again.csv"
    assert run(["screen", str(out), "--list", "example_own", "--out", str(again)]) == 0
    assert len(read_table(again).rows) == len(told)


def test_rows_streamed_answer_as_rows_read_whole_with_parents_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "suppliers.csv"
    rows = ["child,EXAMPLE Child Wool,mother,60", *(f"f{n},EXAMPLE Filler {n} GmbH,," for n in range(40))]
    rows += ["named,EXAMPLE Named Child,Kashi Quorvex Textile,", "mother,Kashi Quorvex Textile,,"]
    path.write_text("id,name,parent,share\n" + "\n".join(rows) + "\n", encoding="utf-8")
    outs = []
    for large_bytes in (1_000_000, 0):
        monkeypatch.setitem(open_source.__kwdefaults__, "large_bytes", large_bytes)
        out = tmp_path / f"out{large_bytes}.csv"
        assert run(["screen", str(path), "--list", "example_own", "--out", str(out)]) == 0
        outs.append(out.read_bytes())
    assert outs[0] == outs[1]
    statuses = [row.cells[4] for row in read_table(out).rows]
    assert statuses == ["possible match", *["none found"] * 40, "possible match", "possible match"]
    assert "Stated chain EXAMPLE Child Wool -> Kashi Quorvex Textile" in (
        read_table(out).rows[0].cells[8] or ""
    )


def test_a_row_that_fails_is_unknown_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tieback.screen.screening import Screener

    whole = Screener.party

    def failing(self: Screener, party: Party, *rest: object, **more: object) -> object:
        if party.id == "a":
            raise ValueError("EXAMPLE fault")
        return whole(self, party, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(Screener, "party", failing)
    capsys.readouterr()
    assert run(["screen", str(suppliers(tmp_path, ".csv")), "--list", "example_own", "--json"]) == 0
    parties = json.loads(capsys.readouterr().out)["parties"]
    assert [party["status"] for party in parties][:3] == ["possible match", "unknown", "none found"]
    assert "EXAMPLE fault" in parties[1]["reason"]


def test_an_interrupted_run_leaves_no_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tieback.screen.screening import Screener

    def stopped(*_: object, **__: object) -> object:
        raise KeyboardInterrupt

    path = suppliers(tmp_path, ".csv")
    before = sorted(item.name for item in tmp_path.iterdir())
    monkeypatch.setattr(Screener, "party", stopped)
    arguments = [f"--out={tmp_path / name}" for name in ("o.csv", "o.xlsx", "o.parquet", "o.ftm.json")]
    assert run(["screen", str(path), "--list", "example_own", *arguments]) == 130
    assert "nothing was written" in capsys.readouterr().err
    assert sorted(item.name for item in tmp_path.iterdir()) == before
