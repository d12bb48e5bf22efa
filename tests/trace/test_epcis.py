"""EPCIS events to records: an invented chain (EXAMPLE), in JSON and XML, and the rules that read it."""

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.goods import LineRole, Transfer
from tieback.model.party import Identifier, Party
from tieback.model.refusal import Refused
from tieback.model.site import Site, SiteKind
from tieback.trace.epcis import Events, read_event_files, read_events, with_known
from tieback.trace.epcis.gs1_key import check_digit, comparable, gln, is_product, party_key

BALE = "urn:epc:class:lgtin:9520001.011111.EXAMPLE-BALE"
YARN = "urn:epc:class:lgtin:9520002.022222.EXAMPLE-YARN"
GIN, SPINNER = "urn:epc:id:pgln:9520001.00001", "urn:epc:id:pgln:9520002.00002"
GIN_YARD, MILL = "urn:epc:id:sgln:9520001.00011.0", "urn:epc:id:sgln:9520002.00022.0"
PALLET = "urn:epc:id:sscc:9520001.1234567890"


def kg(lot: str, value: float) -> dict[str, Any]:
    return {"epcClass": lot, "quantity": value, "uom": "KGM"}


def at(day: int, hour: int = 9) -> dict[str, str]:
    return {"eventTime": f"2026-03-{day:02}T{hour:02}:00:00+08:00", "eventTimeZoneOffset": "+08:00"}


def ginned(day: int = 1, value: int = 150) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        **at(day),
        "action": "ADD",
        "bizStep": "commissioning",
        "bizLocation": {"id": GIN_YARD},
        "quantityList": [kg(BALE, value)],
    }


def shipped(day: int = 2, value: int = 150, **more: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        **at(day),
        "action": "OBSERVE",
        "bizStep": "shipping",
        "readPoint": {"id": GIN_YARD},
        "quantityList": [kg(BALE, value)],
        "sourceList": [{"type": "possessing_party", "source": GIN}],
        "destinationList": [{"type": "possessing_party", "destination": SPINNER}],
        "bizTransactionList": [
            {"type": "inv", "bizTransaction": "urn:epcglobal:cbv:bt:9520001000008:INV-EXAMPLE"}
        ],
    } | more


def received(day: int = 5, value: int = 150, **more: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        **at(day),
        "action": "OBSERVE",
        "bizStep": "receiving",
        "bizLocation": {"id": MILL},
        "quantityList": [kg(BALE, value)],
        "sourceList": [{"type": "possessing_party", "source": GIN}],
        "destinationList": [{"type": "possessing_party", "destination": SPINNER}],
    } | more


def spun(**more: Any) -> dict[str, Any]:
    return {
        "type": "TransformationEvent",
        **at(7),
        "bizStep": "commissioning",
        "bizLocation": {"id": MILL},
        "inputQuantityList": [kg(BALE, 150)],
        "outputQuantityList": [kg(YARN, 127.5)],
    } | more


def document(*events: dict[str, Any]) -> bytes:
    return json.dumps(
        {
            "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-04-01T00:00:00Z",
            "epcisBody": {"eventList": list(events)},
        }
    ).encode()


def read(*events: dict[str, Any]) -> Events:
    return read_events(document(*events), "events/EXAMPLE.json")


def test_a_chain_becomes_a_making_a_transfer_and_a_transformation() -> None:
    found = read(ginned(), shipped(), received(), spun())
    (moved,) = found.transfers
    assert (moved.lot, moved.sender, moved.receiver) == (BALE, GIN, SPINNER)
    assert (moved.shipped_on, moved.received_on) == (date(2026, 3, 2), date(2026, 3, 5))
    assert moved.quantity is not None
    assert (moved.quantity.value, moved.quantity.unit) == (Decimal(150), "kg")
    assert moved.document == "urn:epcglobal:cbv:bt:9520001000008:INV-EXAMPLE"
    made, spinning = found.transformations
    assert [line.role for line in made.lines] == [LineRole.OUT]
    assert (made.site, made.holder) == (GIN_YARD, GIN)
    assert (spinning.site, spinning.holder, spinning.ended_on) == (MILL, SPINNER, date(2026, 3, 7))
    assert [(line.role, line.lot) for line in spinning.lines] == [(LineRole.IN, BALE), (LineRole.OUT, YARN)]
    assert not found.stock
    assert not found.unread


