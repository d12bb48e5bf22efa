"""Latin words of which a part met a Han brand."""

import pytest

from tieback.model.answer import Answer
from tieback.screen.comparison import Comparison, compare
from tieback.screen.half import HALF, WITHIN
from tieback.screen.score import squash, total_bits


def rules(found: Comparison) -> set[str]:
    return {row.rule for row in found.alignment}


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("FULONGSHI Group Co., Ltd.", "龙实股份有限公司"),
        ("ShanDongDenghai Seeds Co., Ltd.", "登海种业股份有限公司"),
    ],
)
def test_pinyin_of_a_brand_within_a_longer_word_meets_it(latin: str, han: str) -> None:
    assert WITHIN in rules(compare(latin, han))


def test_the_pinyin_of_a_brand_cut_out_of_other_syllables_does_not_meet() -> None:
    assert WITHIN not in rules(compare("Huading Nylon Co., Ltd.", "华帝股份有限公司"))


@pytest.mark.parametrize(
    ("latin", "han"),
    [
        ("Shanghai Greencourt Investment Co., Ltd.", "上海绿庭投资股份有限公司"),
        ("Sinosun Technology Co., Ltd.", "兆日科技股份有限公司"),
    ],
)
def test_half_a_compound_that_means_a_character_of_the_brand_is_told(latin: str, han: str) -> None:
    assert HALF in rules(compare(latin, han))


def test_half_a_compound_alone_makes_no_match() -> None:
    assert compare("Sinofortune Co., Ltd.", "中天股份有限公司").match is not Answer.YES


def test_names_in_either_order_come_to_the_same() -> None:
    one = compare("Shanghai Greencourt Investment Co., Ltd.", "上海绿庭投资股份有限公司")
    other = compare("上海绿庭投资股份有限公司", "Shanghai Greencourt Investment Co., Ltd.")
    assert one.score == other.score
    assert [(row.b, row.a, row.rule, row.weight) for row in other.alignment] == [
        (row.a, row.b, row.rule, row.weight) for row in one.alignment
    ]


def test_the_rows_add_up_to_the_score() -> None:
    found = compare("Shanghai Greencourt Investment Co., Ltd.", "上海绿庭投资股份有限公司")
    assert found.score == squash(total_bits(found.alignment))
