"""The books of a holder, month by month."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.cut import Statement
from tieback.trace.tracing import keep_books


def of(rows: tuple[Statement, ...], holder: str) -> list[Statement]:
    return [row for row in rows if row.holder == holder]


def adds_up(row: Statement) -> bool:
    came = row.received_kg + row.made_kg + row.found_kg + row.short_kg
    return row.opening_kg + came - row.used_kg - row.sent_kg - row.lost_kg == row.closing_kg


def test_a_mill_over_two_months(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 100),
        r.transfer("T1", "A", "GIN", "MILL", 5, 100),
        r.change(
            "S",
            "MILL",
            10,
            40,
            r.line("in", "A", 80),
            r.line("out", "Y", 70, low="0", high="1"),
            r.line("waste", "W", 8),
            process="carded cotton spinning",
        ),
        r.transfer("T2", "Y", "MILL", "KNIT", 45, 60),
        r.count("A", "MILL", 50, 15),
        r.change("K", "KNIT", 50, 50, r.line("in", "Y", 60), r.line("out", "F", 60)),
    )
    january, february = of(keep_books(case, "F"), "MILL")
    assert (january.month, february.month) == ("2026-01", "2026-02")
    assert (january.received_kg, january.used_kg, january.closing_kg) == (100, 80, 20)
    assert (february.opening_kg, february.made_kg, february.sent_kg, february.lost_kg) == (20, 78, 60, 5)
    assert (february.closing_kg, february.yield_percent) == (33, Decimal("87.5"))
    assert (february.usual_min_percent, february.usual_max_percent) == (85, 90)
    assert january.yield_percent is None
    assert (february.sites, february.capacity_kg, february.unexplained_kg) == (("site of MILL",), None, 5)
    stated = replace(
        case, sites=tuple(replace(site, capacity_kg_per_day=Decimal("2.5")) for site in case.sites)
    )
    assert [row.capacity_kg for row in of(keep_books(stated, "F"), "MILL")] == [Decimal("77.5"), 70]


def test_more_sent_than_came_is_short(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 100),
        r.transfer("T1", "A", "GIN", "MILL", 5, 150),
        r.change("S", "MILL", 10, 10, r.line("in", "A", 150), r.line("out", "Y", 150)),
    )
    (gin,) = of(keep_books(case, "Y"), "GIN")
    assert (gin.made_kg, gin.sent_kg, gin.short_kg, gin.closing_kg) == (100, 150, 50, 0)


def test_mass_without_a_date_or_a_weight_is_told_apart(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 10),
        r.transfer("T1", "A", "GIN", "MILL", None, 10),
        r.transfer("T2", "B", "GIN", "MILL", 3, 2, unit="bale"),
        r.change("S", "MILL", 10, 10, r.line("in", "A", 10), r.line("out", "Y", 10)),
    )
    undated, dated = of(keep_books(case, "Y"), "MILL")
    assert (undated.month, undated.received_kg, dated.opening_kg) == (None, 10, 10)
    assert dated.unweighed == 1


@settings(max_examples=60, deadline=None)
@given(
    moves=st.lists(st.tuples(st.integers(0, 150), st.integers(1, 40), st.booleans()), max_size=8),
    counts=st.lists(st.tuples(st.integers(0, 150), st.integers(0, 60)), max_size=2),
)
def test_every_month_adds_up_and_opens_as_the_last_one_closed(
    new_records: Callable[[], SimpleNamespace],
    moves: list[tuple[int, int, bool]],
    counts: list[tuple[int, int]],
) -> None:
    r = new_records()
    rows = [
        r.transfer(f"T{n}", "A", *(("GIN", "MILL") if came else ("MILL", "KNIT")), on, kg)
        for n, (on, kg, came) in enumerate(moves)
    ]
    end = r.change("END", "MILL", 151, 151, r.line("in", "A", 1), r.line("out", "Y", 1))
    books = keep_books(r.case(*rows, end, *(r.count("A", "MILL", on, kg) for on, kg in counts)), "Y")
    assert all(adds_up(row) for row in books)
    for holder in {row.holder for row in books}:
        mine = of(books, holder)
        assert mine[0].opening_kg == 0
        assert all(a.closing_kg == b.opening_kg for a, b in pairwise(mine))
