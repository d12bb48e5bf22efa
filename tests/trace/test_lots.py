"""The time-expanded graph, its accounts and its loops."""

from types import SimpleNamespace

from tieback.trace.account import read_accounts
from tieback.trace.ledger import Node, read_ledger
from tieback.trace.lots import OUTSIDE, expand
from tieback.trace.order import loops_of, order_of
from tieback.trace.tracing import trace


def network(case: object, *, static: bool = False) -> object:
    ledger = read_ledger(case)
    return expand(ledger, read_accounts(ledger), static=static)


def chain(r: SimpleNamespace, second: int | None = 5) -> object:
    return r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.transfer("T1", "A", "FARM", "MILL", 2, 60),
        r.transfer("T2", "A", "FARM", "MILL", second, 40),
    )


def test_a_node_has_one_cell_for_each_day_of_movements(records: SimpleNamespace) -> None:
    days = {(cell.node, cell.on) for cell in network(chain(records)).cells}
    farm, mill = Node("A", "FARM"), Node("A", "MILL")
    r = records
    assert days == {(farm, r.day(0)), (farm, r.day(2)), (farm, r.day(5)), (mill, r.day(2)), (mill, r.day(5))}


def test_static_time_and_missing_dates_merge_the_days_of_a_node(records: SimpleNamespace) -> None:
    assert len(network(chain(records), static=True).cells) == 2
    assert len(network(chain(records, None)).cells) == 2
    traced = trace(chain(records, None), "A", "MILL")
    assert [gap.ref for gap in traced.gaps if gap.kind == "date-missing"] == ["T2"]
    assert traced.origins[0].least_kg == 100


def test_arcs_always_point_forward_in_the_order(records: SimpleNamespace) -> None:
    found = network(chain(records))
    place = {cell: at for at, cell in enumerate(found.order)}
    inner = [arc for arc in found.arcs if OUTSIDE not in (arc.tail, arc.head)]
    assert inner
    assert all(place[arc.tail] < place[arc.head] for arc in inner)


def test_stock_counted_before_anything_came_is_untraced(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.count("BIN", "MILL", 0, 50),
        r.raw("G", "MILL", 0, "A", 50),
        r.change("F", "MILL", 1, 1, r.line("in", "A", 50), r.line("out", "BIN", 50)),
        r.change("D", "MILL", 2, 2, r.line("in", "BIN", 60), r.line("out", "Y", 60)),
    )
    traced = trace(case, "Y")
    assert not traced.conflicts
    assert traced.untraced_kg == 50
    assert [o.least_kg for o in traced.origins if (o.kind, o.id) == ("lot", "A")] == [10]


def test_a_lot_that_only_leaves_holds_what_left_and_what_was_counted(records: SimpleNamespace) -> None:
    r = records
    case = r.case(r.transfer("T", "A", "TRADER", "MILL", 1, 60), r.count("A", "TRADER", 5, 15))
    traced = trace(case, "A")
    assert (traced.holder, traced.mass_kg, traced.untraced_kg) == ("TRADER", 75, 75)


def test_a_count_below_the_book_is_said_and_limits_what_can_still_leave(records: SimpleNamespace) -> None:
    r = records
    goods = [r.raw("G", "FARM", 0, "A", 100), r.count("A", "FARM", 2, 70)]
    fine = trace(r.case(*goods, r.transfer("T", "A", "FARM", "MILL", 3, 70)), "A", "MILL")
    assert [gap.kind for gap in fine.gaps if gap.ref == "A"] == ["not-reconciled"]
    assert not fine.conflicts
    assert trace(r.case(*goods, r.transfer("T", "A", "FARM", "MILL", 3, 80)), "A", "MILL").conflicts


def test_a_count_that_some_hour_of_the_day_allows_is_reconciled(records: SimpleNamespace) -> None:
    r = records
    for counted in (100, 40):
        case = r.case(
            r.raw("G", "FARM", 0, "A", 100),
            r.transfer("T", "A", "FARM", "MILL", 3, 60),
            r.count("A", "FARM", 3, counted),
        )
        assert "not-reconciled" not in {gap.kind for gap in trace(case, "A", "MILL").gaps}


def test_rework_that_dates_break_keeps_its_bounds_and_is_reported(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "MILL", 0, "A", 100),
        r.change("X1", "MILL", 1, 2, r.line("in", "A", 60), r.line("out", "B", 60)),
        r.change("X2", "MILL", 3, 4, r.line("in", "B", 20), r.line("out", "A", 20)),
        r.change("X3", "MILL", 5, 6, r.line("in", "A", 50), r.line("out", "Y", 50)),
    )
    traced = trace(case, "Y")
    assert traced.cycles == (("A", "B"),)
    assert [o.least_kg for o in traced.origins if o.kind == "site"] == [50]
    assert "cycle" not in {gap.kind for gap in traced.gaps}


def test_a_loop_on_one_day_is_cut_reported_and_leaves_open_what_went_round(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "MILL", 0, "A", 100),
        r.raw("G2", "MILL", 0, "B", 100),
        r.change("X1", "MILL", 1, 1, r.line("in", "A", 60), r.line("out", "B", 60)),
        r.change("X2", "MILL", 1, 1, r.line("in", "B", 20), r.line("out", "A", 20)),
        r.change("X3", "MILL", 5, 6, r.line("in", "A", 50), r.line("out", "Y", 50)),
    )
    traced = trace(case, "Y")
    assert traced.cycles == (("A", "B"),)
    assert [gap.id for gap in traced.gaps if gap.kind == "cycle"] == ["gap-cycle-A-B"]
    found = {(item.kind, item.id): item for item in traced.origins}
    assert found["lot", "B"].least_kg == 0
    assert found["lot", "B"].most_kg == 20, "of what went round, any part may be of either lot"
    assert found["party", "MILL"].least_kg == 50, "nothing else came into the loop"
    assert ("region", "CN-XJ") not in found or found["region", "CN-XJ"].most_kg == 0


def test_a_returned_lot_is_a_loop_of_one(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.transfer("T1", "A", "FARM", "MILL", 1, 100),
        r.transfer("T2", "A", "MILL", "FARM", 3, 30),
        r.transfer("T3", "A", "FARM", "SPIN", 5, 30),
    )
    assert trace(case, "A", "SPIN").cycles == (("A",),)


def test_order_and_loops_of_graphs_need_no_recursion() -> None:
    size = 50_000
    line = [[vertex + 1] for vertex in range(size - 1)] + [[]]
    assert order_of(line) == list(range(size))
    assert loops_of(line) == []
    assert loops_of([*line[:-1], [0]]) == [list(range(size))]
    assert loops_of([[0], [2], []]) == [[0]]
