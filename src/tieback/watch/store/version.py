"""Versions of items: an Article in a row and back, and reading them in the order they came in."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tieback.model.article import Article, Reference, Section, Stamp
from tieback.model.plain import plain
from tieback.proof.digest import sha256
from tieback.watch.article.line import flat
from tieback.watch.store.store import Store, instant

_SELECT = "SELECT id, item, form, seen_at, document, url, title, text, facts FROM version "


@dataclass(frozen=True, slots=True)
class Version:
    """What an item said at one time. `form`: listed (title and summary in a feed) | read (the article itself)."""

    id: int
    item: int
    form: str
    seen_at: datetime
    document: str | None
    url: str | None
    article: Article


def content_of(article: Article) -> str:
    """Digest of title and text, spacing aside: the same content is the same version."""
    said = f"{flat(article.title or '')}\n{flat(article.text)}"
    return sha256(unicodedata.normalize("NFC", said).encode("utf-8", "replace"))


def versions(store: Store) -> Iterator[Version]:
    """All versions, in the order they were kept."""
    rows = store.db.execute(_SELECT + "ORDER BY id")
    return (_version(row) for row in rows)


def latest_numbers(store: Store, first: int) -> dict[int, int]:
    """Item -> the version of it that counts, of those numbered `first` and above: read before listed, then the later."""
    rows = store.db.execute(
        "SELECT item, id, form = 'read' FROM version WHERE id >= ? ORDER BY item, form = 'read', id", (first,)
    )
    return {item: number for item, number, _ in rows}


def first_since(store: Store, since: datetime) -> int:
    """The number of the first version seen at or after an instant; one above the last where there is none."""
    row = store.db.execute("SELECT min(id) FROM version WHERE seen_at >= ?", (plain(since),)).fetchone()
    if row[0] is not None:
        return int(row[0])
    return int(store.db.execute("SELECT coalesce(max(id), 0) FROM version").fetchone()[0]) + 1


def item_versions(store: Store, item: int) -> tuple[Version, ...]:
    """All versions of one item, oldest first."""
    rows = store.db.execute(_SELECT + "WHERE item = ? ORDER BY id", (item,))
    return tuple(_version(row) for row in rows)


def find_version(store: Store, number: int) -> Version | None:
    """The version with a number."""
    row = store.db.execute(_SELECT + "WHERE id = ?", (number,)).fetchone()
    return _version(row) if row else None


def item_sources(store: Store, item: int) -> tuple[int, ...]:
    """Numbers of the sources that list an item, in the order they first did."""
    rows = store.db.execute("SELECT source FROM sighting WHERE item = ? ORDER BY at, source", (item,))
    return tuple(dict.fromkeys(row[0] for row in rows))


def facts_of(article: Article) -> str:
    """Everything of an article but title and text, as JSON; what is absent is left out."""
    body = {
        "standfirst": article.standfirst,
        "publisher": article.publisher,
        "authors": list(article.authors),
        "contributors": list(article.contributors),
        "published": _stamp_row(article.published),
        "updated": _stamp_row(article.updated),
        "language": article.language,
        "canonical_url": article.canonical_url,
        "sections": [[section.kind, section.start, section.end] for section in article.sections],
        "links": [[link.url, link.start, link.end] for link in article.links],
        "marks": list(article.marks),
    }
    kept = {key: value for key, value in body.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_facts(title: str | None, text: str, facts: str) -> Article:
    """The article of a row."""
    body = json.loads(facts)
    return Article(
        title=title,
        standfirst=body.get("standfirst"),
        text=text,
        publisher=body.get("publisher"),
        authors=tuple(body.get("authors", ())),
        contributors=tuple(body.get("contributors", ())),
        published=_stamp(body.get("published")),
        updated=_stamp(body.get("updated")),
        language=body.get("language"),
        canonical_url=body.get("canonical_url"),
        sections=tuple(Section(*row) for row in body.get("sections", ())),
        links=tuple(Reference(*row) for row in body.get("links", ())),
        marks=tuple(body.get("marks", ())),
    )


def _stamp_row(stamp: Stamp | None) -> list[Any] | None:
    return None if stamp is None else [plain(stamp.at), stamp.exact, stamp.text]


def _stamp(row: list[Any] | None) -> Stamp | None:
    return None if row is None else Stamp(instant(row[0]), row[1], row[2])


def _version(row: tuple[Any, ...]) -> Version:
    number, item, form, seen_at, document, url, title, text, facts = row
    return Version(number, item, form, instant(seen_at), document, url, read_facts(title, text, facts))
