"""A case as arrays: every record keeps its lot, holder, day and mass, whatever the order of the rows."""

import random
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from tieback.model.case import Case
from tieback.trace.array import BASES, NONE, ROLES, UNDATED, UNMEASURED, Arrays, day_number, day_of
from tieback.trace.array_case import arrays_of


@pytest.fixture
def case(records: SimpleNamespace) -> Case:
    r = records
    return r.case(  # type: ignore[no-any-return]
        r.raw("G1", "GIN", 0, "BALES", "1000"),
        r.transfer("T1", "BALES", "GIN", "MILL", 2, "600", document="inv.pdf", basis="net"),
        r.transfer("T2", "BALES", "GIN", "MILL", None, None),
        r.transfer("T3", "BALES", "GIN", "OTHER", 3, "100", tolerance="0.5"),
        r.change(
            "S1",
            "MILL",
            5,
            9,
            r.line("in", "BALES", "600", "cotton"),
            r.line("out", "YARN", "500.0000005", "cotton", low="0.8", high="0.9"),
            r.line("waste", "", "100", "cotton"),
        ),
        r.count("YARN", "MILL", 12, "499"),
    )


def kg_of(arrays: Arrays, place: int) -> tuple[int, int, int]:
    mass = arrays.transfers.mass
    return int(mass.least[place]), int(mass.stated[place]), int(mass.most[place])


def test_a_transfer_keeps_its_nodes_days_and_mass(case: Case) -> None:
    arrays = arrays_of(case)
    assert list(arrays.transfers.id) == ["T1", "T2", "T3"]
    giver, taker = arrays.node("BALES", "GIN"), arrays.node("BALES", "MILL")
    assert arrays.transfers.giver.tolist() == [giver] * 3
    assert arrays.transfers.taker[0] == taker
    assert day_of(int(arrays.transfers.shipped_on[0])) == case.transfers[0].shipped_on
    assert kg_of(arrays, 0) == (600_000_000, 600_000_000, 600_000_000)
    assert kg_of(arrays, 2) == (99_500_000, 100_000_000, 100_500_000)
    assert BASES[int(arrays.transfers.mass.basis[0])] == "net"
    assert arrays.words.documents[int(arrays.transfers.document[0])] == "inv.pdf"


def test_what_is_not_stated_is_neither_a_day_nor_a_mass(case: Case) -> None:
    arrays = arrays_of(case)
    assert arrays.transfers.shipped_on[1] == UNDATED
    assert kg_of(arrays, 1) == (0, UNMEASURED, UNMEASURED)
    assert arrays.transfers.document[1] == NONE
    assert day_of(day_number(None)) is None


def test_lines_are_grouped_by_making_and_waste_without_a_lot_has_no_node(case: Case) -> None:
    arrays = arrays_of(case)
    begin, end = arrays.makings.first[1:3]
    assert arrays.makings.id[1] == "S1"
    assert [ROLES[role] for role in arrays.lines.role[begin:end]] == ["in", "out", "waste"]
    assert arrays.lines.node[end - 1] == NONE
    assert arrays.lines.yield_min[begin : end - 1].tolist() == [NONE, 800_000]


def test_a_mass_of_parts_of_a_milligram_is_rounded_outward(case: Case) -> None:
    arrays = arrays_of(case)
    out = int(arrays.makings.first[1]) + 1
    assert (arrays.lines.mass.least[out], arrays.lines.mass.most[out]) == (500_000_000, 500_000_001)


def test_nodes_are_found_by_lot_and_holder(case: Case) -> None:
    arrays = arrays_of(case)
    begin, end = arrays.holdings("BALES")
    holders = [arrays.words.holders[code] for code in arrays.nodes.holder[begin:end]]
    assert holders == ["GIN", "MILL", "OTHER"]
    assert arrays.node("BALES", "NOBODY") == arrays.node("NOTHING", "GIN") == NONE
    assert arrays.node("YARN", "GIN") == NONE
    assert len(arrays.nodes) == 4


def test_shuffled_records_give_the_same_arrays(case: Case) -> None:
    moved = list(case.transfers)
    random.Random(3).shuffle(moved)
    one = arrays_of(case)
    other = arrays_of(replace(case, transfers=tuple(moved), transformations=case.transformations[::-1]))
    assert list(one.words.lots) == list(other.words.lots)
    for table in ("transfers", "lines", "counts", "nodes", "makings"):
        first, second = getattr(one, table), getattr(other, table)
        for name in first.__slots__:
            if isinstance(getattr(first, name), np.ndarray):
                assert np.array_equal(getattr(first, name), getattr(second, name)), (table, name)
