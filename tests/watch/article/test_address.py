"""One address for one article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.watch.article.address import canonical, same_site

SAME = [
    "https://news.example/2024/mill",
    "http://news.example/2024/mill/",
    "https://www.news.example:443/2024/mill?utm_source=feed&utm_medium=rss#top",
    "https://m.news.example/2024/mill?fbclid=abc",
    "https://amp.news.example/2024/mill/amp/",
    "https://NEWS.example/2024/mill?amp=1",
    "https://news-example.cdn.ampproject.org/c/s/news.example/2024/mill",
]


@pytest.mark.parametrize("url", SAME)
def test_copies_of_a_page_have_one_address(url):
    assert canonical(url) == "https://news.example/2024/mill"


def test_what_tells_articles_apart_stays():
    kept = {
        "https://a.example/?id=1",
        "https://a.example/?id=2",
        "https://a.example/%E4",
        "https://a.example/x?q=%E4",
    }
    assert {canonical(url) for url in kept} == kept
    assert canonical("https://a.example/?b=2&a=1") == canonical("https://a.example/?a=1&b=2")


@given(st.text(max_size=60), st.text(max_size=30))
def test_the_canonical_form_is_its_own(path, query):
    url = canonical(f"https://news.example/{path}?{query}")
    assert canonical(url) == url


@given(st.text(max_size=80))
def test_no_text_is_an_error(text):
    assert isinstance(canonical(text), str)


def test_a_canonical_address_of_another_site_is_told():
    assert same_site("https://m.news.example/a", "https://www.news.example/b")
    assert same_site("https://edition.news.example/a", "https://news.example/b")
    assert not same_site("https://news.example/a", "https://other.example/a")
