"""Answers in forms that a parse often misses: closing clauses, the same account again, a noun with "was that"."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.article import Article
from tieback.model.claim import Claim, ClaimLink, Relation
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import Parser, load_parser
from tieback.watch.claim.trailing import find_trailing

SAID = "Weavers at the EXAMPLE mill said that they were locked in at night"


def read(text: str, parser: Parser | None) -> tuple[Claim, ...]:
    return find_claims(Article(None, None, text, None, (), (), None, None, "en", None, (), (), ()), parser)


def links(claim: Claim) -> list[tuple[Relation, str]]:
    return [(link.rel, link.claim) for link in claim.links if isinstance(link, ClaimLink)]


@pytest.fixture(params=["parse", "rules"])
def parser(request: pytest.FixtureRequest) -> Parser | None:
    return load_parser() if request.param == "parse" else None


@pytest.mark.parametrize(
    ("closing", "words"),
    [
        (", which the company denies.", "which"),
        (", a charge the company denies.", "a charge"),
        (", an allegation that the company has flatly rejected.", "an allegation"),
        (", something the company disputes.", "something"),
    ],
)
def test_a_closing_clause_that_denies_is_a_claim_of_its_own_and_no_part_of_what_it_denies(
    closing: str, words: str, parser: Parser | None
) -> None:
    first, second = read(SAID + closing, parser)
    assert first.text.endswith("at night")
    assert (second.text, second.speaker.text) == (words, "the company")
    assert links(second) == [(Relation.DENIES, first.id)]


def test_the_content_of_a_claim_keeps_a_clause_about_anything_else(parser: Parser | None) -> None:
    (only,) = read(f"{SAID}, which the guards enjoyed.", parser)
    assert only.text.rstrip(".").endswith("which the guards enjoyed")


@pytest.mark.parametrize(
    ("answer", "rel"),
    [
        ("A driver gave the same account.", Relation.SUPPORTS),
        ("Two cleaners, reached by telephone, said the same.", Relation.SUPPORTS),
        ("The owner tells a different story.", Relation.DENIES),
        ("Owners in the valley take a different view.", Relation.DENIES),
    ],
)
def test_the_same_account_supports_and_a_different_one_denies(
    answer: str, rel: Relation, parser: Parser | None
) -> None:
    first, second = read(f"{SAID}. {answer}", parser)
    assert links(second) == [(rel, first.id)]


@pytest.mark.parametrize(
    "text",
    [
        "The mill gave the same workers two days off.",
        "The owner took another train.",
        "The ministry, which the mayor denies knowing, is closed.",
        "The road was closed, a decision the mayor confirmed.",
    ],
)
def test_what_only_looks_like_such_an_answer_is_none(text: str) -> None:
    assert find_trailing(text, []) == []


def test_an_answer_may_stand_as_a_noun_with_was_that(parser: Parser | None) -> None:
    claims = read(f"{SAID}. The mill's response was that nobody had been fined.", parser)
    told = [claim for claim in claims if "nobody had been fined" in claim.text]
    assert [claim.speaker.text for claim in told] == ["The mill"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [*"aT,.;: \n’'“”", ", which ", "the mill ", "denies", "said the same", "’s answer was that "]
        )
    )
)
def test_any_text_gives_drafts_within_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    for draft in find_trailing(text, []):
        assert 0 <= draft.start < draft.end <= len(text)
        assert draft.speaker is not None
        assert text[slice(*draft.speaker)].strip()
