"""What only two names side by side are looked at for, and the initials, numbers and trades that all names are."""

import pytest

from tieback.model.answer import Answer
from tieback.screen.comparison import NOT_DISTINCTIVE, compare, compare_names
from tieback.screen.name import ready
from tieback.screen.score import squash, total_bits


def rules(a: str, b: str) -> set[tuple[str, str]]:
    return {(row.part, row.rule) for row in compare(a, b).alignment}


@pytest.mark.parametrize(
    ("a", "b", "rule"),
    [
        ("Zhengxin Rubber", "Cheng Shin Rubber", "transliterated"),
        ("Jinfeng Keji", "Goldwind Science & Technology", "translated"),
        ("Quorvex Jinfeng Keji", "Quorvex Goldwind Technology", "translated"),
    ],
)
def test_pinyin_meets_its_other_spelling_and_its_meaning_side_by_side(a: str, b: str, rule: str) -> None:
    assert ("brand", rule) in rules(a, b)
    assert compare(a, b).match is Answer.YES


@pytest.mark.parametrize(
    ("a", "b"), [("Tianye Textile", "Tianyu Textile"), ("Jinfeng Textile", "Goldstar Textile")]
)
def test_other_pinyin_and_another_meaning_stay_apart(a: str, b: str) -> None:
    assert compare(a, b).match is Answer.NO


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("RIHS-Zarbolia", "Revival of Islamic Heritage Society"),
        ("QZB Textile Holdings", "Quorvex Zarbolin Brandt Textile Holdings"),
        ("QZBT Cotton Force", "Quorvex Zarbolin Brandt Trumm Cotton Force"),
    ],
)
def test_a_word_meets_the_neighbouring_words_it_is_the_initials_of(a: str, b: str) -> None:
    assert ("brand", "abbreviated") in rules(a, b)


def test_initials_of_words_that_stand_in_both_names_say_nothing() -> None:
    assert ("brand", "abbreviated") not in rules("QZB Quorvex Zarbolin", "Quorvex Zarbolin Brandt")


@pytest.mark.parametrize(
    ("a", "b"), [("Quorvex 44", "Quorvex Forty-four"), ("1st Quorvex Bank", "First Quorvex Bank")]
)
def test_a_number_meets_itself_in_words(a: str, b: str) -> None:
    assert ("number", "spelled") in rules(a, b)
    assert compare(a, b).match is Answer.YES


def test_another_number_in_words_does_not_meet() -> None:
    assert ("number", "spelled") not in rules("Quorvex 44", "Quorvex Forty-five")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Fujikura Parachute", "藤仓航装株式会社"),
        ("Komatsu Ltd", "小松株式会社"),
        ("Nissin Co", "日新株式会社"),
    ],
)
def test_han_is_read_in_japanese_too(a: str, b: str) -> None:
    assert ("brand", "transliterated") in rules(a, b)


def test_a_compound_trade_is_akin_to_the_trades_in_its_words() -> None:
    assert ("sector", "related") in rules("Quorvex Electronics", "示例汽车电子有限公司")


@pytest.mark.parametrize(
    ("flagged", "plain"), [("*ST中富", "中富"), ("ST中富", "中富"), ("恒运A", "恒运"), ("恒运-W", "恒运")]
)
def test_the_flags_of_an_exchange_are_no_part_of_the_name(flagged: str, plain: str) -> None:
    assert compare(flagged, f"{plain}实业").score == compare(plain, f"{plain}实业").score


def test_the_base_rate_is_a_row_that_adds_up_and_screening_has_another() -> None:
    a, b = "Zhejiang Quorvex Textile Co., Ltd.", "浙江示例纺织有限公司"
    beside, screened = compare(a, b), compare_names(ready(a), ready(b))
    assert "side by side" in {row.rule for row in beside.alignment}
    assert "side by side" not in {row.rule for row in screened.alignment}
    assert beside.score > screened.score
    for found in (beside, screened):
        assert found.score == squash(total_bits(found.alignment))


def test_no_base_rate_or_address_makes_a_match_without_a_distinctive_part() -> None:
    address = "Lot 10 Industrial Zone, Utique 7060, Bizerte"
    found = compare(
        "Shenzhen Quorvex Technology Co., Ltd.",
        "深圳市示例科技有限公司",
        addresses=(address, address),
        countries=("CN", "CN"),
    )
    assert (found.match, found.rule) == (Answer.NO, NOT_DISTINCTIVE)
