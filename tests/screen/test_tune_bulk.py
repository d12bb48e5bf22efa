"""Many words held against Han at once: the answers of the plain half, bit for bit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.names.meaning_sound import CANTONESE, MANDARIN, rendered
from tieback.names.romanise import syllables
from tieback.screen.name import ready
from tieback.screen.prospect_across import heard
from tieback.screen.prospect_bulk import remember
from tieback.screen.side import han_side
from tieback.screen.tune import renders, spoken
from tieback.screen.tune_bulk import Sounded, Spoken

WORDS = st.lists(
    st.text("aeiouyghnstzkmlr", min_size=1, max_size=16)
    | st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=16)
    | st.sampled_from(
        ["siemens", "kibing", "skyray", "goldwind", "greentown", "companies", "stars", "sunstar"]
    ),
    min_size=1,
    max_size=30,
)
HAN = st.text("西门子旗滨天瑞金风绿城星阳公司侨雄中泰化奥巴马", min_size=2, max_size=6)


@settings(deadline=None, max_examples=150)
@given(WORDS, HAN)
def test_likeness_is_that_of_one_word_and_one_run(words: list[str], han: str) -> None:
    asked = [(tuple(syllables(han)), MANDARIN, 0.0), *spoken(han)]
    for sounds, language, taken in asked:
        run = Spoken(han[: len(sounds)], tuple(sounds), language, (taken,))
        found = Sounded(words).likenesses([run], np.arange(len(words)))[:, 0]
        exact = [rendered(sounds, word, language) - taken for word in words]
        assert [max(bits, -99.0) for bits in found.tolist()] == [max(bits, -99.0) for bits in exact]


@settings(deadline=None, max_examples=150)
@given(WORDS, HAN)
def test_who_renders_is_who_renders_one_by_one(words: list[str], han: str) -> None:
    found = Sounded(words).rendering(han, range(len(words)))
    assert found == [number for number, word in enumerate(words) if renders(word, han)]


@settings(deadline=None, max_examples=100)
@given(WORDS, HAN)
def test_what_is_remembered_is_never_less_than_what_is_heard(words: list[str], han: str) -> None:
    name = ready(han)
    one, other = han_side.__wrapped__(name, 0), han_side.__wrapped__(name, 0)
    if not one.within:
        return
    remember(one, list(dict.fromkeys(words)))
    for word in words:
        pairs = zip(one.heard[word], heard(other, word), strict=True)
        assert all(bound >= exact - 1e-9 or max(bound, exact) < -8 for bound, exact in pairs), word


def test_nothing_is_asked_of_nothing() -> None:
    run = Spoken("西门", ("xi", "men"), CANTONESE, (0.0, 1.0))
    assert Sounded([]).likenesses([run], np.arange(0)).shape == (0, 2)
    assert Sounded(["siemens"]).rendering("西", [0]) == []


@pytest.mark.parametrize(("word", "han"), [("siemens", "西门子"), ("skyray", "天瑞")])
def test_known_renderings_are_found(word: str, han: str) -> None:
    assert Sounded(["quorvex", word]).rendering(han, [0, 1]) == [1]
