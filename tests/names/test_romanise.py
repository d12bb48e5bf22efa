"""Other scripts in Latin letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.names.normal import fold
from tieback.names.romanise import romanise_han, syllables, variants
from tieback.names.script import has_han, script_of
from tieback.names.syllable import SYLLABLES, is_pinyin, segment
from tieback.names.token import tokens_of


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("خوتەن", "xoten"),
        ("قەشقەر", "qeshqer"),
        ("Урумчи", "urumchi"),
        ("Ürümqi", "urumqi"),
    ],
)
def test_scripts_are_romanised(text: str, latin: str) -> None:
    assert [token.key for token in tokens_of(fold(text))] == [latin]


def test_han_is_romanised_by_phrases() -> None:
    assert (syllables("和田"), syllables("重庆")) == (("he", "tian"), ("chong", "qing"))


def test_a_polyphone_has_its_other_reading() -> None:
    key, others = romanise_han("长乐")
    assert {"changle", "changyue"} <= {key, *others}


def test_the_letter_u_umlaut_is_written_three_ways() -> None:
    key, others = romanise_han("绿洲")
    assert key == "lvzhou"
    assert set(others) == {"luzhou", "lyuzhou"}
    assert "lvzhou" in variants("lyuzhou")


def test_joined_pinyin_is_cut_into_syllables() -> None:
    assert segment("haoyuanpeng") == ("hao", "yuan", "peng")
    assert segment("zhongtai") == ("zhong", "tai")
    assert not is_pinyin("textile")


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=5))
def test_joined_syllables_can_always_be_cut_again(syllables: list[str]) -> None:
    joined = "".join(syllables)
    found = segment(joined)
    assert "".join(found) == joined
    assert len(found) <= len(syllables)
    assert set(found) <= SYLLABLES


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Hotan", "latin"),
        ("和田", "han"),
        ("خوتەن", "arabic"),
        ("Хотан", "cyrillic"),
        ("新疆 Co", "mixed"),
        ("12", "other"),
    ],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert script_of(text) == script


def test_kana_is_not_han() -> None:
    assert not has_han("トヨタ")
    assert has_han("豊田")
