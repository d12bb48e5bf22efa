"""Items from the store, with what was found in them: what stories, the ledger and the feed work on.

Of each item its latest version is taken, the article itself before what a feed lists of it. Earlier versions stay in the
store; a claim that only they hold is not an item's claim any more, and is still found there.
"""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from tieback.model.claim import Reply
from tieback.model.story import Item, Link
from tieback.watch.claim.reply import find_replies
from tieback.watch.examine import unread_language
from tieback.watch.store.examined import Reading
from tieback.watch.store.store import Source, Store
from tieback.watch.store.version import Version, find_version, first_since, item_sources, latest_numbers

_AHEAD = timedelta(days=1)  # zones apart


@dataclass(frozen=True, slots=True)
class Asked:
    """Which items are asked for: seen since then, of these. None: any."""

    since: datetime | None = None
    items: AbstractSet[int] | None = None


def find_numbers(store: Store, asked: Asked) -> list[int]:
    """The versions that count now of the items asked for, the latest first."""
    latest = latest_numbers(store, first_since(store, asked.since) if asked.since else 0)
    wanted = (number for item, number in latest.items() if asked.items is None or item in asked.items)
    return sorted(wanted, reverse=True)


def read_items(
    numbers: Sequence[int], reading: Reading, on: date
) -> Iterator[tuple[Item, tuple[Reply, ...]]]:
    """Items with links and claims, and the replies found in them, in the order given; what `reading` leaves is left out."""
    load = item_loader(reading.store, reading.examiner.links)
    for number in numbers:
        version = find_version(reading.store, number)
        claims = reading.claims(version) if version else None
        if version and claims is not None:
            yield replace(load(version), claims=claims), find_replies(claims, version.article, on)


def item_loader(store: Store, links: Callable[[Version], tuple[Link, ...]]) -> Callable[[Version], Item]:
    """What makes an item of a version, with these links; claims take longer and are found where they are wanted."""
    sources = {source.id: source for source in store.sources(stopped=True)}

    def load(version: Version) -> Item:
        listed = [sources[number] for number in item_sources(store, version.item) if number in sources]
        return replace(_item(version, listed), links=links(version))

    return load


def latest_versions(store: Store, since: datetime | None = None) -> Iterator[Version]:
    """The version of each item that counts now, by number of the item; `since`: of those seen since then.

    One that was read counts before one that is only listed, then the later one. They are loaded one by one.
    """
    for number in latest_numbers(store, first_since(store, since) if since else 0).values():
        version = find_version(store, number)
        if version is not None:
            yield version


def _item(version: Version, listed: Sequence[Source]) -> Item:
    article = version.article
    stamp = article.published
    if stamp and stamp.at > version.seen_at + _AHEAD:
        stamp = None  # nobody reads tomorrow's paper: a wrong clock, or a date of something else
    url = article.canonical_url or version.url
    return Item(
        id=f"i{version.item}",
        kind="list" if any(source.kind == "list" for source in listed) else "news",
        source=article.publisher or _named(listed) or _host(url) or "unknown",
        url=url,
        title=article.title or "",
        text=article.text,
        at=stamp.at if stamp else version.seen_at,
        dated=stamp is not None,
        authors=article.authors,
        unread_language=unread_language(article),
    )


def _named(listed: Sequence[Source]) -> str | None:
    return next((source.title for source in listed if source.title), None)


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or None) if url else None
