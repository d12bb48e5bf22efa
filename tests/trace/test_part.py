"""How much of each movement is in the lot: no way of playing the records through lies outside."""

import random
from collections.abc import Callable
from fractions import Fraction
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from trace_replay import Ride, random_case

from tieback.model.goods import LineRole
from tieback.trace.tracing import trace


def test_a_delivery_that_all_went_in_is_all_in_the_lot(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM-1", 0, "A", 60),
        r.raw("G2", "FARM-2", 0, "B", 40),
        r.transfer("T1", "A", "FARM-1", "MILL", 1, 60),
        r.transfer("T2", "B", "FARM-2", "MILL", 1, 40),
        r.change("X", "MILL", 2, 2, r.line("in", "A", 60), r.line("in", "B", 40), r.line("out", "Y", 100)),
        r.change("C", "MILL", 3, 3, r.line("in", "Y", 70), r.line("out", "Z", 70)),
    )
    found = {flow.id: flow for flow in trace(case, "Z").flows if flow.id in {"T1", "T2", "C"}}
    said = {id_: tuple(map(str, (f.least_kg, f.proportional_kg, f.most_kg))) for id_, f in found.items()}
    assert said == {
        "T1": ("30.000", "42.000", "60.000"),
        "T2": ("10.000", "28.000", "40.000"),
        "C": ("70.000", "70.000", "70.000"),
    }


def test_nothing_is_said_downstream_or_where_records_clash(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 10),
        r.transfer("T", "A", "FARM", "MILL", 1, 20),
        r.change("X", "MILL", 2, 2, r.line("in", "A", 20), r.line("out", "Y", 20)),
    )
    for traced in (trace(case, "Y"), trace(case, "A", direction="down")):
        assert {flow.most_kg for flow in traced.flows} == {None}


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_no_ride_that_fits_the_records_lies_outside_the_bounds(
    new_records: Callable[[], SimpleNamespace], seed: int
) -> None:
    case = random_case(new_records(), seed)
    rng = random.Random(seed + 1)
    made = {line.lot for t in case.transformations for line in t.lines if line.role is not LineRole.IN}
    lot = rng.choice(sorted(made))
    for flow in trace(case, lot).flows:
        assert flow.least_kg is not None
        assert flow.most_kg is not None
        assert flow.proportional_kg is None or flow.least_kg <= flow.proportional_kg <= flow.most_kg
        for attempt in range(4):
            ride = Ride(case, (flow.id, flow.source[0], flow.target[0]), random.Random(seed + attempt))
            f = ride.run().get(lot, Fraction(0))
            assert Fraction(flow.least_kg) <= f <= Fraction(flow.most_kg), (flow, f)
