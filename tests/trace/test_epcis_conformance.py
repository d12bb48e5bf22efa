"""Which documents conform, and what is said of those that do not."""

import json
from pathlib import Path
from typing import Any

import pytest

from tieback.model.refusal import Refused
from tieback.trace.epcis import read_events, validate
from tieback.trace.epcis.conformance import is_instant
from tieback.trace.epcis.vocabulary import bare, is_word

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/trace"
JUMBLED = "ObjectEvent_with_wrong_element_order.xml"


def event(**more: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventTime": "2026-07-22T06:45:00+02:00",
        "eventTimeZoneOffset": "+02:00",
        "action": "ADD",
        "epcList": ["urn:epc:id:sgtin:9520001.011111.EXAMPLE"],
    } | more


def document(*events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],
        "id": "_:document1",
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-07-22T10:30:00Z",
        "epcisBody": {"eventList": list(events)},
    } | more


def test_a_blank_node_or_prefixed_name_is_an_identifier() -> None:
    assert (
        validate(document(event(bizStep="ext1:summarising", disposition="https://example.org/disp/x"))) == []
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"action": "FOO"}, "epcisBody.eventList[1].action: 'FOO' is not one of ADD, OBSERVE, DELETE"),
        (
            {"eventTime": "22-07-2026"},
            "epcisBody.eventList[1].eventTime: '22-07-2026' is not a date and time",
        ),
        ({"eventTime": "2026-02-30T06:45:00+02:00"}, "is not a date and time"),
        ({"eventTimeZoneOffset": "+2"}, "epcisBody.eventList[1].eventTimeZoneOffset: '+2' is not an offset"),
        ({"bizStep": "transforming"}, "'transforming' is not a business step of CBV 2.0"),
        ({"bizStep": "cbv:BizStep-transforming"}, "is not a business step of CBV 2.0"),
        ({"disposition": "in_transport"}, "'in_transport' is not a disposition of CBV 2.0"),
        ({"ilmd": {"materialType": "soil"}}, "epcisBody.eventList[1].ilmd.materialType: unknown field"),
        ({"colour": "red"}, "epcisBody.eventList[1].colour: unknown field"),
        (
            {"quantityList": [{"epcClass": "urn:a:b", "quantity": "twenty"}]},
            "quantityList[0].quantity: 'twenty' is not a number",
        ),
        ({"quantityList": [{"epcClass": "urn:a:b", "weight": 5}]}, "quantityList[0]: unknown field weight"),
        (
            {"quantityList": [{"epcClass": "urn:a:b", "quantity": 5, "uom": "kilogram"}]},
            "'kilogram' is not a unit code",
        ),
        (
            {"sourceList": [{"type": "place", "source": "urn:a:b"}]},
            "'place' is not a source or destination type",
        ),
        (
            {"certificationInfo": [{"a": 1}]},
            "certificationInfo[0]: the object is not the URI of a certificate",
        ),
        ({"epcList": ["no identifier"]}, "epcList[0]: 'no identifier' is not a URI"),
        ({"type": "ObjectEventInvalid"}, "eventList[1].type: 'ObjectEventInvalid' is not"),
    ],
)
def test_each_fault_is_named_with_its_path(change: dict[str, Any], said: str) -> None:
    (error,) = validate(document(event(), event(**change)))
    assert said in error


def test_what_is_missing_is_named() -> None:
    bare_event = event()
    del bare_event["action"], bare_event["epcList"], bare_event["eventTime"]
    first, *others = validate(document(bare_event))
    assert first.startswith(
        "epcisBody.eventList[0]: the object is not complete: it names no object (epcList, "
    )
    assert others == [
        "epcisBody.eventList[0].action: missing",
        "epcisBody.eventList[0].eventTime: missing",
    ]
    whole = document(event())
    del whole["@context"]
    assert validate(whole) == ["@context: missing"]


@pytest.mark.parametrize("value", [None, 3, "x", [], [event()]])
def test_anything_but_an_object_is_no_document(value: Any) -> None:
    assert len(validate(value)) == 1


def test_a_query_holds_no_events_and_is_said_to() -> None:
    query = {
        "@context": "https://ref.gs1.org/standards/epcis/",
        "eventType": ["ObjectEvent"],
        "EQ_action": ["ADD"],
    }
    found = read_events(json.dumps(query).encode(), "q.json")
    assert "holds none" in found.notes[0].reason
    assert validate(query | {"GE_eventDate": "x"}) != []
    assert validate(query | {"EQ_action": ["SHIPPED"]}) != []


def test_half_a_character_and_the_ends_of_time_are_refused() -> None:
    assert "half a character" in validate(document(event(bizStep="\ud800")))[0]
    assert validate(document(event(eventTime="0001-01-01T00:00:00+14:00"))) != []
    assert validate(document(event(eventTime="9999-12-31T23:59:59-14:00"))) != []


def test_every_notation_of_a_word_is_that_word() -> None:
    for text in (
        "receiving",
        "cbv:BizStep-receiving",
        "https://ref.gs1.org/cbv/BizStep-receiving",
        "urn:epcglobal:cbv:bizstep:receiving",
    ):
        assert bare("BizStep", text) == "receiving"
        assert is_word("BizStep", text)
    assert not is_word("BizStep", "urn:epcglobal:cbv:bizstep:recieving")


def test_an_instant_exists_and_carries_its_offset() -> None:
    assert is_instant("2022-04-13T12:35:29.017069617Z")
    assert is_instant("2006-11-07T13:00Z")
    assert not is_instant("2026-07-22T06:45:00")
    assert not is_instant("2026-13-01T00:00:00Z")


def files(kind: str, *, invalid: bool) -> list[Path]:
    found = [
        *SHARED.glob(f"openepcis/**/*.{kind}"),
        *(SHARED.glob("epcis/examples/**/*.jsonld") if kind == "json" else []),
    ]
    return sorted(path for path in found if ("Invalid" in path.parts) is invalid)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared")
@pytest.mark.parametrize("kind", ["json", "xml"])
def test_every_valid_document_is_read(kind: str) -> None:
    assert files(kind, invalid=False)
    for path in files(kind, invalid=False):
        read_events(path.read_bytes(), path.name)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared")
@pytest.mark.parametrize("kind", ["json", "xml"])
def test_every_invalid_document_is_refused_but_for_mere_order(kind: str) -> None:
    """The order of XML elements is remarked, not refused: valid documents of the same set are jumbled too."""
    assert files(kind, invalid=True)
    for path in files(kind, invalid=True):
        if path.name == JUMBLED:
            assert any(
                "another order" in note.reason for note in read_events(path.read_bytes(), path.name).notes
            )
            continue
        with pytest.raises(Refused, match="not EPCIS: "):
            read_events(path.read_bytes(), path.name)
