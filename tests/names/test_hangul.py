"""Korean names: spelled in Latin letters, parted into brand and trade, compared."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.names.hangul import hangul_readings, parted
from tieback.names.read import read_name
from tieback.names.token import tokens_of
from tieback.screen.comparison import compare
from tieback.screen.score import THRESHOLD

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("현대", "hyundai"),
        ("삼성", "samsung"),
        ("기아", "kia"),
        ("대우", "daewoo"),
        ("두산", "doosan"),
        ("효성", "hyosung"),
        ("한화", "hanhwa"),
    ],
)
def test_a_korean_brand_has_the_spelling_that_its_firm_uses(word: str, spelled: str) -> None:
    assert spelled in hangul_readings(word)


def test_names_of_latin_letters_are_those_letters() -> None:
    assert "samsungsdi" in hangul_readings("삼성에스디아이")


def test_a_single_letter_name_stays_a_syllable() -> None:
    assert not any(reading.startswith("bio") and "ba" not in reading for reading in hangul_readings("아이"))
    assert "i" not in hangul_readings("아이")


def test_a_brand_and_its_trade_written_as_one_word_are_parted() -> None:
    assert parted("현대자동차") == ("현대", "자동차")
    assert [part.kind.value for part in read_name("현대자동차 주식회사").parts] == ["brand", "sector", "form"]


def test_a_word_of_one_syllable_before_a_trade_is_whole() -> None:
    assert parted("현전자") == ("현전자",)


@given(HANGUL)
@settings(deadline=None, max_examples=60)
def test_words_keep_their_place_in_a_korean_name(word: str) -> None:
    assert "".join(word[token.start : token.end] for token in tokens_of(word)) == word
    assert all(reading.isascii() for reading in hangul_readings(word))


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Hyundai Motor Company", "현대자동차 주식회사", True),
        ("Samsung SDI", "삼성에스디아이 주식회사", True),
        ("Kia Corporation", "기아 주식회사", True),
        ("Hyundai Motor Company", "현대중공업", False),
    ],
)
def test_korean_names_meet_their_english_ones(a: str, b: str, same: bool) -> None:
    assert (compare(a, b).score >= THRESHOLD) is same


def test_the_division_of_a_regiment_is_one_of_the_corps() -> None:
    parts = read_name("142nd Regiment of the 8th Division").parts
    assert [(part.kind.value, part.key) for part in parts] == [("number", "142"), ("place", "CN-XPCC-08")]
    assert compare("142nd Regiment of the 8th Division", "第八师一四二团").score >= THRESHOLD
    assert compare("142nd Regiment of the 8th Division", "第八师一四三团").score < THRESHOLD


def test_arabic_begins_with_the_word_for_company() -> None:
    parts = read_name("شركة قطر للبتروكيماويات").parts
    assert [part.kind.value for part in parts] == ["form", "place", "sector"]
