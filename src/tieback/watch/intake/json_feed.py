"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

import json
from collections.abc import Mapping
from typing import Any

from tieback.model.article import Stamp
from tieback.model.refusal import Refused
from tieback.watch.article.date import read_stamp
from tieback.watch.article.fragment import fragment_text
from tieback.watch.article.line import flat
from tieback.watch.intake.entry import MOST_ENTRIES, Entry, Listing, listing, shortened, web_address

LIMIT_BYTES = 30_000_000
_VERSION = "https://jsonfeed.org/version/1"


def is_json_feed(data: bytes) -> bool:
    """Whether the beginning of a document looks like a JSON Feed."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and b"jsonfeed.org/version/" in data[:20_000].replace(b"\\/", b"/")


def read_json_feed(data: bytes, name: str) -> Listing:
    """The entries of a JSON Feed. Raises Refused."""
    if len(data) > LIMIT_BYTES:
        raise Refused(f"a feed of more than {LIMIT_BYTES:,} bytes", name)
    try:
        feed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("a JSON Feed that is no JSON", name) from error
    if not isinstance(feed, dict) or not str(feed.get("version", "")).startswith(_VERSION):
        raise Refused("not a JSON Feed of version 1", name)
    items = feed.get("items")
    found = [
        _entry(item, feed)
        for item in (items if isinstance(items, list) else [])[: MOST_ENTRIES + 1]
        if isinstance(item, dict)
    ]
    return listing(
        flat(_text(feed.get("title"))) or None, [entry for entry in found if entry.title or entry.summary]
    )


def _entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    bodies = [
        fragment_text(_text(item.get("content_html"))),
        _text(item.get("content_text")),
        _text(item.get("summary")),
    ]
    title, summary, marks = shortened(_text(item.get("title")), max(bodies, key=len))
    people = item.get("authors") or (
        [item["author"]] if isinstance(item.get("author"), dict) else feed.get("authors")
    )
    key = item.get("id")
    return Entry(
        title=title,
        summary=summary,
        url=web_address(_text(item.get("url"))) or web_address(_text(item.get("external_url"))),
        key=str(key)[:2000] if isinstance(key, str | int) and str(key) else None,
        authors=_names(people),
        published=_stamp(item.get("date_published")),
        updated=_stamp(item.get("date_modified")),
        language=_language(item.get("language") or feed.get("language")),
        marks=marks,
    )


def _names(people: Any) -> tuple[str, ...]:
    if not isinstance(people, list):
        return ()
    return tuple(
        name
        for person in people[:50]
        if isinstance(person, dict) and (name := flat(_text(person.get("name")))[:200])
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _stamp(value: Any) -> Stamp | None:
    return read_stamp(value[:200]) if isinstance(value, str) else None


def _language(value: Any) -> str | None:
    head = _text(value).split("-")[0].casefold()
    return head if 2 <= len(head) <= 3 and head.isalpha() and head.isascii() else None
