"""Bring a list up to date: from a file, or from its publisher; the last good edition stays on any failure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tieback.lists import catalogue, codec, intake
from tieback.lists.apart import read_official
from tieback.lists.diff import Difference, diff
from tieback.lists.edition import Edition
from tieback.lists.intake import Declared, Intake
from tieback.lists.size import check_drop
from tieback.lists.store import Installed, Store
from tieback.model.refusal import Refused
from tieback.net.fetch import Fetched, fetch


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became current, what it replaced, how they differ. `intake` None: the publisher has nothing new."""

    edition: Edition
    before: Edition | None
    difference: Difference
    intake: Intake | None


def install(
    store: Store,
    data: bytes,
    file: str,
    retrieved_at: datetime,
    list_id: str | None = None,
    declared: Declared | None = None,
) -> Outcome:
    """Read a file and make it the current edition of its list. Raises Refused, changing nothing."""
    return _install(store, intake.read(data, file, list_id, declared, retrieved_at), data)


def updatable() -> tuple[str, ...]:
    """Ids of the lists whose official file Tieback can fetch, sorted."""
    return tuple(name for name in catalogue.list_ids() if catalogue.parser(name) is not None)


def update(
    store: Store, list_id: str, retrieved_at: datetime, *, url: str | None = None, allow: Sequence[str] = ()
) -> Outcome:
    """Fetch the official file of a list, unless the publisher says that ours is still the current one.

    `url`: instead of the catalogue's address. `allow`: see `net.fetch`. Raises Refused or Unavailable, changing
    nothing.
    """
    card = catalogue.card(list_id)
    if card is None or list_id not in updatable():
        raise Refused(
            f"{list_id!r} is no list that can be fetched", remedy=f"one of {', '.join(updatable())}"
        )
    url = url or card.url
    last = _last_from(store, list_id, url)
    got = fetch(
        url,
        etag=last.etag if last else None,
        last_modified=last.last_modified if last else None,
        allow=allow,
    )
    if got.not_modified:
        return _confirm(store, list_id, retrieved_at, got)
    read = read_official(got.data, url, list_id)
    handed_out = read.edition.as_of or retrieved_at.date()  # the publisher's own server gives what is current
    told = replace(read.edition, source_url=url, as_of=handed_out, retrieved_at=retrieved_at)
    located = replace(read, edition=codec.seal(told))
    return _install(store, located, got.data, got)


def _install(store: Store, read: Intake, data: bytes, got: Fetched | None = None) -> Outcome:
    before = store.current(read.edition.list)
    if read.official:
        check_drop(catalogue.card(read.edition.list), read.edition, before)
    edition = store.add(
        read.edition,
        data,
        etag=got.etag if got else None,
        last_modified=got.last_modified if got else None,
    )
    return Outcome(edition, before, diff(before, edition), read)


def _confirm(store: Store, list_id: str, retrieved_at: datetime, got: Fetched) -> Outcome:
    before = store.current(list_id)
    if before is None or before.bundled:
        raise Refused(f"{list_id}: the publisher answers that nothing changed, but nothing is installed")
    edition = replace(before, retrieved_at=retrieved_at)
    store.confirm(edition, etag=got.etag, last_modified=got.last_modified)
    return Outcome(edition, before, Difference(), None)


def _last_from(store: Store, list_id: str, url: str) -> Installed | None:
    """The current record, if it came from `url`: validators of another address mean nothing."""
    records = store.installed(list_id)
    return records[-1] if records and records[-1].row["source_url"] == url else None
