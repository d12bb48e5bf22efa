"""A document that burns time or memory is refused in one line, and the next one is read."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.net.sandbox.frame import receive, send
from tieback.net.sandbox.worker import Limits, Worker
from tieback.watch.article.read import read_article
from tieback.watch.intake.opml import Subscription, read_opml
from tieback.watch.intake.recognise import Shape, find_feeds, read_listing
from tieback.watch.sandbox.reader import Reader

TASKS = "tieback.watch.sandbox.task"
SAID = "Inspectors came to the EXAMPLE mill on Monday and stayed until the evening, a spokesman said."
PAGE = f"""<html lang="en"><head><title>Mill searched</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml" title="EXAMPLE"></head><body><article>
<h1>Mill searched</h1><p class="byline">By Ana Example</p><time datetime="2026-03-03T10:00:00Z">3 March 2026</time>
<p>{SAID}</p><p>The <a href="https://news.example/owner">owners</a> had nothing to add \U0001f600 工厂.</p>""".encode()
FEED = f"""<rss version="2.0"><channel><title>EXAMPLE</title><item><title>Mill</title><link>https://news.example/a</link>
<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate><description>{SAID}</description></item></channel></rss>""".encode()
OPML = b'<opml version="2.0"><body><outline text="EXAMPLE" xmlUrl="https://news.example/feed"/></body></opml>'
HEAVY = b"<html><body>" + b"<a href=/x>x" * 1_500_000  # seconds of processor
SLOW = b"<html><body>" + b"<p>a b c</p>" * 15_000
GREEDY = b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + b"[]," * 9_000_000 + b"[]]}"


@pytest.fixture(scope="module")
def reader():
    with Reader() as opened:
        yield opened


def test_what_comes_back_is_what_the_readers_find(reader):
    address = "https://news.example/a"
    assert reader.article(PAGE, name="a.html", url=address) == read_article(PAGE, name="a.html", url=address)
    assert reader.listing(FEED, "feed") == read_listing(FEED, "feed")
    assert reader.subscriptions(OPML, "list") == read_opml(OPML, "list")
    assert reader.subscriptions(OPML, "list") == (Subscription("https://news.example/feed", "EXAMPLE"),)
    assert reader.offers(PAGE, address) == find_feeds(PAGE, address)
    assert [reader.shape(data, "x") for data in (PAGE, FEED, OPML)] == [Shape.ARTICLE, Shape.FEED, Shape.OPML]


def test_a_refusal_comes_back_whole(reader):
    with pytest.raises(Refused) as here:
        read_article(b"", name="empty.html")
    with pytest.raises(Refused) as there:
        reader.article(b"", name="empty.html")
    assert str(there.value) == str(here.value)


@pytest.mark.parametrize(
    ("limits", "heavy", "reason"),
    [
        (Limits(cpu_s=1), HEAVY, "takes more than 1 s of processor time to read"),
        (Limits(memory_bytes=400_000_000), GREEDY, "takes more than 400,000,000 bytes of memory to read"),
        (Limits(wall_s=3.0), HEAVY, "not read within 3 s"),
        (Limits(output_bytes=1000), FEED * 3, "cannot be read within the limits"),
    ],
)
def test_a_document_beyond_its_limits_is_refused_and_the_next_is_read(limits, heavy, reason):
    with Reader(limits) as reader:
        reader.shape(FEED, "feed")
        with pytest.raises(Refused) as refusal:
            reader.listing(heavy, "heavy") if heavy is not HEAVY else reader.article(heavy, name="heavy")
        assert str(refusal.value).startswith(f"heavy: {reason}; save it again")
        assert reader.shape(OPML, "list") is Shape.OPML


def test_processor_time_is_counted_for_each_document_anew():
    with Worker(TASKS, Limits(cpu_s=1)) as worker:
        for _ in range(8):  # more than two seconds in all
            told = {"name": "slow.html", "url": None, "content_type": None}
            assert worker.ask("article", told, SLOW)["text"] == "a b c"


def test_an_error_nobody_foresaw_ends_the_other_process_only():
    with Worker(TASKS) as worker:
        with pytest.raises(Refused, match=r"x: cannot be read within the limits \(KeyError\); save it"):
            worker.ask("no such task", {"name": "x"}, b"")
        assert worker.ask("shape", {"name": "x"}, FEED) == "feed"


def test_a_process_that_was_ended_from_outside_is_replaced():
    with Worker(TASKS) as worker:
        worker.ask("shape", {"name": "x"}, FEED)
        worker._process.kill()
        worker._process.wait()
        assert worker.ask("shape", {"name": "x"}, FEED) == "feed"


def test_the_process_is_renewed_so_that_nothing_piles_up(monkeypatch):
    from tieback.net.sandbox import worker as module

    monkeypatch.setattr(module, "_RENEWED_AFTER", 2)
    with Worker(TASKS) as worker:
        seen = []
        for _ in range(5):
            worker.ask("shape", {"name": "x"}, FEED)
            seen.append(worker._process.pid)
    assert [seen.index(pid) for pid in seen] == [0, 0, 2, 2, 4]


def test_what_has_not_the_shape_it_must_have_is_refused(reader, monkeypatch):
    monkeypatch.setattr(reader._worker, "ask", lambda *_: {"title": ["no", "text"]})
    with pytest.raises(Refused, match="no such shape"):
        reader.article(PAGE, name="a.html")


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    ),
    st.binary(),
)
@settings(max_examples=60, deadline=None)
def test_messages_come_out_as_they_went_in(value, data):
    import io

    stream = io.BytesIO()
    send(stream, value, data)
    send(stream, "\ud800 half a letter")
    stream.seek(0)
    assert receive(stream) == (json.loads(json.dumps(value)), data)
    assert receive(stream) == ("\ud800 half a letter", b"")
    assert receive(stream) is None
