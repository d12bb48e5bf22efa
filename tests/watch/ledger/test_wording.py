from hypothesis import given
from hypothesis import strategies as st

from tieback.watch.ledger.wording import agree, content_words


def test_endings_and_small_words_are_set_aside() -> None:
    assert content_words("The mills were locking their doors") == content_words("a mill that locks its door")


def test_numbers_count_as_content() -> None:
    assert content_words("50 kg in 2022") == {"50", "2022"}


def test_a_shorter_statement_may_be_held_whole_by_a_longer_one() -> None:
    cover, alike = agree(
        content_words("doors locked nightly"), content_words("doors locked nightly at mills")
    )
    assert cover == 1
    assert 0.5 < alike < 1


@given(st.text(), st.text())
def test_agreement_is_symmetric_and_within_bounds(left: str, right: str) -> None:
    a, b = content_words(left), content_words(right)
    assert agree(a, b) == agree(b, a)
    assert all(0 <= share <= 1 for share in agree(a, b))
