"""Latin initials of what a Han name says."""

import pytest

from tieback.model.answer import Answer
from tieback.screen.comparison import compare
from tieback.screen.initials_across import stood_for
from tieback.screen.name import ready


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("GAC Group", "广州汽车集团股份有限公司"),
        ("GAC GROUP CO LTD", "廣州汽車集團股份有限公司"),
        ("SZZT Electronics Co., Ltd.", "深圳市证通电子有限公司"),
        ("NEC Network and Sensor Systems, Ltd.", "日本电气网络传感器株式会社"),
    ],
)
def test_initials_of_two_parts_and_more_meet_them(latin: str, han: str) -> None:
    assert compare(latin, han).match is Answer.YES
    assert compare(han, latin).score == compare(latin, han).score


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("GAC Group", "广州医药集团股份有限公司"),  # another trade
        ("GAC Group", "上海汽车集团股份有限公司"),  # another place
        ("SUN TEXTILE CO LTD", "上海宁波纺织有限公司"),  # a word among capitals
    ],
)
def test_other_initials_and_words_in_capitals_do_not(latin: str, han: str) -> None:
    assert compare(latin, han).match is not Answer.YES


def test_letters_are_used_up_from_the_first_part_on() -> None:
    units = ready("广州汽车集团有限公司").units
    assert [unit.text for unit in stood_for("ga", units)] == ["广州", "汽车"]
    assert stood_for("ac", units) == ()
    assert stood_for("gacx", units) == ()
    assert stood_for("g", units) == ()
