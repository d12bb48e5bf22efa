"""Lists as entities: what is on the list, under which names and days; data that ask for a licence get one named."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tieback.lists.entity_list import parse_entities, reader_of
from tieback.lists.intake import Declared, read_edition
from tieback.lists.store import Store
from tieback.model.party import Identifier
from tieback.model.refusal import Refused

Tieback = Callable[..., Any]
SHARED = Path(__file__).resolve().parents[2] / "../shared/data/ftm"
EXPORTED = {"datasets": ["example"], "first_seen": "2026-01-01", "referents": []}


def line(
    key: str, schema: str, *, whole: dict[str, Any] | None = None, **properties: list[str]
) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": properties, **(whole or {})}


def lines(*items: dict[str, Any]) -> bytes:
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items).encode()


LISTED = line(
    "e1",
    "Company",
    whole={"target": True},
    name=["EXAMPLE Listed Textile"],
    alias=["示例纺织"],
    previousName=["EXAMPLE Former"],
    weakAlias=["ELT"],
    country=["cn"],
    uscCode=["91EXAMPLE"],
    topics=["sanction"],
    birthDate=[],
)
SANCTION = line(
    "s1", "Sanction", entity=["e1"], program=["EX-1"], startDate=["2024-02-01"], listingDate=["2024-01-15"]
)
OTHER = line("e2", "Company", whole={"target": False}, name=["EXAMPLE Bystander"])


def test_targets_become_entries_with_names_numbers_days_and_sections() -> None:
    edition = read_edition(lines(LISTED, SANCTION, OTHER), "x.ftm.json", "example_list")
    (entity,) = edition.entities
    assert (entity.id, entity.kind, entity.country) == ("e1", "company", "CN")
    assert [(name.text, name.kind) for name in entity.names] == [
        ("EXAMPLE Listed Textile", "primary"),
        ("示例纺织", "alias"),
        ("EXAMPLE Former", "former"),
        ("ELT", "weak"),
    ]
    assert entity.identifiers == (Identifier("uscc", "91EXAMPLE"),)
    assert (entity.sections, entity.effective_on) == (("EX-1",), date(2024, 1, 15))
    assert (edition.complete, edition.licence) == (False, None)


def test_without_targets_those_with_topics_and_else_everybody_is_listed() -> None:
    plain = [line("a", "Company", name=["EXAMPLE A"]), line("b", "Person", name=["EXAMPLE B"])]
    assert [entity.id for entity in read_edition(lines(*plain), "x.json", "l").entities] == ["a", "b"]
    marked = [line("c", "Company", name=["EXAMPLE C"], topics=["debarment"]), *plain]
    assert [entity.id for entity in read_edition(lines(*marked), "x.json", "l").entities] == ["c"]


def test_an_export_of_opensanctions_needs_a_licence_and_records_it(tmp_path: Path, tieback: Tieback) -> None:
    path = tmp_path / "entities.ftm.json"
    path.write_bytes(lines({**LISTED, **EXPORTED}))
    refused = tieback("lists", "import", path, "--list", "example_list")
    assert refused.code == 3
    assert "CC BY-NC 4.0" in refused.err
    assert tieback("lists", "import", path, "--list", "example_list", "--licence", "CC BY-NC 4.0").code == 0
    edition = Store().current("example_list")
    assert edition is not None
    assert (edition.licence, edition.publisher) == ("CC BY-NC 4.0", "OpenSanctions")
    parties = tmp_path / "parties.csv"
    parties.write_text("name,country\nExample Listed Textile,CN\n", "utf-8")
    found = tieback("screen", parties, "--list", "example_list", "--json").json
    assert [alert["entity"]["id"] for alert in found["parties"][0]["alerts"]] == ["e1"]


def test_a_broken_line_makes_the_list_incomplete_and_a_claim_to_the_contrary_is_refused() -> None:
    data = lines(LISTED) + b'{"id": "x"\n'
    with pytest.raises(Refused, match="no entity"):
        read_edition(data, "x.json", "l", Declared(complete=True, expected=1))
    reader = reader_of(data)
    assert reader is not None
    assert [note.row for note in parse_entities(reader(data, "x.json"), "x.json").refused] == [2]


def test_the_simple_table_of_opensanctions_is_recognised_by_its_header() -> None:
    data = (
        "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,dataset,first_seen\n"
        'e9,Person,EXAMPLE Person,EX;示例,1960-01-02;1961,cn;de,"Road 1, Aksu",X1,EX-2,Example,2026\n'
    ).encode()
    with pytest.raises(Refused, match="OpenSanctions"):
        read_edition(data, "targets.simple.csv", "l")
    (entity,) = read_edition(data, "targets.simple.csv", "l", Declared(licence="own licence")).entities
    assert [name.text for name in entity.names] == ["EXAMPLE Person", "EX", "示例"]
    assert (entity.births, entity.country, entity.sections) == (("1960-01-02", "1961"), "CN", ("EX-2",))
    assert [address.text for address in entity.addresses] == ["Road 1, Aksu"]


def test_what_is_no_entity_is_no_list_of_entities() -> None:
    for data in (b"name,country\nEXAMPLE,CN\n", b'{"name": "EXAMPLE"}\n', b"<html>", b""):
        assert reader_of(data) is None


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not there")
@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("opensanctions_targets.simple_sample.csv", 5),
        ("tests/fixtures/dataset/t1/entities.ftm.json", 6),
        ("tests/fixtures/dataset/zala/entities.ftm.json", 14),
    ],
)
def test_published_samples_are_lists(name: str, entries: int) -> None:
    data = (SHARED / name).read_bytes()
    edition = read_edition(data, name, "sample", Declared(licence="CC BY-NC 4.0"))
    assert edition.entries == entries
