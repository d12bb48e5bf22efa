"""Screening after a change: what a full run gives, for the price of the change; a damaged cache only costs time."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.lists.codec import seal
from tieback.lists.edition import Edition, ListedAddress, ListedEntity, ListedName
from tieback.lists.intake import read_edition
from tieback.model.party import Identifier, Party
from tieback.model.site import Site
from tieback.screen.ownership import keys_of
from tieback.screen.rescreening import Rescreener
from tieback.screen.roster import read_roster
from tieback.screen.screening import Records, Screened, Screener
from tieback.screen.state import State, Unusable, read_state, write_state
from tieback.table.read import read_table

DAY = date(2026, 9, 1)
NAMES = [
    "Hotan Tarimex Textile Co., Ltd.",
    "Hetian Tarimex Textiles",
    "Tarimex Spinning",
    "Zarbolin Silicon Co., Ltd.",
    "Zarboline Silicon",
    "和田塔里麦斯纺织有限公司",
    "Kestrovan Cotton Logistics Co., Ltd., Xinye Branch",
    "Kestrovan Cotton Logistics",
    "Quorvex Wool",
    "KQT",
    "",
]
ADDRESSES = [None, "EXAMPLE Road 5, Aksu, Xinjiang", "EXAMPLE Road 7, Hangzhou, Zhejiang, China"]
NUMBERS = [Identifier("lei", "529900EXAMPLE0000000"), Identifier("uscc", "91330000EXAMPLE010")]


def entity(key: str, *names: ListedName, **others: object) -> ListedEntity:
    return replace(ListedEntity(key, names[0].text, "company", names), **others)


def edition(list_id: str, entities: Sequence[ListedEntity], day: int = 2) -> Edition:
    told = date(2026, 1, day)
    return seal(
        Edition(
            *(list_id, "EXAMPLE list", "EXAMPLE office", "EXAMPLE", f"{day:064x}", "", told, None, None),
            entries=len(entities),
            expected=len(entities),
            complete=True,
            entities=tuple(entities),
        )
    )


def listed_names() -> st.SearchStrategy[ListedName]:
    return st.builds(
        ListedName,
        st.sampled_from([name for name in NAMES if name]),
        st.sampled_from(["alias", "weak", "former"]),
        st.sampled_from(["publisher", "overlay"]),
    )


ENTITIES = st.lists(
    st.builds(
        lambda key, names, country, addresses, numbers, kind: entity(
            key, *names, country=country, addresses=tuple(addresses), identifiers=tuple(numbers), kind=kind
        ),
        st.sampled_from(["e1", "e2", "e3"]),  # an own list may give one id to two entries
        st.lists(listed_names(), min_size=1, max_size=2),
        st.sampled_from([None, "CN", "VN"]),
        st.lists(st.sampled_from(ADDRESSES[1:]).map(ListedAddress), max_size=1),
        st.lists(st.sampled_from(NUMBERS), max_size=1),
        st.sampled_from(["company", "company", "person", "vessel"]),
    ),
    max_size=3,
)
EDITIONS = st.builds(
    lambda first, second, day: [
        edition("list_a", first, day),
        *([edition("list_b", second)] if second else []),
    ],
    ENTITIES,
    ENTITIES,
    st.integers(1, 9),
)
PARTIES = st.lists(
    st.builds(
        lambda at, name, local, country, numbers, parent, share, address: (
            Party(
                f"P{at}",
                name,
                local,
                country=country,
                identifiers=tuple(numbers),
                parent=parent,
                share_min=share,
            ),
            address,
        ),
        st.integers(1, 4),
        st.sampled_from(NAMES),
        st.sampled_from([None, *NAMES]),
        st.sampled_from([None, "CN", "VN"]),
        st.lists(st.sampled_from(NUMBERS), max_size=1),
        st.sampled_from([None, "P1", "P2", "P3", *NAMES[:4]]),
        st.sampled_from([None, Decimal(50)]),
        st.sampled_from(ADDRESSES),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda made: made[0].id,
)
Made = list[tuple[Party, str | None]]


def sites_of(party: Party, address: str | None) -> list[Site]:
    return [Site(f"{party.id}/address", party.id, None, address, None, "CN")] if address else []


def run(screener: Screener, parties: Made) -> list[Screened]:
    return [screener.party(party, sites_of(party, address)) for party, address in parties]


def records(parties: Made) -> Records:
    sites = {party.id: sites_of(party, address) for party, address in parties}
    return Records(keys_of([party for party, _ in parties]), sites)


def again(
    editions: Sequence[Edition], parties: Made, before: State | None
) -> tuple[Rescreener, list[Screened]]:
    screener = Rescreener(editions, before, as_of=DAY, records=records(parties))
    return screener, run(screener, parties)


@settings(max_examples=150, deadline=None)
@given(EDITIONS, PARTIES, EDITIONS, PARTIES, st.booleans(), st.booleans())
def test_after_any_change_of_lists_and_parties_the_answer_is_that_of_a_full_run(
    lists_before: list[Edition],
    before: Made,
    lists_after: list[Edition],
    after: Made,
    same_lists: bool,
    same_parties: bool,
) -> None:
    lists_after = lists_before if same_lists else lists_after
    after = before if same_parties else after
    first, _ = again(lists_before, before, None)
    second, found = again(lists_after, after, first.state())
    full = Screener(lists_after, records=records(after))
    assert found == run(full, after)
    if same_lists and same_parties:
        assert (second.work.pairs, second.work.list_changes, second.work.party_changes) == (0, 0, 0)
        assert not second.difference().new
        assert not second.difference().gone
    third, _ = again(lists_after, after, second.state())
    assert third.work.pairs == 0


LISTED = [
    entity("e1", ListedName(NAMES[0], "primary")),
    entity("e2", ListedName(NAMES[3], "primary")),
    entity("e3", ListedName(NAMES[7], "primary")),
]
PARTY_ROWS: Made = [
    (Party("P1", NAMES[1]), None),
    (Party("P2", NAMES[4]), None),
    (Party("P3", "Quorvex Wool"), None),
]


def test_an_added_entity_is_compared_and_nothing_else() -> None:
    first, _ = again([edition("list_a", LISTED[:2])], PARTY_ROWS, None)
    assert first.work.pairs >= 2
    second, found = again([edition("list_a", [*LISTED[:2], LISTED[2]], day=3)], PARTY_ROWS, first.state())
    assert (second.work.list_changes, second.work.party_changes, second.work.pairs) == (1, 0, 0)
    assert [alert.entity.id for one in found for alert in one.alerts if alert.list == "list_a"] == [
        "e1",
        "e2",
    ]
    assert "edition 2026-01-03" in found[0].alerts[0].text
    more = edition("list_a", [*LISTED, entity("e4", ListedName("Quorvex Wool Ltd", "primary"))], day=4)
    third, found = again([more], PARTY_ROWS, second.state())
    assert (third.work.list_changes, third.work.pairs) == (1, 1)
    assert [(seen.subject_id, seen.entity_id) for seen in third.difference().new] == [("P3", "e4")]


def test_what_changed_for_us_is_told_as_new_gone_and_weighing_otherwise() -> None:
    lists = [edition("list_a", LISTED)]
    first, _ = again(lists, PARTY_ROWS, None)
    changed: Made = [
        (Party("P1", "Marvelin Silk"), None),
        (Party("P2", NAMES[4], country="CN", identifiers=(NUMBERS[0],)), None),
        (Party("P4", "Hetian Tarimex Textiles Two"), None),
    ]
    numbered = [LISTED[0], replace(LISTED[1], country="VN"), LISTED[2]]
    second, _ = again([edition("list_a", numbered, day=3)], changed, first.state())
    told = second.difference()
    assert [(seen.subject_id, seen.list) for seen in told.gone] == [("P1", "list_a"), ("P1", "cn_xj")]
    assert [(seen.subject_id, seen.list) for seen in told.new] == [("P4", "list_a"), ("P4", "cn_xj")]
    assert [(item.was.subject_id, item.was.score > item.now.score) for item in told.changed] == [("P2", True)]
    assert second.work.party_changes == 3
    assert second.parties_gone == 3


def test_a_file_in_another_order_is_no_change() -> None:
    def rows(order: Sequence[int]) -> Made:
        return [(replace(PARTY_ROWS[at][0], id=f"row {row}"), None) for row, at in enumerate(order, start=2)]

    lists = [edition("list_a", LISTED)]
    first, _ = again(lists, rows([0, 1, 2]), None)
    second, found = again(lists, rows([2, 1, 0]), first.state())
    assert second.work.pairs == 0
    assert found == run(Screener(lists), rows([2, 1, 0]))
    told = second.difference()
    assert (told.new, told.gone, told.changed) == ((), (), ())


def test_near_misses_are_compared_again_and_are_those_of_a_full_run() -> None:
    lists = [edition("list_a", LISTED)]
    parties: Made = [(Party("P1", "Tarimex Timber"), None), *PARTY_ROWS[1:]]
    first, _ = again(lists, parties, None)
    second = Rescreener(lists, first.state(), as_of=DAY)
    full = Screener(lists)
    for party, _ in parties:
        assert second.party(party, near=True) == full.party(party, near=True)
    assert second.work.pairs == first.work.pairs


def test_a_state_is_read_as_it_was_written(tmp_path: Path) -> None:
    first, _ = again([edition("list_a", LISTED)], PARTY_ROWS, None)
    path = tmp_path / ".tieback" / "screen.json"
    write_state(path, first.state())
    assert read_state(path) == first.state()
    written = path.read_bytes()
    write_state(path, first.state())
    assert path.read_bytes() == written
    assert read_state(tmp_path / "none.json") is None


@pytest.mark.parametrize("damage", ["cut", "digit", "schema", "shape", "text"])
def test_a_damaged_state_is_set_aside_with_the_reason(tmp_path: Path, damage: str) -> None:
    first, _ = again([edition("list_a", LISTED)], PARTY_ROWS, None)
    path = tmp_path / "screen.json"
    write_state(path, first.state())
    data = path.read_bytes()
    told = json.loads(data)
    match damage:
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "digit":
            path.write_bytes(data.replace(b"Hetian", b"Hetiam", 1))
        case "schema":
            path.write_text(json.dumps({**told, "schema": "tieback.screen-state/0"}))
        case "shape":
            path.write_text(json.dumps({**told, "body": [1]}))
        case "text":
            path.write_bytes(b"\xff\xfe")
    with pytest.raises(Unusable):
        read_state(path)


def test_a_state_of_other_rules_or_another_threshold_is_not_started_from() -> None:
    lists = [edition("list_a", LISTED)]
    first, _ = again(lists, PARTY_ROWS, None)
    old = first.state()
    old.rules = "000000000000"
    second, _ = again(lists, PARTY_ROWS, old)
    assert (second.work.since, second.work.pairs) == (None, first.work.pairs)
    lower = Rescreener(lists, first.state(), as_of=DAY, threshold=Decimal("0.3"))
    run(lower, PARTY_ROWS)
    assert (lower.work.since, lower.work.pairs) == (None, first.work.pairs)


@pytest.mark.shared
def test_on_real_suppliers_and_a_real_list_the_answer_is_that_of_a_full_run(shared: Path) -> None:
    raw = gzip.decompress((shared / "data/sanctions/csl_consolidated.csv.gz").read_bytes())
    whole = read_edition(raw, "consolidated.csv", "us_csl", None)
    entities = whole.entities[::20]
    lists = [seal(replace(whole, entities=entities))]
    facilities = shared / "data/suppliers/opensupplyhub_fixture_facilities.csv"
    parties: Made = [(party, None) for party in read_roster(read_table(facilities)).parties[::10]]
    first, _ = again(lists, parties, None)
    changed = [
        *entities[1:],
        replace(entities[1], id="EXAMPLE", names=(ListedName(parties[0][0].name, "primary"),)),
    ]
    others = [*parties[:-1], (replace(parties[-1][0], name=entities[2].name), None)]
    later = [seal(replace(whole, entities=tuple(changed), published_on=DAY))]
    second, found = again(later, others, first.state())
    assert found == run(Screener(later, records=records(others)), others)
    assert (second.work.list_changes, second.work.party_changes) == (2, 1)
    assert second.work.pairs < first.work.pairs / 5
    assert len(second.difference().new) >= 2
