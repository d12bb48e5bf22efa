"""What a page says of itself in its head: title, authors, publisher, dates, language, address. None of it is verified.

Read from JSON-LD (schema.org Article and its kin), meta elements, and microdata, in this order of trust.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from tieback.model.article import Stamp
from tieback.watch.article.byline import read_byline, read_names
from tieback.watch.article.date import read_stamp
from tieback.watch.article.fragment import fragment_text
from tieback.watch.article.line import flat
from tieback.watch.article.table import rows

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_ARTICLES = ("Article", "Report", "BlogPosting", "PressRelease")
_PAGES = ("WebPage", "ItemPage", "CreativeWork")
_LONGEST_JSON = 2_000_000
_MOST_NODES = 5000
_LONGEST = 1000


@dataclass(slots=True)
class Metadata:
    """As found; `free`: False where the page says that it is not free to read."""

    titles: list[str] = field(default_factory=list)
    standfirst: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    language: str | None = None
    canonical_url: str | None = None
    free: bool | None = None
    is_article: bool = False
    body: str | None = None  # the whole text, where the page repeats it for machines


def read_metadata(root: "etree._Element", url: str | None) -> Metadata:
    """The metadata of a page fetched from `url`."""
    found = Metadata()
    for node in _articles(root):
        _read_linked(node, found)
    _read_meta(root, found)
    _read_micro(root, found)
    title = root.find(".//head/title")
    if title is not None and title.text:
        found.titles.append(flat(title.text)[:_LONGEST])
    code = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    found.language = found.language or _language(code)
    found.canonical_url = _canonical(root, url)
    return found


def _articles(root: "etree._Element") -> Iterator[Mapping[str, Any]]:
    """Nodes of JSON-LD that describe an article; what describes only a page comes last."""
    pages: list[Mapping[str, Any]] = []
    for script in root.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "").casefold():
            continue
        for node in _nodes(script.text or ""):
            names = _kinds(node)
            if any(name.endswith(_ARTICLES) for name in names):
                yield node
            elif _is_page(names):
                pages.append(node)
    yield from pages


def _kinds(node: Mapping[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])[:20]]


def _is_page(names: Sequence[str]) -> bool:
    """Described as a page only, not as an article."""
    return not any(name.endswith(_ARTICLES) for name in names) and any(name in _PAGES for name in names)


def _nodes(text: str) -> Iterator[Mapping[str, Any]]:
    """Every object in a piece of JSON, outer ones first."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if len(text) > _LONGEST_JSON:
        return
    try:
        queue: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    done = 0
    while queue and done < _MOST_NODES:
        node = queue.pop(0)
        done += 1
        if isinstance(node, dict):
            yield node
            queue.extend(value for value in node.values() if isinstance(value, dict | list))
        elif isinstance(node, list):
            queue.extend(value for value in node if isinstance(value, dict | list))


def _read_linked(node: Mapping[str, Any], found: Metadata) -> None:
    page = _is_page(_kinds(node))
    if not page:
        found.is_article = True
        for key in ("headline", "alternativeHeadline", "name"):
            if text := _text(node.get(key)):
                found.titles.append(text)
                break
        found.authors = found.authors or _people(node.get("author") or node.get("creator"))
        if isinstance(text := node.get("articleBody"), str) and found.body is None:
            found.body = fragment_text(text)
        if str(node.get("isAccessibleForFree")).casefold() == "false":
            found.free = False
    found.publisher = found.publisher or next(
        iter(_names(node.get("publisher") or node.get("sourceOrganization"))), None
    )
    found.published = found.published or _stamp(node.get("datePublished") or node.get("dateCreated"))
    found.updated = found.updated or _stamp(node.get("dateModified"))
    found.language = found.language or _language(_text(node.get("inLanguage")) or "")
    found.standfirst = found.standfirst or (None if page else _text(node.get("description")))


