"""The time line and the map of a trace: what the records say, on its day and in its place, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from tieback.model.case import Case
from tieback.model.document import Document
from tieback.picture.event import Happening
from tieback.picture.map import MapLink
from tieback.picture.shape import Tone
from tieback.trace.history import history, history_plate
from tieback.trace.siting import links_of, parties_without_site, sites_of
from tieback.trace.tracing import trace


def chain(r: SimpleNamespace) -> Case:
    return r.case(
        r.raw("G", "GIN", 5, "BALE", 100),
        r.transfer(
            "T1",
            "BALE",
            "GIN",
            "MILL",
            8,
            100,
            received=20,
            goods="cotton, crop year 2027",
            document="inv.pdf",
        ),
        r.count("BALE", "MILL", 25, 100),
        r.change(
            "X",
            "MILL",
            30,
            33,
            r.line("in", "BALE", 60),
            r.line("in", "BALE", 40),
            r.line("out", "YARN", 100),
        ),
        r.transfer("T2", "YARN", "MILL", "IMPORTER", None, 100),
        documents=(
            Document("inv.pdf", "invoice", issued_on=r.day(8), number="EX-1"),
            Document("prod.pdf", "production-record", supports=("X",)),
        ),
    )


def test_the_life_of_each_lot_is_told_on_its_days(records: SimpleNamespace) -> None:
    case = chain(records)
    lives, events = history(trace(case, "YARN"), case)
    assert {(life.id, life.tier, life.group) for life in lives} == {("BALE", 1, "GIN"), ("YARN", 0, "MILL")}
    said = {(event.life, event.what, event.start, event.end, event.brief, event.tone) for event in events}
    day, calm, clash = records.day, Tone.NEUTRAL, Tone.CONFLICT
    assert said == {
        ("BALE", Happening.MADE, day(5), day(5), "G", clash),
        ("BALE", Happening.CROP, date(2027, 1, 1), date(2027, 1, 1), "crop 2027", calm),
        ("BALE", Happening.SHIPPED, day(8), day(20), "T1 to MILL", clash),  # before its crop year began
        ("BALE", Happening.PAPER, day(8), day(8), "invoice EX-1", calm),
        ("BALE", Happening.COUNTED, day(25), day(25), "100 kg at site of MILL", calm),
        ("BALE", Happening.USED, day(30), day(30), "X", calm),
        ("YARN", Happening.MADE, day(30), day(33), "X", calm),
        ("YARN", Happening.PAPER, None, None, "production-record", calm),
        ("YARN", Happening.SHIPPED, None, None, "T2 to IMPORTER", calm),
    }


def test_both_rows_of_an_input_are_one_event_with_both_masses(records: SimpleNamespace) -> None:
    case = chain(records)
    _, events = history(trace(case, "YARN"), case)
    (used,) = [event for event in events if event.what is Happening.USED]
    assert used.label == "into X: 60 kg, 40 kg at site of MILL"


def test_many_lots_are_drawn_by_holder_and_open_below(records: SimpleNamespace) -> None:
    r = records
    found = [r.raw(f"G{n}", f"P{n % 3}", n, f"B{n}", 10) for n in range(30)]
    found += [r.transfer(f"T{n}", f"B{n}", f"P{n % 3}", "MILL", 40, 10) for n in range(30)]
    found.append(
        r.change(
            "X", "MILL", 50, 51, *(r.line("in", f"B{n}", 10) for n in range(30)), r.line("out", "Y", 300)
        )
    )
    case = r.case(*found)
    plate = history_plate(trace(case, "Y"), case, (), "w")
    assert [unit.anchor for unit in plate.opened] == ["w-1", "w-2", "w-3", "w-4"]
    assert plate.opened[0].title == "Tier 1, P0: 10 lots"
    assert sum(len(unit.rows) for unit in plate.opened) == len(plate.rows)


def test_sites_of_the_chain_are_ranked_from_the_origin_and_joined_by_what_was_made(
    records: SimpleNamespace,
) -> None:
    case = chain(records)
    case = replace(
        case,
        sites=tuple(
            replace(site, lat=Decimal(30), lon=Decimal(100)) if "GIN" in site.id else site
            for site in case.sites
        ),
    )
    traced = trace(case, "YARN")
    assert [
        (site.id, site.placed) for site in sorted(sites_of(traced, case), key=lambda site: site.rank)
    ] == [
        ("site of GIN", True),
        ("site of MILL", False),
    ]
    assert links_of(traced, case) == (MapLink("site of GIN", "site of MILL", Decimal("100.000"), "BALE"),)
    assert parties_without_site(traced, case) == ()


def test_a_lot_of_two_makers_joins_no_sites(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "A", 0, "L", 10),
        r.raw("G2", "B", 0, "L", 10),
        r.transfer("T1", "L", "A", "MILL", 1, 10),
        r.transfer("T2", "L", "B", "MILL", 1, 10),
        r.change("X", "MILL", 2, 2, r.line("in", "L", 20), r.line("out", "Y", 20)),
    )
    assert links_of(trace(case, "Y"), case) == ()