def test_events_sharing_a_transformation_id_are_one_transformation() -> None:
    name = "urn:epc:id:gdti:9520002.00001.EXAMPLE"
    first = spun(transformationID=name)
    del first["outputQuantityList"]
    last = spun(transformationID=name, **at(9))
    del last["inputQuantityList"]
    (one,) = read(first, last).transformations
    assert (one.id, one.started_on, one.ended_on) == (name, date(2026, 3, 7), date(2026, 3, 9))
    assert len(one.lines) == 2


def test_outputs_whose_inputs_are_elsewhere_are_untraced_and_never_raw_material() -> None:
    last = spun(transformationID="urn:epc:id:gdti:9520002.00001.EXAMPLE")
    del last["inputQuantityList"]
    found = read(last)
    assert not found.transformations
    assert [(one.lot, one.holder) for one in found.stock] == [(YARN, MILL)]
    assert any("untraced" in note.effect for note in found.notes)


def test_the_day_is_the_civil_day_at_the_place_of_the_event() -> None:
    late = {"eventTime": "2026-03-01T17:30:00Z", "eventTimeZoneOffset": "+08:00"}
    (made,) = read(ginned() | late).transformations
    assert made.ended_on == date(2026, 3, 2)


def test_a_receipt_of_less_leaves_the_rest_on_its_way() -> None:
    found = read(ginned(), shipped(), received(5, 100), received(6, 30))
    assert [(str(one.quantity and one.quantity.value), one.received_on) for one in found.transfers] == [
        ("20", None),
        ("100", date(2026, 3, 5)),
        ("30", date(2026, 3, 6)),
    ]


def test_more_received_than_shipped_is_a_range_of_both() -> None:
    (moved,) = read(shipped(), received(5, 160)).transfers
    assert moved.quantity is not None
    assert (moved.quantity.value, moved.quantity.tolerance) == (Decimal(155), Decimal(5))


def test_reports_of_one_movement_are_one_transfer() -> None:
    found = read(
        shipped(),
        shipped(3, bizStep="departing"),
        received(5, bizStep="arriving"),
        received(),
        received(6, bizStep="accepting"),
    )
    (moved,) = found.transfers
    assert (moved.shipped_on, moved.received_on) == (date(2026, 3, 2), date(2026, 3, 5))


def test_a_lone_shipment_is_received_on_an_unknown_day() -> None:
    (moved,) = read(shipped()).transfers
    assert (moved.receiver, moved.received_on) == (SPINNER, None)


def test_a_receipt_from_nobody_is_untraced_stock() -> None:
    alone = received()
    del alone["sourceList"]
    found = read(alone)
    assert not found.transfers
    (held,) = found.stock
    assert (held.holder, held.lot) == (SPINNER, BALE)


def test_a_void_shipment_moves_nothing() -> None:
    assert not read(shipped(), shipped(3, bizStep="void_shipping")).transfers


def test_a_pallet_ships_what_is_on_it() -> None:
    pack = {
        "type": "AggregationEvent",
        **at(1, 12),
        "action": "ADD",
        "parentID": PALLET,
        "childQuantityList": [kg(BALE, 150)],
    }
    on_pallet = {"epcList": [PALLET]}
    ship, receive = shipped(**on_pallet), received(**on_pallet)
    del ship["quantityList"], receive["quantityList"]
    (moved,) = read(ginned(), pack, ship, receive).transfers
    assert (moved.lot, str(moved.quantity and moved.quantity.value)) == (BALE, "150")


def test_an_unpacked_pallet_ships_no_more() -> None:
    pack = {
        "type": "AggregationEvent",
        **at(1, 12),
        "action": "ADD",
        "parentID": PALLET,
        "childQuantityList": [kg(BALE, 150)],
    }
    unpack = {"type": "AggregationEvent", **at(1, 18), "action": "DELETE", "parentID": PALLET}
    ship = shipped(epcList=[PALLET])
    del ship["quantityList"]
    found = read(ginned(), pack, unpack, ship)
    assert [one.lot for one in found.transfers] == [PALLET]
    assert any("unrecorded contents" in note.reason for note in found.notes)


def test_what_a_declaration_withdraws_does_not_count() -> None:
    wrong = ginned() | {"eventID": "urn:uuid:00000000-0000-4000-8000-000000000001"}
    error = {"declarationTime": "2026-03-09T00:00:00Z", "reason": "did_not_occur"}
    found = read(wrong, wrong | {"errorDeclaration": error})
    assert not found.transformations
    assert any("withdrawn" in note.effect for note in found.notes)


