"""Items from the store, examined: what links, stories, the ledger and the feed work on.

Of each item its latest version is taken, the article itself before what a feed lists of it. Earlier versions stay in the
store; a claim that only they hold is not an item's claim any more, and is still found there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from tieback.model.claim import Reply
from tieback.model.story import Item
from tieback.watch.examine import Examined, Examiner
from tieback.watch.store.examined import examined
from tieback.watch.store.linked import Linker
from tieback.watch.store.store import Source, Store
from tieback.watch.store.version import Version, find_version, first_since, item_sources, latest_numbers

_AHEAD = timedelta(days=1)  # zones apart


@dataclass(frozen=True, slots=True)
class Collected:
    """One item and all that was found in it."""

    item: Item
    version: Version
    found: Examined


def collect(store: Store, examiner: Examiner, since: datetime | None = None) -> Iterator[Collected]:
    """Every item of the store, by its number, examined (kept examinations are used); `since`: only those seen since then."""
    sources = {source.id: source for source in store.sources(stopped=True)}
    for version in latest_versions(store, since):
        found = examined(store, version, examiner)
        listed = [sources[number] for number in item_sources(store, version.item) if number in sources]
        item = replace(_item(version, listed), links=found.links, claims=found.claims)
        yield Collected(item, version, found)


def linked_loader(store: Store, linker: Linker) -> Callable[[Version], Item]:
    """What makes an item of a version, with its links; claims take longer and are found where they are wanted."""
    sources = {source.id: source for source in store.sources(stopped=True)}

    def load(version: Version) -> Item:
        listed = [sources[number] for number in item_sources(store, version.item) if number in sources]
        return replace(_item(version, listed), links=linker.links(version))

    return load


def latest_versions(store: Store, since: datetime | None = None) -> Iterator[Version]:
    """The version of each item that counts now, by number of the item; `since`: of those seen since then.

    One that was read counts before one that is only listed, then the later one. They are loaded one by one.
    """
    for number in latest_numbers(store, first_since(store, since) if since else 0):
        version = find_version(store, number)
        if version is not None:
            yield version


def replies_of(collected: Sequence[Collected]) -> Mapping[str, Sequence[Reply]]:
    """Item -> replies found in it, as the ledger takes them."""
    return {entry.item.id: entry.found.replies for entry in collected}


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
    )


def _named(listed: Sequence[Source]) -> str | None:
    return next((source.title for source in listed if source.title), None)


def _host(url: str | None) -> str | None:
    return (urlsplit(url).hostname or None) if url else None
