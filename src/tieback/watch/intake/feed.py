"""RSS and Atom of any dialect, by feedparser, which is given bytes and nothing else.

Documents that declare entities are refused before it sees them; its own clean-up and address guessing are off, as no
mark-up leaves this module.
"""

import io
import re
from collections.abc import Mapping
from typing import Any

from tieback.model.article import Stamp
from tieback.model.refusal import Refused
from tieback.watch.article.byline import read_byline, read_names
from tieback.watch.article.date import read_stamp
from tieback.watch.article.fragment import fragment_text
from tieback.watch.intake.entry import MOST_ENTRIES, Entry, Listing, listing, shortened, web_address

LIMIT_BYTES = 30_000_000
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_PROLOGUE = 1_000_000
_MAIL = re.compile(r"^\S+@\S+\s*\((?P<name>.+)\)$")


def read_feed(data: bytes, name: str) -> Listing:
    """The entries of a feed. Raises Refused for what is no feed, declares entities, or is too large."""
    import feedparser

    if len(data) > LIMIT_BYTES:
        raise Refused(f"a feed of more than {LIMIT_BYTES:,} bytes", name)
    if _ENTITY.search(data[:_PROLOGUE].replace(b"\x00", b"")):
        raise Refused("a feed that declares entities", name, remedy="ask its publisher for one without")
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("version") and not feed.entries:
        raise Refused("not a feed", name, remedy="give the address of an RSS, Atom or JSON feed")
    language = _language(feed.feed.get("language"))
    title, _, _ = shortened(fragment_text(str(feed.feed.get("title") or "")), "")
    found = [_entry(item, language) for item in feed.entries[: MOST_ENTRIES + 1]]
    return listing(title, [entry for entry in found if entry.title or entry.summary], language)


def _entry(item: Mapping[str, Any], language: str | None) -> Entry:
    bodies = [str(part.get("value") or "") for part in item.get("content") or ()] + [
        str(item.get("summary") or "")
    ]
    summary = max((fragment_text(body) for body in bodies[:4]), key=len, default="")
    title, summary, marks = shortened(fragment_text(str(item.get("title") or "")[:20_000]), summary)
    return Entry(
        title=title,
        summary=summary,
        url=web_address(item.get("link")),
        key=str(item.get("id") or "")[:2000] or None,
        authors=_authors(item),
        published=_stamp(item, "published") or _stamp(item, "created"),
        updated=_stamp(item, "updated"),
        language=_language(item.get("language")) or language,
        marks=marks,
    )


def _authors(item: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    for author in [*(item.get("authors") or ()), {"name": item.get("author")}][:50]:
        text = str((author.get("name") if isinstance(author, Mapping) else author) or "").strip()
        if mail := _MAIL.match(text):
            text = mail["name"]
        found.extend(read_byline(text) or read_names(text))
    return tuple(dict.fromkeys(found))


def _stamp(item: Mapping[str, Any], field: str) -> Stamp | None:
    """The date as written; one that gives a time without a zone is known to the day. Not the parser's guess."""
    text = item.get(field) if field in item else None
    return read_stamp(str(text)[:200]) if text else None


def _language(code: Any) -> str | None:
    head = str(code or "").replace("_", "-").split("-")[0].casefold()
    return head if 2 <= len(head) <= 3 and head.isalpha() and head.isascii() else None