def test_a_repeated_event_counts_once_and_is_noted_once() -> None:
    found = read(ginned(), ginned())
    assert len(found.transformations) == 1
    assert sum("counted once" in note.effect for note in found.notes) == 1


def test_one_event_id_with_two_contents_makes_the_lots_unknown() -> None:
    name = {"eventID": "urn:uuid:00000000-0000-4000-8000-000000000001"}
    found = read(ginned() | name, ginned(value=90) | name)
    assert [one.lot for one in found.unread] == [BALE]


def test_a_destroyed_lot_goes_in_and_comes_out_as_waste() -> None:
    end = ginned(4) | {"action": "DELETE", "bizStep": "destroying"}
    ended = read(ginned(), end).transformations[-1]
    assert [line.role for line in ended.lines] == [LineRole.IN, LineRole.WASTE]


def test_an_observation_makes_nothing() -> None:
    found = read(ginned() | {"action": "OBSERVE", "bizStep": "storing"})
    assert not found.transformations
    assert not found.transfers
    assert not found.stock


def test_goods_added_by_another_step_are_no_raw_material() -> None:
    found = read(ginned() | {"bizStep": "storing"})
    assert not found.transformations
    assert any("untraced" in note.effect for note in found.notes)


def test_a_harvest_of_an_own_vocabulary_makes_raw_material() -> None:
    assert read(ginned() | {"bizStep": "https://example.org/step/harvesting"}).transformations
    assert not read(ginned() | {"bizStep": "https://example.org/step/examining"}).transformations


def test_shipment_and_receipt_meet_across_files() -> None:
    files = [("a.json", document(shipped())), ("b.json", document(received()))]
    (moved,) = read_event_files(files).transfers
    assert moved.received_on == date(2026, 3, 5)
    assert read_event_files(files) == read_event_files(files[::-1])


def test_numbers_of_declared_parties_and_sites_become_their_ids() -> None:
    spinner = gln(SPINNER)
    assert spinner is not None
    parties = [
        Party("gin", "EXAMPLE Gin"),
        Party("spin", "EXAMPLE Spinner", identifiers=(Identifier("gln", spinner[0]),)),
    ]
    sites = [Site(f"https://id.gs1.org/414/{gln(MILL)[0]}", "spin", SiteKind.PRODUCTION)]  # type: ignore[index]
    found = with_known(read(ginned(), shipped(), received(), spun()), parties, sites)
    (moved,) = found.transfers
    assert (moved.sender, moved.receiver) == (GIN, "spin")
    assert found.transformations[-1].site == sites[0].id
    assert found.transformations[-1].holder == "spin"
    assert any(GIN in note.reason for note in found.notes)


BRAND = "urn:epc:id:pgln:9520003.00003"


def owned_by(party: str) -> dict[str, Any]:
    ends = (("possessing_party", SPINNER), ("owning_party", party))
    return {"destinationList": [{"type": kind, "destination": id_} for kind, id_ in ends]}


@pytest.mark.parametrize("sides", [("shipped",), ("received",), ("shipped", "received")])
def test_the_owning_party_of_a_destination_owns_the_goods_while_another_holds_them(
    sides: tuple[str, ...],
) -> None:
    more = {side: owned_by(BRAND) for side in sides}
    events = ginned(), shipped(**more.get("shipped", {})), received(**more.get("received", {}))
    (moved,) = read(*events).transfers
    assert (moved.sender, moved.receiver, moved.owner) == (GIN, SPINNER, BRAND)
    number = gln(BRAND)
    assert number is not None
    brand = Party("brand", "EXAMPLE Brand", identifiers=(Identifier("gln", number[0]),))
    assert with_known(read(*events), [brand], []).transfers[0].owner == "brand"


def test_two_owners_of_one_delivery_are_told_and_neither_is_taken() -> None:
    found = read(ginned(), shipped(**owned_by(BRAND)), received(**owned_by(GIN)))
    assert found.transfers[0].owner is None
    assert any("owned by" in note.reason for note in found.notes)


def test_an_event_that_names_no_owner_leaves_the_owner_open() -> None:
    assert read(ginned(), shipped(), received()).transfers[0].owner is None


