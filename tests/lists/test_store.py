"""The edition store: what is current, what was known, two importers at once, damage."""

import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.lists import bundled, codec
from tieback.lists.edition import Edition, ListedAddress, ListedEntity, ListedName, Scope
from tieback.lists.store import Store, user_root
from tieback.model.party import Identifier
from tieback.model.refusal import Refused
from tieback.proof import canonical
from tieback.proof.digest import sha256

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def edition(*names, list_id="my_list", published_on=None, retrieved_at=NOW, complete=True):
    entities = tuple(ListedEntity(name, name, "company", (ListedName(name, "primary"),)) for name in names)
    return Edition(
        list=list_id,
        title="Mine",
        publisher="me",
        effect="none",
        sha256=sha256("|".join(names).encode()),
        content_sha256="",
        published_on=published_on,
        retrieved_at=retrieved_at,
        as_of=published_on,
        entries=len(entities),
        expected=len(entities) if complete else None,
        complete=complete,
        entities=entities,
    )


def add(store, *names, **given):
    return store.add(edition(*names, **given), "|".join(names).encode())


def test_an_empty_store_gives_the_bundled_editions(tmp_path):
    store = Store(tmp_path / "none")
    assert store.list_ids() == ("us_cbp_wro", "us_uflpa")
    found = store.current("us_uflpa")
    assert (found.entries, found.expected, found.complete, found.bundled) == (70, 144, False, True)
    assert store.current("us_csl") is None
    assert not (tmp_path / "none").exists()


def test_what_was_added_is_read_back_whole(tmp_path):
    whole = ListedEntity(
        "1",
        "Example",
        "vessel",
        (ListedName("Example", "primary"), ListedName("示例", "weak", "overlay", "us")),
        "CN",
        (ListedAddress("Road 1", "830000", "CN"), ListedAddress("")),
        (Identifier("imo", "1234567"),),
        ("ii", "v"),
        date(2024, 1, 2),
        date(2025, 1, 2),
        ("affiliates",),
        Scope("cotton", ("5201",), "CN-XJ", "us_uflpa", date(2022, 6, 21)),
        "active",
        "source",
        "note",
    )
    given = replace(edition("Example"), entities=(whole,), source_url="https://example.org/list")
    added = Store(tmp_path).add(given, b"raw")
    found = Store(tmp_path).current("my_list")
    assert found == added
    assert found.entities == (whole,)
    assert Store(tmp_path).raw(replace(found, sha256=sha256(b"raw"))) == b"raw"


def test_the_edition_installed_last_is_current_and_all_are_kept(tmp_path):
    store = Store(tmp_path)
    add(store, "A")
    add(store, "A", "B")
    assert store.current("my_list").entries == 2
    assert [found.entries for found in store.editions("my_list")] == [1, 2]
    add(store, "A")
    assert store.current("my_list").entries == 1
    assert [found.entries for found in store.editions("my_list")] == [2, 1]


def test_an_imported_edition_replaces_the_bundled_one(tmp_path):
    store = Store(tmp_path)
    add(store, "A", list_id="us_uflpa")
    assert store.current("us_uflpa").complete
    assert [found.bundled for found in store.editions("us_uflpa")] == [True, False]


@pytest.mark.parametrize(
    ("known_on", "entries"),
    [
        (date(2023, 12, 31), None),
        (date(2024, 1, 1), 1),
        (date(2024, 12, 31), 1),
        (date(2025, 1, 1), 2),
        (None, 2),
    ],
)
def test_known_on_selects_the_last_edition_that_was_known_by_then(tmp_path, known_on, entries):
    store = Store(tmp_path)
    add(store, "A", published_on=date(2024, 1, 1))
    add(store, "A", "B", published_on=date(2025, 1, 1))
    found = store.current("my_list", known_on)
    assert (found.entries if found else None) == entries


def test_an_edition_without_date_is_known_from_its_retrieval(tmp_path):
    store = Store(tmp_path)
    add(store, "A")
    assert store.current("my_list", date(2026, 11, 22)) is None
    assert store.current("my_list", date(2026, 11, 23)).entries == 1


def test_the_bundled_edition_is_not_known_before_it_was_published(tmp_path):
    assert Store(tmp_path).current("us_uflpa", date(2025, 1, 14)) is None
    assert Store(tmp_path).current("us_uflpa", date(2025, 1, 15)).bundled


