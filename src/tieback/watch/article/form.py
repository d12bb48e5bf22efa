"""How a document is written: told by its first bytes, then by what the server or the file's name says."""

import re
from enum import StrEnum

from tieback.model.refusal import Refused

_SAMPLE_BYTES = 4096
_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|span|table|br|a\s+href)\b[^<]{0,2000}?>",
    re.IGNORECASE,
)
_LEADING_TAG = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|h[1-6]|p|section|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*|<\?[^>]{0,500}\?>\s*)*<(?:rss|feed|rdf:rdf|opml|urlset|sitemapindex)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"\A(?:[\w-]{2,40}:[^\n]{0,1000}\r?\n(?:[ \t][^\n]{0,1000}\r?\n)*){1,40}?content-type:\s*multipart/related",
    re.IGNORECASE,
)
_FEW_TAGS = 3


class Form(StrEnum):
    """What a document is written as."""

    HTML = "HTML"
    PLAIN = "plain text"
    PDF = "PDF"
    MHTML = "MHTML"


def find_form(data: bytes, name: str, content_type: str | None) -> Form:
    """The form of a document. Raises Refused for feeds, archives and pictures, saying what to do with them."""
    start = data[:_SAMPLE_BYTES].lstrip(b"\xef\xbb\xbf\x00 \t\r\n\f")
    wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if not data.strip():
        raise Refused("an empty file", name)
    if start.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return Form.PDF
    if _MAIL.match(start):
        return Form.MHTML
    if _FEED.match(start):
        raise Refused("a feed, not an article", name, remedy="`tieback watch add` reads feeds")
    if start.startswith(
        (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"\xd0\xcf\x11\xe0")
    ):
        raise Refused("not a web page, a text or a PDF", name, remedy="save the article as one of these")
    if wide:
        start = start.replace(b"\x00", b"")
    if _LEADING_TAG.match(start) or len(_TAGS.findall(data[: 16 * _SAMPLE_BYTES])) >= _FEW_TAGS:
        return Form.HTML
    declared = (content_type or "").split(";")[0].strip().casefold()
    named_html = name.casefold().endswith((".html", ".htm", ".xhtml"))
    if (declared in {"text/html", "application/xhtml+xml"} or named_html) and b"<" in data:
        return Form.HTML
    return Form.PLAIN
