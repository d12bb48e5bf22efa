"""Other names told within a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.names.former import names_in, split
from tieback.names.read import read_name
from tieback.names.reading import PartKind

TOLD = [
    ("JIATAI TEXTILE CO LTD (FORMERLY KNOWN AS RUNDA TEXTILE CO LTD)", "RUNDA TEXTILE CO LTD", "former"),
    ("Jiatai Textile f/k/a Runda Textile", "Runda Textile", "former"),
    ("Jiatai Textile Inc., dba Runda", "Runda", "also"),
    ("Jiatai Textile Inc. doing business as Runda", "Runda", "also"),
    ("Jiatai Textile, now known as Runda Textile", "Runda Textile", "now"),
    ("嘉泰纺织有限公司（原润达纺织有限公司）", "润达纺织有限公司", "former"),
    ("嘉泰纺织有限公司（曾用名：润达纺织有限公司）", "润达纺织有限公司", "former"),
    ("嘉泰纺織有限公司（前稱：潤達（集團）有限公司）", "潤達（集團）有限公司", "former"),
    ("嘉泰纺织有限公司，又名润达纺织厂", "润达纺织厂", "also"),
]


@pytest.mark.parametrize(("text", "name", "relation"), TOLD)
def test_another_name_is_found_with_its_relation(text: str, name: str, relation: str) -> None:
    told = split(text)[1]
    assert [(other.text, other.relation) for other in told] == [(name, relation)]
    assert text[told[0].start : told[0].end] == name


@pytest.mark.parametrize(("text", "name", "relation"), TOLD)
def test_another_name_is_no_part_of_the_name_it_is_told_in(text: str, name: str, relation: str) -> None:
    parts = read_name(text).parts
    assert [part.text for part in parts if part.kind is PartKind.FORMER] == [name]
    assert [part.key for part in parts if part.kind is PartKind.BRAND] == ["jiatai"]


def test_the_present_name_comes_first() -> None:
    assert names_in("Jiatai Co (formerly Runda Co)") == ("Jiatai Co", "Runda Co")
    assert names_in("Jiatai Co, now known as Runda Co") == ("Runda Co", "Jiatai Co")
    assert names_in("Jiatai Co (a/k/a Hongyuan Co; f/k/a Runda Co)") == (
        "Jiatai Co",
        "Hongyuan Co",
        "Runda Co",
    )


def test_a_name_may_go_on_behind_the_bracket() -> None:
    text = "Jiatai (formerly Runda Cotton) Co., Ltd."
    assert names_in(text) == ("Jiatai Co., Ltd.", "Runda Cotton")
    assert [part.kind.value for part in read_name(text).parts] == ["brand", "former", "form"]


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("Jiatai Co (formerly Runda Co, until 2019-05)", "2019-05"),
        ("嘉泰有限公司（曾用名：润达纺织厂，2015-2019）", "2019"),
        ("嘉泰有限公司（曾用名：润达纺织厂，至2019年3月1日）", "2019-03-01"),
        ("Jiatai Co (formerly Runda Co)", None),
    ],
)
def test_the_last_day_of_a_former_name_is_kept(text: str, until: str | None) -> None:
    (told,) = split(text)[1]
    assert told.until == until
    assert told.text in ("Runda Co", "润达纺织厂")


@pytest.mark.parametrize(
    "text",
    [
        "原阳县嘉泰有限公司",
        "嘉泰（原料）有限公司",
        "Akaka Co Ltd",
        "Dbaco Ltd",
        "Formerly Yours Ltd",
        "Ltd",
        "",
    ],
)
def test_ordinary_names_tell_no_other(text: str) -> None:
    assert names_in(text) == (text,)


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab (),;（）/曾用名原公司 fkdas:：0129-", max_size=40))
def test_what_is_told_lies_within_the_text_in_order(text: str) -> None:
    end, told, after = split(text)
    assert 0 <= end <= after <= len(text)
    at = end
    for other in told:
        assert at <= other.start < other.end <= after
        assert other.text == text[other.start : other.end]
        at = other.end
