"""FollowTheMoney entities as parties: names, addresses, owners and numbers; everything else keeps its row."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tieback.model.party import Identifier
from tieback.screen.roster import Roster, read_roster
from tieback.table.stream import open_source

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/ftm/tests/fixtures/dataset"


def entity(key: str, schema: str, **properties: list[Any]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties}


def roster(folder: Path, *entities: dict[str, Any]) -> Roster:
    path = folder / "parties.ftm.json"
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in entities), "utf-8")
    return read_roster(open_source(path))


def test_names_addresses_numbers_and_births_are_read(tmp_path: Path) -> None:
    company = entity(
        "c1",
        "Company",
        name=["EXAMPLE Weaving"],
        alias=["示例织造"],
        previousName=["EXAMPLE Old Weaving"],
        country=["cn"],
        address=["Road 1"],
        addressEntity=["a1"],
        registrationNumber=["12345"],
        leiCode=["EXAMPLE LEI"],
    )
    person = entity("p1", "Person", name=["EXAMPLE Person"], birthDate=["1960-05-09"], nationality=["de"])
    found = roster(
        tmp_path, company, person, entity("a1", "Address", full=["Road 2, Aksu"], postalCode=["843000"])
    )
    first, second = found.parties
    assert (first.id, first.name, first.name_local) == (
        "c1",
        "EXAMPLE Weaving",
        "示例织造|EXAMPLE Old Weaving",
    )
    assert (first.country, first.kind, second.kind, second.born) == ("CN", "company", "person", "1960-05-09")
    assert first.identifiers == (Identifier("lei", "EXAMPLELEI"), Identifier("registration cn", "12345"))
    assert [(site.address, site.postal_code) for site in found.sites] == [
        ("Road 1", None),
        ("Road 2, Aksu", "843000"),
    ]
    assert [row.party is None for row in found.rows] == [False, False, True]
    assert [note.reason for note in found.notes] == ["entities that are no party: 1 Address"]


def test_an_ownership_is_a_stated_parent_with_its_share(tmp_path: Path) -> None:
    found = roster(
        tmp_path,
        entity("child", "Company", name=["EXAMPLE Child"]),
        entity("holder", "Company", name=["EXAMPLE Holder"]),
        entity("o1", "Ownership", owner=["holder"], asset=["child"], percentage=["51"]),
        entity("o2", "Ownership", owner=["other"], asset=["child"]),
        entity("o3", "Ownership", owner=["gone"], asset=["holder"], endDate=["2020-01-01"]),
    )
    child, holder = found.parties
    assert (child.parent, child.share_min, child.share_max) == ("holder", Decimal(51), Decimal(51))
    assert holder.parent is None
    assert found.records().by_key["holder"].name == "EXAMPLE Holder"
    assert ["only the first" in note.reason for row in found.rows for note in found.remarks(row)] == [True]


def test_a_number_without_a_country_is_compared_with_nothing(tmp_path: Path) -> None:
    (party,) = roster(
        tmp_path, entity("c", "Company", name=["EXAMPLE"], registrationNumber=["12345"])
    ).parties
    assert party.identifiers == (Identifier("other", "12345"),)


def test_a_line_that_is_no_entity_keeps_its_row(tmp_path: Path) -> None:
    found = roster(
        tmp_path, entity("c", "Company", name=["EXAMPLE"]), {"id": "x", "schema": "Company", "properties": 5}
    )
    assert [(row.number, row.party is None) for row in found.rows] == [(1, False), (2, True)]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
@pytest.mark.parametrize(("name", "parties"), [("t1", 6), ("zala", 17), ("parteispenden", 96)])
def test_published_samples_are_read(name: str, parties: int) -> None:
    found = read_roster(open_source(SHARED / name / "entities.ftm.json"))
    assert len(found.parties) == parties