def test_both_notations_of_a_key_compare_equal() -> None:
    number = "0952000111111" + check_digit("0952000111111")
    assert comparable(BALE) == f"(01){number}(10)EXAMPLE-BALE"
    assert comparable(f"https://id.example.org/01/{number}/10/EXAMPLE-BALE") == comparable(BALE)
    assert party_key("urn:epc:id:sgln:9520001.00001.7") == party_key(GIN)
    assert is_product("urn:epc:idpat:sgtin:9520001.011111.*")


def test_a_lot_in_two_notations_is_one_lot() -> None:
    number = "0952000111111" + check_digit("0952000111111")
    link = f"https://id.gs1.org/01/{number}/10/EXAMPLE-BALE"
    found = read(ginned(), shipped(), received(quantityList=[kg(link, 150)]))
    lines = [line.lot for one in found.transformations for line in one.lines]
    assert len({*lines, *(one.lot for one in found.transfers)}) == 1
    assert len(found.transfers) == 1


XML = f"""<?xml version="1.0"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-01T00:00:00Z">
<EPCISBody><EventList><ObjectEvent>
<eventTime>2026-03-02T09:00:00+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
<epcList/><action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>
<readPoint><id>{GIN_YARD}</id></readPoint>
<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:inv">
  urn:epcglobal:cbv:bt:9520001000008:INV-EXAMPLE</bizTransaction></bizTransactionList>
<quantityList><quantityElement><epcClass>{BALE}</epcClass><quantity>150.0</quantity><uom>KGM</uom></quantityElement></quantityList>
<sourceList><source type="https://ref.gs1.org/cbv/SDT-possessing_party">{GIN}</source></sourceList>
<destinationList><destination type="urn:epcglobal:cbv:sdt:possessing_party">{SPINNER}</destination></destinationList>
</ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>"""


def test_xml_and_json_twins_read_equal() -> None:
    assert read_events(XML.encode(), "events/EXAMPLE.json") == read(shipped())


def test_the_wrappers_of_xml_1_2_are_opened() -> None:
    head, tail = XML.split("<quantityList>")
    old = (
        head.replace("xsd:2", "xsd:1")
        + "<extension><quantityList>"
        + tail.replace("</ObjectEvent>", "</extension></ObjectEvent>")
    )
    assert read_events(old.encode(), "events/EXAMPLE.json") == read(shipped())


def test_a_quantity_event_of_epcis_1_x_says_how_much_of_a_class_was_seen() -> None:
    """Deprecated since 1.1 and still sent; it has no unit, so it counts pieces."""
    old = f"""<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"
    creationDate="2026-04-01T00:00:00Z"><EPCISBody><EventList><QuantityEvent>
    <eventTime>2026-03-02T09:00:00+08:00</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset>
    <epcClass>{BALE}</epcClass><quantity>150</quantity>
    <bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><readPoint><id>{GIN_YARD}</id></readPoint>
    <extension><destinationList><destination type="urn:epcglobal:cbv:sdt:possessing_party">{SPINNER}</destination>
    </destinationList></extension></QuantityEvent></EventList></EPCISBody></epcis:EPCISDocument>"""
    (moved,) = read_events(old.encode(), "events/EXAMPLE.xml").transfers
    assert moved.quantity is not None
    assert (moved.lot, moved.receiver, moved.quantity.value, moved.quantity.unit) == (
        BALE,
        SPINNER,
        150,
        "pcs",
    )


def test_xml_in_another_encoding_reads_the_same() -> None:
    assert read_events(
        XML.replace(' version="1.0"', ' version="1.0" encoding="UTF-16"').encode("utf-16"),
        "events/EXAMPLE.json",
    ) == read(shipped())


def described(city: str) -> bytes:
    element = f"""<VocabularyElement id="{GIN_YARD}"><attribute id="urn:epcglobal:cbv:mda#city">{city}</attribute>
    <attribute id="urn:epcglobal:cbv:mda#countryCode">tr</attribute></VocabularyElement>"""
    header = f"""<EPCISHeader><extension><EPCISMasterData><VocabularyList>
    <Vocabulary type="urn:epcglobal:epcis:vtype:BusinessLocation"><VocabularyElementList>{element}</VocabularyElementList>
    </Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>"""
    return XML.replace("<EPCISBody>", header + "<EPCISBody>").encode()


