"""editions.lock: written, read, replayed, missing."""

import json
from datetime import UTC, datetime

import pytest

from tieback.lists import bundled, intake, lock
from tieback.lists.store import Store
from tieback.model.refusal import Refused
from tieback.proof import canonical

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def install(store, text, retrieved_at=NOW):
    data = text.encode()
    return store.add(intake.read(data, "mine.csv", "my_list", None, retrieved_at).edition, data)


def test_a_lock_is_canonical_sorted_and_reads_back(tmp_path):
    store = Store(tmp_path)
    mine = install(store, "name\nFoo\n")
    ours = bundled.edition("us_uflpa")
    data = lock.write([ours, mine])
    assert data == lock.write([mine, ours])
    assert canonical.dump(canonical.load(data)) == data
    assert lock.read(data, store) == (mine, ours)


def test_a_lock_replays_an_edition_that_is_no_longer_current(tmp_path):
    store = Store(tmp_path)
    first = install(store, "name\nFoo\n")
    data = lock.write([first])
    install(store, "name\nBar\n")
    install(store, "name\nFoo\n", datetime(2027, 1, 1, tzinfo=UTC))
    assert lock.read(data, store) == (first,)


def test_a_missing_edition_is_named(tmp_path):
    mine = install(Store(tmp_path / "a"), "name\nFoo\n")
    with pytest.raises(Refused, match=f"{mine.sha256[:16]} of list my_list"):
        lock.read(lock.write([mine]), Store(tmp_path / "b"))
    assert lock.read(lock.write([mine]), Store(tmp_path / "b"), given=[mine]) == (mine,)


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b'{"schema":"tieback.editions/1","editions":[{}]}', b'{"schema":"x","editions":[]}'],
)
def test_what_is_no_lock_is_refused(tmp_path, data):
    with pytest.raises(Refused):
        lock.read(data, Store(tmp_path))


def test_another_content_under_the_same_digest_is_missing(tmp_path):
    store = Store(tmp_path)
    mine = install(store, "name\nFoo\n")
    told = json.loads(lock.write([mine]))
    told["editions"][0]["content_sha256"] = "0" * 64
    with pytest.raises(Refused, match="not in the store"):
        lock.read(json.dumps(told).encode(), store)