def test_an_edition_is_found_by_the_start_of_its_digest(tmp_path):
    store = Store(tmp_path)
    added = add(store, "A")
    assert store.get("my_list", added.sha256[:8]) == added
    with pytest.raises(Refused, match="no edition"):
        store.get("my_list", "ffff" * 16)


def test_a_list_id_that_is_a_path_is_refused(tmp_path):
    with pytest.raises(Refused, match="cannot name a list"):
        add(Store(tmp_path), "A", list_id="../out")
    assert not (tmp_path.parent / "out").exists()


def test_damaged_content_is_never_returned(tmp_path):
    store = Store(tmp_path)
    added = add(store, "A")
    path = tmp_path / "vault" / added.content_sha256[:2] / added.content_sha256
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"A", b"B"))
    with pytest.raises(Refused, match="corrupt"):
        Store(tmp_path).current("my_list")


def test_missing_content_names_the_list_to_import_again(tmp_path):
    added = add(Store(tmp_path), "A")
    (tmp_path / "vault" / added.content_sha256[:2] / added.content_sha256).unlink()
    with pytest.raises(Refused, match="import list my_list again"):
        Store(tmp_path).current("my_list")


def test_the_root_follows_the_environment_at_every_call(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "one"))
    assert user_root() == tmp_path / "one" / "tieback" / "lists"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "two"))
    assert Store().root == tmp_path / "two" / "tieback" / "lists"


IMPORTER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tieback.lists import intake
from tieback.lists.store import Store
store = Store(Path(sys.argv[1]))
for number in range(12):
    data = f"name\\n{sys.argv[2]} {number}\\n".encode()
    read = intake.read(data, "mine.csv", "my_list", None, datetime.now(UTC))
    store.add(read.edition, data)
"""


def test_two_processes_that_import_at_once_lose_nothing(tmp_path):
    running = [
        subprocess.Popen([sys.executable, "-c", IMPORTER, str(tmp_path), word])
        for word in ("one", "two", "three")
    ]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    store = Store(tmp_path)
    assert len(store.installed("my_list")) == 36
    found = {entity.name for item in store.editions("my_list") for entity in item.entities}
    assert found == {f"{word} {number}" for word in ("one", "two", "three") for number in range(12)}
    assert store.current("my_list").entries == 1


def test_bundled_editions_load_in_a_moment():
    bundled.edition.cache_clear()
    started = time.process_time()
    assert bundled.edition("us_uflpa") is not None
    assert bundled.edition("us_cbp_wro") is not None
    assert time.process_time() - started < 0.5  # about 0.02 s; the rest is for a slow machine


def test_bundled_rows_carry_their_source_and_overlay_names_theirs():
    for list_id in bundled.list_ids():
        found = bundled.edition(list_id)
        assert not found.complete
        for entity in found.entities:
            assert entity.source
            assert all(name.source for name in entity.names if name.origin == "overlay")
            assert not any(
                "\u4e00" <= letter <= "\u9fff"
                for name in entity.names
                if name.origin == "publisher"
                for letter in name.text
            )


def test_xinjiang_orders_are_superseded_for_imports_from_the_day_of_the_act():
    found = {entity.name: entity for entity in bundled.edition("us_cbp_wro").entities}
    scope = found["Xinjiang Uyghur Autonomous Region (XUAR)"].scope
    assert scope == Scope("cotton and tomato products", (), "CN-XJ", "us_uflpa", date(2022, 6, 21))
    assert found["Kingtom Aluminio S.R.L."].sections == ("Finding",)
    assert all(entity.ended_on is None for entity in found.values())


TEXT = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, max_size=4), TEXT, st.none() | st.dates())
def test_content_is_canonical_json_and_reads_back(names, note, day):
    entities = tuple(
        ListedEntity(
            name,
            name,
            "company",
            (ListedName(name, "primary"), ListedName(note, "alias", "overlay", note)),
            note=note,
            effective_on=day,
        )
        for name in names
    )
    given = replace(edition("A"), entities=entities, published_on=day)
    content = codec.content_bytes(given)
    assert canonical.dump(canonical.load(content)) == content
    assert codec.read_entities(content) == entities


def test_the_content_digest_does_not_move_with_retrieval():
    first = codec.seal(edition("A"))
    later = codec.seal(replace(edition("A"), retrieved_at=datetime(2027, 1, 1, tzinfo=UTC), sha256="0" * 64))
    assert first.content_sha256 == later.content_sha256
