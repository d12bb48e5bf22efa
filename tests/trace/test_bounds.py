"""Outer bounds: no allocation that fits the records lies outside them."""

import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from trace_replay import Passage, Play, random_case

from tieback.model.case import Case
from tieback.model.goods import LineRole
from tieback.model.trace import Origin, Trace
from tieback.trace.balance import Balance
from tieback.trace.bounds import Bounds
from tieback.trace.certificate import fault
from tieback.trace.closure import target_of, upstream
from tieback.trace.mass import rounded_even
from tieback.trace.origin import Sets
from tieback.trace.prover import Prover
from tieback.trace.reduction import reduce
from tieback.trace.scope import read_book
from tieback.trace.tracing import in_xinjiang, trace


def origin(traced: Trace, kind: str, id_: str) -> Origin:
    return next(item for item in traced.origins if (item.kind, item.id) == (kind, id_))


def through(traced: Trace, kind: str, id_: str) -> Origin:
    return next(item for item in traced.through if (item.kind, item.id) == (kind, id_))


def kg(item: Origin) -> tuple[str, str, str]:
    return str(item.least_kg), str(item.proportional_kg), str(item.most_kg)


def two_into_one(r: SimpleNamespace, out: object, **limits: object) -> Case:
    return r.case(
        r.raw("G1", "FARM-1", 0, "A", 60),
        r.raw("G2", "FARM-2", 0, "B", 40),
        r.transfer("T1", "A", "FARM-1", "MILL", 2, 60),
        r.transfer("T2", "B", "FARM-2", "MILL", 2, 40),
        r.change(
            "Y",
            "MILL",
            4,
            5,
            r.line("in", "A", 60),
            r.line("in", "B", 40),
            r.line("out", "Y1", out, **limits),
        ),
        r.change("Z", "MILL", 6, 7, r.line("in", "Y1", 45), r.line("out", "Z1", 45)),
        countries={"FARM-1": "US", "FARM-2": "BR"},
    )


def test_a_stated_yield_bounds_each_source_alike(records: SimpleNamespace) -> None:
    traced = trace(two_into_one(records, 90, low="0.8", high="0.95"), "Y1")
    assert kg(origin(traced, "lot", "A")) == ("52.000", "54.000", "57.000")
    assert kg(origin(traced, "region", "BR")) == ("33.000", "36.000", "38.000")


def test_without_a_yield_a_source_may_have_been_lost_first(records: SimpleNamespace) -> None:
    traced = trace(two_into_one(records, 90), "Y1")
    assert kg(origin(traced, "party", "FARM-1")) == ("50.000", "54.000", "60.000")
    assert [gap.kind for gap in traced.gaps if gap.ref == "Y"] == ["document-missing", "yield-unstated"]


def test_equal_outputs_and_inputs_mean_a_yield_of_one(records: SimpleNamespace) -> None:
    traced = trace(two_into_one(records, 100), "Y1")
    assert kg(origin(traced, "lot", "A")) == ("60.000", "60.000", "60.000")


def test_a_part_of_a_mixed_lot_may_hold_all_or_nothing_of_a_source(records: SimpleNamespace) -> None:
    traced = trace(two_into_one(records, 100), "Z1")
    assert kg(origin(traced, "lot", "A")) == ("5.000", "27.000", "45.000")
    assert kg(origin(traced, "lot", "B")) == ("0.000", "18.000", "40.000")


def test_parts_that_meet_again_are_not_counted_twice(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM", 0, "A", 60),
        r.raw("G2", "FARM", 0, "B", 40),
        r.change("Y", "FARM", 1, 1, r.line("in", "A", 60), r.line("in", "B", 40), r.line("out", "Y1", 100)),
        r.change("P", "FARM", 2, 2, r.line("in", "Y1", 50), r.line("out", "P1", 50)),
        r.change("Q", "FARM", 2, 2, r.line("in", "Y1", 50), r.line("out", "Q1", 50)),
        r.change("Z", "FARM", 3, 3, r.line("in", "P1", 50), r.line("in", "Q1", 50), r.line("out", "Z1", 100)),
    )
    assert kg(origin(trace(case, "Z1"), "lot", "A")) == ("60.000", "60.000", "60.000")


