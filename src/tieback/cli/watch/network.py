"""The network as `watch` uses it: the rules of net.fetch, robots.txt, a budget for each host. And the store's lock."""

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tieback.net.fetch import Admit, Fetched
    from tieback.watch.intake.polite import Polite
    from tieback.watch.store.store import Store

_MOST_BYTES = 60_000_000
_TOTAL_S = 60.0


def polite() -> "Polite":
    """A fetcher for one run."""
    from tieback.net.budget import Budget
    from tieback.watch.intake.polite import Polite

    return Polite(fetch_one, Budget(time.monotonic, time.sleep))


def fetch_one(url: str, etag: str | None, last_modified: str | None, admit: "Admit") -> "Fetched":
    """One document by the rules of net.fetch. Raises Refused or Unavailable."""
    from tieback.net.fetch import Caps, fetch

    caps = Caps(size_bytes=_MOST_BYTES, total_s=_TOTAL_S, admit=admit)
    return fetch(url, etag=etag, last_modified=last_modified, caps=caps)


@contextmanager
def writing(root: Path | None = None) -> "Iterator[Store]":
    """The user's store, for one process at a time: another `watch update` waits until this one is done."""
    from tieback.proof.lock import exclusive
    from tieback.watch.store.store import Store

    with Store(root) as store, (store.root / "update.lock").open("ab") as file, exclusive(file):
        yield store
