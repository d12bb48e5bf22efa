"""One source fetched and kept: conditional, polite, and safe to cut short anywhere.

Everything one fetch brings is one transaction, its bytes in the vault before: a run that is killed has either kept it
all or will ask again. Nothing is raised for a source that does not answer; its outcome is recorded.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tieback.model.refusal import Refused, Unavailable
from tieback.net.fetch import Fetched
from tieback.watch.article.plausible import with_doubts
from tieback.watch.intake.entry import Listing, entry_article
from tieback.watch.intake.recognise import Shape
from tieback.watch.store.item import Finding, keep
from tieback.watch.store.store import Fetch, Source, Store

if TYPE_CHECKING:
    from tieback.watch.sandbox.reader import Reader

Get = Callable[[str, str | None, str | None], Fetched]  # address, etag, last_modified
_MOST_PARTS = 20  # newest parts of a sitemap index that are read


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one source brought: `outcome` as in Fetch, items not known before, new versions of known ones."""

    source: Source
    outcome: str
    new: int = 0
    changed: int = 0
    notes: tuple[str, ...] = ()
    refusal: Refused | None = None  # why nothing could be read


def gather(store: Store, source: Source, get: Get, reader: "Reader", now: datetime) -> Gathered:
    """Fetch a source and keep what is new."""
    done = _gather_address(store, source, source.url, get, reader, now)
    for part in done[1][:_MOST_PARTS]:
        more, _ = _gather_address(store, source, part, get, reader, now)
        done = (_sum(done[0], more), ())
    return done[0]


def _gather_address(
    store: Store, source: Source, url: str, get: Get, reader: "Reader", now: datetime
) -> tuple[Gathered, tuple[str, ...]]:
    """What one address of a source brought, and the addresses of its parts."""
    before = next(
        (fetch for fetch in store.fetches(source.id, url=url) if fetch.outcome in {"new", "unchanged"}), None
    )
    try:
        got = get(url, before.etag if before else None, before.last_modified if before else None)
    except (Refused, Unavailable) as failure:
        outcome = "refused" if isinstance(failure, Refused) else "absent"
        store.add_fetch(Fetch(source.id, url, now, outcome, detail=str(failure)[:1000]))
        return Gathered(source, outcome, notes=(str(failure),)), ()
    attempt = Fetch(source.id, url, now, "unchanged", got.url, None, got.etag, got.last_modified)
    if got.not_modified:
        store.add_fetch(
            replace(
                attempt,
                etag=got.etag or (before.etag if before else None),
                last_modified=got.last_modified or (before.last_modified if before else None),
            )
        )
        return Gathered(source, "unchanged"), ()
    return keep_bytes(store, source, got, attempt, reader)


def keep_bytes(
    store: Store, source: Source, got: Fetched, attempt: Fetch, reader: "Reader"
) -> tuple[Gathered, tuple[str, ...]]:
    """Keep what was fetched, or read from a file, as what it is for its source."""
    with store.transaction():
        digest = store.add_document(got.data, got.content_type, attempt.at)
        whole = replace(attempt, outcome="new", document=digest)
        try:
            if source.kind == "page" or (
                source.kind == "file" and reader.shape(got.data, got.url) is Shape.ARTICLE
            ):
                return _keep_page(store, source, got, whole, reader), ()
            listing = reader.listing(got.data, got.url)
        except Refused as refusal:
            store.add_fetch(replace(whole, outcome="unread", detail=str(refusal)[:1000]))
            return Gathered(source, "unread", notes=(str(refusal),), refusal=refusal), ()
        return _keep_listing(store, source, listing, whole), listing.parts


def _keep_page(store: Store, source: Source, got: Fetched, attempt: Fetch, reader: "Reader") -> Gathered:
    """An article; `got.url` is its address, or the name of a file that nobody says where it was saved from."""
    url = got.url if got.url.startswith(("http://", "https://")) else None
    article = reader.article(got.data, name=got.url, url=url, content_type=got.content_type)
    number = store.add_fetch(attempt)
    finding = Finding(
        with_doubts(article, attempt.at, url), "read", url, None, True, attempt.document, number
    )
    kept = keep(store, source.id, finding, attempt.at)
    return Gathered(source, "new", int(kept.new_item), int(kept.version is not None and not kept.new_item))


def _keep_listing(store: Store, source: Source, listing: Listing, attempt: Fetch) -> Gathered:
    number = store.add_fetch(attempt)
    new = changed = 0
    publisher = source.title or listing.title
    for entry in listing.entries:
        article = with_doubts(entry_article(entry, publisher), attempt.at, None)
        finding = Finding(
            article, "listed", entry.url, entry.key, entry.own_address, attempt.document, number
        )
        kept = keep(store, source.id, finding, attempt.at)
        new += kept.new_item
        changed += kept.version is not None and not kept.new_item
    return Gathered(source, "new", new, changed, listing.notes)


def _sum(one: Gathered, other: Gathered) -> Gathered:
    outcome = "new" if "new" in {one.outcome, other.outcome} else one.outcome
    return Gathered(
        one.source, outcome, one.new + other.new, one.changed + other.changed, one.notes + other.notes
    )
