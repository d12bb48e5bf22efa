"""The comparison form of a text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tieback.names.normal import fold, fold_with_offsets, simplify

anything = st.text(max_size=40)
names = st.text(alphabet="Ab Cé.,&()（）　 '’‘-–鄭州紡織機廠郑州新疆１２ﬁİßك\u0301\u200b", max_size=30)


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("Co. ,  Ltd .", "co.,ltd."),
        ("ＥＸＡＭＰＬＥ　ＣＯ．", "example co."),
        ("示例（集團）", "示例(集团)"),
        ("Yuan’an", "yuan'an"),
        ("新疆 中泰", "新疆中泰"),
        ("a\u200bb", "ab"),
        ("A – B", "a-b"),
    ],
)
def test_spacing_width_quotes_and_case_are_evened_out(written: str, form: str) -> None:
    assert fold(written) == form


def test_a_traditional_name_equals_its_simplified_form() -> None:
    assert fold("鄭州紡織機械廠") == fold("郑州纺织机械厂") == "郑州纺织机械厂"


@settings(deadline=None, max_examples=300)
@example("A\u200b\u0300")
@example("A\u00ad\u0300")
@given(anything | names)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=300)
@given(anything | names)
def test_every_folded_character_knows_its_place_in_the_original(text: str) -> None:
    folded = fold_with_offsets(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


@settings(deadline=None, max_examples=100)
@given(anything)
def test_simplifying_keeps_positions(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_a_span_points_at_the_original_text() -> None:
    text = "  ＡＢＣ （集團）"
    folded = fold_with_offsets(text)
    at = folded.text.index("集团")
    start, end = folded.span(at, at + 2)
    assert text[start:end] == "集團"
