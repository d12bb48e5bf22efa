"""Latin words as Japanese readings of Han."""

import pytest

from tieback.names.japanese import spells
from tieback.names.numeral import spelled_number


@pytest.mark.parametrize(
    ("word", "han"),
    [("komatsu", "小松"), ("nissin", "日新"), ("nisshin", "日新"), ("fujikura", "藤仓")],
)
def test_readings_with_voicing_and_doubled_consonants_are_known(word: str, han: str) -> None:
    assert spells(word, han)


@pytest.mark.parametrize(
    ("word", "han"), [("komatsu", "小"), ("komatsudo", "小松"), ("siemens", "小松"), ("ko", "小松")]
)
def test_all_of_both_sides_must_be_used(word: str, han: str) -> None:
    assert not spells(word, han)


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("forty four", "44"),
        ("fourty four", "44"),
        ("forty 4", "44"),
        ("first", "1"),
        ("ninety", "90"),
        ("seven", "7"),
    ],
)
def test_numbers_in_words_are_read(words: str, digits: str) -> None:
    assert spelled_number(words.split()) == digits


@pytest.mark.parametrize("words", ["", "44", "four forty", "forty forty", "forty ten", "huafu"])
def test_other_words_are_no_number(words: str) -> None:
    assert spelled_number(words.split()) is None
