"""Plain statements that the parse lost are read by patterns, and whoever stands accused does not speak."""

import pytest

from tieback.model.article import Article
from tieback.model.claim import Claim
from tieback.watch.claim.agentless import without_accused
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import load_parser
from tieback.watch.claim.unparsed import find_unparsed


def read(text: str) -> tuple[Claim, ...]:
    article = Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())
    return find_claims(article, load_parser())


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        (
            "Customs stopped 40 shipments last year, the EXAMPLE agency's deputy director, Rosa Imhal, told the same hall.",
            "the EXAMPLE agency's deputy director, Rosa Imhal",
            "Customs stopped 40 shipments last year",
        ),
        (
            "Two mills in Ondale list EXAMPLE Towels as a customer, according to a database kept by Yarn Path.",
            "a database kept by Yarn Path",
            "Two mills in Ondale list EXAMPLE Towels as a customer",
        ),
        (
            "Hotel cleaner Mira Stan told the tribunal she was made to buy her own soap.",
            "Hotel cleaner Mira Stan",
            "she was made to buy her own soap",
        ),
    ],
)
def test_a_plain_statement_is_found_whatever_the_parse_makes_of_it(text: str, who: str, words: str) -> None:
    (claim,) = read(text)
    assert (claim.speaker.text, claim.text.rstrip(".")) == (who, words)


def test_what_the_parse_found_is_not_told_twice() -> None:
    text = "The mill said it was closed."
    draft = Draft(14, 27, (9, 13), "say", "statement", (0, 8), "clause")
    assert list(find_unparsed(text, [draft], [draft])) == []
    assert list(find_unparsed(text, [], [draft])) == [draft]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Mill accused of beating weavers", None),
        ("The EXAMPLE mill, suspected of beating weavers, was searched.", None),
        ("The union accused the mill of beating weavers.", "The union"),
        ("The mill, which the union accused of beating weavers, was closed.", "the union"),
    ],
)
def test_whoever_is_accused_does_not_accuse(text: str, who: str | None) -> None:
    assert {claim.speaker.text for claim in read(text) if "weavers" in claim.text} == {who}


def test_only_an_accusation_without_an_object_loses_its_speaker() -> None:
    text = "Mill accused of theft"
    draft = Draft(16, 21, (5, 12), "accuse", "allegation", (0, 4), "object_prep")
    assert without_accused(text, draft).speaker is None
    assert without_accused(
        "Mill accuses of theft", Draft(16, 21, (5, 12), "accuse", "allegation", (0, 4), "object_prep")
    ).speaker


def test_an_act_done_to_nobody_is_none() -> None:
    assert [
        claim for claim in read("No permit was revoked and nobody was fined.") if claim.rule == "act"
    ] == []
