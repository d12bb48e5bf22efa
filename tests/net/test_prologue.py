"""What stands before the first element is read once, however it could be cut."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.net.prologue import root_name
from tieback.watch.article.form import find_form

ASIDES = [
    "<!-- a -->",
    "<?xml version='1.0'?>",
    "<!DOCTYPE rss [<!ENTITY a 'b'>]>",
    "<!doctype html>",
    " \n",
    "<!--<b>-->",
]


@given(st.lists(st.sampled_from(ASIDES)), st.sampled_from(["rss", "atom:feed", "rdf:RDF", "urlset", "html"]))
@settings(max_examples=100, deadline=None)
def test_the_first_element_is_found_behind_anything_that_may_stand_before_it(asides, name):
    text = "".join(asides) + f"<{name} version='2.0'><b/>"
    wanted = name.split(":")[-1].casefold()
    assert root_name(text.encode()) == wanted
    assert root_name(b"\xef\xbb\xbf" + text.encode()) == wanted
    assert root_name(text.encode("utf-16")) == wanted


@pytest.mark.parametrize(
    "text", ["", "x<rss>", "<!-- never ended <rss>", "<!doctype html", "<>", "< rss>", "{}", "<?"]
)
def test_where_no_element_begins_there_is_none(text):
    assert root_name(text.encode()) is None


@given(st.binary(max_size=200))
def test_any_bytes_have_a_first_element_or_none(data):
    root_name(data)
    root_name(b"\xff\xfe" + data)


@pytest.mark.parametrize(
    "data", [b"<!--a-->" * 8000 + b"x", b"X-Mailer: a\r\n" * 300 + b"\r\nx", b"<!--" * 15_000, b"<" * 60_000]
)
def test_a_beginning_that_could_be_cut_in_many_ways_is_read_at_once(data):
    began = time.process_time()
    root_name(data)
    find_form(data, "x", None)
    assert time.process_time() - began < 1.0
