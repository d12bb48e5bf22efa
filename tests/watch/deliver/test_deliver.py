"""The feed in every format: the same entries; nothing remote, nothing unescaped, no formula, no control character."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.watch.story.invented import START, item

from tieback.model.claim import Claim, ClaimLink, ClaimType, Form, Relation, Speaker
from tieback.model.story import Item
from tieback.net.markup import parse_xml
from tieback.table.write import write_table
from tieback.watch.deliver.entry import Feed, make_feed, tell_digest
from tieback.watch.deliver.page import make_page, web_address
from tieback.watch.deliver.syndicate import make_atom, make_json_feed
from tieback.watch.deliver.table import HEADER, make_rows
from tieback.watch.link.find import find_links
from tieback.watch.link.lexicon import load_lexicon
from tieback.watch.profile import FeedRule, Profile, WatchedParty
from tieback.watch.rank.rank import rank_stories
from tieback.watch.story.fold import fold

MILL = WatchedParty("MILL", "EXAMPLE Kestrel Textile Co., Ltd.", (), "CN", ("CN-XJ",), ("5201",))
PROFILE = Profile((MILL,), hs=("5201",), rules=(FeedRule("mute", "price reports", words=("futures",)),))
LEXICON = load_lexicon(PROFILE.parties)
NASTY = "<script>alert(1)</script><img src=https://evil.example/x.png>\u202e\x00 {{ 7*7 }} =HYPERLINK(1)"


def feed_of(*items: Item) -> Feed:
    read = {one.id: replace(one, links=find_links(one.text, LEXICON)) for one in items}
    now = START + timedelta(days=1)
    stories = fold(read.values())
    return make_feed(
        rank_stories(stories, read, PROFILE, now), read, PROFILE, (START, now), (len(read), len(stories))
    )


def named(id_: str = "a", title: str = "Mill named", url: str | None = None) -> Item:
    return replace(
        item(id_, title, "EXAMPLE Kestrel Textile sold cotton from Hotan. Officers held it."), url=url
    )


def test_the_digest_counts_list_changes_stories_and_suppliers() -> None:
    listed = [replace(named(f"l{n}", f"Change {n}"), kind="list") for n in range(3)]
    words = (
        "Spinners spoke in spring",
        "Auditors wrote again",
        "Ships turned back",
        "Courts sat late",
        "Rain fell",
    )
    stories = [
        item(
            f"s{n}",
            text,
            f"EXAMPLE Kestrel Textile and cotton of Hotan: {text.lower()} and {n}{n}{n} more {text[::-1]}.",
        )
        for n, text in enumerate(words)
    ]
    told = feed_of(*listed, *stories).digest
    assert told.startswith("3 list changes and ")
    assert told.endswith(" concern 1 of your suppliers.")
    assert feed_of(listed[0]).digest == "1 list change concerns 1 of your suppliers."
    assert feed_of(named()).digest == "1 story concerns 1 of your suppliers."
    assert tell_digest([]) == "No list change and no story names a supplier of yours."
    assert feed_of(item("a", "Shop", "EXAMPLE Kestrel Textile opened a shop.")).digest == tell_digest([])


def test_muted_stories_are_hidden_with_their_reason_and_counted() -> None:
    feed = feed_of(named(), item("b", "Cotton futures", "Cotton futures rose."))
    assert [entry.suppressed for entry in feed.hidden] == ["muted by your rule: price reports"]
    assert len(feed.entries) == 1
    assert "1 more touch" in make_page(feed)


def test_the_page_loads_nothing_runs_nothing_and_escapes_everything() -> None:
    page = make_page(feed_of(named(title=f"Named {NASTY}", url="javascript:alert(1)")))
    assert "default-src 'none'" in page
    assert not re.search(r"<(script|img|iframe|link|object|form)\b", page)
    assert "javascript:" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert not re.search(r"url\(|@import", page)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x",
        "",
        None,
        "http://[",
        "ftp://a.example/",
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None) -> None:
    assert web_address(url) is None
    assert web_address("https://a.example/x?y=1") == "https://a.example/x?y=1"


def test_atom_is_well_formed_with_stable_ids_and_the_dates_of_the_story() -> None:
    feed = feed_of(named(title=f"Named {NASTY}", url="https://a.example/1"))
    root = parse_xml(make_atom(feed))
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert root.findtext("a:entry/a:id", namespaces=space) == "urn:tieback:watch:s-a"
    assert root.findtext("a:entry/a:updated", namespaces=space) == "2026-06-01T06:00:00Z"
    assert root.find("a:entry/a:link", namespaces=space).get("href") == "https://a.example/1"
    assert "<script>" in root.findtext("a:entry/a:title", namespaces=space)
    assert make_atom(feed) == make_atom(feed)


def test_json_feed_has_what_version_1_1_asks_for_and_our_reasons() -> None:
    body = json.loads(make_json_feed(feed_of(named(url="https://a.example/1"))))
    assert body["version"] == "https://jsonfeed.org/version/1.1"
    (entry,) = body["items"]
    assert set(entry) >= {
        "id",
        "url",
        "title",
        "content_text",
        "date_published",
        "authors",
        "tags",
        "_tieback",
    }
    assert entry["_tieback"]["score"] in entry["content_text"]
    assert entry["_tieback"]["terms"][0]["text"]
    assert entry["_tieback"]["factors"]["novelty"] == "1.00"


def test_no_cell_of_the_table_is_a_formula(tmp_path) -> None:
    path = tmp_path / "feed.csv"
    write_table(path, list(HEADER), make_rows(feed_of(named(title="=1+1 named")).entries))
    assert "'=1+1 named" in path.read_text(encoding="utf-8-sig")


def test_a_denial_stands_with_the_allegation_it_answers() -> None:
    one = named()
    start = one.text.index("Officers")

    def claim(number: int, kind: ClaimType, links: tuple[ClaimLink, ...] = ()) -> Claim:
        speaker = Speaker("they", None, None, None, None, None)
        place = ((), (), "asserted", None, links, "test")
        return Claim(f"c{number}", kind, Form.INDIRECT, "Officers", start, start + 8, "said", speaker, *place)

    denial = claim(9, ClaimType.DENIAL, (ClaimLink(Relation.DENIES, "c1", "denied"),))
    claims = (*(claim(n, ClaimType.ALLEGATION) for n in range(1, 9)), denial)
    read = {"a": replace(one, links=find_links(one.text, LEXICON), claims=claims)}
    ranked = rank_stories(fold(read.values()), read, PROFILE, START)
    (entry,) = make_feed(ranked, read, PROFILE, (START, START), (len(read), 1)).entries
    assert [said.id for said in entry.said] == ["c1", "c2", "c3", "c4", "c5", "c6", "c9"]
    assert entry.said[-1].denies
    assert all(said.text == one.text[said.start : said.end] for said in entry.said)


@given(st.text(max_size=80), st.text(max_size=40))
@settings(deadline=None, max_examples=40)
def test_any_title_and_source_can_be_delivered(title: str, source: str) -> None:
    try:
        f"{title}{source}".encode()
    except UnicodeEncodeError:
        return
    feed = feed_of(replace(named(title=f"x {title}"), source=source))
    parse_xml(make_atom(feed))
    assert json.loads(make_json_feed(feed))["items"]
    assert make_page(feed).count("<article") == 1


def test_names_that_turn_the_direction_of_others_and_long_titles_are_tamed() -> None:
    long = named("b", "Cotton " * 100)
    page = make_page(feed_of(named("a", "Mill \u202enamed\u2066 by court"), long))
    assert not set("\u202a\u202b\u202d\u202e\u2066\u2067") & set(page)
    assert "Mill named by court" in page
    assert f"{'Cotton ' * 30}" not in page


def test_an_answer_stands_in_every_format_with_who_gave_it_and_where() -> None:
    said = "EXAMPLE Kestrel Textile of Hotan was accused of holding passports. Cotton was held."
    first = replace(item("a", "Mill accused", said), claims=(told(said, ClaimType.ALLEGATION, "Union"),))
    more = (
        f"{said} EXAMPLE Kestrel Textile denied on Tuesday that it holds the passports of any worker there."
    )
    later = replace(
        item("b", "Mill accused", more, 5, "EXAMPLE Post"),
        claims=(told(more, ClaimType.DENIAL, "EXAMPLE Kestrel Textile"),),
    )
    feed = feed_of(first, later)
    (entry,) = feed.entries
    (reply,) = entry.replies
    assert (reply.by, reply.source, reply.item) == ("EXAMPLE Kestrel Textile", "EXAMPLE Post", "b")
    page = make_page(feed)
    assert "Answered later" in page
    assert "with an answer" in page
    assert "answered later by EXAMPLE Kestrel Textile (EXAMPLE Post" in make_atom(feed).decode()
    body = json.loads(make_json_feed(feed))["items"][0]["_tieback"]
    assert body["replies"][0]["by"] == "EXAMPLE Kestrel Textile"
    assert make_rows(feed.entries)[0][HEADER.index("replies")].startswith(
        "EXAMPLE Kestrel Textile (EXAMPLE Post"
    )


def told(text: str, kind: ClaimType, who: str) -> Claim:
    """A claim on the last sentence of a text that stands below a title."""
    body = f"Mill accused\n\n{text}"
    start = body.rindex(". ", 0, -1) + 2
    speaker = Speaker(who, who, None, None, None, None)
    words = body[start:]
    return Claim(
        "c1", kind, Form.INDIRECT, words, start, len(body), "said", speaker, (), (), "asserted", None, (), "-"
    )