def _read_meta(root: "etree._Element", found: Metadata) -> None:
    """Meta elements by the table meta.csv; the first row of each field that is present decides."""
    said: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        key = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).casefold()
        value = flat((meta.get("content") or "")[: 10 * _LONGEST])[:_LONGEST]
        if value:
            said.setdefault(key, []).append(value)
    for row in rows("meta.csv"):
        if values := said.get(row["name"]):
            _take(row["field"], values, found)


def _take(name: str, values: list[str], found: Metadata) -> None:
    """One field from a meta element, unless something more trusted gave it."""
    value = values[0]
    match name:
        case "title":
            found.titles.append(value)
        case "authors":
            found.authors = found.authors or _people(values)
        case "published":
            found.published = found.published or _stamp(value)
        case "updated":
            found.updated = found.updated or _stamp(value)
        case "publisher":
            found.publisher = found.publisher or value.removeprefix("@")
        case "standfirst":
            found.standfirst = found.standfirst or value
        case "language":
            found.language = found.language or _language(value)
        case "article":
            found.is_article = found.is_article or value.casefold() == "article"


def _read_micro(root: "etree._Element", found: Metadata) -> None:
    """Elements with itemprop or rel, and the first <time> that carries a machine's date."""
    times = list(root.iter("time"))
    for element in root.iterfind(".//*[@itemprop]"):
        name = (element.get("itemprop") or "").casefold()
        value = element.get("content") or element.get("datetime") or ""
        if name == "datepublished":
            found.published = found.published or read_stamp(value)
        elif name == "datemodified":
            found.updated = found.updated or read_stamp(value)
        elif name == "author" and not found.authors:
            found.authors = _people([flat(element.get("content") or "".join(element.itertext()))[:_LONGEST]])
    for element in times:
        stamp = read_stamp(element.get("datetime") or "")
        updated = any(
            word in f"{element.get('class')} {element.get('itemprop')}".casefold()
            for word in ("modif", "updat")
        )
        if stamp and updated:
            found.updated = found.updated or stamp
        elif stamp:
            found.published = found.published or stamp


def _people(value: Any) -> tuple[str, ...]:
    """Names of persons in an author field: texts, objects, lists of them; addresses and papers are none."""
    found: list[str] = []
    for text in _names(value):
        if "://" in text or "@" in text:
            continue
        names = read_byline(text) or read_names(text)
        found.extend(names or ([text] if " " in text and len(text) < 60 else []))
    return tuple(dict.fromkeys(found))


def _names(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    texts = (_text(item.get("name")) if isinstance(item, dict) else _text(item) for item in values[:50])
    return [text for text in texts if text]


def _text(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    return flat(_unescape(value[: 10 * _LONGEST]))[:_LONGEST] or None if isinstance(value, str) else None


def _unescape(text: str) -> str:
    from html import unescape

    return unescape(text)


def _stamp(value: Any) -> Stamp | None:
    return read_stamp(text) if (text := _text(value)) else None


def _language(code: str) -> str | None:
    """ "en-GB" and "en_US" as "en"; None for what is no code."""
    head = code.replace("_", "-").split("-")[0].casefold()
    return head if 2 <= len(head) <= 3 and head.isalpha() and head.isascii() and head != "und" else None


def _canonical(root: "etree._Element", url: str | None) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").casefold().split() and (
            href := (link.get("href") or "").strip()
        ):
            return _absolute(href, url)
    for meta in root.iter("meta"):
        if (meta.get("property") or "").casefold() == "og:url" and (
            href := (meta.get("content") or "").strip()
        ):
            return _absolute(href, url)
    return None


def _absolute(href: str, url: str | None) -> str | None:
    try:
        full = urljoin(url or "", href)
    except ValueError:
        return None
    return full if full.startswith(("http://", "https://")) and len(full) < 2000 else None


def absolute_links(
    links: Iterable[tuple[str, int, int]], url: str | None
) -> tuple[tuple[str, int, int], ...]:
    """Links with full addresses; one that is relative to an address that is not known is dropped."""
    return tuple((full, start, end) for href, start, end in links if (full := _absolute(href, url)))
