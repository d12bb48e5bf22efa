"""What leads to a lot in time."""

from types import SimpleNamespace

import pytest

from tieback.model.refusal import Refused
from tieback.trace.tracing import trace


def shirts(r: SimpleNamespace) -> object:
    return r.case(
        r.raw("G", "GIN", 0, "BALES", 100),
        r.transfer("T1", "BALES", "GIN", "MERCHANT", 1, 100),
        r.transfer("T2", "BALES", "MERCHANT", "MILL", 2, 100),
        r.change(
            "SPIN", "MILL", 3, 4, r.line("in", "BALES", 100), r.line("out", "YARN", 95, low="0.9", high="1")
        ),
        r.transfer("T3", "YARN", "MILL", "SEWER", 5, 50),
        r.transfer("T4", "YARN", "MILL", "OTHER", 6, 45),
        r.change(
            "SEW", "SEWER", 7, 8, r.line("in", "YARN", 50), r.line("out", "SHIRT", 48, low="0.9", high="1")
        ),
        r.transfer("T5", "SHIRT", "SEWER", "IMPORTER", 9, 48),
    )


def test_tiers_count_transformations_and_the_chain_is_the_shortest(records: SimpleNamespace) -> None:
    traced = trace(shirts(records), "SHIRT")
    assert [(lot.id, lot.holder, lot.tier) for lot in traced.lots] == [
        ("SHIRT", "SEWER", 0),
        ("YARN", "MILL", 1),
        ("YARN", "SEWER", 1),
        ("BALES", "GIN", 2),
        ("BALES", "MERCHANT", 2),
        ("BALES", "MILL", 2),
    ]
    assert traced.transfers == ("T1", "T2", "T3")
    assert traced.transformations == ("G", "SEW", "SPIN")
    assert traced.origins[0].path == ("T1", "T2", "T3")
    assert traced.origins[0].steps == ("G", "T1", "T2", "SPIN", "T3", "SEW")
    assert sum(flow.kg for flow in traced.flows if flow.id == "T3") == 50


def test_a_holder_gets_what_came_to_it(records: SimpleNamespace) -> None:
    traced = trace(shirts(records), "YARN", "OTHER")
    assert (traced.holder, traced.mass_kg, traced.transfers) == ("OTHER", 45, ("T1", "T2", "T4"))


def test_downstream_shows_where_a_lot_went(records: SimpleNamespace) -> None:
    traced = trace(shirts(records), "BALES", direction="down")
    assert traced.transfers == ("T1", "T2", "T3", "T4", "T5")
    assert {lot.id: lot.tier for lot in traced.lots} == {"BALES": 0, "YARN": 1, "SHIRT": 2}
    assert [(o.kind, o.id, str(o.most_kg)) for o in traced.through] == [
        ("lot", "SHIRT", "48.000"),
        ("lot", "YARN", "95.000"),
    ]


def test_a_lot_made_twice_counts_all_its_fills(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "MILL", 0, "A", 30),
        r.raw("G2", "MILL", 4, "B", 20),
        r.change("F1", "MILL", 1, 1, r.line("in", "A", 30), r.line("out", "BIN", 30)),
        r.change("F2", "MILL", 5, 5, r.line("in", "B", 20), r.line("out", "BIN", 20)),
    )
    traced = trace(case, "BIN")
    assert traced.mass_kg == 50
    assert {o.id: str(o.least_kg) for o in traced.origins if o.kind == "lot"} == {
        "A": "30.000",
        "B": "20.000",
    }


def test_sources_limit_the_origins_and_may_be_any_id(records: SimpleNamespace) -> None:
    traced = trace(shirts(records), "SHIRT", sources=("YARN", "GIN", "CN-XJ", "site of GIN"))
    assert [(o.kind, o.id, str(o.most_kg)) for o in traced.origins] == [
        ("region", "CN-XJ", "0.000"),
        ("party", "GIN", "48.000"),
        ("lot", "YARN", "48.000"),
        ("site", "site of GIN", "48.000"),
    ]


def test_a_lot_that_nobody_knows_is_refused_with_those_that_look_alike(records: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="SHIRT"):
        trace(shirts(records), "SHRIT")
    with pytest.raises(Refused, match="it was with GIN, MERCHANT, MILL"):
        trace(shirts(records), "BALES", "SEWER")


def test_a_source_that_nobody_knows_is_refused(records: SimpleNamespace) -> None:
    with pytest.raises(Refused, match=r"called YRAN.*did you mean YARN"):
        trace(shirts(records), "SHIRT", sources=("YRAN",))


def test_a_lot_consumed_where_it_never_came_is_untraced_there(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "BALES", 100),
        r.change("SPIN", "MILL", 3, 4, r.line("in", "BALES", 100), r.line("out", "YARN", 100)),
    )
    traced = trace(case, "YARN")
    assert [gap.id for gap in traced.gaps if gap.kind == "untraced"] == ["gap-untraced-BALES-MILL"]
    assert traced.untraced_kg == 100
