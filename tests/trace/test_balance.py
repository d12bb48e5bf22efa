"""The even mix."""

from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.trace.tracing import trace


def test_every_state_mixes_evenly_in_date_order(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "MILL", 0, "A", 90),
        r.raw("G2", "MILL", 0, "B", 90),
        r.change("F1", "MILL", 1, 1, r.line("in", "A", 90), r.line("out", "BIN", 90)),
        r.change("D1", "MILL", 2, 2, r.line("in", "BIN", 60), r.line("out", "D1", 60)),
        r.change("F2", "MILL", 3, 3, r.line("in", "B", 90), r.line("out", "BIN", 90)),
        r.change("D2", "MILL", 4, 4, r.line("in", "BIN", 60), r.line("out", "D2", 60)),
    )
    assert [(o.id, str(o.proportional_kg)) for o in trace(case, "D1").origins if o.kind == "lot"] == [
        ("A", "60.000")
    ]
    shares = {o.id: str(o.proportional_kg) for o in trace(case, "D2").origins if o.kind == "lot"}
    assert shares == {"A": "15.000", "B": "45.000"}


def test_shares_of_thirds_round_half_to_even_and_stay_between_the_bounds(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        *(r.raw(f"G{i}", f"FARM-{i}", 0, f"L{i}", 1) for i in range(3)),
        *(r.transfer(f"T{i}", f"L{i}", f"FARM-{i}", "MILL", 1, 1) for i in range(3)),
        r.change("Y", "MILL", 2, 2, *(r.line("in", f"L{i}", 1) for i in range(3)), r.line("out", "Y", 2)),
    )
    for item in trace(case, "Y").origins:
        if item.kind == "lot":
            assert str(item.proportional_kg) == "0.667"
            assert item.least_kg <= item.proportional_kg <= item.most_kg


@settings(max_examples=30, deadline=None)
@given(masses=st.lists(st.integers(1, 10_000), min_size=1, max_size=6), out=st.integers(1, 100))
def test_the_shares_of_all_lots_are_the_whole(masses: list[int], out: int, new_records: object) -> None:
    r = new_records()
    total = sum(masses)
    given_kg = max(1, total * out // 100)
    case = r.case(
        *(r.raw(f"G{i}", "FARM", 0, f"L{i}", mass) for i, mass in enumerate(masses)),
        r.change(
            "Y",
            "FARM",
            2,
            2,
            *(r.line("in", f"L{i}", m) for i, m in enumerate(masses)),
            r.line("out", "Y", given_kg),
        ),
    )
    shares = [o.proportional_kg for o in trace(case, "Y").origins if o.kind == "lot"]
    assert abs(sum(shares) - Decimal(given_kg)) <= Decimal("0.0005") * len(shares)