def test_untraced_mass_is_free_for_parties_and_regions_but_not_for_an_accounted_lot(
    records: SimpleNamespace,
) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM", 0, "A", 60),
        r.transfer("T1", "A", "FARM", "MILL", 1, 60),
        r.transfer("T2", "B", "TRADER", "MILL", 1, 40),
        r.change("Y", "MILL", 2, 2, r.line("in", "A", 60), r.line("in", "B", 40), r.line("out", "Y1", 100)),
        countries={"FARM": "US"},
    )
    traced = trace(case, "Y1")
    assert kg(origin(traced, "lot", "A")) == ("60.000", "60.000", "60.000")
    farm = origin(traced, "party", "FARM")
    assert kg(farm) == ("60.000", "60.000", "100.000")
    assert farm.most_traced_kg == Decimal("60.000")
    xinjiang = origin(traced, "region", "CN-XJ")
    assert (*kg(xinjiang), str(xinjiang.most_traced_kg)) == ("0.000", "0.000", "40.000", "0.000")
    assert traced.untraced_kg == Decimal("40.000")
    assert {item.id for item in traced.origins if item.kind == "party"} == {"FARM"}, (
        "a seller is not an origin"
    )


def test_a_site_whose_region_is_unknown_may_have_made_all_of_it_there(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM-1", 0, "A", 60),
        r.raw("G2", "FARM-1", 0, "B", 40),
        r.change("Y", "FARM-1", 2, 2, r.line("in", "A", 60), r.line("in", "B", 40), r.line("out", "Y1", 100)),
        countries={"FARM-1": None},
    )
    found = origin(trace(case, "Y1"), "region", "CN-XJ")
    assert (found.least_kg, found.most_kg, found.most_traced_kg) == (0, 100, 100)


def test_time_keeps_out_what_came_too_late(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM", 0, "A", 50),
        r.raw("G2", "FARM", 20, "B", 50),
        r.change("F1", "MILL", 1, 1, r.line("in", "A", 50), r.line("out", "BIN", 50)),
        r.change("F2", "MILL", 21, 21, r.line("in", "B", 50), r.line("out", "BIN", 50)),
        r.transfer("T1", "A", "FARM", "MILL", 1, 50),
        r.transfer("T2", "B", "FARM", "MILL", 21, 50),
        r.change("Y", "MILL", 10, 10, r.line("in", "BIN", 40), r.line("out", "Y1", 40)),
    )
    assert [item.id for item in trace(case, "Y1").origins if item.kind == "lot"] == ["A"]
    static = trace(case, "Y1", time="static")
    assert kg(origin(static, "lot", "B")) == ("0.000", "20.000", "40.000")


def test_a_fill_and_a_draw_on_one_day_count_in_both_orders(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "MILL", 0, "A", 50),
        r.raw("G2", "MILL", 0, "B", 50),
        r.change("F1", "MILL", 1, 1, r.line("in", "A", 50), r.line("out", "BIN", 50)),
        r.change("F2", "MILL", 5, 5, r.line("in", "B", 50), r.line("out", "BIN", 50)),
        r.change("Y", "MILL", 5, 5, r.line("in", "BIN", 40), r.line("out", "Y1", 40)),
    )
    assert kg(origin(trace(case, "Y1"), "lot", "B")) == ("0.000", "20.000", "40.000")


