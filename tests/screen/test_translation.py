"""Names that meet across Chinese and English by meaning or by free sound, and names that do not."""

from decimal import Decimal

import pytest

from tieback.model.answer import Answer
from tieback.screen.comparison import Comparison, compare
from tieback.screen.name import ready
from tieback.screen.sounding import TRANSLITERATED
from tieback.screen.translation import TRANSLATED, meet_across

# Invented companies; where a well-known brand stands, its Chinese name is a public fact.
BY_MEANING = [
    ("Golden Dragon Textile Co., Ltd.", "金龙纺织有限公司"),
    ("Great Wall Chemical Co., Ltd.", "长城化工有限公司"),
    ("Galaxy Magnet Co., Ltd.", "银河磁体有限公司"),
    ("Phoenix Cotton Co., Ltd.", "凤凰棉业有限公司"),
    ("General Dynamics", "通用动力公司"),
]
BY_SOUND = [
    ("Siemens Energy AG", "西门子能源公司"),
    ("Lockheed Martin Corporation", "洛克希德·马丁公司"),
    ("Volvo Cars", "沃尔沃汽车公司"),
    ("Kibing Glass Co., Ltd.", "旗滨玻璃有限公司"),
]
APART = [
    ("Golden Dragon Textile Co., Ltd.", "银凤纺织有限公司"),
    ("Golden Dragon Textile Co., Ltd.", "金凤纺织有限公司"),
    ("Siemens AG", "三菱公司"),
    ("Volvo Cars", "丰田汽车公司"),
    ("Tianyu Textile Co., Ltd.", "天业纺织有限公司"),
    ("Air Conditioning Co., Ltd.", "电气有限公司"),
]


def _rules(comparison: Comparison) -> set[str]:
    return {row.rule for row in comparison.alignment}


@pytest.mark.parametrize(("english", "chinese"), BY_MEANING)
def test_a_translated_brand_meets(english: str, chinese: str) -> None:
    found = compare(english, chinese)
    assert found.match is Answer.YES
    assert TRANSLATED in _rules(found)


@pytest.mark.parametrize(("english", "chinese"), BY_SOUND)
def test_a_brand_rendered_by_sound_meets(english: str, chinese: str) -> None:
    found = compare(english, chinese)
    assert found.match is Answer.YES
    assert _rules(found) & {TRANSLITERATED, TRANSLATED}


@pytest.mark.parametrize(("english", "chinese"), APART)
def test_another_brand_does_not_meet(english: str, chinese: str) -> None:
    assert compare(english, chinese).match is Answer.NO


@pytest.mark.parametrize(("english", "chinese"), [*BY_MEANING, *BY_SOUND, *APART])
def test_the_order_of_the_names_changes_nothing_but_the_spans(english: str, chinese: str) -> None:
    there, back = compare(english, chinese), compare(chinese, english)
    assert (there.score, there.match) == (back.score, back.match)
    assert sorted((row.a, row.b, row.rule) for row in there.alignment) == sorted(
        (row.b, row.a, row.rule) for row in back.alignment
    )


def test_the_spans_say_which_characters_met_which_words() -> None:
    english, chinese = "Golden Dragon Textile Co., Ltd.", "金龙纺织有限公司"
    met = {
        (english[slice(*row.a)], chinese[slice(*row.b)])
        for row in compare(english, chinese).alignment
        if row.rule == TRANSLATED and row.part == "brand"
    }
    assert met == {("Golden Dragon", "金龙")} or met == {("Golden", "金"), ("Dragon", "龙")}


def test_names_in_one_script_are_none_of_its_business() -> None:
    for a, b in (("Golden Dragon", "Golden Phoenix"), ("金龙", "金凤")):
        assert meet_across(ready(a).words, ready(b).words, 0, 0) == ([], 0, 0)


def test_a_likeness_that_chance_explains_gives_no_row() -> None:
    rules = {row.rule for row in compare("Siemens AG", "格力公司").alignment}
    assert TRANSLITERATED not in rules
    assert compare("Siemens AG", "格力公司").score < Decimal("0.40")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Jixiang Textile Co", "Auspicious Textile Co., Ltd."),
        ("Xinjiang Friendship (Group) Co., Ltd.", "Xinjiang Youhao (Group) Co., Ltd."),
        ("Great Wall Motor", "Changcheng Motor"),
    ],
)
def test_pinyin_meets_the_english_word_it_may_mean(a: str, b: str) -> None:
    found = compare(a, b)
    assert found.match is Answer.YES
    assert any(row.rule == "translated" and row.part == "brand" for row in found.alignment)


def test_pinyin_does_not_meet_an_english_word_of_another_meaning() -> None:
    assert compare("Zhongtai Chemical", "Auspicious Chemical").match is Answer.NO


def test_a_trade_takes_no_character_out_of_a_brand_whose_sound_is_written() -> None:
    found = compare("Goaland Energy Conservation Tech Co., Ltd.", "高澜股份")
    assert "transliterated" in {row.rule for row in found.alignment}


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Mendale Hometextile Co., Ltd.", "梦洁家纺有限公司"),
        ("Sai Technology Co., Ltd.", "耐威科技股份有限公司"),
    ],
)
def test_what_is_only_perhaps_pinyin_contradicts_no_characters(english: str, chinese: str) -> None:
    found = compare(english, chinese)
    assert "contradicts" not in {row.rule for row in found.alignment if row.part == "brand"}


def test_pinyin_of_another_name_contradicts_still() -> None:
    found = compare("Tianyu Textile Co., Ltd.", "天业纺织有限公司")
    assert "contradicts" in {row.rule for row in found.alignment if row.part == "brand"}
    assert found.match is Answer.NO
