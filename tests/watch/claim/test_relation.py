"""Which claim answers which, on invented passages; replies and their status."""

from datetime import date
from functools import cache

import pytest

from tieback.model.article import Article
from tieback.model.claim import Claim, Relation
from tieback.watch.claim.find import find_claims
from tieback.watch.claim.parse import Parser, load_parser
from tieback.watch.claim.reply import find_replies


@cache
def parser() -> Parser | None:
    return load_parser()


def article(text: str) -> Article:
    return Article(None, None, text, None, (), (), None, None, "en", None, (), (), ())


def links(text: str) -> set[tuple[str, str, str]]:
    return {(claim.id, link.rel.value, link.claim) for claim in read(text) for link in claim.links}


def read(text: str) -> tuple[Claim, ...]:
    return find_claims(article(text), parser())


ACCUSED = "The EXAMPLE League said that guards at the Ondale mill beat the weavers."
LINKED = [
    (f"{ACCUSED} The mill denied the allegations.", {("c2", "denies", "c1")}),
    (f"{ACCUSED} The mill's owner, Cato Sol, called that a lie.", {("c2", "denies", "c1")}),
    (f"{ACCUSED} Its owner dismissed the claims as “pure invention”.", {("c2", "denies", "c1")}),
    (f"{ACCUSED} The mill's owner, Cato Sol, said the report was false.", {("c2", "denies", "c1")}),
    (f"{ACCUSED} “No one was ever beaten at the Ondale mill,” said its owner, Cato Sol.", {("c2", "denies", "c1")}),
    (f"{ACCUSED} Two doctors confirmed the account.", {("c2", "supports", "c1")}),
    (f"{ACCUSED} A former guard stood by the accusation.", {("c2", "supports", "c1")}),
    (f"{ACCUSED} The EXAMPLE League later withdrew the allegation.", {("c2", "withdraws", "c1")}),
    (
        "The EXAMPLE Union says doors were locked, an accusation which the ministry rejects.",
        {("c2", "denies", "c1")},
    ),
    (
        "“There is no coercion,” the governor, Anton Sol, said in response to allegations by a union that men were leased.",
        {("c1", "denies", "c2")},
    ),
    (
        "The ministry rejected claims that inspectors had been bribed.",
        {("c1", "denies", "c2")},
    ),
    (
        f"{ACCUSED} The port opened on Monday. The weather service said rain was likely.",
        set(),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LINKED, ids=[text[-45:] for text, _ in LINKED])
def test_an_answer_is_linked_to_what_it_answers(text: str, wanted: set[tuple[str, str, str]]) -> None:
    assert links(text) == wanted


def test_a_headline_is_repeated_by_the_sentence_that_says_it_in_full() -> None:
    text = "Mill locked the weavers in, union says\n\nThe Ondale mill locked the weavers in at night, the union said."
    assert ("c2", "repeats", "c1") in links(text)


def test_a_link_rests_on_words_of_the_article() -> None:
    text = f"{ACCUSED} The mill denied the allegations."
    (link,) = read(text)[1].links
    assert link.rel is Relation.DENIES
    assert link.evidence in text


REPLIES = [
    (f"{ACCUSED} The mill denied the allegations.", ("denied", "mill")),
    (f"{ACCUSED} The mill declined to comment.", ("declined", "The mill")),
    (f"{ACCUSED} Dellmar did not respond to requests for comment.", ("declined", "Dellmar")),
    (f"{ACCUSED} The owner could not be reached.", ("declined", "The owner")),
    (ACCUSED, ("none found by 2026-11-23", None)),
]


@pytest.mark.parametrize(("text", "wanted"), REPLIES, ids=[text[-30:] for text, _ in REPLIES])
def test_each_accusation_has_a_reply_status(text: str, wanted: tuple[str, str | None]) -> None:
    (reply,) = find_replies(read(text), article(text), date(2026, 11, 23))
    assert (reply.claim, reply.status, reply.by) == ("c1", *wanted)
