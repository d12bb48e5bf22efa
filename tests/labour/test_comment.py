"""What ships of the supervisory bodies' words: one body and one procedure a row, a source, both sides."""

import re
from datetime import date

import pytest

from tieback.labour.comment import shipped
from tieback.labour.convention import conventions
from tieback.labour.instrument import instruments

BODIES = {
    "observation": {"CEACR"},
    "direct request": {"CEACR"},
    "conclusion": {"CAS"},
    "representation art. 24": {"GB"},
    "complaint art. 26": {"ILC", "GB", "COI"},
    "art. 33": {"GB", "ILC"},
}


def test_every_procedure_is_shown_at_least_once() -> None:
    assert {comment.kind for comment in shipped()} == set(BODIES)


def test_a_procedure_belongs_to_its_own_body() -> None:
    for comment in shipped():
        assert comment.body in BODIES[comment.kind], comment.id


def test_no_two_comments_share_an_id() -> None:
    ids = [comment.id for comment in shipped()]
    assert len(ids) == len(set(ids))


def test_every_comment_names_a_held_instrument_a_verb_and_an_address() -> None:
    for comment in shipped():
        assert comment.code in instruments(), comment.id
        assert comment.verb, comment.id
        assert ("://" in comment.source) == comment.confidence.decides, comment.id


def test_every_comment_has_the_state_beside_it_or_says_that_nothing_was_found() -> None:
    for comment in shipped():
        assert comment.reply, comment.id
        if comment.reply_source is None:
            assert comment.reply.startswith("none"), comment.id


def test_the_committee_of_experts_speaks_before_the_session_that_prints_it() -> None:
    for comment in shipped():
        assert int(comment.adopted) <= int(comment.published), comment.id


@pytest.mark.parametrize("year", ["1998", "2024"])
def test_the_session_of_a_comment_of_the_experts_is_the_conference_of_the_year_it_is_published(
    year: str,
) -> None:
    first = {"1998": (1999, 87), "2024": (2025, 113)}[year]
    for comment in shipped():
        if comment.body == "CEACR" and comment.adopted == year:
            number = re.match(r"\d+", comment.session)
            assert number is not None, comment.id
            assert (int(comment.published), int(number.group())) == first, comment.id


def test_a_comment_is_shown_once_it_is_published_not_when_it_is_adopted() -> None:
    """The experts adopt in November or December; the session that prints it is the next year's."""
    first = {
        year: {comment.id for comment in conventions("CN", date(year, 12, 31)).comments}
        for year in (2024, 2025)
    }
    assert "cn-c029-obs-2024" not in first[2024]
    assert "cn-c029-obs-2024" in first[2025]
