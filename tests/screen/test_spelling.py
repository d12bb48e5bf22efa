"""Words alike, words apart, and how much it says that two names share one."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.screen.rarity import LEAST_BITS, MOST_BITS, word_weight
from tieback.screen.score import THRESHOLD, decimal_bits, posterior, squash, weights
from tieback.screen.spelling import spelling
from tieback.screen.syllable import sound_alike

letters = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)


@pytest.mark.parametrize(
    ("a", "b"), [("tianye", "tianyu"), ("huaxin", "huafu"), ("abc", "abd"), ("esquel", "daqo")]
)
def test_other_names_share_nothing(a: str, b: str) -> None:
    assert spelling(a, b).share == 0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("esquel", "esqel"),
        ("lixlong", "lixilong"),
        ("textile", "textiles"),
        ("zhengda", "zenda"),
        ("j", "john"),
    ],
)
def test_spellings_of_one_word_share_something(a: str, b: str) -> None:
    assert 0 < spelling(a, b).share < 1


def test_strictness_grows_as_words_get_shorter() -> None:
    shares = [
        spelling(word, word[:2] + "w" + word[3:]).share
        for word in ("brix", "bravox", "bravonix", "bravonixol")
    ]
    assert shares == sorted(shares)
    assert shares[0] == 0


def test_confused_syllables_sound_alike_and_others_do_not() -> None:
    assert sound_alike("zhongtai", "zongtai")
    assert not sound_alike("tianye", "tianyu")
    assert not sound_alike("esquel", "esquel")


@settings(deadline=None, max_examples=200)
@given(letters, letters)
def test_likeness_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert spelling(a, b) == spelling(b, a)
    assert 0 <= spelling(a, b).share <= 1
    assert (spelling(a, b).share == 1) == (a == b)


@settings(deadline=None, max_examples=200)
@given(letters)
def test_the_weight_of_a_word_is_bounded(word: str) -> None:
    assert LEAST_BITS <= word_weight(word) <= MOST_BITS


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert word_weight("limited") < word_weight("global") < word_weight("huaxin") < word_weight("haoyuanpeng")


def test_more_evidence_never_scores_less_and_no_sum_reaches_one() -> None:
    scores = [squash(decimal_bits(bits / 4)) for bits in range(-80, 80)]
    assert scores == sorted(scores)
    assert max(scores) < 1
    assert squash(decimal_bits(0)) == THRESHOLD - decimal_bits(0.1)


def test_every_weight_is_a_number_with_a_meaning() -> None:
    assert weights()["start"] < 0
    assert all(isinstance(bits, float) for bits in weights().values())


def test_a_likelihood_ratio_of_19_at_one_in_a_thousand_is_under_two_per_cent() -> None:
    assert posterior(Decimal("4.248"), 0.001) == pytest.approx(0.0187, abs=2e-4)
    assert posterior(Decimal(0), 0.25) == pytest.approx(0.25)
