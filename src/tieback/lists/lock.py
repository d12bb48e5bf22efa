"""editions.lock: which editions a result used, so that it can be computed again from the same ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from tieback.lists.codec import instant
from tieback.lists.edition import Edition
from tieback.lists.store import Store
from tieback.model.plain import plain
from tieback.model.refusal import Refused
from tieback.proof import canonical

SCHEMA = "tieback.editions/1"
FIELDS = (
    *("list", "sha256", "content_sha256", "published_on", "retrieved_at"),
    *("entries", "expected", "complete", "bundled"),
)


def write(editions: Iterable[Edition]) -> bytes:
    """The canonical lock of editions, sorted by list and digest."""
    rows = [{name: plain(getattr(edition, name)) for name in FIELDS} for edition in editions]
    rows.sort(key=lambda row: (row["list"], row["sha256"], row["content_sha256"]))
    return canonical.dump({"schema": SCHEMA, "editions": rows})


def read(
    data: bytes, store: Store, *, given: Sequence[Edition] = (), file: str = "editions.lock"
) -> tuple[Edition, ...]:
    """The editions a lock names, from `given` (lists that came with a case) or the store.

    Raises Refused naming the first edition that is not there, or whose content differs.
    """
    told = canonical.load(data, file)
    if (
        not isinstance(told, dict)
        or told.get("schema") != SCHEMA
        or not isinstance(told.get("editions"), list)
    ):
        raise Refused("not a list of editions that this version reads", file)
    return tuple(_find(row, store, given, file) for row in told["editions"])


def _find(row: Any, store: Store, given: Sequence[Edition], file: str) -> Edition:
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in FIELDS[:3]):
        raise Refused("an edition without list and digests", file)
    for edition in given:
        if (edition.list, edition.sha256, edition.content_sha256) == tuple(row[name] for name in FIELDS[:3]):
            return _as_locked(edition, row)
    try:
        found = store.get(row["list"], row["sha256"], row["content_sha256"])
    except Refused as refusal:
        raise Refused(
            f"edition {row['sha256'][:16]} of list {row['list']} (published {row.get('published_on') or 'unknown'}) "
            "is not in the store",
            file,
            remedy="import the file it was read from",
        ) from refusal
    return _as_locked(found, row)


def _as_locked(edition: Edition, row: dict[str, Any]) -> Edition:
    """Retrieved when the lock says: the same edition may have been retrieved again since."""
    return replace(edition, retrieved_at=instant(row.get("retrieved_at")))
