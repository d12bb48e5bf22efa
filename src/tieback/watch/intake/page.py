"""The pages that feeds only point to: which are not read yet, and reading one.

What is left to read is asked of the store, never remembered elsewhere: a run cut short is simply continued.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tieback.model.plain import plain
from tieback.model.refusal import Refused, Unavailable
from tieback.watch.article.plausible import with_doubts
from tieback.watch.intake.gather import Get
from tieback.watch.store.item import Finding, keep
from tieback.watch.store.store import Fetch, Store

if TYPE_CHECKING:
    from tieback.watch.sandbox.reader import Reader

ATTEMPTS = 3
_RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to read: the item it belongs to, the source that lists it, and its address there."""

    item: int
    source: int
    url: str


def wanted(store: Store, now: datetime, limit: int) -> tuple[Wanted, ...]:
    """Pages of recent items that were never read and not asked for too often, newest first, hosts taking turns."""
    stopped = {source.id for source in store.sources(stopped=True)} - {
        source.id for source in store.sources()
    }
    rows = store.db.execute(
        "SELECT i.id, s.source, v.url FROM item i JOIN sighting s ON s.item = i.id"
        " JOIN version v ON v.item = i.id AND v.form = 'listed' AND v.url IS NOT NULL"
        " WHERE i.first_at >= ? AND NOT EXISTS (SELECT 1 FROM version r WHERE r.item = i.id AND r.form = 'read')"
        " AND (SELECT count(*) FROM fetch f WHERE f.url = v.url) < ?"
        " GROUP BY i.id ORDER BY i.id DESC",
        (plain(now - _RECENT), ATTEMPTS),
    )
    found = [Wanted(*row) for row in rows if row[1] not in stopped]
    return tuple(_taking_turns(found))[:limit]


def read_page(store: Store, page: Wanted, get: Get, reader: "Reader", now: datetime) -> str | None:
    """Fetch one page, read its article and keep it; the reason where that failed, which is recorded too."""
    attempt = Fetch(page.source, page.url, now, "new")
    try:
        got = get(page.url, None, None)
    except (Refused, Unavailable) as failure:
        outcome = "refused" if isinstance(failure, Refused) else "absent"
        store.add_fetch(Fetch(page.source, page.url, now, outcome, detail=str(failure)[:1000]))
        return str(failure)
    with store.transaction():
        digest = store.add_document(got.data, got.content_type, now)
        try:
            article = reader.article(got.data, name=got.url, url=got.url, content_type=got.content_type)
        except Refused as failure:
            store.add_fetch(
                Fetch(page.source, page.url, now, "unread", got.url, digest, detail=str(failure)[:1000])
            )
            return str(failure)
        number = store.add_fetch(
            Fetch(page.source, page.url, now, attempt.outcome, got.url, digest, got.etag, got.last_modified)
        )
        finding = Finding(
            with_doubts(article, now, got.url),
            "read",
            page.url,
            None,
            own_address=True,
            document=digest,
            fetch=number,
        )
        keep(store, page.source, finding, now)
    return None


def _taking_turns(pages: list[Wanted]) -> Iterator[Wanted]:
    """One page of each source, then the next of each: no host is asked twice in a row if that can be."""
    queues: dict[int, list[Wanted]] = {}
    for page in pages:
        queues.setdefault(page.source, []).append(page)
    while queues:
        for source in list(queues):
            yield queues[source].pop(0)
            if not queues[source]:
                del queues[source]