def test_an_input_without_mass_enters_surely(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM", 0, "CLOTH", 100),
        r.raw("G2", "THREAD", 0, "CONES", 40, unit="cone"),
        r.transfer("T1", "CONES", "THREAD", "FARM", 1, 40, unit="cone"),
        r.change(
            "SEW",
            "FARM",
            2,
            3,
            r.line("in", "CLOTH", 100, "shell"),
            r.line("in", "CONES", 40, "thread", unit="cone"),
            r.line("out", "SHIRT", 95, "shell", low="0.9", high="1"),
            r.line("out", "SHIRT", 2, "thread"),
        ),
        r.transfer("T2", "SHIRT", "FARM", "IMPORTER", 9, 500, unit="pcs"),
    )
    traced = trace(case, "SHIRT")
    assert kg(origin(traced, "lot", "CONES")) == ("2.000", "2.000", "2.000"), "a weighed output says how much"
    merged = r.case(
        *[item for item in (*case.transfers, *case.transformations) if item.id != "SEW"],
        r.change(
            "SEW",
            "FARM",
            2,
            3,
            r.line("in", "CLOTH", 100),
            r.line("in", "CONES", 40, unit="cone"),
            r.line("out", "SHIRT", 97),
        ),
    )
    found = origin(trace(merged, "SHIRT"), "party", "THREAD")
    assert (found.least_kg, found.proportional_kg, found.most_kg, found.without_mass) == (0, None, 97, True)
    assert not origin(trace(merged, "SHIRT"), "party", "FARM").without_mass


@pytest.mark.parametrize("missing", ["lot", "holder", "neither"])
def test_an_unread_row_lowers_least_and_raises_most(records: SimpleNamespace, missing: str) -> None:
    from tieback.model.record import RowRef, Unread

    r = records
    row = Unread(
        RowRef("transfers.csv", 99),
        "A" if missing == "lot" else None,
        "MILL" if missing == "holder" else None,
        "the quantity reads 'a lot'",
    )
    case = two_into_one(r, 100)
    case = r.case(
        *case.transfers, *case.transformations, unread=(row,), countries={"FARM-1": "US", "FARM-2": "BR"}
    )
    traced = trace(case, "Y1")
    found = origin(traced, "region", "CN-XJ")
    assert found.least_kg == 0
    assert found.most_kg is not None
    assert found.most_kg >= 60
    assert "unread" in {gap.kind for gap in traced.gaps}


def test_mass_that_passed_a_party_is_not_its_origin(records: SimpleNamespace) -> None:
    traced = trace(two_into_one(records, 100), "Z1")
    assert kg(through(traced, "party", "MILL")) == ("45.000", "45.000", "45.000")
    assert kg(through(traced, "site", "site of FARM-1")) == ("5.000", "27.000", "45.000")


def test_tolerances_widen_the_bounds(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM", 0, "A", 60, tolerance="1"),
        r.raw("G2", "FARM", 0, "B", 40),
        r.change(
            "Y",
            "FARM",
            2,
            2,
            r.line("in", "A", 60, tolerance="1"),
            r.line("in", "B", 40),
            r.line("out", "Y1", 100, low="0.9", high="1"),
        ),
    )
    found = origin(trace(case, "Y1"), "lot", "A")
    assert (found.least_kg, found.most_kg) == (60, 61)


# --- allocations that fit the records (trace_replay) -----------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), static=st.booleans())
@example(seed=95, static=False)
@example(seed=300, static=True)
def test_exact_bounds_are_proven_and_lie_within_the_outer_ones(
    new_records: Callable[[], SimpleNamespace], seed: int, static: bool
) -> None:
    case = random_case(new_records(), seed)
    lot = max(line.lot for t in case.transformations for line in t.lines if line.role is not LineRole.IN)
    book = read_book(case, static=static)
    target = target_of(book.network, book.ledger, lot, None)
    assert target is not None
    closure = upstream(book.network, target)
    bounds, prover, sets = (
        Bounds(closure),
        Prover(closure, None),
        Sets(closure, book.ledger, case, in_xinjiang),
    )
    for asked in (*sets.origins(), *sets.through()):
        outer = bounds.of(asked)
        found = prover.sharpen(asked, outer)
        assert found.exact or book.network.loops, asked
        for proof in found.proofs:
            assert fault(prover.graph, prover.wanted(asked), proof) is None
            assert outer.least <= proof.value <= outer.most, (asked, proof.side)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), static=st.booleans())
