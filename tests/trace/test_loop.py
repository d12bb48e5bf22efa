"""Loops within a day, as remelt and returns: only what came in can go round, and no batch lies outside the bounds."""

import random
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.trace.tracing import settle, trace


def test_a_remelt_on_the_day_of_its_making_holds_what_was_melted(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "MINE", 0, "ORE", 100),
        r.transfer("T", "ORE", "MINE", "SMELTER", 1, 100),
        r.change(
            "X",
            "SMELTER",
            5,
            5,
            r.line("in", "ORE", 100),
            r.line("in", "SCRAP", 10),
            r.line("out", "INGOT", 100),
            r.line("waste", "SCRAP", 10),
        ),
        countries={"MINE": "AU"},
    )
    traced = trace(case, "INGOT")
    assert traced.cycles == (("SCRAP",),)
    assert "cycle" in {gap.kind for gap in traced.gaps}
    found = {(item.kind, item.id): (item.least_kg, item.most_kg) for item in traced.origins}
    assert found["lot", "ORE"] == found["region", "AU"] == (100, 100)
    assert ("region", "CN-XJ") not in found or found["region", "CN-XJ"] == (0, 0)
    assert traced.untraced_kg == 0


def test_goods_returned_on_the_day_they_came_are_still_their_makers(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.transfer("T1", "A", "FARM", "DYER", 3, 100),
        r.transfer("T2", "A", "DYER", "FARM", 3, 40),
        r.transfer("T3", "A", "FARM", "DYER", 3, 40),
        r.change("X", "DYER", 5, 6, r.line("in", "A", 100), r.line("out", "B", 100)),
        countries={"FARM": "US"},
    )
    traced = trace(case, "B")
    assert {(item.id, item.least_kg, item.most_kg) for item in traced.origins if item.kind == "region"} >= {
        ("US", 100, 100)
    }
    (cut, *_), _ = settle(case, "B", ids=["CN-XJ"])
    assert cut.status != "impossible"


def test_untraced_stock_in_a_loop_stays_possible_and_the_rest_of_it_not(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "MINE", 0, "ORE", 100),
        r.count("SCRAP", "MINE", 0, 20),
        r.change(
            "X",
            "MINE",
            5,
            5,
            r.line("in", "ORE", 50),
            r.line("in", "SCRAP", 10),
            r.line("out", "INGOT", 50),
            r.line("out", "SCRAP", 10),
        ),
        countries={"MINE": "AU"},
    )
    traced = trace(case, "INGOT")
    (xinjiang,) = [item for item in traced.origins if item.id == "CN-XJ"]
    assert (xinjiang.least_kg, xinjiang.most_kg, xinjiang.most_traced_kg) == (0, 10, 0)
    assert traced.untraced_kg == 10


def batches(rng: random.Random, parts: int, wanted: set[str], masses: dict[str, int]) -> Fraction:
    """Kilograms of the wanted lots in INGOT where a day's work is done in so many batches, mixed by some rule of thumb.

    A batch takes its share of A, B and of the bin, and gives its share of ingot and of what goes back into the bin.
    """
    bin_f, bin_all = Fraction(masses["STOCK"] if "STOCK" in wanted else 0), Fraction(masses["STOCK"])
    made = Fraction(0)
    for _ in range(parts):
        f = sum((Fraction(masses[lot], parts) for lot in ("A", "B") if lot in wanted), Fraction(0))
        came = Fraction(masses["A"] + masses["B"], parts)
        drawn = Fraction(masses["taken"], parts)
        low, high = max(Fraction(0), drawn - (bin_all - bin_f)), min(drawn, bin_f)
        part = low + (high - low) * Fraction(rng.randint(0, 2), 2)
        f, came = f + part, came + drawn
        bin_f, bin_all = bin_f - part, bin_all - drawn
        back = Fraction(masses["back"], parts)
        low, high = max(Fraction(0), back - (came - f)), min(back, f)
        part = low + (high - low) * Fraction(rng.randint(0, 2), 2)
        bin_f, bin_all = bin_f + part, bin_all + back
        made += f - part
    return made


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_no_way_of_working_in_batches_lies_outside_the_bounds(
    new_records: Callable[[], SimpleNamespace], seed: int
) -> None:
    rng = random.Random(seed)
    masses = {"A": rng.randint(1, 9), "B": rng.randint(0, 9), "STOCK": rng.randint(1, 9)}
    masses["taken"] = rng.randint(1, masses["STOCK"])
    masses["back"] = rng.randint(1, masses["A"] + masses["B"] + masses["taken"] - 1)
    r = new_records()
    lots = [lot for lot in ("A", "B") if masses[lot]]
    case = r.case(
        *(r.raw(f"G{lot}", "P", 0, lot, masses[lot]) for lot in lots),
        r.raw("GS", "P", 0, "STOCK", masses["STOCK"]),
        r.change(
            "S", "P", 1, 2, r.line("in", "STOCK", masses["STOCK"]), r.line("out", "BIN", masses["STOCK"])
        ),
        r.change(
            "X",
            "P",
            5,
            5,
            *(r.line("in", lot, masses[lot]) for lot in lots),
            r.line("in", "BIN", masses["taken"]),
            r.line("out", "INGOT", masses["A"] + masses["B"] + masses["taken"] - masses["back"]),
            r.line("out", "BIN", masses["back"]),
        ),
    )
    for item in trace(case, "INGOT").origins:
        if item.kind == "lot":
            for parts in (1, 2, 3, 5):
                f = batches(rng, parts, {item.id}, masses)
                assert Fraction(item.least_kg) <= f <= Fraction(item.most_kg), (item, parts, f)
