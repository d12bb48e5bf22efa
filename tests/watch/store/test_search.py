"""Searching what was kept."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece
from tieback.watch.store.item import Finding, keep
from tieback.watch.store.search import MARK, search
from tieback.watch.store.store import Store

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
TEXTS = {
    "Mill searched": "Inspectors came to the mill in Évreux on Monday; the company's lawyer denied it.",
    "Port opens": "Ships came. The company said nothing.",
    "示例棉纺厂": "检查人员周一来到示例棉纺厂，公司否认指控。",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("search")) as opened:
        source = opened.add_source("feed", "https://news.example/feed", None, NOW).id
        for number, (title, text) in enumerate(TEXTS.items()):
            article = assemble([Piece("headline", title), Piece("body", text)], Facts(title=title))
            keep(
                opened,
                source,
                Finding(article, "listed", f"https://news.example/{number}"),
                NOW + timedelta(days=number),
            )
        yield opened


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("company", ["Port opens", "Mill searched"]),
        ("company mill", ["Mill searched"]),
        ("company -mill", ["Port opens"]),
        ('"company said"', ["Port opens"]),
        ("inspect*", ["Mill searched"]),
        ("evreux", ["Mill searched"]),
        ("棉纺厂", ["示例棉纺厂"]),
        ("棉", ["示例棉纺厂"]),
        ("棉厂", []),
        ("nothing-here", []),
        ("company OR", []),
        ('company" AND NEAR(', []),
    ],
)
def test_words_phrases_and_han_are_found_newest_first(store, query, titles):
    assert [hit.title for hit in search(store, query)] == titles


def test_the_passage_is_quoted_with_the_words_marked(store):
    (hit,) = search(store, "lawyer")
    before, word, after = hit.passage.split(MARK[0])
    assert word == "lawyer"
    assert before.endswith("company's ")
    assert after.startswith(" denied")
    (hit,) = search(store, "否认")
    assert f"公司{MARK[0]}否认{MARK[1]}指控" in hit.passage


def test_since_and_limit(store):
    assert [hit.title for hit in search(store, "company", since=NOW + timedelta(days=1))] == ["Port opens"]
    assert len(search(store, "came", limit=1)) == 1


@pytest.mark.parametrize("query", ["", "-mill", "*", '""', "+ -"])
def test_a_query_without_a_word_is_refused(store, query):
    with pytest.raises(Refused, match="without a word"):
        search(store, query)


@given(st.text(max_size=40))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_is_an_error(store, query):
    try:
        search(store, query)
    except Refused:
        return
