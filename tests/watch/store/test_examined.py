"""Claims kept with the version they were found in."""

import json
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.model.claim import Claim, ClaimLink, ClaimType, Form, Mention, Relation, Speaker
from tieback.model.plain import plain
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece
from tieback.watch.claim.parse import load_parser
from tieback.watch.collect import Asked, find_numbers, read_items
from tieback.watch.examine import Examiner
from tieback.watch.link.lexicon import load_lexicon
from tieback.watch.store.examined import Reading, claims_of, kept_claims
from tieback.watch.store.item import Finding, keep
from tieback.watch.store.search import find_items
from tieback.watch.store.store import Store
from tieback.watch.store.version import versions

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
TEXT = "“The doors of the EXAMPLE mill were locked at night,” said Cato EXAMPLE, a former guard."
EXAMINER = Examiner(load_parser(), load_lexicon())
needs_parse = pytest.mark.skipif(EXAMINER.parser is None, reason="the extra nlp is not installed")

_words = st.text(max_size=12)
_maybe = st.none() | _words
_number = st.integers(0, 999)
_speaker = st.builds(Speaker, _maybe, _maybe, _maybe, _maybe, st.none() | _number, st.none() | _number)
_claim = st.builds(
    Claim,
    _words,
    st.sampled_from(ClaimType),
    st.sampled_from(Form),
    _words,
    _number,
    _number,
    _words,
    _speaker,
    st.tuples(_speaker),
    st.tuples(st.builds(Mention, _words, _words, _number, _number)),
    _words,
    _maybe,
    st.tuples(st.builds(ClaimLink, st.sampled_from(Relation), _words, _words)),
    _words,
)


@given(st.lists(_claim, max_size=3).map(tuple))
def test_claims_come_back_as_they_were(claims: tuple[Claim, ...]) -> None:
    assert claims_of(json.dumps(plain(claims), ensure_ascii=False)) == claims


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "watch") as opened:
        source = opened.add_source("feed", "https://news.example/feed", "EXAMPLE News", NOW).id
        for number, form in ((1, "listed"), (1, "read"), (2, "listed")):
            title = f"EXAMPLE mill {number} {form}"
            article = assemble([Piece("headline", title), Piece("body", TEXT)], Facts(title=title))
            keep(opened, source, Finding(article, form, f"https://news.example/{number}", str(number)), NOW)
        yield opened


@needs_parse
def test_a_version_is_examined_once_by_the_same_rules(store, monkeypatch) -> None:
    [version, *_] = versions(store)
    found = kept_claims(store, version, EXAMINER)
    assert [claim.speaker.name for claim in found] == ["Cato EXAMPLE"]
    monkeypatch.setattr("tieback.watch.examine.find_claims", None)  # would fail if asked again
    assert kept_claims(store, version, EXAMINER) == found
    monkeypatch.setattr("tieback.watch.store.examined.rules_digest", lambda *_: "other rules")
    with pytest.raises(TypeError):
        kept_claims(store, version, EXAMINER)


def test_what_was_found_is_never_changed(store) -> None:
    kept_claims(store, next(iter(versions(store))), EXAMINER)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.db.execute("UPDATE examined SET claims = '[]'")


def test_the_article_itself_counts_before_what_a_feed_lists_of_it(store) -> None:
    numbers = find_numbers(store, Asked())
    items = [item for item, _ in read_items(numbers, Reading(store, EXAMINER, 9), NOW.date())]
    assert [item.title for item in items] == ["EXAMPLE mill 2 listed", "EXAMPLE mill 1 read"]
    assert {item.source for item in items} == {"EXAMPLE News"}
    assert all(item.text[c.start : c.end] == c.text for item in items for c in item.claims)


def test_only_what_is_asked_for_is_read_and_only_so_much_of_it(store) -> None:
    assert find_items(store, "door locked") == {1, 2}
    assert find_items(store, "locked harbour") == set()
    assert len(find_numbers(store, Asked(items=frozenset({1})))) == 1
    assert find_numbers(store, Asked(since=NOW + timedelta(days=1))) == []
    told: list[int] = []
    reading = Reading(store, EXAMINER, 1, told.append)
    items = [item for item, _ in read_items(find_numbers(store, Asked()), reading, NOW.date())]
    assert ([item.id for item in items], reading.unread, told) == (["i2"], 1, [1])
    again = Reading(store, EXAMINER, 1)
    assert len(list(read_items(find_numbers(store, Asked()), again, NOW.date()))) == 2
    assert again.unread == 0
