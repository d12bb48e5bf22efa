"""XML and HTML from outside."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.net.unpack import parse_html, parse_xml, stream_xml

VECTORS = Path(__file__).resolve().parents[2] / "../shared/vectors/xml-bombs"
PLAIN = ("simple.xml", "simple-ns.xml")

BOMBS = {
    "entities": '<!DOCTYPE a [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>',
    "cyclic": '<!DOCTYPE a [<!ENTITY a "&b;"><!ENTITY b "&a;">]><a>&a;</a>',
    "external": '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
    "parameter": '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]><a/>',
    "external subset": '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>',
    "after comments": '<?xml version="1.0"?><!-- x --><?pi y?><!DOCTYPE a><a/>',
    "plain doctype": "<!DOCTYPE a><a/>",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_expanded(text, encoding):
    data = text.encode(encoding)
    with pytest.raises(Refused, match="document type"):
        parse_xml(data)
    with pytest.raises(Refused, match="document type"):
        list(stream_xml(data, "a"))


def test_plain_xml_is_read_without_comments():
    root = parse_xml(b"<?xml version='1.0'?><!-- c --><a xmlns='n'><b k='v'>t</b>u</a>")
    assert [child.text for child in root] == ["t"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a></b>",
        b"text",
        b"<a>&undefined;</a>",
        b"\xff\xfe<",
        b"<a/><b/>",
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
    ],
)
def test_broken_xml_is_refused(data):
    with pytest.raises(Refused):
        parse_xml(data)


def test_size_and_depth_are_capped():
    with pytest.raises(Refused, match="more than 10 bytes"):
        parse_xml(b"<a>0123456789</a>", limit=10)
    with pytest.raises(Refused, match="levels deep"):
        parse_xml(b"<a>" * 210 + b"</a>" * 210)
    with pytest.raises(Refused):
        parse_xml(b"<a>" * 100_000 + b"</a>" * 100_000)


def test_elements_are_streamed_in_order_and_dropped_behind():
    data = b"<l xmlns='n'>" + b"".join(b"<e><n>%d</n></e>" % n for n in range(5000)) + b"</l>"
    assert [int(element[0].text) for element in stream_xml(data, "e")] == list(range(5000))


def test_a_stream_that_breaks_off_is_refused():
    with pytest.raises(Refused, match="not well-formed"):
        list(stream_xml(b"<l><e/><e/>", "e"))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="<>/a b&;!-[]\"'=?", max_size=60))
def test_no_text_breaks_the_readers(text):
    for read in (parse_xml, parse_html):
        with contextlib.suppress(Refused):
            read(text.encode())


def test_a_web_page_is_read_in_its_own_encoding():
    assert parse_html("<!DOCTYPE html><p>Yuan’an 示例".encode()).text_content() == "Yuan’an 示例"
    page = "<html><head><meta charset='windows-1252'></head><body><p>Yuan’an</p></body></html>".encode(
        "cp1252"
    )
    assert parse_html(page).text_content().strip() == "Yuan’an"
    with pytest.raises(Refused):
        parse_html(b"<p>" + b"x" * 100, limit=50)


@pytest.mark.shared
@pytest.mark.skipif(not VECTORS.exists(), reason="no shared vectors")
def test_the_published_bombs_are_refused_and_the_plain_files_read():
    for path in sorted(VECTORS.glob("*.xml")):
        if path.name in PLAIN:
            assert parse_xml(path.read_bytes()).tag.endswith("root")
        else:
            with pytest.raises(Refused):
                parse_xml(path.read_bytes())
