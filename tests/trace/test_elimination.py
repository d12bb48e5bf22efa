"""Exact solutions of square systems."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tieback.trace.elimination import solve

ENTRY = st.fractions(-9, 9, max_denominator=9)


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(ENTRY, min_size=n + 1, max_size=n + 1), min_size=n, max_size=n)
    )
)
def test_a_solution_solves_every_row(table: list[list[Fraction]]) -> None:
    rows = [{at: entry for at, entry in enumerate(row[:-1]) if entry} for row in table]
    right = [row[-1] for row in table]
    found = solve(rows, right)
    if found is not None:
        for row, value in zip(rows, right, strict=True):
            assert sum(entry * found[at] for at, entry in row.items()) == value


@given(st.permutations(range(5)), st.lists(ENTRY, min_size=5, max_size=5))
def test_any_order_of_rows_and_columns_is_solved(order: list[int], values: list[Fraction]) -> None:
    rows = [{order[at]: Fraction(2), order[at - 1]: Fraction(1)} for at in range(5)]
    right = [2 * values[order[at]] + values[order[at - 1]] for at in range(5)]
    assert solve(rows, right) == values


def test_rows_that_depend_on_each_other_have_no_single_solution() -> None:
    assert solve([{0: 1, 1: 2}, {0: 2, 1: 4}], [1, 2]) is None
    assert solve([{0: 1}, {}], [1, 0]) is None
