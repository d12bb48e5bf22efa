"""Foreign names written by sound are told from brands of Chinese firms by their characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.names import table
from tieback.names.read import read_name
from tieback.names.reading import PartKind
from tieback.names.rendering import is_rendering


@pytest.mark.parametrize("han", ["奥巴马", "路易莎", "安杜里尔", "库默", "奥什科什"])
def test_a_foreign_name_is_known_by_its_characters(han: str) -> None:
    assert is_rendering(han)


@pytest.mark.parametrize("han", ["天业", "中泰", "示例", "吉祥", "长城", "", "尔"])
def test_a_brand_of_meaning_is_none(han: str) -> None:
    assert not is_rendering(han)


@given(st.text(alphabet="奥巴马天业中泰尔斯", max_size=6))
def test_one_character_that_foreign_names_lack_decides(han: str) -> None:
    assert not is_rendering(han + "业")


def test_every_character_stands_once_with_its_source() -> None:
    rows = table.rows("rendering_character.csv")
    assert len({row["han"] for row in rows}) == len(rows)
    assert all(len(row["han"]) == 1 and row["source"] and row["telling"] in {"", "yes"} for row in rows)


def _kinds(name: str) -> list[tuple[str, str]]:
    return [(part.kind.value, part.text) for part in read_name(name).parts]


def test_a_place_that_only_begins_a_foreign_name_is_no_place() -> None:
    assert ("brand", "奥什科什") in _kinds("奥什科什防务公司")
    assert ("place", "东京") in _kinds("东京电子")


def test_banners_are_units_of_inner_mongolia_alone() -> None:
    assert ("brand", "旗滨") in _kinds("株洲旗滨玻璃集团有限公司")
    assert ("place", "阿拉善盟") in _kinds("内蒙古阿拉善盟示例有限公司")
    assert any(part.kind is PartKind.BRAND for part in read_name("内蒙古阿拉善盟示例有限公司").parts)
