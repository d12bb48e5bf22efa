"""Hash ids of events (CBV 2.0, 8.9): the same event in any notation has the same id, any other event another."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.trace.epcis import read_events
from tieback.trace.epcis.document import unchecked_fields
from tieback.trace.epcis.event_hash import NO_SPACES, hash_id, prehash, spaces_of
from tieback.trace.epcis.gs1_key import canonical_link

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/trace/eventhash/tests/examples"
LOT = "urn:epc:class:lgtin:9520001.011111.EXAMPLE-BALE"
OWN = {"example": "https://ns.example.com/epcis/"}


def event(**more: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventTime": "2026-03-01T09:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "ADD",
        "bizStep": "commissioning",
        "quantityList": [{"epcClass": LOT, "quantity": 150.0, "uom": "KGM"}],
    } | more


def document(*events: dict[str, Any]) -> bytes:
    context = ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", OWN]
    head = {"@context": context, "type": "EPCISDocument", "schemaVersion": "2.0"}
    return json.dumps(
        head | {"creationDate": "2026-04-01T00:00:00Z", "epcisBody": {"eventList": list(events)}}
    ).encode()


XML = """<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0"
 creationDate="2026-04-01T00:00:00Z"><EPCISBody><EventList><ObjectEvent>
<eventTime>2026-03-01T01:00:00.000Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
<epcList/><action>ADD</action><bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
<quantityList><quantityElement><epcClass>https://id.gs1.org/01/09520001111112/10/EXAMPLE-BALE</epcClass>
<quantity>150</quantity><uom>KGM</uom></quantityElement></quantityList>
<own:grade xmlns:own="https://ns.example.com/epcis/" > A </own:grade></ObjectEvent></EventList></EPCISBody>
</epcis:EPCISDocument>"""


def test_the_canonical_string_follows_the_order_of_the_standard() -> None:
    found = event(readPoint={"id": "urn:epc:id:sgln:9520001.00011.0", "example:bay": "7"}, eventID="urn:x:1")
    assert prehash(found | {"example:b": ["2", "1"]}, spaces_of([OWN])) == (
        "eventType=ObjectEventeventTime=2026-03-01T01:00:00.000ZeventTimeZoneOffset=+08:00"
        "quantityListquantityElementepcClass=https://id.gs1.org/01/09520001111112/10/EXAMPLE-BALE"
        "quantity=150uom=KGMaction=ADDbizStep=https://ref.gs1.org/cbv/BizStep-commissioning"
        "readPointid=https://id.gs1.org/414/9520001000119{https://ns.example.com/epcis/}bay=7"
        "{https://ns.example.com/epcis/}b=1{https://ns.example.com/epcis/}b=2"
    )


def test_the_id_is_the_hash_of_that_string_as_a_named_information_uri() -> None:
    digest = sha256(prehash(event(), NO_SPACES).encode()).hexdigest()
    assert hash_id(event(), NO_SPACES) == f"ni:///sha-256;{digest}?ver=CBV2.0"


def test_json_and_xml_twins_have_one_id() -> None:
    (twin,) = read_events(document(event(**{"example:grade": "A"})), "a.json").events
    (other,) = read_events(XML.encode(), "a.xml").events
    assert twin.hash_id == other.hash_id


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-03-01T09:00:00.1234999+08:00", "2026-03-01T01:00:00.123Z"),
        ("2026-03-01T09:00:00.1235+08:00", "2026-03-01T01:00:00.124Z"),
        ("2026-02-28T23:59:59.9996Z", "2026-03-01T00:00:00.000Z"),
    ],
)
def test_times_are_utc_to_the_millisecond(text: str, read: str) -> None:
    assert f"eventTime={read}eventTimeZoneOffset" in prehash(event(eventTime=text), NO_SPACES)


@pytest.mark.parametrize("name", ["eventID", "recordTime", "errorDeclaration", "rdfs:comment"])
def test_what_a_recording_adds_is_not_hashed(name: str) -> None:
    assert hash_id(event(**{name: "anything"}), NO_SPACES) == hash_id(event(), NO_SPACES)


@given(
    st.sampled_from(["action", "bizStep", "eventTime", "disposition", "example:own", "transformationID"]),
    st.text("abcdefgh", min_size=3, max_size=8),
)
@settings(deadline=None, max_examples=40)
def test_any_other_content_has_another_id(name: str, value: str) -> None:
    assert hash_id(event(**{name: value}), NO_SPACES) != hash_id(event(), NO_SPACES)


@given(st.permutations(["9520001.011111.1", "9520001.011111.2", "9520001.011111.A!B"]))
@settings(deadline=None, max_examples=10)
def test_the_order_of_a_list_says_nothing(names: list[str]) -> None:
    made = {"epcList": [f"urn:epc:id:sgtin:{name}" for name in names]}
    assert hash_id(event(**made), NO_SPACES) == hash_id(event(epcList=sorted(made["epcList"])), NO_SPACES)


@pytest.mark.parametrize(
    ("uri", "link"),
    [
        ("urn:epc:id:sgtin:9520001.011111.A%2FB(1)", "01/09520001111112/21/A%2FB%281%29"),
        ("https://shop.example.com/gtin/9520001111112/lot/7?x=1", "01/09520001111112/10/7"),
        ("https://id.gs1.org/01/09520001111112/10/7/21/9", "01/09520001111112/21/9"),
        ("urn:epc:id:sgln:9520001.00011.0", "414/9520001000119"),
        ("urn:epc:id:cpi:9520001.ABC%2F1.123", "8010/9520001ABC%2F1/8011/123"),
        ("urn:epc:idpat:sgtin:9520001.011111.*", "01/09520001111112"),
    ],
)
def test_gs1_keys_become_links_of_the_finest_identification(uri: str, link: str) -> None:
    assert canonical_link(uri) == f"https://id.gs1.org/{link}"


@pytest.mark.parametrize(
    "uri", ["https://example.com/po/12345678", "urn:uuid:1", "geo:50.9,6.9", "", "EXAMPLE"]
)
def test_what_is_no_gs1_key_has_no_link(uri: str) -> None:
    assert canonical_link(uri) is None


def test_a_repeated_event_is_named_with_its_id() -> None:
    found = read_events(
        document(event(), event(eventID="urn:x:1", recordTime="2026-03-02T00:00:00Z")), "a.json"
    )
    assert len(found.events) == 1
    (note,) = [note for note in found.notes if note.effect == "counted once"]
    assert hash_id(event(), NO_SPACES) in note.reason
    assert note.row == 2


def test_an_event_whose_own_hash_id_its_content_does_not_give_is_named() -> None:
    name = hash_id(event(), NO_SPACES)
    changed = event(eventID=name, quantityList=[{"epcClass": LOT, "quantity": 900, "uom": "KGM"}])
    (told,) = [note for note in read_events(document(changed), "a.json").notes if "hash" in note.reason]
    assert name in told.reason
    kept = read_events(document(event(eventID=name)), "a.json")
    assert not [note for note in kept.notes if "hash" in note.reason]


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared")
@pytest.mark.parametrize("path", sorted(SHARED.glob("*.hashes")), ids=lambda path: path.stem)
def test_every_reference_vector_is_reproduced(path: Path) -> None:
    wanted = path.read_text("utf-8").split()
    files = [file for file in path.parent.glob(f"{path.stem}.*") if file.suffix in {".xml", ".jsonld"}]
    assert files
    for file in files:
        found = unchecked_fields(file.read_bytes(), file.name)
        assert [hash_id(one, found.spaces) for one in found.events] == wanted, file.name
