"""The habits of shipping papers: what each writes, that it is seeded, and that it keeps to what it says."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.screen.habit import HABITS, kinds, rewrite

LATIN = "Xinjiang Quorvex Haoyuan Textile Technology Group Co., Ltd."
HAN = "新疆示例棉业有限公司"


def test_the_table_names_every_habit_and_no_other() -> None:
    assert list(kinds()) == list(HABITS)
    assert all(kinds().values())


@pytest.mark.parametrize(
    ("kind", "text", "written"),
    [
        ("upper", LATIN, LATIN.upper()),
        ("cut", LATIN, LATIN[:35].strip()),
        ("abbreviated", LATIN, "Xinjiang Quorvex Haoyuan TEX TECH GRP Co., Ltd."),
        ("city-dropped", LATIN, "Quorvex Haoyuan Textile Technology Group Co., Ltd."),
        ("city-dropped", HAN, "示例棉业有限公司"),
        ("reordered", "Quorvex Textile Co Ltd", "Textile Quorvex Co Ltd"),
        ("form-dropped", "Quorvex Textile Co Ltd", "Quorvex Textile"),
        ("form-dropped", HAN, "新疆示例棉业"),
        ("syllables-split", "Haoyuanpeng Textile Co Ltd", "Hao Yuan Peng Textile Co Ltd"),
        ("syllables-joined", "Hao Yuan Peng Textile Co Ltd", "Haoyuanpeng Textile Co Ltd"),
        ("traditional", HAN, "新疆示例棉業有限公司"),
        ("simplified", "新疆示例棉業有限公司", HAN),
        ("latin-to-han", HAN, HAN),
    ],
)
def test_what_a_habit_writes(kind: str, text: str, written: str) -> None:
    assert rewrite(kind, text, Random(1)) == written


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("upper", HAN),
        ("cut", "Quorvex Wool"),
        ("abbreviated", "Quorvex Wool"),
        ("city-dropped", "Quorvex Wool"),
        ("city-inserted", "Quorvex Wool"),
        ("han-to-pinyin", LATIN),
        ("latin-to-han", LATIN),
        ("traditional", LATIN),
        ("simplified", HAN),
        ("ocr", HAN),
    ],
)
def test_a_habit_that_does_not_apply_writes_nothing(kind: str, text: str) -> None:
    assert rewrite(kind, text, Random(1)) is None


def test_a_chinese_name_is_written_in_pinyin_part_by_part() -> None:
    assert rewrite("han-to-pinyin", HAN, Random(1)) == "Xinjiang Shili Mianye Youxiangongsi"


def test_a_city_that_is_put_in_lies_within_the_place_of_the_name() -> None:
    written = {rewrite("city-inserted", LATIN, Random(seed)) for seed in range(40)}
    assert any(
        (text and " Aksu " in text) or " Kashgar " in str(text) or " Hotan " in str(text) for text in written
    )
    assert all(text and text.startswith("Xinjiang ") and text.endswith(LATIN[9:]) for text in written)


@given(st.sampled_from(["typo", "ocr", "glued", "split"]), st.integers(0, 10_000))
def test_letters_change_little_and_the_same_seed_writes_the_same(kind: str, seed: int) -> None:
    written = rewrite(kind, LATIN, Random(seed))
    assert written == rewrite(kind, LATIN, Random(seed))
    assert written is not None
    assert written != LATIN
    assert abs(len(written) - len(LATIN)) <= 2
    if kind in {"glued", "split"}:
        assert written.replace(" ", "") == LATIN.replace(" ", "")


@given(st.sampled_from(sorted(HABITS)), st.text(max_size=40), st.integers(0, 100))
def test_any_text_is_rewritten_or_left(kind: str, text: str, seed: int) -> None:
    written = rewrite(kind, text, Random(seed))
    assert written is None or written.strip() == written
