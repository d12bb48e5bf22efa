"""The verb `trace`, whole."""

import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tieback.model.plain import plain
from tieback.trace.tracing import trace

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def test_the_order_of_rows_does_not_matter(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        *(r.raw(f"G{i}", f"FARM-{i % 3}", 0, f"L{i}", 10 + i) for i in range(6)),
        *(r.transfer(f"T{i}", f"L{i}", f"FARM-{i % 3}", "MILL", 1, 10 + i) for i in range(6)),
        r.change(
            "Y", "MILL", 2, 2, *(r.line("in", f"L{i}", 10 + i) for i in range(6)), r.line("out", "Y", 60)
        ),
    )
    first = plain(trace(case, "Y"))
    for seed in range(5):
        rng = random.Random(seed)
        shuffled = replace(
            case,
            transfers=tuple(rng.sample(case.transfers, len(case.transfers))),
            transformations=tuple(rng.sample(case.transformations, len(case.transformations))),
            sites=tuple(rng.sample(case.sites, len(case.sites))),
        )
        assert plain(trace(shuffled, "Y")) == first


def test_names_of_parties_make_no_difference(records: SimpleNamespace) -> None:
    r = records

    def traced(one: str, other: str) -> list[object]:
        case = r.case(
            r.raw("G1", one, 0, "A", 60),
            r.raw("G2", other, 0, "B", 40),
            r.transfer("T1", "A", one, "MILL", 1, 60),
            r.transfer("T2", "B", other, "MILL", 1, 40),
            r.change("Y", "MILL", 2, 2, r.line("in", "A", 60), r.line("in", "B", 40), r.line("out", "Y", 90)),
        )
        return [
            (o.least_kg, o.proportional_kg, o.most_kg) for o in trace(case, "Y").origins if o.kind == "lot"
        ]

    assert traced("P", "Q") == traced("Q", "P")


def test_a_site_in_xinjiang_and_one_whose_address_is_unknown(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "ONE", 0, "A", 60),
        r.raw("G2", "TWO", 0, "B", 40),
        r.transfer("T1", "A", "ONE", "MILL", 1, 60),
        r.transfer("T2", "B", "TWO", "MILL", 1, 40),
        r.change("Y", "MILL", 2, 2, r.line("in", "A", 60), r.line("in", "B", 40), r.line("out", "Y", 100)),
        countries={"ONE": "CN", "TWO": "CN"},
    )
    sites = tuple(
        replace(site, address="示例路1号，阿克苏市，新疆", postal_code="843000")
        if site.party == "ONE"
        else site
        for site in case.sites
    )
    found = {
        o.id: (o.least_kg, o.most_kg)
        for o in trace(replace(case, sites=sites), "Y").origins
        if o.kind == "region"
    }
    assert found == {"CN": (100, 100), "CN-XJ": (60, 100)}


def test_words_other_than_those_of_the_contract_are_refused(records: SimpleNamespace) -> None:
    case = records.case(records.raw("G", "GIN", 0, "A", 1))
    with pytest.raises(ValueError, match="sideways"):
        trace(case, "A", direction="sideways")


@pytest.mark.parametrize(
    ("name", "lot"), [("shirts", "SHIRTS-1"), ("solar", "MODULE-1"), ("towels", "TOWELS-T1")]
)
def test_the_examples_add_up(name: str, lot: str) -> None:
    from tieback.case import read_case

    traced = trace(read_case(EXAMPLES / name), lot)
    assert not traced.conflicts
    for item in (*traced.origins, *traced.through):
        assert item.least_kg <= item.proportional_kg <= item.most_kg
        assert item.most_traced_kg <= item.most_kg
    untraced = {"shirts": 58, "solar": 3480, "towels": 0}[name]
    assert traced.untraced_kg == untraced
    assert ("CN-XJ" in {o.id for o in traced.origins}) is (untraced > 0)


def test_the_last_leg_of_a_lot_must_have_its_document_too(records: SimpleNamespace) -> None:
    r = records
    case = r.case(r.raw("G1", "FARM", 0, "A", 60), r.transfer("T1", "A", "FARM", "IMPORTER", 1, 60))
    assert "gap-document-missing-T1" in {gap.id for gap in trace(case, "A").gaps}


def _bin_case(r: SimpleNamespace, *counts: object) -> object:
    """50 kg of a farm go into a bin on day 2; 40 kg are drawn on day 5."""
    return r.case(
        r.raw("G", "FARM", 0, "LINT", 50),
        r.transfer("T", "LINT", "FARM", "MILL", 1, 50),
        r.change("F", "MILL", 2, 2, r.line("in", "LINT", 50), r.line("out", "BIN", 50)),
        r.change("X", "MILL", 5, 5, r.line("in", "BIN", 40), r.line("out", "YARN", 40)),
        *counts,
    )


def test_what_a_later_count_shows_too_many_may_have_lain_there_at_the_draw(records: SimpleNamespace) -> None:
    r = records
    found = trace(_bin_case(r, r.count("BIN", "MILL", 8, 25)), "YARN")
    assert str(found.untraced_kg) == "15.000"
    lint = next(item for item in found.origins if item.id == "LINT")
    assert (str(lint.least_kg), str(lint.most_kg)) == ("25.000", "40.000")
    settled = trace(_bin_case(r, r.count("BIN", "MILL", 6, 10), r.count("BIN", "MILL", 8, 25)), "YARN")
    assert str(settled.untraced_kg) == "0.000", "a count that agrees after the draw settles what lay there"


def test_an_undated_count_is_opening_stock_where_more_left_than_came(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        *_bin_case(r, r.count("BIN", "MILL", None, 50)).transformations[:2],  # type: ignore[attr-defined]
        r.transfer("T", "LINT", "FARM", "MILL", 1, 50),
        r.change("X", "MILL", 5, 5, r.line("in", "BIN", 60), r.line("out", "YARN", 60)),
        r.count("BIN", "MILL", None, 50),
    )
    found = trace(case, "YARN")
    assert not found.conflicts
    assert str(found.untraced_kg) == "50.000"
    assert all("None" not in gap.text for gap in found.gaps)
