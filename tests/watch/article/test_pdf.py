"""PDFs and pages saved as one file."""

import zlib

import pytest

from tieback.model.refusal import Refused
from tieback.watch.article.read import read_article
from tieback.watch.sandbox.reader import Reader

BODY = [
    [
        *("EXAMPLE Herald, page 1", "Inspectors find passports at mill", "By Ana Example", "3 March 2024"),
        "Labour inspectors found the passports of 41 workers in a locked drawer when they",
        "searched a spinning mill in Port Example on Monday, the ministry of labour said in a",
        "statement.",
        "The company denied the allegation. It said that workers may ask for their docu-",
        "ments at any time, and that nobody had been kept from leaving the site at night or",
    ],
    ["EXAMPLE Herald, page 2", "on holidays.", "The ministry has opened an inquiry.", "2"],
]


def pdf(pages, compress=False):
    """A small PDF of these lines, a page for each list."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        said = b"BT /F1 11 Tf 72 720 Td 14 TL\n" + b"".join(
            b"(" + line.replace("(", r"\(").replace(")", r"\)").encode("latin-1") + b") Tj T*\n"
            for line in lines
        )
        stream = said + b"ET"
        packed = zlib.compress(stream) if compress else stream
        how = b" /Filter /FlateDecode" if compress else b""
        objects.append(b"<< /Length %d%s >>\nstream\n" % (len(packed), how) + packed + b"\nendstream")
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (len(objects))
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    at = len(out)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
        % (
            *(len(objects) + 1, table, len(objects) + 1),
            at,
        )
    )


def test_a_pdf_becomes_paragraphs_without_running_heads_and_page_numbers():
    article = read_article(pdf(BODY), name="x.pdf")
    assert article.title == "Inspectors find passports at mill"
    assert article.authors == ("Ana Example",)
    body = [article.text[part.start : part.end] for part in article.sections if part.kind == "body"]
    assert body[0].endswith("the ministry of labour said in a statement.")
    assert "may ask for their documents at any time" in body[1]
    assert body[1].endswith("at night or on holidays.")
    assert body[2] == "The ministry has opened an inquiry."
    assert "EXAMPLE Herald, page" not in article.text


def test_a_pdf_of_too_many_pages_is_cut_and_marked():
    article = read_article(
        pdf([[f"This is what stands on sheet {n} of the report."] for n in range(305)]), name="x.pdf"
    )
    assert "cut at 300 of 305 pages" in article.marks


def test_a_pdf_that_unpacks_to_gigabytes_is_refused_within_limits():
    whole = pdf([["x"]])
    start = whole.index(b"4 0 obj")
    packed = zlib.compress(zlib.compress(b"\0" * 500_000_000, 9), 9)
    stream = b"4 0 obj\n<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(packed)
    with Reader() as reader, pytest.raises(Refused):
        reader.article(
            whole[:start] + stream + packed + b"\nendstream\n" + whole[whole.index(b"endobj", start) :],
            name="x.pdf",
        )


@pytest.mark.parametrize("data", [pdf([[]]), pdf(BODY)[:300], b"%PDF-1.4\n" + b"\xff" * 3000])
def test_a_pdf_without_text_or_broken_is_refused(data):
    with pytest.raises(Refused, match="PDF"):
        read_article(data, name="x.pdf")


MHTML = """From: <Saved by a browser>
Snapshot-Content-Location: https://news.example/2024/mill
Subject: Mill searched
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----x"

------x
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://news.example/2024/mill

<html><head><title>Mill searched</title></head><body><article><h1>EXAMPLE mill searched =
today</h1><p>Inspectors came to <a href=3D"/mill">the mill</a> on Monday, a spokesman sa=
id.</p></article></body></html>
------x
Content-Type: image/gif
Content-Transfer-Encoding: base64

R0lGODlhAQABAAAAACw=
------x--
"""


def test_a_page_saved_as_one_file_is_read_with_its_address():
    article = read_article(MHTML.replace("\n", "\r\n").encode(), name="x.mhtml")
    assert article.title == "EXAMPLE mill searched today"
    assert [link.url for link in article.links] == ["https://news.example/mill"]