def test_addresses_in_the_header_are_kept_and_their_conflicts_noted() -> None:
    (place,) = read_events(described("EXAMPLE City"), "a.xml").locations
    assert (place.id, place.address, place.country) == (GIN_YARD, "EXAMPLE City, tr", "TR")
    found = read_event_files([("a.xml", described("EXAMPLE City")), ("b.xml", described("EXAMPLE Town"))])
    assert len(found.locations) == 2
    assert any("another address" in note.reason for note in found.notes)


def test_one_receipt_of_very_many_shipments_is_split() -> None:
    many = [shipped(2, 1) | {"eventTime": f"2026-03-02T09:00:00.{n:06}+08:00"} for n in range(1200)]
    assert len(read(*many, received(5, 1200)).transfers) == 1200


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "<action>OBSERVE</action>",
            "<action>OBSERV</action>",
            "eventList[0].action: 'OBSERV' is not one of",
        ),
        ("<action>OBSERVE</action>", "", "eventList[0].action: missing"),
        ("<epcList/>", "<madeUp>x</madeUp>", "eventList[0].madeUp: unknown field"),
        (
            "<quantity>150.0</quantity>",
            "<quantity>many</quantity>",
            "quantityList[0].quantity: 'many' is not a number",
        ),
        ("2026-03-02T09", "2026-02-30T09", "eventTime: '2026-02-30T09:00:00+08:00' is not a date"),
        ('<?xml version="1.0"?>', '<!DOCTYPE a [<!ENTITY b "c">]>', "document type"),
    ],
)
def test_xml_that_does_not_conform_is_refused_with_its_path(old: str, new: str, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_events(XML.replace(old, new).encode(), "events/EXAMPLE.xml")
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  ",
        b"[]",
        b"{",
        b'{"a": NaN}',
        b'{"type":1,"type":2}',
        b"\xff\xfe{",
        b"<a/>",
        b"[" * 100_000,
        b"1e999999",
        b"not,a\ncsv,x",
    ],
)
def test_a_file_that_is_not_epcis_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        read_events(data, "events/EXAMPLE.json")
    assert "\n" not in str(refusal.value)


def shuffled(value: Any, draw: Any) -> Any:
    if isinstance(value, dict):
        return {key: shuffled(value[key], draw) for key in draw(st.permutations(sorted(value)))}
    return [shuffled(one, draw) for one in value] if isinstance(value, list) else value


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_the_order_of_keys_says_nothing(data: st.DataObject) -> None:
    events = [ginned(), shipped(), received(), spun()]
    assert read(*shuffled(events, data.draw)) == read(*events)


@given(st.permutations([ginned(), shipped(), received(), spun()]))
@settings(max_examples=24, deadline=None)
def test_the_order_of_events_changes_nothing_but_their_numbers(events: list[dict[str, Any]]) -> None:
    found, usual = read(*events), read(ginned(), shipped(), received(), spun())
    assert [
        (t.lot, t.sender, t.receiver, t.shipped_on, t.received_on, t.quantity) for t in found.transfers
    ] == [(t.lot, t.sender, t.receiver, t.shipped_on, t.received_on, t.quantity) for t in usual.transfers]
    assert sorted((t.site, t.holder, str(t.ended_on)) for t in found.transformations) == sorted(
        (t.site, t.holder, str(t.ended_on)) for t in usual.transformations
    )


@given(st.lists(st.integers(1, 60), max_size=6), st.lists(st.integers(1, 60), max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_shipped_kilogram_is_lost_or_doubled(out: list[int], into: list[int]) -> None:
    events = [shipped(2 + n, value, quantityList=[kg(BALE, value)]) for n, value in enumerate(out)]
    events += [received(12 + n, value) for n, value in enumerate(into)]
    found = read(*events) if events else Events()
    moved = [t for t in found.transfers if t.quantity]
    assert sum((low(t) for t in moved if t.shipped_on), Decimal(0)) == sum(out)
    assert sum((high(t) for t in moved if t.received_on), Decimal(0)) == sum(into)
    assert len({t.id for t in moved}) == len(moved)


def low(moved: Transfer) -> Decimal:
    return moved.quantity.value - (moved.quantity.tolerance or 0) if moved.quantity else Decimal(0)


def high(moved: Transfer) -> Decimal:
    return moved.quantity.value + (moved.quantity.tolerance or 0) if moved.quantity else Decimal(0)


@given(st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Refused):
        read_events(data, "events/EXAMPLE.json")
