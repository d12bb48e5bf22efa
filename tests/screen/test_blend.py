"""Words coined from the beginnings of other words stand for them; words that only look so do not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.answer import Answer
from tieback.screen.blend import is_blend
from tieback.screen.comparison import compare


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("pemex", ("petroleos", "mexicanos")),
        ("petrobras", ("petroleo", "brasileiro")),
        ("nabisco", ("national", "biscuit", "company")),
        ("conocopar", ("conglomerado", "norte", "cooperativa", "paraguay")),
    ],
)
def test_a_coined_word_is_made_of_beginnings_in_their_order(word: str, words: tuple[str, ...]) -> None:
    assert is_blend(word, words)
    assert not is_blend(word, words[::-1])


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("toyobo", ("toyota", "boshoku")),  # two letters of the second of two words meet by chance
        ("transport", ("trans", "port")),  # written apart, not coined
        ("pemex", ("petroleos", "de", "venezuela")),
        ("cotton", ("cotton", "textile")),
        ("abcd", ("abc", "def")),
    ],
)
def test_other_words_are_none(word: str, words: tuple[str, ...]) -> None:
    assert not is_blend(word, words)


_WORD = st.text("abcdefgh", min_size=4, max_size=9)


@given(st.lists(_WORD, min_size=3, max_size=4), st.data())
@settings(deadline=None, max_examples=60)
def test_whatever_is_put_together_from_three_beginnings_is_recognised(
    words: list[str], data: st.DataObject
) -> None:
    cuts = [data.draw(st.integers(2, 3)) for _ in words]
    word = "".join(one[:cut] for one, cut in zip(words, cuts, strict=True))
    assert is_blend(word, tuple(words))


def test_a_name_and_the_word_coined_from_it_match() -> None:
    found = compare("Pemex", "Petróleos Mexicanos")
    assert found.match is Answer.YES
    assert found.alignment[0].rule == "abbreviated"
