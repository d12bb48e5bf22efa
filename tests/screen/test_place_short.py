"""Places that a Chinese brand names by one character, and names without a brand."""

import pytest

from tieback.model.answer import Answer
from tieback.names import gazetteer, table
from tieback.screen.comparison import compare
from tieback.screen.place_short import ABBREVIATED, short_names


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Guangzhou Automobile Group Co., Ltd.", "广汽集团"),
        ("Zhengzhou Coal Industry Co., Ltd.", "郑煤"),
        ("Xiangtan Electric Manufacturing Co. Ltd.", "湘电股份"),
    ],
)
def test_a_place_named_by_one_character_meets_beside_its_trade(latin: str, han: str) -> None:
    found = compare(latin, han)
    assert ABBREVIATED in {row.rule for row in found.alignment if row.part == "brand"}
    assert found.match is Answer.YES


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Guangzhou Automobile Group Co., Ltd.", "广药集团"),  # nothing beside it met
        ("Guangzhou Automobile Group Co., Ltd.", "上汽集团"),  # another place
        ("Hangzhou Coal Industry Co., Ltd.", "郑煤"),
    ],
)
def test_a_character_without_its_trade_or_of_another_place_does_not(latin: str, han: str) -> None:
    found = compare(latin, han)
    assert ABBREVIATED not in {row.rule for row in found.alignment if row.part == "brand"}
    assert found.match is not Answer.YES


def test_every_province_has_a_short_name_and_every_row_a_place_and_a_source() -> None:
    rows = list(table.rows("place_short.csv"))
    assert {place.id for place in gazetteer.places().values() if place.level == "province"} == {
        row["id"] for row in rows
    }
    for row in rows:
        assert row["source"]
        assert set(table.cells(row["han"])) <= short_names(row["id"])
    assert short_names("nowhere") == frozenset()


@pytest.mark.parametrize(
    ("latin", "han"),
    [("Wenshan Electric Power Co., Ltd.", "文山电力"), ("Ningbo Port Company Limited", "宁波港股份有限公司")],
)
def test_town_and_trade_are_enough_where_neither_name_has_a_brand(latin: str, han: str) -> None:
    assert compare(latin, han).match is Answer.YES


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Wenshan Electric Power Co., Ltd.", "宁波电力"),  # another town
        ("Wenshan Electric Power Co., Ltd.", "文山水务"),  # another trade
        ("Wenshan Electric Power Co., Ltd.", "文山示例电力"),  # a brand on one side
    ],
)
def test_town_and_trade_are_not_where_anything_differs(latin: str, han: str) -> None:
    assert compare(latin, han).match is not Answer.YES
