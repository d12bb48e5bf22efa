"""The clean example answers *no*. Whatever is taken from it, misread or added against it, the answer is not safer."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Example = Callable[[str], Path]
Tieback = Callable[..., Any]
# Rows without which nothing is unknown: the last sale, the bank, and the importer, whom case.toml names all the same.
SPARE = {("transfers.csv", "T-07"), ("parties.csv", "IMPORTER"), ("parties.csv", "BANK")}
TABLES = ("bom.csv", "parties.csv", "sites.csv", "transfers.csv", "transformations.csv")
LISTED = "Örnek Boya Apre A.S. (EXAMPLE)"


def outcomes(tieback: Tieback, folder: Path) -> dict[str, str]:
    ran = tieback("assess", folder, "--json")
    assert ran.code in {0, 3}, ran.err
    if ran.code == 3:
        assert ran.err.count("\n") == 1
        return {}
    return {item["test"]: item["outcome"] for item in ran.json["findings"]}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, (path.name, old)
    path.write_text(text.replace(old, new), "utf-8")


def add_to_list(folder: Path, row: str) -> None:
    path = folder / "lists" / "example_entity_list.csv"
    path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{row}\n", "utf-8")
    edit(path.with_suffix(".toml"), "expected = 4", "expected = 5")


def test_the_example_itself_is_clean(example: Example, tieback: Tieback) -> None:
    assert set(outcomes(tieback, example("towels")).values()) == {"no"}


@pytest.mark.parametrize("table", TABLES)
def test_without_any_one_row_the_answer_is_no_longer_no(
    example: Example, tieback: Tieback, table: str
) -> None:
    folder = example("towels")
    path = folder / table
    text = path.read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    still = []
    for number in range(1, len(rows)):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows[:number] + rows[number + 1 :])
        path.write_text(out.getvalue(), "utf-8")
        found = outcomes(tieback, folder)
        if table == "parties.csv":  # where goods were made hangs on sites, not on who is named
            found.pop("region", None)
        if found and "no" in found.values() and (table, rows[number][0]) not in SPARE:
            still.append((rows[number][:7], found))
    assert not still


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("transfers.csv", "2026-04-14,4520,kg", "2026-04-14,45x20,kg"),
        ("transfers.csv", "2026-04-13,2026-04-14,4520", "03/04/2026,2026-04-14,4520"),
        ("transfers.csv", "T-03,sale,TERRY-T1,", "T-03,sale,,"),
        ("transformations.csv", "LINT-T1,5443.2,kg,net,,,08", "LINT-T1,about 5 t?,kg,net,,,08"),
        ("transformations.csv", "0.95,0.98", "95?,0.98"),
        (
            "transformations.csv",
            "X-DYE,S-DYE,dyeing,2026-04-16,2026-05-08,in",
            "X-DYE,S-DYE,dyeing,2026-04-16,2026-05-08,??",
        ),
        ("bom.csv", "THREAD-T1,", "not-traced,the supplier did not say"),
        ("sites.csv", "S-WEAVE,WEAVER,production", "S-WEAVE,WEAVER,office"),
        ("lists/example_entity_list.toml", "complete = true", "complete = false"),
        ("lists/example_entity_list.toml", "2026-08-01", "2026-10-01"),
    ],
)
def test_what_cannot_be_read_or_is_incomplete_makes_the_answer_unknown(
    example: Example, tieback: Tieback, table: str, old: str, new: str
) -> None:
    folder = example("towels")
    edit(folder / table, old, new)
    found = outcomes(tieback, folder)
    assert found["listed-party"] == "unknown"
    if not table.startswith("lists"):
        assert "no" not in found.values()


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (f"{LISTED},,TR,i,2024-01-01,", "yes"),
        ("Another Name EXAMPLE,Örnek Boya Apre A.Ş.,TR,i,2024-01-01,", "yes"),
        ("Another Name EXAMPLE,,CN,i,2024-01-01,USCC:91330000EXAMPLE036", "yes"),
        ("浙江示例白鶴線業有限公司,,CN,i,2024-01-01,", "yes"),
        ("Zhejiang Shili Baihe Xianye Youxian Gongsi,,CN,i,2024-01-01,", "unknown"),
        (f"{LISTED},,TR,i,2026-07-21,", "no"),
        ("Nobody Of This Chain EXAMPLE,,TR,i,2024-01-01,", "no"),
    ],
)
def test_a_listed_maker_decides_by_exact_match_and_by_the_day_of_importation(
    example: Example, tieback: Tieback, row: str, outcome: str
) -> None:
    folder = example("towels")
    add_to_list(folder, row)
    assert outcomes(tieback, folder)["listed-party"] == outcome


def test_without_a_day_of_importation_a_later_listing_is_not_ruled_out(
    example: Example, tieback: Tieback
) -> None:
    folder = example("towels")
    add_to_list(folder, f"{LISTED},,TR,i,2026-12-01,")
    edit(folder / "case.toml", "imported_on = 2026-07-20", "")
    assert outcomes(tieback, folder)["listed-party"] == "unknown"


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ('"Örnek Mahallesi 2, Denizli",20999,TR,37.8,29.1', "新疆阿克苏市示例路2号,843000,CN,,", "yes"),
        ("浙江省宁波市示例路8号,315000", "浙江省宁波市示例路8号,843000", "conflict"),
        ('"Örnek Mahallesi 2, Denizli",20999,TR,37.8,29.1', ",,CN,,", "unknown"),
        ('"Örnek Mahallesi 2, Denizli",20999,TR,37.8,29.1', "山西省运城市新绛县示例路2号,043100,CN,,", "no"),
    ],
)
def test_a_site_of_production_decides_the_region(
    example: Example, tieback: Tieback, old: str, new: str, outcome: str
) -> None:
    folder = example("towels")
    edit(folder / "sites.csv", old, new)
    assert outcomes(tieback, folder)["region"] == outcome
