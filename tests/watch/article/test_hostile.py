"""Documents that are broken, hostile or cut: bounded, refused or marked, never a crash."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.watch.article.read import read_article

SAID = "Inspectors came to the EXAMPLE mill on Monday and stayed until the evening, a spokesman said."
P = f"<p>{SAID}</p>"
LONG = "".join(f"<p>{SAID} They came {number} times in all.</p>" for number in range(20))


def read(data, name="x.html"):
    return read_article(data if isinstance(data, bytes) else data.encode(), name=name)


@pytest.mark.parametrize("tag", ["div", "b", "table", "ul"])
def test_nesting_without_end_loses_no_words(tag):
    article = read(
        "<html><body>" + f"<{tag}>" * 20_000 + P + f"</{tag}>" * 20_000 + "<p>This stands after it all.</p>"
    )
    assert SAID in article.text
    assert "This stands after it all." in article.text


def test_a_long_page_is_read_and_a_line_without_end_is_cut():
    many = "".join(f"<p>{SAID} It was visit number {number}.</p>" for number in range(1000))
    assert len(read(f"<html><body><article>{many}</article>").sections) == 1000
    article = read("<html><body><p>" + "word " * 300_000 + "</p>")
    assert len(article.text) == 1_000_000
    assert article.marks == ("cut at 1,000,000 characters",)


def test_a_title_of_megabytes_is_cut():
    assert len(read("<html><head><title>" + "x " * 1_000_000 + f"</title></head><body>{P}").title) == 1000


def test_a_text_of_too_many_lines_is_cut(monkeypatch):
    from tieback.watch.article import plain

    monkeypatch.setattr(plain, "MOST_LINES", 100)
    article = read(
        "EXAMPLE headline of it\n" + "".join(f"This is sentence number {n} of it.\n" for n in range(200)),
        "x.txt",
    )
    assert article.marks == ("cut at 100 of 201 lines",)


def test_entities_are_not_expanded_and_nothing_is_fetched(monkeypatch):
    import socket

    monkeypatch.setattr(socket, "socket", None)
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    article = read(
        f'{bomb}<html><body><img src="http://10.0.0.1/x"><script src="http://10.0.0.1/y"></script><p>&b; &f; {SAID}</p>'
    )
    assert "aaaaaaaa" not in article.text
    assert "root:" not in article.text
    assert SAID in article.text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n ",
        bytes(range(256)) * 50,
        b"<html><body>" + bytes(range(1, 32)) * 500,
        b"PK\x03\x04" + b"\x00" * 100,
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
        b"<html></html>",
        b"%PDF-1.7 and nothing more",
        b"<rss version='2.0'><channel/></rss>",
        "…—–!?".encode(),
        b"\xff\xfe",
    ],
)
def test_rubbish_is_refused(data):
    with pytest.raises(Refused):
        read(data, "x")


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        '{"@type":"NewsArticle","author":' * 500,
        "{",
        "null",
        '{"@type":["NewsArticle"],"author":[null,1,{}]}',
    ],
)
def test_metadata_that_are_broken_are_ignored(script):
    page = f'<html><head><script type="application/ld+json">{script}</script></head><body><article>{LONG}</article>'
    assert read(page).text.startswith(SAID)


@pytest.mark.parametrize(
    "sign",
    [
        "To continue reading, subscribe from 1 euro a week.",
        "This article is for subscribers only.",
        "Already a subscriber? Log in",
        "You have reached your limit of free articles.",
        "Subscribe to unlock this article",
    ],
)
def test_a_stub_behind_a_paywall_is_marked(sign):
    article = read(f"<html><body><article><h1>EXAMPLE mill searched</h1>{P}<p>{sign}</p></article>")
    assert article.marks == ("paywalled stub",)
    assert sign not in article.text
    assert read(f"EXAMPLE mill searched today\n\n{SAID}\n\n{sign}\n", "x.txt").marks == ("paywalled stub",)


def test_a_page_that_says_it_is_not_free_is_a_stub_if_it_is_short():
    told = json.dumps({"@type": "NewsArticle", "headline": "EXAMPLE", "isAccessibleForFree": False})
    page = '<html><head><script type="application/ld+json">{}</script></head><body><article>{}</article>'
    assert read(page.format(told, P)).marks == ("paywalled stub",)
    assert read(page.format(told, LONG)).marks == ()


def test_a_list_of_other_pages_is_marked():
    cards = "".join(
        f"<article><h3><a href=/{n}>EXAMPLE story number {n}</a></h3><p>What it is about, in a line.</p></article>"
        for n in range(15)
    )
    assert read(f"<html><body><main>{cards}</main>").marks == ("may be an index page, not one article",)


def test_a_page_without_an_article_keeps_all_it_says():
    article = read("<html><body><div>Share</div><div>Menu</div></body></html>")
    assert "Share" in article.text
    assert article.marks == ("no article was told from the rest: all text is kept",)


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused(data):
    for wrapped in (data, b"<html><body><p>" + data):
        try:
            article = read(wrapped, "x")
        except Refused:
            continue
        assert all(0 <= section.start < section.end <= len(article.text) for section in article.sections)


@given(
    st.lists(
        st.sampled_from(
            [
                SAID,
                "Share",
                "Related",
                "Comments (3)",
                "By Ana Example",
                "3 March 2024",
                "Photo: A Example",
                "The mill",
                "",
            ]
        )
    )
)
@settings(max_examples=60)
def test_whatever_the_order_of_lines_sections_quote_the_text(lines):
    text = "\n".join(["EXAMPLE headline of the day", *lines])
    article = read(text, "x.txt")
    assert (
        "\n\n".join(article.text[section.start : section.end] for section in article.sections) == article.text
    )
    if SAID in lines:
        assert SAID in article.text
