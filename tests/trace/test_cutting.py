"""The fewest papers that would bring an origin to nothing, beside every choice of papers tried one by one."""

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import inf
from types import SimpleNamespace
from typing import Any

import pytest
from highspy import _core as core
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.case import Case
from tieback.model.cut import Cut
from tieback.model.document import Document
from tieback.model.plain import plain
from tieback.model.record import RowRef, Unread
from tieback.model.refusal import Refused
from tieback.trace.bounds import SourceSet
from tieback.trace.closure import Closure, target_of, upstream
from tieback.trace.gain import yield_of
from tieback.trace.ledger import Kind
from tieback.trace.origin import Sets
from tieback.trace.scope import read_book
from tieback.trace.tracing import in_xinjiang, settle


def by(cuts: tuple[Cut, ...], word: str) -> Cut:
    return next(cut for cut in cuts if cut.by == word)


def ids(cut: Cut) -> list[str]:
    return [member.id for member in cut.members]


def bought_in_parts(r: SimpleNamespace, **more: Any) -> Case:
    """A mill buys an untraced lot in three deliveries, and a traced one; all go into one yarn."""
    return r.case(
        r.raw("G", "FARM", 0, "A", 60),
        r.transfer("TA", "A", "FARM", "MILL", 1, 60),
        *(r.transfer(f"T{n}", "U", "TRADER", "MILL", n, 10 * n) for n in (1, 2, 3)),
        r.change("Y", "MILL", 5, 5, r.line("in", "A", 60), r.line("in", "U", 60), r.line("out", "Y1", 120)),
        countries={"FARM": "US"},
        **more,
    )


def test_every_delivery_of_the_untraced_lot_must_be_shown(records: SimpleNamespace) -> None:
    cuts, sinks = settle(bought_in_parts(records), "Y1", ids=["CN-XJ"])
    cut = by(cuts, "transfer")
    assert (cut.status, cut.at_least, ids(cut)) == ("proven", 3, ["T1", "T2", "T3"])
    assert [(chain.source, chain.records, chain.weight) for chain in cut.chains] == [
        ("U at TRADER", (f"T{n}", "Y"), "1") for n in (1, 2, 3)
    ]
    assert [(sink.lot, sink.holder, str(sink.least_kg)) for sink in sinks] == [("U", "TRADER", "60.000")]


def test_one_document_that_covers_all_deliveries_is_enough(records: SimpleNamespace) -> None:
    documents = (
        Document("list.pdf", "bale-list", supports=("T1", "T2", "T3"), sha256="0"),
        Document("note.pdf", "delivery-note", supports=("T1",), sha256="0"),
        Document("paid.pdf", "payment", supports=("T1", "T2", "T3", "Y"), sha256="0"),
    )
    cuts, _ = settle(bought_in_parts(records, documents=documents), "Y1", ids=["CN-XJ", "untraced"])
    for cut in cuts:
        if cut.by == "document":
            assert (cut.status, cut.at_least, ids(cut), cut.alternatives) == ("proven", 1, ["list.pdf"], ())
            assert cut.members[0].covers == ("T1", "T2", "T3")
        else:
            assert ids(cut) == ["T1", "T2", "T3"]


def test_goods_that_surely_hold_some_leave_nothing_to_show(records: SimpleNamespace) -> None:
    cuts, sinks = settle(bought_in_parts(records), "Y1", ids=["FARM"])
    assert {cut.status for cut in cuts} == {"impossible"}
    assert "at least 60.000 kg" in cuts[0].text
    assert sinks[0].least_kg == 120


def test_the_sale_of_a_known_makers_own_goods_is_no_way_out(records: SimpleNamespace) -> None:
    # all of T1 is X's: only what was drawn from the bin can be shown to be the other's
    r = records
    case = r.case(
        r.raw("GX", "X", 0, "LX", 40),
        r.raw("GO", "O", 0, "LO", 40),
        r.transfer("T1", "LX", "X", "MILL", 1, 40),
        r.transfer("T2", "LO", "O", "MILL", 1, 40),
        r.change("B", "MILL", 2, 2, r.line("in", "LX", 40), r.line("in", "LO", 40), r.line("out", "BIN", 80)),
        r.transfer("T3", "BIN", "MILL", "KNIT", 3, 30),
        r.change("K", "KNIT", 4, 4, r.line("in", "BIN", 30), r.line("out", "K1", 30)),
    )
    cut = by(settle(case, "K1", ids=["X"])[0], "transfer")
    assert (cut.status, ids(cut), cut.alternatives) == ("proven", ["T3"], ())


def test_mass_that_no_paper_stands_before_must_be_shown_itself(records: SimpleNamespace) -> None:
    r = records
    case = r.case(r.change("Y", "MILL", 2, 2, r.line("in", "U", 60), r.line("out", "Y1", 60)))
    cuts, _ = settle(case, "Y1", ids=["untraced"])
    assert by(cuts, "transfer").status == "impossible"
    assert "U at MILL reached the lot without any transfer" in by(cuts, "transfer").text
    assert by(cuts, "document").status == "impossible"


