"""`tieback compare`: two names, and files of pairs that lose nothing."""

import csv
import json
from pathlib import Path

import pytest

from tieback.cli.main import run

PAIRS = """name1,name2,note
Kashgar Textile,Kashi Textile,an exonym
Shandong Huaxin Cotton,Xinjiang Huaxin Cotton,=another place
,Foo,empty
???,Foo,unreadable
Xinjiang Zhongtai Chemical Co Ltd,"Xinjiang Zhongtai Chemical Co., Ltd.",the same
"""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_pairs_keep_rows_columns_and_order_and_always_score(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    pairs.write_text(PAIRS, encoding="utf-8")
    assert run(["compare", "--pairs", str(pairs), "--out", str(out)]) == 0
    found = rows(out)
    assert list(found[0]) == ["name1", "name2", "note", "score", "match", "rule"]
    assert [row["name1"] for row in found] == [line.split(",")[0] for line in PAIRS.splitlines()[1:]]
    assert [row["match"] for row in found] == ["true", "false", "unknown", "unknown", "true"]
    assert (found[2]["score"], found[2]["rule"]) == ("0", "empty name")
    assert all(0 <= float(row["score"]) <= 1 for row in found)
    assert float(found[4]["score"]) == 1


def test_addresses_and_countries_of_the_pairs_count(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    text = "name1,name2,country1,country2,address1,address2\n"
    text += "Felix Garment,Felix Garments Ltd,TN,TN,Lot 10 Zone Utique 7060,lot 10 zone utique 7060\n"
    text += "Felix Garment,Felix Garments Ltd,TN,IT,Lot 10 Zone Utique 7060,Via Venezia 99 Montemurlo\n"
    pairs.write_text(text, encoding="utf-8")
    run(["compare", "--pairs", str(pairs), "--out", str(out)])
    near, far = rows(out)
    assert float(near["score"]) > float(far["score"])


def test_a_kind_or_a_date_of_birth_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    text = "name1,name2,kind1,born2\nJane EXAMPLE,EXAMPLE Jane,alien,sometime\nA,B,person,1960\n"
    pairs.write_text(text, encoding="utf-8")
    assert run(["compare", "--pairs", str(pairs), "--out", str(out)]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("pairs.csv row ")]
    assert [line.partition(":")[0] for line in told] == ["pairs.csv row 2, kind1", "pairs.csv row 2, born2"]
    assert all(line.endswith("compared without it") for line in told)


def test_two_names_print_their_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "Kashgar Textile", "喀什纺织有限公司"]) == 0
    said = capsys.readouterr().out
    assert "possible match" in said
    assert "exonym" in said
    assert "not a probability" in said


def test_json_holds_the_comparison(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "XPCC", "新疆生产建设兵团", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["match"] == "true"
    assert 0 < float(document["score"]) < 1


@pytest.mark.parametrize("arguments", [[], ["A"], ["--pairs", "x.csv"], ["A", "B", "--pairs", "x.csv"]])
def test_half_a_command_is_a_usage_error(arguments: list[str]) -> None:
    assert run(["compare", *arguments]) == 2


def test_a_file_without_both_names_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("name1,colour\nA,red\n", encoding="utf-8")
    assert run(["compare", "--pairs", str(pairs), "--out", str(tmp_path / "out.csv")]) == 3
    assert "name2" in capsys.readouterr().err


def test_kinds_and_dates_of_birth_of_the_pairs_count(tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    text = "name1,name2,kind1,kind2,born1,born2\n"
    text += "Mary Smith Jones,Jones Mary Smith,person,person,1960-05-09,9 May 1960\n"
    text += "Mary Smith Jones,Jones Mary Smith,person,person,1960-05-09,1985\n"
    pairs.write_text(text, encoding="utf-8")
    run(["compare", "--pairs", str(pairs), "--out", str(out)])
    same, other = rows(out)
    assert (same["match"], other["match"]) == ("true", "false")
    assert other["rule"] == "date of birth contradicts"


def test_a_probability_is_printed_only_with_the_base_rate_that_was_stated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = ["compare", "Zarbolin Silicon Co Ltd", "Zarbolin Silicone"]
    run(names)
    assert "base rate" not in capsys.readouterr().out
    run([*names, "--prior", "0.001"])
    assert "At a base rate of 0.001, which you stated" in capsys.readouterr().out
    assert run([*names, "--prior", "1"]) != 0
