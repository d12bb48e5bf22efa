"""A lot of a large case is traced through an excerpt: the answer is that of the whole case."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.case import Case
from tieback.model.plain import plain
from tieback.trace.array_case import arrays_of
from tieback.trace.bulk.excerpt import excerpt
from tieback.trace.tracing import trace

SAID = (
    "origins",
    "through",
    "lots",
    "transfers",
    "transformations",
    "sites",
    "untraced_kg",
    "cycles",
    "mass_kg",
)


def bare(case: Case) -> Case:
    from dataclasses import replace

    return replace(case, transfers=(), transformations=(), stock=(), unread=())


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9), down=st.booleans())
def test_an_excerpt_says_of_a_lot_what_the_whole_case_says(
    new_records: Callable[[], SimpleNamespace], messy_case: Callable[..., Case], seed: int, down: bool
) -> None:
    case = messy_case(new_records(), seed)
    arrays = arrays_of(case)
    direction = "down" if down else "up"
    for lot in arrays.words.lots:
        small = excerpt(bare(case), arrays, lot, down=down)
        assert said(trace(small, lot, direction=direction)) == said(trace(case, lot, direction=direction)), (
            lot
        )


def said(traced: object) -> dict[str, Any]:
    whole = plain(traced)
    return {name: whole[name] for name in SAID}


def test_an_excerpt_leaves_out_what_does_not_concern_the_lot(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G1", "FARM", 0, "A", 10),
        r.raw("G2", "FARM", 0, "B", 10),
        r.transfer("T1", "A", "FARM", "MILL", 1, 10),
        r.transfer("T2", "B", "FARM", "MILL", 1, 10),
        r.change("X1", "MILL", 2, 2, r.line("in", "A", 10), r.line("out", "Z", 10)),
        r.change("X2", "MILL", 2, 2, r.line("in", "B", 10), r.line("out", "Y", 10)),
    )
    small = excerpt(bare(case), arrays_of(case), "Z")
    assert [item.id for item in small.transfers] == ["T1"]
    assert [item.id for item in small.transformations] == ["G1", "X1"]
    assert excerpt(bare(case), arrays_of(case), "NO SUCH LOT").transfers == ()
