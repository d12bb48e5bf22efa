"""Bad records through the command: each is reported with file, row and column, the rest is traced, and what depends
on them is unknown or in conflict."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tieback.cli.main import run

GOOD = "T0,GOOD,A,IMP,2026-01-05,10,kg\n"
HEAD = "id,lot,from,to,shipped_on,quantity,unit\n"
MAKE = "id,site,started_on,ended_on,role,lot,quantity,unit\n"
RAW = "G,S,2026-01-01,2026-01-01,out,GOOD,10,kg\n"
Traced = Callable[..., dict[str, Any]]


@pytest.fixture
def traced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Traced:
    """`tieback trace CASE LOT --json` of a case made of the given files, as read from stdout."""

    def ask(lot: str, holder: str | None = None, **files: str) -> dict[str, Any]:
        if not (tmp_path / "case.toml").exists():
            (tmp_path / "case.toml").write_text('importer = "IMP"\n', "utf-8")
            (tmp_path / "parties.csv").write_text("id,name\nIMP,EXAMPLE Importer\nA,EXAMPLE A\n", "utf-8")
            (tmp_path / "sites.csv").write_text("id,party,kind,country\nS,A,production,TR\n", "utf-8")
            for name, text in files.items():
                path = tmp_path / name.replace("__", "/").replace("_json", ".json")
                path = path if path.suffix else path.with_suffix(".csv")
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
        of_holder = [] if holder is None else ["--holder", holder]
        assert run(["trace", str(tmp_path), lot, *of_holder, "--json"]) == 0
        document: dict[str, Any] = json.loads(capsys.readouterr().out)
        return document

    return ask


def notes(document: dict[str, Any]) -> set[tuple[str, int | None, str | None]]:
    return {(note["file"], note["row"], note["column"]) for note in document["notes"]}


def bounds(document: dict[str, Any]) -> set[tuple[str | None, str | None]]:
    return {(one["least_kg"], one["most_kg"]) for one in document["origins"] if one["kind"] == "site"}


@pytest.mark.parametrize(
    ("quantity", "unit", "kinds"),
    [
        ("-5", "kg", {"unread"}),
        ("0", "kg", {"mass-unknown"}),
        ("about 5", "kg", {"unread"}),
        ("5", "", {"mass-unknown"}),
    ],
)
def test_a_quantity_that_says_nothing_sure_leaves_its_lot_open(
    traced: Traced, quantity: str, unit: str, kinds: set[str]
) -> None:
    moved = HEAD + GOOD + f"T1,BAD,A,IMP,2026-01-05,{quantity},{unit}\n"
    made = MAKE + RAW + "H,S,2026-01-01,2026-01-01,out,BAD,5,kg\n"
    bad = traced("BAD", "IMP", transfers=moved, transformations=made)
    assert ("transfers.csv", 3, "quantity") in notes(bad)
    assert kinds <= {gap["kind"] for gap in bad["gaps"]}
    good = traced("GOOD")
    assert bounds(good) == {("10.000", "10.000")}
    assert not good["conflicts"]


def test_bases_that_differ_are_not_compared(traced: Traced) -> None:
    head = "id,lot,from,to,shipped_on,quantity,unit,basis\n"
    document = traced(
        "GOOD",
        transfers=head + "T0,GOOD,A,IMP,2026-01-05,11,kg,gross\nT1,GOOD,A,IMP,2026-01-06,9,kg,net\n",
        transformations=MAKE + RAW.replace("10,kg", "20,kg"),
    )
    assert "basis-mixed" in {gap["kind"] for gap in document["gaps"]}


def test_events_out_of_order_are_a_conflict(traced: Traced) -> None:
    document = traced(
        "MADE",
        transfers=HEAD + "T1,IN,B,A,2026-02-10,10,kg\nT2,MADE,A,IMP,2026-02-20,10,kg\n" + GOOD,
        transformations=MAKE
        + "P,S,2026-02-01,2026-02-02,in,IN,10,kg\nP,S,2026-02-01,2026-02-02,out,MADE,10,kg\n"
        + RAW,
    )
    assert {one["kind"] for one in document["conflicts"]} == {"out-of-order"}
    assert document["untraced_kg"] is None
    assert bounds(traced("GOOD")) == {("10.000", "10.000")}


def test_a_transformation_without_input_where_others_have_some_is_named(traced: Traced) -> None:
    document = traced(
        "MADE",
        transformations="id,site,started_on,ended_on,role,component,lot,quantity,unit\n"
        "P,S,2026-02-01,2026-02-02,in,cotton,IN,10,kg\nP,S,2026-02-01,2026-02-02,out,cotton,MADE,10,kg\n"
        "P,S,2026-02-01,2026-02-02,out,thread,MADE,1,kg\n",
    )
    assert "untraced" in {gap["kind"] for gap in document["gaps"]}
    assert document["untraced_kg"] == "11.000"


def event(**more: Any) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventID": "urn:uuid:00000000-0000-4000-8000-00000000000E",
        "eventTime": "2026-03-02T09:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "readPoint": {"id": "urn:epc:id:sgln:9520001.00011.0"},
        "quantityList": [
            {"epcClass": "urn:epc:class:lgtin:9520001.011111.EXAMPLE", "quantity": 5, "uom": "KGM"}
        ],
        "sourceList": [{"type": "possessing_party", "source": "urn:epc:id:pgln:9520001.00001"}],
        "destinationList": [{"type": "possessing_party", "destination": "urn:epc:id:pgln:9520002.00002"}],
    } | more


def document(*events: dict[str, Any]) -> str:
    head = {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument"}
    more = {"schemaVersion": "2.0", "creationDate": "2026-04-01T00:00:00Z"}
    return json.dumps(head | more | {"epcisBody": {"eventList": list(events)}})


LOT = "urn:epc:class:lgtin:9520001.011111.EXAMPLE"


def test_two_events_of_one_number_that_contradict_leave_their_lots_unknown(traced: Traced) -> None:
    other = event(quantityList=[{"epcClass": LOT, "quantity": 900, "uom": "KGM"}])
    found = traced(
        LOT, events__a_json=document(event(), other), transfers=HEAD + GOOD, transformations=MAKE + RAW
    )
    assert ("events/a.json", 2, None) in notes(found)
    assert "unread" in {gap["kind"] for gap in found["gaps"]}
    assert bounds(traced("GOOD")) == {("10.000", "10.000")}


def test_an_epc_that_nothing_else_names_is_untraced(traced: Traced) -> None:
    found = traced(LOT, events__a_json=document(event()), transfers=HEAD + GOOD)
    assert found["untraced_kg"] == "5.000"
    assert "untraced" in {gap["kind"] for gap in found["gaps"]}


def test_a_transformation_event_without_inputs_is_untraced_and_noted(traced: Traced) -> None:
    made = {
        "type": "TransformationEvent",
        "eventTime": "2026-03-02T09:00:00+08:00",
        "eventTimeZoneOffset": "+08:00",
        "bizLocation": {"id": "urn:epc:id:sgln:9520001.00011.0"},
        "transformationID": "urn:epc:id:gdti:9520001.00001.EXAMPLE",
        "outputQuantityList": [{"epcClass": LOT, "quantity": 7, "uom": "KGM"}],
    }
    found = traced(LOT, events__a_json=document(made))
    assert ("events/a.json", 1, None) in notes(found)
    assert found["untraced_kg"] == "7.000"


def test_a_negative_quantity_in_an_event_is_reported_and_leaves_its_lot_open(traced: Traced) -> None:
    minus = event(quantityList=[{"epcClass": LOT, "quantity": -5, "uom": "KGM"}])
    found = traced(LOT, events__a_json=document(minus), transfers=HEAD + GOOD, transformations=MAKE + RAW)
    assert any(note["file"] == "events/a.json" and "negative" in note["reason"] for note in found["notes"])
    assert "unread" in {gap["kind"] for gap in found["gaps"]}
    assert bounds(traced("GOOD")) == {("10.000", "10.000")}


def test_one_bad_row_among_many_is_named_and_the_rest_traced(traced: Traced) -> None:
    rows = [f"T{n},L{n},A,IMP,2026-01-05,10,kg\n" for n in range(1, 5_000)]
    rows[3_000] = "T3001,L3001,A,IMP,2026-13-45,10,kg\n"
    made = [f"G{n},S,2026-01-01,2026-01-01,out,L{n},10,kg\n" for n in range(1, 5_000)]
    found = traced("L7", transfers=HEAD + "".join(rows), transformations=MAKE + "".join(made))
    assert ("transfers.csv", 3002, "shipped_on") in notes(found)
    assert bounds(found) == {("10.000", "10.000")}
    assert "unread" in {gap["kind"] for gap in traced("L3001")["gaps"]}
