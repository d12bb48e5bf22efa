"""Copies: exact, near and excerpts; and what is none."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.story import Level
from tieback.watch.story.copies import CopyIndex, compare, find_copies
from tieback.watch.story.fingerprint import read_fingerprint, shared, shingles_of, words_of
from tieback.watch.story.near import band_keys, sign

WORDS = [f"{first}{second}" for first in "aeiou" for second in ("lt", "nd", "rk", "mp", "st", "gh", "lm")]
TEXT = " ".join(f"{WORDS[n * 7 % 35]} {WORDS[n * 11 % 35]}{n}" for n in range(60))


def test_case_width_and_punctuation_make_no_other_text() -> None:
    assert find_copies([("a", TEXT), ("b", TEXT.upper().replace(" ", ",  "))])["b"].level is Level.EXACT


def test_a_byline_more_and_a_fifth_less_are_near_copies() -> None:
    words = TEXT.split()
    found = find_copies(
        [("a", TEXT), ("b", f"By Ana EXAMPLE\n{TEXT}"), ("c", " ".join(words[: len(words) * 4 // 5]))]
    )
    assert {key: copy.level for key, copy in found.items()} == {"b": Level.NEAR, "c": Level.NEAR}


@pytest.mark.parametrize("whole_first", [True, False])
def test_an_excerpt_is_found_before_and_after_the_whole(whole_first: bool) -> None:
    texts = [("whole", TEXT), ("part", " ".join(TEXT.split()[30:78]))]
    found = find_copies(texts if whole_first else reversed(texts))
    assert [copy.level for copy in found.values()] == [Level.EXCERPT]


def test_the_same_words_with_other_figures_are_another_report() -> None:
    words = "prices of yarn rose by {} per cent to {} crowns in week {} after {} bales were sold and {} mills bought it"
    first, second = words.format(3, 118, 21, 900, 14), words.format(5, 124, 22, 870, 9)
    assert find_copies([("a", first), ("b", second)]) == {}
    assert "b" in find_copies([("a", first), ("b", first.replace("bales", "heaps"))])


def test_a_follow_up_that_repeats_the_background_is_no_copy() -> None:
    words = TEXT.split()
    news = [f"new{n} {word}" for n, word in enumerate(words[:40])]
    assert find_copies([("a", TEXT), ("b", " ".join([*news, *words[60:]]))]) == {}


def test_empty_and_tiny_texts_copy_nothing() -> None:
    assert find_copies([("a", ""), ("b", ""), ("c", "!"), ("d", "cotton"), ("e", "wool")]) == {}
    assert find_copies([("a", "cotton"), ("b", "Cotton.")])["b"].level is Level.EXACT


def test_chinese_is_compared_letter_by_letter() -> None:
    text = "示例海关周一在示例港扣留了十二个集装箱的棉纱，称检查人员发现工资单与夜班工人姓名不符。"
    assert find_copies([("a", text), ("b", "示例社讯：" + text)])["b"].level is Level.NEAR


@given(st.lists(st.sampled_from(WORDS), max_size=80), st.lists(st.sampled_from(WORDS), max_size=80))
@settings(deadline=None, max_examples=80)
def test_resemblance_is_that_of_the_sets_of_runs(one: list[str], other: list[str]) -> None:
    def runs(words: list[str]) -> set[tuple[str, ...]]:
        padded = [*words, *[""] * (3 - len(words))] if words else []
        return {tuple(padded[n : n + 3]) for n in range(len(padded) - 2)}

    assert len(shingles_of(one)) == len(runs(one))
    assert shared(shingles_of(one), shingles_of(other)) == len(runs(one) & runs(other))
    left, right = read_fingerprint(" ".join(one)), read_fingerprint(" ".join(other))
    union = len(runs(one) | runs(other))
    copy = compare(left, right, "k")
    resembles = bool(union) and Decimal(len(runs(one) & runs(other))) / union >= Decimal("0.6")
    assert (copy is not None and copy.level is Level.NEAR) == resembles


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=60)
def test_any_text_has_a_fingerprint_and_equals_itself(text: str) -> None:
    index = CopyIndex()
    assert index.add("a", text) is None
    again = index.add("b", text)
    assert (again is not None) == bool(words_of(text))
    found = read_fingerprint(text)
    assert band_keys(sign(found.shingles)) == band_keys(sign(found.shingles))
