"""Feeds, sitemaps and subscription lists, friendly and hostile."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.watch.intake.entry import MOST_ENTRIES
from tieback.watch.intake.opml import Subscription, read_opml, write_opml
from tieback.watch.intake.recognise import Shape, find_feeds, read_listing, recognise

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>EXAMPLE News</title><language>en-gb</language>
<item><title>Mill &amp; port &lt;b&gt;closed&lt;/b&gt;</title><link>https://news.example/a</link><guid>tag:a</guid>
<pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate><dc:creator>Ana EXAMPLE</dc:creator>
<description>Short.</description><content:encoded><![CDATA[<p>The mill was closed.</p>
<img src="http://tracker.example/x.gif"><script>alert(1)</script><p>So was the port.</p>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>EXAMPLE Atom</title><entry><id>urn:1</id>
<title type="html">Mill &lt;i&gt;closed&lt;/i&gt;</title><link href="https://news.example/a"/><author><name>Bo SAMPLE</name>
</author><published>2026-03-03T09:00:00Z</published><updated>2026-03-04T09:00:00Z</updated>
<summary>The mill was closed.</summary></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "EXAMPLE JSON",
    "items": [
        {
            "id": "1",
            "url": "https://news.example/a",
            "title": "Mill closed",
            "content_html": "<p>The mill was closed.</p>",
            "date_published": "2026-03-03T10:00:00+01:00",
            "authors": [{"name": "Ana EXAMPLE"}],
        }
    ],
}
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/a</loc>
<news:news><news:publication><news:name>E</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-03-03</news:publication_date><news:title>Mill closed</news:title></news:news></url></urlset>"""


def only(data):
    (entry,) = read_listing(data if isinstance(data, bytes) else data.encode(), "x").entries
    return entry


def test_rss_gives_text_without_mark_up_pictures_or_scripts():
    entry = only(RSS)
    assert entry.title == "Mill & port closed"
    assert entry.summary == "The mill was closed.\n\nSo was the port."
    assert entry.published.at.isoformat() == "2026-03-03T09:00:00+00:00"
    assert (entry.authors, entry.key, entry.language) == (("Ana EXAMPLE",), "tag:a", "en")


def test_atom_json_feed_and_sitemaps_are_read_alike():
    assert only(ATOM).title == "Mill closed"
    assert only(ATOM).updated.at.isoformat() == "2026-03-04T09:00:00+00:00"
    assert only(json.dumps(JSON)).published.at.isoformat() == "2026-03-03T09:00:00+00:00"
    assert only(json.dumps(JSON)).summary == "The mill was closed."
    assert only(SITEMAP).title == "Mill closed"
    assert only(gzip.compress(SITEMAP.encode())).url == "https://news.example/a"


def test_a_sitemap_index_names_its_parts_the_latest_first():
    index = (
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        "<sitemap><loc>https://a.example/1.xml</loc><lastmod>2025-01-01</lastmod></sitemap>"
        "<sitemap><loc>https://a.example/2.xml</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>"
    )
    assert read_listing(index.encode(), "x").parts == ("https://a.example/2.xml", "https://a.example/1.xml")


def test_opml_goes_out_as_it_came_in():
    feeds = (Subscription("https://a.example/f", "A & B"), Subscription("https://b.example/f", None))
    again = read_opml(write_opml(feeds), "x")
    assert [feed.url for feed in again] == [feed.url for feed in feeds]
    assert again[0].title == "A & B"


def test_a_document_is_told_by_its_beginning():
    assert recognise(RSS.encode()) is Shape.FEED
    assert recognise(b"\xef\xbb\xbf<!-- c -->" + ATOM.encode()) is Shape.FEED
    assert recognise(json.dumps(JSON).encode()) is Shape.FEED
    assert recognise(SITEMAP.encode()) is Shape.SITEMAP
    assert recognise(write_opml([Subscription("https://a.example/f", None)])) is Shape.OPML
    assert recognise(b"<!DOCTYPE html><html><p>x") is Shape.ARTICLE


def test_a_page_names_its_feeds():
    page = (
        b'<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/feed">'
        b'<link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        b'<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)"></head></html>'
    )
    assert [offer.url for offer in find_feeds(page, "https://news.example/x")] == [
        "https://news.example/feed"
    ]


def feed_of(items):
    return f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'


def test_what_all_entries_share_names_none_of_them():
    items = "".join(
        f"<item><title>Story {number}</title><guid>same</guid><link>https://news.example/</link></item>"
        for number in "ab"
    )
    entries = read_listing(feed_of(items).encode(), "x").entries
    assert [entry.key for entry in entries] == [None, None]
    assert not any(entry.own_address for entry in entries)


def test_a_title_of_five_megabytes_is_cut_and_marked():
    entry = only(feed_of(f"<item><title>{'x ' * 2_500_000}</title></item>"))
    assert len(entry.title) == 1000
    assert entry.marks == ("title cut at 1,000 characters",)


def test_a_feed_of_too_many_entries_is_cut_and_noted():
    found = read_listing(feed_of("<item><title>x</title></item>" * (MOST_ENTRIES + 5)).encode(), "x")
    assert len(found.entries) == MOST_ENTRIES
    assert found.notes


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE rss [<!ENTITY a "1"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>&x;</channel></rss>',
        '<!DOCTYPE opml [<!ENTITY a "1">]><opml><outline xmlUrl="https://a.example"/></opml>',
        '<!DOCTYPE urlset [<!ENTITY a "1">]><urlset/>',
        "<rss",
        "{",
        "file:///etc/passwd",
        "https://news.example/feed",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_bombs_and_what_is_no_feed_are_refused(text, encoding):
    data = text.encode(encoding)
    with pytest.raises(Refused):
        read_opml(data, "x") if recognise(data) is Shape.OPML else read_listing(data, "x")


@given(st.text(alphabet='<>/="&;![]CDATArssitemtitle \n\x00é', max_size=300))
@settings(max_examples=60)
def test_broken_mark_up_is_read_or_refused(text):
    for data in (text.encode(), feed_of(text).encode()):
        try:
            read_listing(data, "x")
        except Refused:
            continue
