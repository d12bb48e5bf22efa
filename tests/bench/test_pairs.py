"""The shipped set of labelled company pairs: whole, sourced, balanced, and split by company."""

import csv
import importlib.util
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "bench" / "pairs"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_pairs_arrange", FOLDER / "arrange.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


arrange = load()
ROWS = arrange.read_pairs()


def kinds() -> dict[str, str]:
    with (FOLDER / "kind.csv").open(encoding="utf-8", newline="") as lines:
        return {row["kind"]: row["label"] for row in csv.DictReader(lines)}


def plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def test_the_columns_are_the_documented_ones_and_none_is_empty() -> None:
    about = (FOLDER / "README.md").read_text("utf-8")
    for row in ROWS:
        assert tuple(row) == arrange.COLUMNS
        assert all(value and value == value.strip() for value in row.values()), row
    assert all(f"`{column}`" in about for column in arrange.COLUMNS)


def test_a_pair_stands_once_whichever_way_round_and_never_twice_the_same_name() -> None:
    told = Counter(frozenset((row["name1"], row["name2"])) for row in ROWS)
    assert [pair for pair, times in told.items() if times > 1 or len(pair) < 2] == []


def test_the_label_says_whether_both_names_are_of_one_company() -> None:
    for row in ROWS:
        assert row["label"] == str(int(row["company1"] == row["company2"])), row


def test_a_name_is_the_name_of_one_company_only() -> None:
    bearer: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        for side in "12":
            bearer[plain(row[f"name{side}"])].add(row[f"company{side}"])
    assert {name: who for name, who in bearer.items() if len(who) > 1} == {}


def test_a_company_has_one_country_and_the_country_is_a_code() -> None:
    seats: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        for side in "12":
            seats[row[f"company{side}"]].add(row[f"country{side}"])
    assert {company: seat for company, seat in seats.items() if len(seat) > 1} == {}
    assert all(len(code) == 2 and code.isupper() for seat in seats.values() for code in seat)


def test_no_company_and_no_name_stands_in_both_splits() -> None:
    for columns in (("company1", "company2"), ("name1", "name2")):
        sides: dict[str, set[str]] = defaultdict(set)
        for row in ROWS:
            for column in columns:
                sides[plain(row[column])].add(row["split"])
        assert {what: side for what, side in sides.items() if side - {"fit", "test"} or len(side) > 1} == {}


def test_scripts_and_split_are_what_the_names_and_companies_say() -> None:
    assert arrange.arranged(ROWS) == ROWS


def test_every_kind_is_explained_with_one_label_and_every_explained_kind_occurs() -> None:
    assert {(row["kind"], row["label"]) for row in ROWS} == set(kinds().items())


def test_only_a_positive_can_need_a_fact_that_the_names_do_not_tell() -> None:
    assert {(row["label"], row["basis"]) for row in ROWS} == {("0", "names"), ("1", "names"), ("1", "fact")}


def test_about_half_are_negatives_in_the_whole_and_in_either_split() -> None:
    for rows in (ROWS, *([row for row in ROWS if row["split"] == side] for side in ("fit", "test"))):
        assert 0.4 < sum(row["label"] == "0" for row in rows) / len(rows) < 0.6
    assert 0.4 < sum(row["split"] == "test" for row in ROWS) / len(ROWS) < 0.6


def test_every_row_says_why_and_where_it_can_be_looked_up() -> None:
    for row in ROWS:
        assert len(row["rationale"].split()) >= 3, row
        for part in row["source"].split("; "):
            assert " ticker " in part or set(part) & set("0123456789."), row


def test_a_company_is_always_looked_up_in_the_same_documents() -> None:
    alone = {row["company1"]: row["source"] for row in ROWS if row["label"] == "1"}
    for row in ROWS:
        for side in "12":
            told = alone.get(row[f"company{side}"])
            assert told is None or all(part in row["source"] for part in told.split("; ")), row


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Luthai Textile Co., Ltd.", "latin"),
        ("鲁泰纺织股份有限公司", "han"),
        ("鲁泰 Textile", "mixed"),
        ("トヨタ自動車株式会社", "kana"),
        ("삼성전자", "hangul"),
        ("LG전자", "mixed"),
        ("قەشقەر", "arabic"),
        ("Лукойл 1", "cyrillic"),
        ("ＡＢＣ", "latin"),
    ],
)
def test_the_script_of_a_name_is_that_of_its_letters(name: str, script: str) -> None:
    assert arrange.script_of(name) == script


def test_companies_that_meet_through_a_third_are_one_family() -> None:
    family = arrange.family_of([("b", "c"), ("c", "d"), ("a", "d"), ("x", "y"), ("z", "z")])
    assert family == {"a": "a", "b": "a", "c": "a", "d": "a", "x": "x", "y": "x", "z": "z"}
