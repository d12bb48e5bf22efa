"""A text that is passed over has no clue: what is asked of it by word gives what looking through it gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.place import XINJIANG
from tieback.names import lexicon
from tieback.names.hint import may_point
from tieback.names.place import locate, points_to

ALIASES = sorted(" ".join(words) for words in lexicon.words().entries)
PIECES = st.one_of(
    st.sampled_from(ALIASES),
    st.sampled_from(
        ["830000", "65", "CN-XJ", "cn-65", "X", "'", "`", " - ", ",", "/", "\n", "\t", "Co., Ltd."]
    ),
    st.text(st.characters(codec="ascii"), max_size=6),
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "-", "."])), max_size=6).map(
    lambda pieces: "".join(a + b for a, b in pieces)
)


@pytest.mark.parametrize("text", ["Kashgar Textile", "URUMQI", "Ka'shi", "No. 1, 830000", "新疆", "cn-65"])
def test_a_text_with_a_clue_is_looked_through(text: str) -> None:
    assert may_point(text, XINJIANG)


def test_most_names_are_passed_over() -> None:
    assert not may_point("Quorvex Falcon Trading FZE", XINJIANG)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_what_is_passed_over_has_no_clue(text: str) -> None:
    if not may_point(text, XINJIANG):
        for country in (None, "CN", "TR"):
            clues = locate(text, None, country, XINJIANG).clues
            assert not any(points_to(clue, XINJIANG) for clue in clues)