def test_a_test_of_what_came_out_clears_a_step_its_production_record_does_not(
    records: SimpleNamespace,
) -> None:
    documents = (
        Document("test.pdf", "test-report", supports=("Y",), sha256="0"),
        Document("made.pdf", "production-record", supports=("Y",), sha256="0"),
    )
    cuts, _ = settle(bought_in_parts(records, documents=documents), "Y1", ids=["CN-XJ"])
    assert (ids(by(cuts, "document")), by(cuts, "document").alternatives) == (["test.pdf"], ())


def test_nothing_to_cut_and_records_in_conflict(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 60),
        r.transfer("T1", "A", "FARM", "MILL", 1, 60),
        r.change("Y", "MILL", 2, 2, r.line("in", "A", 60), r.line("out", "Y1", 60)),
        countries={"FARM": "US"},
    )
    assert {cut.status for cut in settle(case, "Y1", ids=["untraced"])[0]} == {"none-needed"}
    twice = replace(case, transfers=(*case.transfers, r.transfer("T2", "A", "FARM", "MILL-2", 1, 60)))
    cuts, sinks = settle(twice, "Y1", ids=["CN-XJ"])
    assert ({cut.status for cut in cuts}, sinks) == ({"unknown"}, ())


def test_an_unread_row_of_the_lot_itself_leaves_no_cut(records: SimpleNamespace) -> None:
    case = bought_in_parts(records, unread=(Unread(RowRef("transfers.csv", 9), "Y1", None, "bad"),))
    cut = by(settle(case, "Y1", ids=["CN-XJ"])[0], "transfer")
    assert cut.status == "impossible"


def test_an_id_that_nobody_knows_is_refused(records: SimpleNamespace) -> None:
    with pytest.raises(Refused, match="NOBODY"):
        settle(bought_in_parts(records), "Y1", ids=["NOBODY"])


def test_the_order_of_rows_changes_no_byte(records: SimpleNamespace) -> None:
    case = bought_in_parts(records)
    first = [plain(found) for found in settle(case, "Y1", ids=["CN-XJ", "untraced"])]
    for seed in range(4):
        rng = random.Random(seed)
        shuffled = replace(case, transfers=tuple(rng.sample(case.transfers, len(case.transfers))))
        assert [plain(found) for found in settle(shuffled, "Y1", ids=["untraced", "CN-XJ"])] == first


# --- every choice of transfers, one by one ------------------------------------------------------------------------


