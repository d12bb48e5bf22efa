"""Latin words as renderings of Han by sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.names.meaning_sound import CANTONESE, MANDARIN, align, rendered, split, stretches
from tieback.names.syllable import SYLLABLES

_words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=10)


@given(st.sampled_from(sorted(SYLLABLES)))
def test_a_syllable_is_its_initial_and_its_final(syllable: str) -> None:
    assert "".join(split(syllable, MANDARIN)) == syllable
    assert split("gwong", CANTONESE) == ("gw", "ong")


@given(_words)
def test_stretches_are_neighbouring_letters_onset_first(word: str) -> None:
    for start, found in enumerate(stretches(word)):
        for end, onset, rhyme in found:
            assert start < end <= len(word)
            assert word[start:end] == onset + rhyme
        assert len(set(found)) == len(found)


@given(
    st.text("aeiknrst", max_size=6),
    st.lists(st.sampled_from(("ke", "si", "er", "tian", "wei")), min_size=1, max_size=3),
)
def test_the_best_cut_is_the_best_of_all_cuts_if_any_is_good(word: str, said: list[str]) -> None:
    weights = [({"k": 3.0, "s": 2.0, "t": 1.5}, {"": 0.5, "a": 1.0, "in": 2.0, "er": 2.5}) for _ in said]

    def best(number: int, at: int) -> float:
        """Every way to use the letters from `at` on and the syllables from `number` on."""
        options = [0.0] if number == len(said) and at == len(word) else []
        if number < len(said):
            options.append(best(number + 1, at) - 5.0)
        if at < len(word):
            for end, onset, rhyme in stretches(word)[at]:
                if end - at <= 3:
                    options.append(best(number, end) - 4.0 - 0.5 * (end - at))
                if number < len(said):
                    gain = weights[number][0].get(onset, -4.5) + weights[number][1].get(rhyme, -4.5)
                    options.append(best(number + 1, end) + gain)
        return max(options, default=-1e9)

    found, whole = align(weights, word), best(0, 0)
    if whole > 2.0:  # nothing that begins hopelessly comes to more
        assert found == pytest.approx(whole)
    else:
        assert found <= whole + 1e-9


@pytest.mark.parametrize(
    ("said", "word", "other"),
    [
        (("xi", "men", "zi"), "siemens", "gree"),
        (("hai", "er"), "haier", "midea"),
        (("luo", "ke", "xi", "de"), "lockheed", "kibing"),
        (("ge", "li"), "gree", "siemens"),
    ],
)
def test_a_rendering_is_told_from_another_brand(said: tuple[str, ...], word: str, other: str) -> None:
    assert rendered(said, word) > 5 > rendered(said, other)


def test_a_meaning_inside_the_word_counts_for_its_character() -> None:
    plain = rendered(("tian", "rui"), "skyray")
    assert rendered(("tian", "rui"), "skyray", meant=((0, 0, 3, 4.0),)) > plain
