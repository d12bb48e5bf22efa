"""`screen` and `compare` on files: rows, order and columns kept, status words, one answer per row, inputs kept."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tieback = Callable[..., Any]
OWN = """name,aliases,country,section,effective_date,identifiers
Shili Xuesong Fangzhi Youxian Gongsi (EXAMPLE),示例雪松纺织有限公司|Shili Xuesong Textile Co Ltd,CN,i,2024-01-01,
Quorvex Falcon Trading FZE,,AE,ii,2024-02-01,
"""
PARTIES = """編號,公司名稱,國家,备注
7,示例雪松紡織有限公司,中国,=cmd|' /C calc'!A0
3,Unrelated Weaving GmbH EXAMPLE,DE,@x
5,,CN,no name
1,"QUORVEX FALCON TRADING FZE",AE,-
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "own.csv").write_text(OWN, "utf-8")
    (tmp_path / "parties.csv").write_bytes(PARTIES.encode("gb18030"))
    return tmp_path


def imported(tieback: Tieback, files: Path, *claims: str) -> None:
    assert tieback("lists", "import", files / "own.csv", "--list", "own_list", *claims).code == 0


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


@pytest.mark.parametrize(
    ("claims", "word"),
    [((), "unknown"), (("--complete", "--expected", "2", "--published-on", "2026-01-01"), "none found")],
)
def test_none_found_is_said_of_a_complete_list_only(
    tieback: Tieback, files: Path, claims: tuple[str, ...], word: str
) -> None:
    imported(tieback, files, *claims)
    ran = tieback("screen", files / "parties.csv", "--list", "own_list", "--out", files / "out.csv", "--json")
    assert ran.code == 0
    assert [row["status"] for row in ran.json["parties"]] == [
        "possible match",
        word,
        "unknown",
        "possible match",
    ]
    assert ran.json["counts"] == {"rows": 4, "screened": 3, "unread": 1, "alerts": 2}
    rows = table(files / "out.csv")
    assert [row["編號"] for row in rows] == ["7", "3", "5", "1"]
    added = ["status", "list", "entity", "score", "reason", "editions"]
    assert list(rows[0]) == ["編號", "公司名稱", "國家", "备注", *(f"tieback_{name}" for name in added)]
    assert not any(value.startswith(("=", "@")) for row in rows for value in row.values())


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl", ".parquet"])
def test_every_format_has_one_row_per_row(tieback: Tieback, files: Path, suffix: str) -> None:
    imported(tieback, files)
    out = files / f"first{suffix}"
    assert tieback("screen", files / "parties.csv", "--list", "own_list", "--out", out).code == 0
    again = tieback("screen", out, "--list", "own_list", "--json")
    assert again.json["counts"]["rows"] == 4


def test_pairs_keep_their_rows_and_always_have_a_number(tieback: Tieback, files: Path) -> None:
    pairs = "id,name1,name2\n2,Quorvex Textile Co Ltd,QUORVEX TEXTILE COMPANY LIMITED\n1,,Quorvex\n9,Quorvex,Marvelin\n"
    (files / "pairs.csv").write_text(pairs, "utf-8")
    assert tieback("compare", "--pairs", files / "pairs.csv", "--out", files / "out.csv").code == 0
    rows = table(files / "out.csv")
    assert [(row["id"], row["match"]) for row in rows] == [("2", "true"), ("1", "unknown"), ("9", "false")]
    assert all(0 <= float(row["score"]) <= 1 for row in rows)
    assert (rows[1]["score"], rows[1]["rule"]) == ("0", "empty name")


def test_output_over_the_input_is_refused(tieback: Tieback, files: Path) -> None:
    before = (files / "parties.csv").read_bytes()
    ran = tieback("screen", files / "parties.csv", "--out", files / "parties.csv")
    assert ran.code == 3
    assert (files / "parties.csv").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [("place", "Hotan"), ("lists", "show"), ("compare", "A EXAMPLE", "B EXAMPLE")],
    ids=lambda a: a[0],
)
def test_json_is_one_document_and_nothing_else(tieback: Tieback, arguments: tuple[str, ...]) -> None:
    ran = tieback(*arguments, "--json")
    assert ran.code == 0
    assert isinstance(json.loads(ran.out), dict)
