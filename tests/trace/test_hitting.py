"""The fewest items that meet every chain, beside all choices there are."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.trace import hitting
from tieback.trace.hitting import Row, fewest, is_packing, search

COUNT = 6
ITEMS = st.integers(0, COUNT - 1)
ROWS = st.lists(st.frozensets(ITEMS, min_size=1), max_size=8)
BANS = st.lists(st.frozensets(ITEMS, min_size=1, max_size=3), max_size=4)


def best(rows: list[Row], bans: list[Row]) -> int | None:
    for size in range(COUNT + 1):
        for choice in map(frozenset, combinations(range(COUNT), size)):
            if all(row & choice for row in rows) and not any(ban <= choice for ban in bans):
                return size
    return None


def asked(rows: list[Row], bans: list[Row], **more: int) -> hitting.Hitting:
    return fewest(
        COUNT,
        lambda chosen: [row for row in rows if not row & chosen][:1],
        lambda chosen: next((ban for ban in bans if ban <= chosen), None),
        **more,
    )


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, bans=BANS)
def test_no_choice_at_all_is_smaller(rows: list[Row], bans: list[Row]) -> None:
    found, size = asked(rows, bans), best(rows, bans)
    if size is None:
        assert (found.chosen, found.status) == (None, "impossible")
        return
    assert found.status == "proven"
    assert found.chosen is not None
    assert len(found.chosen) == size == found.at_least
    assert all(row & found.chosen for row in rows)
    assert not any(ban <= found.chosen for ban in bans)
    if found.weights:
        assert is_packing(found.rows, found.weights)
        assert sum(found.weights) > size - 1
    smaller, complete = search(rows, bans, size - 1) if size else (None, True)
    assert (smaller, complete) == (None, True)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS)
def test_a_search_that_was_cut_short_says_so_and_still_meets_every_row(rows: list[Row]) -> None:
    found = asked(rows, [], rounds=1)
    size = best(rows, [])
    assert size is not None
    if found.status == "limit":
        assert found.chosen is not None
        assert all(row & found.chosen for row in rows)
        assert found.at_least <= size <= len(found.chosen)
    else:
        assert (found.status, size) == ("proven", 0)


def test_three_chains_that_share_two_by_two_need_two() -> None:
    rows = [frozenset({0, 1}), frozenset({1, 2}), frozenset({0, 2})]
    found = asked(rows, [])
    assert (found.at_least, sum(found.weights)) == (2, Fraction(3, 2))


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, bans=BANS)
def test_without_a_solver_the_search_of_whole_choices_stands_in(rows: list[Row], bans: list[Row]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hitting, "_run", lambda *_, **__: None)
        found, size = asked(rows, bans), best(rows, bans)
    assert found.status == ("impossible" if size is None else "proven")
    assert (None if found.chosen is None else len(found.chosen)) == size


def test_a_search_without_time_left_proves_nothing() -> None:
    rows = [frozenset({0, 1}), frozenset({2, 3})]
    assert search(rows, [], 1, nodes=1) == (None, False)


def test_weights_that_load_an_item_above_one_are_no_proof() -> None:
    rows = [frozenset({0, 1}), frozenset({1, 2})]
    assert is_packing(rows, (Fraction(1, 2), Fraction(1, 2)))
    assert not is_packing(rows, (Fraction(1, 2), Fraction(2, 3)))
    assert not is_packing(rows, (Fraction(-1, 2), Fraction(1)))
