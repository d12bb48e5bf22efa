"""Names in Hangul, Kana, Indic scripts, Thai, Greek, Georgian: Latin letters, legal forms and common words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.names import lexicon, table
from tieback.names.read import read_name
from tieback.names.reading import PartKind
from tieback.names.romanise import romanise_other


def parts(text: str) -> list[tuple[str, str]]:
    """Kind and key of each part."""
    return [(part.kind.value, part.key) for part in read_name(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("주식회사 영원무역", [("form", "joint-stock"), ("brand", "yeongwon"), ("sector", "trade")]),
        ("トヨタ紡織株式会社", [("brand", "toyota"), ("sector", "textile"), ("form", "kk")]),
        ("カゴメ株式会社", [("brand", "kagome"), ("form", "kk")]),
        ("সোনালী ব্যাংক পিএলসি", [("brand", "sonali"), ("sector", "bank"), ("form", "joint-stock")]),
        ("भारतीय बैंक", [("place", "IN"), ("sector", "bank")]),
        ("Σιδενόρ Α.Ε.", [("brand", "sidenor"), ("form", "joint-stock")]),
    ],
)
def test_a_name_is_read_into_its_parts(text: str, expected: list[tuple[str, str]]) -> None:
    assert parts(text) == expected


def test_a_word_with_vowel_signs_is_one_word() -> None:
    (part,) = read_name("स्टेट").parts
    assert part.text == "स्टेट"


@given(st.text(min_size=1, max_size=30))
def test_any_word_becomes_plain_latin_letters_or_digits_and_stays_so(word: str) -> None:
    plain = romanise_other(word)
    assert plain.isascii()
    assert plain == plain.lower()
    assert romanise_other(plain) == plain


@given(st.text(max_size=60))
def test_the_parts_of_any_text_never_overlap(text: str) -> None:
    found = read_name(text).parts
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_every_foreign_word_means_a_row_that_exists() -> None:
    names = {kind: f"{kind.value}.csv" for kind in map(PartKind, ("form", "sector", "qualifier", "place"))}
    ids = {kind: {row["id"] for row in table.rows(name)} for kind, name in names.items()}
    for row in table.rows("foreign_word.csv"):
        assert row["id"] in ids[PartKind(row["kind"])], row
    assert lexicon.words().entries
