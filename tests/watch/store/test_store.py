"""The store: nothing lost, nothing doubled, nothing changed."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from tieback.model.article import Section, Stamp
from tieback.model.refusal import Refused
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece
from tieback.watch.store.item import Finding, find_item, keep
from tieback.watch.store.store import Fetch, Store
from tieback.watch.store.version import item_sources, item_versions, versions

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
BODY = "The EXAMPLE mill has closed its doors for good, a spokesman for the owners said on Monday morning."


def article(title="EXAMPLE mill closes", text=BODY, **facts):
    return assemble([Piece("headline", title), Piece("body", text)], Facts(title=title, **facts))


def finding(url="https://news.example/a", key="1", **more):
    return Finding(more.pop("article", None) or article(**more), "listed", url, key)


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "watch") as opened:
        yield opened


@pytest.fixture
def feed(store):
    return store.add_source("feed", "https://news.example/feed", "EXAMPLE News", NOW).id


def test_what_is_kept_twice_is_kept_once(store, feed):
    first, second = keep(store, feed, finding(), NOW), keep(store, feed, finding(), NOW + timedelta(hours=1))
    assert (first.new_item, second.new_item) == (True, False)
    assert second.version is None
    assert len(list(versions(store))) == 1


def test_an_article_comes_back_as_it_went_in(store, feed):
    told = article(
        publisher="EXAMPLE News",
        authors=("Ana EXAMPLE",),
        published=Stamp(NOW, exact=False, text="3 March"),
        marks=("x",),
    )
    kept = keep(store, feed, finding(article=told), NOW)
    assert item_versions(store, kept.item)[0].article == told
    assert told.sections[0] == Section("headline", 0, 19)


def test_one_page_under_several_addresses_and_in_two_feeds_is_one_item(store, feed):
    other = store.add_source("feed", "https://other.example/feed", None, NOW).id
    urls = (
        "https://news.example/a",
        "https://m.news.example/a?utm_source=x",
        "http://www.news.example/a/#top",
    )
    items = {keep(store, feed, finding(url, key), NOW).item for key, url in enumerate(urls)}
    items.add(keep(store, other, finding(urls[0], "z"), NOW).item)
    assert len(items) == 1
    assert item_sources(store, items.pop()) == (feed, other)


def test_ids_and_addresses_that_change_each_time_double_nothing(store, feed):
    first = keep(store, feed, finding("https://news.example/a?session=1", "k1"), NOW)
    second = keep(store, feed, finding("https://news.example/a?session=2", "k2"), NOW)
    assert first.item == second.item
    assert second.version is None


def test_one_id_for_everything_merges_nothing(store, feed):
    first = keep(store, feed, finding("https://news.example/a", "same"), NOW)
    second = keep(
        store, feed, finding("https://news.example/b", "same", title="A port opens", text="Ships came."), NOW
    )
    assert first.item != second.item


def test_a_reworded_article_is_a_new_version_of_the_same_item(store, feed):
    first = keep(store, feed, finding(), NOW)
    second = keep(store, feed, finding(text=BODY.replace("Monday", "Tuesday")), NOW)
    assert second.item == first.item
    assert [version.id for version in item_versions(store, first.item)] == [first.version, second.version]
    assert find_item(store, "https://www.news.example/a") == first.item


def test_rows_are_never_changed_or_removed(store, feed):
    keep(store, feed, finding(), NOW)
    for statement in (
        "UPDATE version SET title = 'x'",
        "DELETE FROM version",
        "DELETE FROM item",
        "DELETE FROM source",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            store.db.execute(statement)


def test_a_transaction_that_fails_leaves_nothing(store, feed):
    def fail():
        with store.transaction():
            keep(store, feed, finding(), NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not list(versions(store))


def test_fetches_documents_and_acts_are_remembered(store, feed, tmp_path):
    digest = store.add_document(b"<rss/>", "text/xml", NOW)
    store.add_fetch(Fetch(feed, "u", NOW, "new", "u2", digest, '"1"', None))
    store.add_fetch(Fetch(feed, "u", NOW, "absent", detail="answers 500"))
    store.add_act("stop", "https://news.example/feed", {}, NOW, by="Ana")
    store.close()
    with Store(tmp_path / "watch") as again:
        assert [fetch.outcome for fetch in again.fetches(feed)] == ["absent", "new"]
        assert again.vault.get(digest) == b"<rss/>"
        assert again.sources() == ()
        assert [source.id for source in again.sources(stopped=True)] == [feed]
        assert again.acts("stop")[0].by == "Ana"


def test_a_file_that_is_no_store_is_refused(tmp_path):
    (tmp_path / "watch.sqlite3").write_bytes(b"not a database, but long enough to be looked at" * 20)
    with pytest.raises(Refused, match="not a store"):
        Store(tmp_path)
