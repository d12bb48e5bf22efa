"""Sitemaps and sitemap indexes (sitemaps.org 0.9), with the titles and dates of news sitemaps. May be gzip files."""

from typing import TYPE_CHECKING

from tieback.net.markup import parse_xml
from tieback.net.unpack import gunzip
from tieback.watch.article.date import read_stamp
from tieback.watch.intake.entry import Entry, Listing, listing, shortened, web_address

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

LIMIT_BYTES = 52_428_800  # 50 MB uncompressed, as the protocol says
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_MOST_PARTS = 500


def read_sitemap(data: bytes, name: str) -> Listing:
    """The addresses of a sitemap; of an index, its parts, the latest first. Raises Refused."""
    if data.startswith(b"\x1f\x8b"):
        data = gunzip(data, LIMIT_BYTES, file=name)
    root = parse_xml(data, file=name, limit=LIMIT_BYTES)
    if _local(root) == "sitemapindex":
        dated = [(_text(part, "lastmod") or "", web_address(_text(part, "loc"))) for part in root]
        parts = [url for _, url in sorted(dated, key=lambda pair: pair[0], reverse=True) if url]
        return listing(None, (), parts=parts[:_MOST_PARTS])
    return listing(None, [entry for part in root if (entry := _entry(part))])


def _entry(part: "etree._Element") -> Entry | None:
    url = web_address(_text(part, "loc"))
    if url is None:
        return None
    title, _, marks = shortened(_text(part, "title", _NEWS), "")
    published = read_stamp(_text(part, "publication_date", _NEWS) or "")
    updated = read_stamp(_text(part, "lastmod") or "")
    language = (_text(part, "language", _NEWS) or "")[:2].casefold() or None
    return Entry(title, "", url, url, published=published, updated=updated, language=language, marks=marks)


def _local(element: "etree._Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: "etree._Element", name: str, space: str = "*") -> str | None:
    found = next((child for child in element.iter(f"{{{space}}}{name}") if child.text), None)
    return found.text.strip() if found is not None else None
