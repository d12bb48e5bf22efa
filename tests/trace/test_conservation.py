"""What must hold of every trace: mass is conserved, knowing more never says less, and the order of rows says nothing."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from trace_replay import random_case

from tieback.model.case import Case
from tieback.model.goods import LineRole
from tieback.model.plain import plain
from tieback.trace.history import draw_history
from tieback.trace.picture import draw_chain
from tieback.trace.siting import map_plate
from tieback.trace.tracing import trace

SEEDS = st.integers(0, 10**9)
GRAM = Decimal("0.001")


def last_lot(case: Case) -> str:
    """A lot that was made."""
    return max(line.lot for t in case.transformations for line in t.lines if line.role is not LineRole.IN)


@settings(max_examples=80, deadline=None)
@given(seed=SEEDS)
def test_the_origins_of_a_lot_add_up_to_its_mass(
    new_records: Callable[[], SimpleNamespace], seed: int
) -> None:
    """Where no loop was cut: least <= mass <= most of all makers together, and the even mix is the mass to a gram."""
    case = random_case(new_records(), seed)
    traced = trace(case, last_lot(case))
    makers = [item for item in traced.origins if item.kind == "party"]
    assert traced.mass_kg is not None
    assert traced.untraced_kg is not None
    assert sum((item.least_kg for item in makers), Decimal(0)) <= traced.mass_kg
    most = sum((item.most_traced_kg for item in makers), Decimal(0)) + traced.untraced_kg
    if not any(gap.kind == "cycle" for gap in traced.gaps):
        assert most >= traced.mass_kg
        even = sum((item.proportional_kg for item in makers), Decimal(0))
        assert even <= traced.mass_kg + GRAM * (len(makers) + 1)
        if traced.untraced_kg == 0:
            assert abs(even - traced.mass_kg) <= GRAM * (len(makers) + 1)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_a_record_of_the_making_of_untraced_goods_never_widens_an_interval(
    new_records: Callable[[], SimpleNamespace], seed: int
) -> None:
    r = new_records()
    case = random_case(r, seed)
    sold = next((item for item in case.transfers if item.id == "TU"), None)
    if sold is None:
        return
    known = r.raw("GU", "TRADER", 0, "U", sold.quantity.value)
    told = replace(
        case,
        transformations=(*case.transformations, known),
        sites=(*case.sites, replace(case.sites[0], id=known.site, party="TRADER")),
    )
    lot = last_lot(case)
    before, after = trace(case, lot), trace(told, lot)
    now = {(item.kind, item.id): item for item in after.origins}
    for item in before.origins:
        later = now.get((item.kind, item.id))
        if later is None:  # ruled out
            assert item.least_kg == 0
            continue
        assert item.least_kg <= later.least_kg <= later.most_kg <= item.most_kg
    assert after.untraced_kg is not None
    assert before.untraced_kg is not None
    assert after.untraced_kg <= before.untraced_kg


@settings(max_examples=30, deadline=None)
@given(seed=SEEDS)
def test_rows_in_any_order_give_the_same_trace_and_the_same_pictures(
    new_records: Callable[[], SimpleNamespace], seed: int
) -> None:
    case = random_case(new_records(), seed)
    rng = random.Random(seed)
    shuffled = replace(
        case,
        transfers=tuple(rng.sample(case.transfers, len(case.transfers))),
        transformations=tuple(
            replace(item, lines=tuple(rng.sample(item.lines, len(item.lines))))
            for item in rng.sample(case.transformations, len(case.transformations))
        ),
        sites=tuple(rng.sample(case.sites, len(case.sites))),
    )
    lot = last_lot(case)
    one, other = trace(case, lot), trace(shuffled, lot)
    assert plain(one) == plain(other)
    assert draw_chain(one, case) == draw_chain(other, shuffled)
    assert draw_history(one, case) == draw_history(other, shuffled)
    assert map_plate(one, case) == map_plate(other, shuffled)
