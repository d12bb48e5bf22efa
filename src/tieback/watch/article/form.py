"""How a document is written: told by its first bytes, then by what the server or the file's name says."""

import json
import re
from enum import StrEnum

from tieback.model.refusal import Refused
from tieback.net.prologue import root_name, start_of

_SAMPLE_BYTES = 4096
_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|span|table|br|a\s+href)\b[^<]{0,2000}?>",
    re.IGNORECASE,
)
_PAGES = frozenset(
    {"html", "head", "body", "article", "main", "div", "p", "section", "meta", "title"}
    | {f"h{rank}" for rank in range(1, 7)}
)
_DOCTYPE = re.compile(rb"\s*<!doctype\s+html\b", re.IGNORECASE)
_FEEDS = frozenset({"rss", "feed", "rdf", "opml", "urlset", "sitemapindex"})
_MAIL = re.compile(
    rb"\A(?:[\w-]{2,40}+:[^\n]{0,1000}+\n(?:[ \t][^\n]{0,1000}+\n)*+){1,40}?content-type:\s*multipart/related",
    re.IGNORECASE,
)
_OBJECT = re.compile(rb'\{\s*"[^"\n]{0,200}"\s*:')
_FEW_TAGS = 3


class Form(StrEnum):
    """What a document is written as."""

    HTML = "HTML"
    PLAIN = "plain text"
    PDF = "PDF"
    MHTML = "MHTML"


def find_form(data: bytes, name: str, content_type: str | None) -> Form:
    """The form of a document. Raises Refused for feeds, data, archives and pictures, saying what to do with them."""
    start = data[:_SAMPLE_BYTES].lstrip(b"\xef\xbb\xbf\x00 \t\r\n\f")
    if not data.strip():
        raise Refused("an empty file", name)
    if start.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return Form.PDF
    if _MAIL.match(start):
        return Form.MHTML
    root = root_name(data)
    if root in _FEEDS:
        raise Refused("a feed, not an article", name, remedy="`tieback watch add` reads feeds")
    if start.startswith(
        (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"\xd0\xcf\x11\xe0")
    ):
        raise Refused("not a web page, a text or a PDF", name, remedy="save the article as one of these")
    if _is_json(data, start):
        raise Refused("JSON that is no JSON Feed", name, remedy="save the article as a web page or as text")
    if (
        root in _PAGES
        or _DOCTYPE.match(start_of(data))
        or len(_TAGS.findall(data[: 16 * _SAMPLE_BYTES])) >= _FEW_TAGS
    ):
        return Form.HTML
    declared = (content_type or "").split(";")[0].strip().casefold()
    named_html = name.casefold().endswith((".html", ".htm", ".xhtml"))
    if (declared in {"text/html", "application/xhtml+xml"} or named_html) and b"<" in data:
        return Form.HTML
    return Form.PLAIN


def _is_json(data: bytes, start: bytes) -> bool:
    """Whether a document is data for machines. A text may open with a bracket; no text opens with a named value."""
    if _OBJECT.match(start):
        return True
    if not start.startswith((b"{", b"[")):
        return False
    try:
        json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        return True
    except ValueError:
        return False
    return True
