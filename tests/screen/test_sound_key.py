"""Latin words and the Han that render their sound find each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.screen.admission import admitted
from tieback.screen.key import keys_of_name
from tieback.screen.sound_key import han_sounds, latin_sounds


@pytest.mark.parametrize(
    ("word", "han"), [("siemens", "西门子"), ("volvo", "沃尔沃"), ("kibing", "旗滨"), ("saronic", "萨罗尼克")]
)
def test_a_rendering_shares_a_key_with_its_word(word: str, han: str) -> None:
    assert latin_sounds(word) & han_sounds(han)


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=14))
def test_keys_are_two_kinds_of_syllables(word: str) -> None:
    assert all(len(key) == 4 for key in latin_sounds(word))


def test_most_words_share_no_key_with_a_brand() -> None:
    words = ("siemens", "volvo", "kibing", "saronic", "gree", "midea", "lockheed", "raytheon", "boeing")
    shared = sum(bool(latin_sounds(word) & han_sounds("三菱")) for word in words)
    assert shared <= 2


@pytest.mark.parametrize(
    ("party", "listed"),
    [
        ("Volvo Trucks Corporation", "沃尔沃卡车公司"),
        ("旗滨玻璃有限公司", "Kibing Glass Co., Ltd."),
        ("Golden Dragon Textile Co., Ltd.", "金龙纺织有限公司"),
    ],
)
def test_names_that_may_meet_across_scripts_are_compared_in_either_direction(party: str, listed: str) -> None:
    assert admitted(keys_of_name(party), keys_of_name(listed))
    assert admitted(keys_of_name(listed), keys_of_name(party))