def small_case(r: SimpleNamespace, rng: random.Random) -> Case:
    """Lots of two makers and of nobody, sold in parts to two mills that blend and sell to one another."""
    stock: dict[tuple[str, str], int] = {}
    rows: list[object] = []
    for maker in ("X", "O"):
        mass = rng.randint(2, 9)
        rows.append(r.raw(f"G{maker}", maker, 0, f"L{maker}", mass))
        stock[f"L{maker}", maker] = mass
    for number in range(rng.randint(0, 3)):
        mass, mill = rng.randint(2, 9), rng.choice(["M1", "M2"])
        rows.append(r.transfer(f"TU{number}", f"U{number}", "TRADER", mill, 0, mass))
        stock[f"U{number}", mill] = mass
    for step in range(1, rng.randint(4, 9)):
        (lot, holder), left = rng.choice(sorted(item for item in stock.items() if item[1]))
        if rng.random() < 0.7:
            other = rng.choice([who for who in ("M1", "M2") if who != holder])
            mass = rng.randint(1, left)
            rows.append(r.transfer(f"T{step}", lot, holder, other, 2 * step, mass))
            stock[lot, holder] -= mass
            stock[lot, other] = stock.get((lot, other), 0) + mass
            continue
        mine = [(name, mass) for (name, who), mass in sorted(stock.items()) if who == holder and mass]
        taken = {name: rng.randint(1, mass) for name, mass in rng.sample(mine, min(len(mine), 2))}
        out = rng.randint(max(1, (sum(taken.values()) + 1) // 2), sum(taken.values()))
        low = rng.choice([None, "0.4"])
        lines = [r.line("in", name, mass) for name, mass in taken.items()]
        rows.append(
            r.change(
                f"S{step}",
                holder,
                2 * step,
                2 * step,
                *lines,
                r.line("out", f"N{step}", out, low=low, high=1),
            )
        )
        for name, mass in taken.items():
            stock[name, holder] -= mass
        stock[f"N{step}", holder] = out
    mine = [(name, who, mass) for (name, who), mass in sorted(stock.items()) if mass and who != "X"]
    who = rng.choice(mine)[1]
    taken_last = [(name, mass) for name, holder, mass in mine if holder == who][:4]
    whole = sum(mass for _, mass in taken_last)
    lines = [r.line("in", name, mass) for name, mass in taken_last]
    rows.append(r.change("LAST", who, 40, 40, *lines, r.line("out", "GOAL", whole)))
    return r.case(*rows)


def most_without(closure: Closure, wanted: SourceSet, settled: frozenset[str]) -> float | None:
    """The most of the set in the lot if the settled transfers hold none of it; None if the records rule that out."""
    arcs = [
        (pipe, index, number)
        for number, pipe in enumerate(closure.pipes)
        if not pipe.probe
        for index in pipe.arcs
    ]
    goal = set(closure.target.arcs)
    lower, upper, cost = [], [], []
    for pipe, index, number in arcs:
        arc = closure.network.arcs[index]
        moved = arc.movement
        shut = moved is not None and moved.kind is Kind.TRANSFER and moved.record in settled
        low, high = 0.0, float(arc.amount.high)
        if pipe.source is not None:
            low = high if number in wanted.inside else 0.0
            high = high if number in wanted.inside | wanted.possible else 0.0
        if shut:
            high = 0.0
        if low > high:
            return None
        lower.append(low)
        upper.append(high)
        cost.append(-1.0 if index in goal else 0.0)
    rows: list[dict[int, float]] = []
    limits: list[tuple[float, float]] = []
    for at in range(closure.end):
        low, high = (float(value) for value in yield_of(closure, at))
        ins = [n for n, (pipe, _, _) in enumerate(arcs) if pipe.head == at]
        outs = [n for n, (pipe, _, _) in enumerate(arcs) if pipe.tail == at]
        came = sum(float(closure.network.arcs[arcs[n][1]].amount.low) for n in ins)
        gone = sum(float(closure.network.arcs[arcs[n][1]].amount.low) for n in outs)
        rest = float(closure.leaving[at].low)
        rows.append({**dict.fromkeys(outs, 1.0), **dict.fromkeys(ins, -low), len(arcs) + at: 1.0})
        limits.append((0.0, inf))
        rows.append({**dict.fromkeys(outs, 1.0), **dict.fromkeys(ins, -high), len(arcs) + at: 1.0})
        limits.append((-inf, 0.0))
        # the same for the rest: what is not of the set
        rows.append({**dict.fromkeys(outs, -1.0), **dict.fromkeys(ins, low), len(arcs) + at: -1.0})
        limits.append((low * came - gone - rest, inf))
        rows.append({**dict.fromkeys(outs, -1.0), **dict.fromkeys(ins, high), len(arcs) + at: -1.0})
        limits.append((-inf, high * came - gone - rest))
    lower += [0.0] * closure.end
    upper += [float(amount.low) for amount in closure.leaving]
    cost += [0.0] * closure.end
    starts, indices, factors = [0], [], []
    for row in rows:
        indices += list(row)
        factors += list(row.values())
        starts.append(len(indices))
    model = core.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(rows)
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
    model.row_lower_, model.row_upper_ = [low for low, _ in limits], [high for _, high in limits]
    model.a_matrix_.format_ = core.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, indices, factors
    highs = core._Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
    ):  # the solver counts its threads once for all
        highs.setOptionValue(option, value)
    highs.passModel(model)
    highs.run()
    if highs.getModelStatus() != core.HighsModelStatus.kOptimal:
        return None
    return -highs.getInfo().objective_function_value


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), who=st.sampled_from(["X", "O"]))
def test_no_smaller_choice_of_transfers_does_it(
    new_records: Callable[[], SimpleNamespace], seed: int, who: str
) -> None:
    case = small_case(new_records(), random.Random(seed))
    book = read_book(case)
    target = target_of(book.network, book.ledger, "GOAL", None)
    assert target is not None
    closure = upstream(book.network, target)
    assert all(
        closure.network.arcs[index].amount.low == closure.network.arcs[index].amount.high
        for pipe in closure.pipes
        for index in pipe.arcs
    ), "the linear program of this test takes masses as fixed"
    wanted = next(
        item for item in Sets(closure, book.ledger, case, in_xinjiang).named(who) if item.kind == "party"
    )
    cuts, _ = settle(case, "GOAL", ids=[who])
    cut = next(item for item in cuts if item.by == "transfer" and item.kind == "party")
    transfers = sorted(item.id for item in case.transfers)
    works = [
        frozenset(choice)
        for size in range(len(transfers) + 1)
        for choice in combinations(transfers, size)
        if (most := most_without(closure, wanted, frozenset(choice))) is not None and most < 1
    ]
    if cut.status == "impossible":
        assert works == []
        return
    assert cut.status in {"proven", "none-needed"}
    least = min(len(choice) for choice in works)
    assert (len(cut.members), cut.at_least) == (least, least)
    assert frozenset(ids(cut)) in works
    assert {frozenset({id_}) for id_ in cut.alternatives} <= set(works)
    loads = {name: sum(Fraction(c.weight) for c in cut.chains if name in c.records) for name in transfers}
    assert all(load <= 1 for load in loads.values()), "no transfer closes chains of more than one in weight"
