"""Exact bounds of lots: what they prove beyond the outer ones, when they are left out, and the file of proofs."""

import random
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest

from tieback.model.case import Case
from tieback.model.plain import plain
from tieback.model.record import RowRef, Unread
from tieback.trace import optimum, prover, tracing
from tieback.trace.certificate import faults
from tieback.trace.tableau import Unsolved
from tieback.trace.tracing import prove, trace


def parted_and_joined(r: SimpleNamespace) -> Case:
    """Half is lost, so each of A and B keeps just half; the two parts meet again with more of B, and part again."""
    return r.case(
        r.raw("G1", "MILL", 0, "A", 30),
        r.raw("G2", "MILL", 0, "B", 60),
        r.change(
            "CARD",
            "MILL",
            1,
            1,
            r.line("in", "A", 30),
            r.line("in", "B", 30),
            r.line("out", "FINE", 10, low="0.5", high="1"),
            r.line("out", "COARSE", 20),
        ),
        r.change(
            "COMB", "MILL", 1, 1, r.line("in", "FINE", 10), r.line("out", "TOP", 10, low="1", high="1.1")
        ),
        r.change(
            "SPIN",
            "MILL",
            2,
            2,
            r.line("in", "TOP", 10),
            r.line("in", "COARSE", 20),
            r.line("in", "B", 30),
            r.line("out", "Z1", 50),
            r.line("out", "Z2", 10),
        ),
    )


def of_lot(traced: object, lot: str) -> tuple[str, str, str | None]:
    row = next(item for item in traced.origins if (item.kind, item.id) == ("lot", lot))
    return str(row.least_kg), str(row.most_kg), row.bounds


def test_parts_with_losses_of_their_own_that_meet_again(
    records: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A's 30 kg come out as 15, whichever way FINE and COARSE were filled; 10 of the 60 kg they end in are not Z1
    case = parted_and_joined(records)
    assert of_lot(trace(case, "Z1"), "A") == ("5.000", "15.000", "exact")
    monkeypatch.setattr(tracing, "AUTOMATIC", 0)
    assert of_lot(trace(case, "Z1"), "A") == ("0.000", "25.000", "outer")
    assert of_lot(trace(case, "Z1", exact=True), "A") == ("5.000", "15.000", "exact")


def test_where_the_solver_fails_the_outer_bounds_stand_and_say_so(
    records: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Unsolved("made to fail")

    case = parted_and_joined(records)
    monkeypatch.setattr(tracing, "AUTOMATIC", 0)
    outer = of_lot(trace(case, "Z1"), "A")
    monkeypatch.setattr(optimum.Solver, "optimum", fail)
    assert of_lot(trace(case, "Z1", exact=True), "A") == outer
    assert outer[2] == "outer"


def test_where_no_corner_can_be_solved_rounded_worths_still_prove_a_bound(
    records: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optimum, "solve", lambda *_: None)
    case = parted_and_joined(records)
    least, most, bounds = of_lot(trace(case, "Z1", exact=True), "A")
    assert bounds == "outer", "nobody showed a flow that reaches them"
    assert 4.99 <= float(least) <= 5
    assert 15 <= float(most) <= 15.01
    _, document = prove(case, "Z1")
    assert faults(document) == []


def test_a_proof_that_the_checker_refuses_is_not_used(
    records: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optimum.Check, "fault", lambda *_: "made to refuse")
    row = of_lot(trace(parted_and_joined(records), "Z1", exact=True), "A")
    assert row == ("0.000", "25.000", "outer")


def test_the_file_of_proofs_covers_every_set_and_holds(records: SimpleNamespace) -> None:
    case = parted_and_joined(records)
    traced, document = prove(case, "Z1")
    assert traced == trace(case, "Z1", exact=True)
    named = {(item["kind"], item["id"]) for item in document["sets"]}
    assert {(item.kind, item.id) for item in traced.origins} <= named
    assert faults(document) == []
    assert {edge[0] for edge in document["graph"]["edges"]} >= {"G1", "G2", "CARD", "SPIN"}


def test_shuffled_rows_give_the_same_trace_and_the_same_proofs(
    new_records: Callable[[], SimpleNamespace],
) -> None:
    case = parted_and_joined(new_records())
    first = prove(case, "Z1")
    for seed in range(5):
        rng = random.Random(seed)
        made = [
            replace(item, lines=tuple(rng.sample(item.lines, len(item.lines))))
            for item in case.transformations
        ]
        mixed = replace(case, transformations=tuple(rng.sample(made, len(made))))
        again = prove(mixed, "Z1")
        assert plain(again[0]) == plain(first[0])
        assert again[1] == first[1]


def test_a_lot_that_an_unread_row_may_have_filled_has_no_exact_bounds(records: SimpleNamespace) -> None:
    case = parted_and_joined(records)
    row = Unread(RowRef("transfers.csv", 99), "Z1", None, "the quantity reads 'a lot'")
    traced = trace(replace(case, unread=(row,)), "Z1", exact=True)
    assert {item.bounds for item in (*traced.origins, *traced.through)} == {"outer"}
    assert {(str(item.least_kg), str(item.most_kg)) for item in traced.origins} == {("0.000", "50.000")}
    region = next(item for item in traced.origins if item.id == "CN-XJ")
    assert str(region.most_traced_kg) == "50.000", "unread is not untraced"


def test_records_in_conflict_have_no_bounds_of_any_kind(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "MILL", 0, "A", 60),
        r.change("P", "MILL", 2, 2, r.line("in", "A", 70), r.line("out", "P1", 70)),
    )
    traced = trace(case, "P1", exact=True)
    assert {(item.least_kg, item.most_kg, item.bounds) for item in traced.origins} == {(None, None, None)}
    _, document = prove(case, "P1")
    assert document["sets"] == []


def test_work_is_limited_by_what_the_records_hold_and_not_by_the_clock(records: SimpleNamespace) -> None:
    assert prover.AUTOMATIC > 0
    case = parted_and_joined(records)
    assert trace(case, "Z1") == trace(case, "Z1", exact=True)
