"""What a feed or sitemap says of one piece of news, and what it becomes in the store: an article of title and summary."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urlsplit

from tieback.model.article import Article, Stamp
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.line import Piece, flat

MOST_ENTRIES = 10_000
_LONGEST_TITLE = 1000
_LONGEST_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `key`: the publisher's id for it; `own_address`: its address is its alone. Texts carry no mark-up."""

    title: str | None
    summary: str
    url: str | None = None
    key: str | None = None
    authors: tuple[str, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    language: str | None = None
    own_address: bool = True
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed, sitemap or other list of entries. `parts`: addresses of further lists (a sitemap index)."""

    title: str | None
    entries: tuple[Entry, ...]
    language: str | None = None
    parts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def entry_article(entry: Entry, publisher: str | None) -> Article:
    """Title and summary as an article; its text is what the feed gives, which may be all or little of it."""
    pieces = [Piece("headline", entry.title)] if entry.title else []
    pieces += [Piece("body", part) for part in entry.summary.split("\n\n") if part.strip()]
    facts = Facts(
        title=entry.title,
        publisher=publisher,
        authors=entry.authors,
        published=entry.published,
        updated=entry.updated,
        language=entry.language,
        canonical_url=entry.url,
        marks=entry.marks,
    )
    return assemble(pieces, facts)


def shortened(title: str | None, summary: str) -> tuple[str | None, str, tuple[str, ...]]:
    """Title on one line and summary, each at most as long as is kept, and marks for what was cut."""
    marks = []
    line = flat(unescape((title or "")[: 4 * _LONGEST_TITLE]))
    if len(line) > _LONGEST_TITLE:
        line = line[:_LONGEST_TITLE]
        marks.append(f"title cut at {_LONGEST_TITLE:,} characters")
    if len(summary) > _LONGEST_TEXT:
        summary = summary[:_LONGEST_TEXT]
        marks.append(f"text cut at {_LONGEST_TEXT:,} characters")
    return line or None, summary, tuple(marks)


def listing(
    title: str | None, entries: Sequence[Entry], language: str | None = None, parts: Sequence[str] = ()
) -> Listing:
    """The entries as a list: what several share as their id or address names none of them."""
    notes = []
    if len(entries) > MOST_ENTRIES:
        notes.append(f"{len(entries):,} entries, of which the first {MOST_ENTRIES:,} are read")
    kept = entries[:MOST_ENTRIES]
    keys = Counter(entry.key for entry in kept if entry.key)
    urls = Counter(entry.url for entry in kept if entry.url)
    told = tuple(
        replace(
            entry,
            key=entry.key if entry.key and keys[entry.key] == 1 else None,
            own_address=entry.url is not None and urls[entry.url] == 1 and not _is_home(entry.url),
        )
        for entry in kept
    )
    return Listing(title, told, language, tuple(parts), tuple(notes))


def _is_home(url: str) -> bool:
    """Whether an address is a site's own, which entries give for want of one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.path in {"", "/"} and not parts.query


def web_address(text: str | None) -> str | None:
    """An http(s) address as given, or None."""
    url = (text or "").strip()
    return url if url.startswith(("http://", "https://")) and len(url) <= 2000 else None
