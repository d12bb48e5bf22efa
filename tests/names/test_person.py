"""Reading personal names. The names are invented, or the usual spellings of common ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.names.chinese_person import same_sounds, sounds_of, split_han, surname_readings
from tieback.names.person import read_person


def keys(text):
    return [word.key for word in read_person(text).words]


def test_titles_and_particles_name_nobody():
    assert keys("Dr. Mullah Abdul Rahman al-Example") == ["abdrahman", "example"]
    assert keys("Ludwig van der Example") == ["ludwig", "example"]
    assert keys("Ben Example") == ["ben", "example"]


def test_servant_of_names_are_one_word_however_they_are_written():
    for text in (
        "Abd al-Rahman",
        "ABD-AL-RAHMAN",
        "Abdul Rahman",
        "Abdulrahman",
        "Abdurrahman",
        "Abdelrahman",
    ):
        assert keys(text) == ["abdrahman"], text
    for text in ("Abdullah", "Abdallah", "Abd Allah", "Abdellah", "Abdulla"):
        assert keys(f"Omar {text}")[1] == "abdullah", text


def test_a_father_is_told_by_bin_before_or_oghli_behind():
    before, behind = read_person("Isa bin Omar"), read_person("Isa Omar oghli")
    assert [word.role for word in before.words] == [word.role for word in behind.words] == ["", "father"]
    assert before.fathers
    assert behind.fathers


def test_the_words_before_a_comma_are_the_surname():
    name = read_person("EXAMPLE, Jane Mary")
    assert [word.role for word in name.words] == ["family", "", ""]
    assert name.family_first


def test_a_chinese_name_is_cut_into_surname_and_given_name():
    assert split_han("陈全国") == ("陈", "全国")
    assert split_han("欧阳示例") == ("欧阳", "示例")
    assert split_han("中国") is None
    name = read_person("陳全國")
    assert [(word.text, word.start, word.end) for word in name.words] == [("陈", 0, 1), ("全国", 1, 3)]


@pytest.mark.parametrize(
    ("spelling", "pinyin"),
    [
        ("chuankuo", ("quan", "guo")),
        ("tsetung", ("ze", "dong")),
        ("hsiaoping", ("xiao", "ping")),
        ("kinchung", ("jian", "zong")),
    ],
)
def test_wade_giles_and_cantonese_syllables_are_known(spelling, pinyin):
    wanted = tuple(frozenset({syllable}) for syllable in pinyin)
    assert any(same_sounds(found, wanted) for found in sounds_of(spelling))


def test_surnames_are_known_as_they_are_written_overseas():
    assert "zhang" in surname_readings("cheung")
    assert "zhang" in surname_readings("chang")
    assert "huang" in surname_readings("wong")
    assert "wang" in surname_readings("wong")
    assert surname_readings("example") == frozenset()


@given(st.text(max_size=60))
def test_any_text_is_read_into_words_that_stand_in_it_in_order(text):
    end = 0
    for word in read_person(text).words:
        assert end <= word.start < word.end <= len(text)
        assert word.key
        end = word.end


def test_capitals_in_a_name_that_is_not_in_capitals_are_initials():
    assert keys("JC Example") == ["j", "c", "example"]
    assert keys("JC EXAMPLE") == ["jc", "example"]
    assert "i" not in keys("John Example II")


def test_a_hyphen_between_syllables_is_no_pinyin():
    assert read_person("Cheng Yingyao").pinyin
    assert not read_person("Cheng Ying-yao").pinyin


def test_a_word_for_servant_before_a_title_serves_nobody():
    assert "abdagha" not in keys("Mohammad Abdul Agha")
    assert keys("Abdul Rahman Agha")[0] == "abdrahman"
