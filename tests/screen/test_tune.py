"""What may render Han characters by sound: nothing that a comparison counts is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.screen.comparison import compare_names
from tieback.screen.name import ready
from tieback.screen.sound_key import han_sounds, latin_sounds
from tieback.screen.tune import in_tune, renders

HAN = st.sampled_from(["西门子", "旗滨", "萨罗尼克", "侨雄", "海伦哲", "天瑞", "明星", "荣泰"])
WORDS = st.sampled_from(
    ["siemens", "kibing", "saronic", "skyray", "mohsen", "router", "alireza", "semi"]
) | st.text("aeioubkmnrst", min_size=4, max_size=10)


@pytest.mark.parametrize(("word", "han"), [("siemens", "西门子"), ("kibing", "旗滨"), ("skyray", "天瑞")])
def test_a_rendering_is_in_tune_with_its_word_whichever_comes_first(word: str, han: str) -> None:
    assert renders(word, han)
    assert in_tune("%" + word, "^" + han) is in_tune("^" + han, "%" + word) is True


@pytest.mark.parametrize(("word", "han"), [("boeing", "西门子"), ("al", "旗滨"), ("x" * 17, "旗滨")])
def test_what_sounds_otherwise_is_not(word: str, han: str) -> None:
    assert not renders(word, han)


@given(WORDS, HAN)
def test_a_word_that_a_comparison_takes_for_a_rendering_is_in_tune_where_it_shares_a_key(
    word: str, han: str
) -> None:
    rows = compare_names(ready(f"{word.title()} Trading Ltd"), ready(f"{han}贸易有限公司")).alignment
    counted = any(row.rule == "transliterated" and row.weight >= 2 for row in rows)
    shared = bool(latin_sounds(word) & han_sounds(han))
    assert not (counted and shared) or renders(word, han)
