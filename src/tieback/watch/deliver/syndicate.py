"""The feed for other readers: Atom (RFC 4287) and JSON Feed 1.1. An entry keeps its id; it changes when its story grows."""

import json
import unicodedata
from datetime import datetime
from typing import Any

from tieback.model.plain import plain
from tieback.watch.deliver.entry import Entry, Feed
from tieback.watch.deliver.page import kind_of, product_of, web_address

_ATOM = "http://www.w3.org/2005/Atom"
_TITLE = "Tieback watch"


def make_atom(feed: Feed) -> bytes:
    """The feed as Atom, UTF-8."""
    from lxml import etree  # type: ignore[import-untyped]

    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})

    def add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
        child = etree.SubElement(parent, f"{{{_ATOM}}}{name}", **attributes)
        if text is not None:
            child.text = _clean(text)
        return child

    add(root, "id", "urn:tieback:watch")
    add(root, "title", _TITLE)
    add(root, "subtitle", feed.digest)
    add(root, "updated", _instant(max((e.last_at for e in feed.entries), default=feed.made_at)))
    for entry in feed.entries:
        node = add(root, "entry")
        add(node, "id", _id(entry))
        add(node, "title", entry.title)
        add(node, "published", _instant(entry.first_at))
        add(node, "updated", _instant(entry.last_at))
        add(add(node, "author"), "name", entry.source)
        if url := web_address(entry.url):
            add(node, "link", rel="alternate", href=_clean(url))
        for tag in _tags(entry):
            add(node, "category", term=_clean(tag))
        add(node, "summary", _summary(entry), type="text")
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def make_json_feed(feed: Feed) -> str:
    """The feed as JSON Feed 1.1; `_tieback` holds scores, terms, claims and origins."""
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _TITLE,
        "description": feed.digest,
        "_tieback": {
            "about": "rank and reasons, see docs/watch.md",
            "made_at": plain(feed.made_at),
            "items": feed.items,
        },
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def _item(entry: Entry) -> dict[str, Any]:
    body: dict[str, Any] = {"id": _id(entry)}
    if url := web_address(entry.url):
        body["url"] = url
    body |= {
        "title": entry.title,
        "content_text": _summary(entry),
        "date_published": plain(entry.first_at),
        "date_modified": plain(entry.last_at),
        "authors": [{"name": entry.source}],
        "tags": list(_tags(entry)),
        "_tieback": entry_body(entry),
    }
    return body


def entry_body(entry: Entry) -> dict[str, Any]:
    """An entry as plain JSON, factors by name."""
    return {**plain(entry), "factors": {name: plain(value) for name, value in entry.factors}}


def _id(entry: Entry) -> str:
    return f"urn:tieback:watch:{entry.id}"


def _instant(at: datetime) -> str:
    return str(plain(at))


def _tags(entry: Entry) -> tuple[str, ...]:
    return (entry.kind, kind_of(entry), *(party.name for party in entry.parties))


def _summary(entry: Entry) -> str:
    """Who says what, then why it ranks."""
    said = [f"{one.speaker} ({one.type.replace('_', ' ')}): {one.text}" for one in entry.said]
    said = said or [entry.lead]
    said += [
        f"answered later by {one.by} ({one.source}, {plain(one.at)}): {one.text}" for one in entry.replies
    ]
    why = [f"{term.factor} {term.value}: {term.told}" for term in entry.terms]
    return "\n".join([*said, "", *why, product_of(entry)])


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 does not allow."""
    return "".join(
        char
        for char in text
        if char in "\t\n\r" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in "\ufffe\uffff")
    )