def test_what_only_passed_through_decides_nothing(
    new_records: Callable[[], SimpleNamespace], seed: int, static: bool
) -> None:
    case = random_case(new_records(), seed)
    book = read_book(case, static=static)
    lots = {line.lot for t in case.transformations for line in t.lines if line.role is not LineRole.IN}
    target = target_of(book.network, book.ledger, random.Random(seed).choice(sorted(lots)), None)
    assert target is not None
    closure = upstream(book.network, target)
    reduction = reduce(closure)
    small = reduction.closure
    assert small.end <= closure.end
    bounds, narrower = Bounds(closure), Bounds(small)
    for asked in Sets(closure, book.ledger, case, in_xinjiang).origins():
        again = reduction.asked(asked)
        outer, inner = bounds.of(asked), narrower.of(again)
        assert outer.least <= inner.least <= inner.most <= outer.most
        exact = Prover(closure, None).sharpen(asked, outer)
        assert Prover(small, None).sharpen(again, inner).interval == exact.interval
        share, other = Balance(closure).share(asked.inside), Balance(small).share(again.inside)
        assert (share is None) == (other is None)
        assert share is None or rounded_even(share) == rounded_even(other)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_no_allocation_that_fits_the_records_lies_outside_the_bounds(
    new_records: Callable[[], SimpleNamespace], seed: int
) -> None:
    case = random_case(new_records(), seed)
    lots = sorted(
        {line.lot for t in case.transformations for line in t.lines if line.role is not LineRole.IN}
    )
    rng = random.Random(seed + 1)
    lot = rng.choice(lots)
    traced = trace(case, lot)
    assert not traced.conflicts
    static = trace(case, lot, time="static")
    raw = [item.id for item in traced.origins if item.kind == "lot"]
    parties = {t.lines[0].lot: t.holder for t in case.transformations if t.id.startswith("G")}
    for item in traced.origins:
        if item.kind == "lot":
            wanted = lambda name, lot=item.id: name == lot  # noqa: E731
        elif item.kind == "party":
            wanted = lambda name, who=item.id: None if name == "U" else parties[name] == who  # noqa: E731
        else:
            continue
        wide = next(o for o in static.origins if (o.kind, o.id) == (item.kind, item.id))
        assert item.least_kg <= item.proportional_kg <= item.most_kg
        assert wide.least_kg <= item.proportional_kg
        for attempt in range(8):
            f = Play(case, wanted, random.Random(seed + attempt)).run().get(lot, Fraction(0))
            assert Fraction(item.least_kg) <= f <= Fraction(item.most_kg), (item, f, raw)
            assert Fraction(wide.least_kg) <= f <= Fraction(wide.most_kg)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 10**9))
@example(seed=5007299)  # a bin that two parties filled
def test_no_passage_that_fits_the_records_lies_outside_the_bounds(
    new_records: Callable[[], SimpleNamespace], seed: int
) -> None:
    case = random_case(new_records(), seed)
    lots = sorted(
        {line.lot for t in case.transformations for line in t.lines if line.role is not LineRole.IN}
    )
    lot = random.Random(seed + 1).choice(lots)
    traced = trace(case, lot)
    for item in traced.through:
        if item.kind != "party" or item.id == "TRADER":
            continue
        assert item.least_kg <= item.proportional_kg <= item.most_kg
        for attempt in range(8):
            play = Passage(case, lambda name: None if name == "U" else False, random.Random(seed + attempt))
            play.party = item.id
            f = play.run().get(lot, Fraction(0))
            assert Fraction(item.least_kg) <= f <= Fraction(item.most_kg), (item, f)
