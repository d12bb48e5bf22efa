"""The graphs of bench/graph.py: masses add up, and what leads to a lot in time is what a plain search by day finds."""

import importlib.util
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from tieback.trace.bulk.lots import Reach, made_lots
from tieback.trace.bulk.movement import movements_of
from tieback.trace.bulk.weave import weave

BENCH = Path(__file__).resolve().parents[2] / "bench"
DAY = 1440


def module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules[name] = found
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def graph() -> ModuleType:
    return module("graph")


def test_no_lot_gives_more_than_it_has_at_the_time(graph: ModuleType) -> None:
    moved, lots = graph.grow(20_000)
    assert len(lots["lot"]) > 5_000
    assert (np.bincount(moved["dst"])[3_000:] > 3).any()
    came, bales = defaultdict(int), (lots["tier"] == 0).sum()
    for at in np.lexsort((moved["src"], moved["minute"])):
        source, target, grams = (int(moved[name][at]) for name in ("src", "dst", "grams"))
        assert grams > 0
        if source >= bales:
            came[source] -= grams
        came[target] += grams
    assert all(grams >= 0 for grams in came.values())


def test_what_leads_to_a_lot_in_time_is_what_a_search_by_day_finds(graph: ModuleType, tmp_path: Path) -> None:
    paths = graph.write(20_000, tmp_path)
    arrays = module("graph_case").read(*paths)
    moved, _ = graph.grow(20_000)
    into = defaultdict(list)
    for source, target, minute in zip(moved["src"], moved["dst"], moved["minute"], strict=True):
        into[int(target)].append((int(source), int(minute) // DAY))
    mesh = weave(arrays)
    assert mesh.even
    assert not mesh.broken.any()
    lots = made_lots(arrays, movements_of(arrays), mesh)
    reach = Reach(mesh)
    late = 0
    for number in range(len(lots) - 200, len(lots)):
        cells = lots.cell[lots.start[number] : lots.start[number + 1]]
        found = {
            int(arrays.nodes.lot[mesh.source_node[i]])
            for cell in reach.upstream(cells[cells >= 0])
            for i in range(mesh.found[cell], mesh.found[cell + 1])
        }
        expected, ever = (
            searched(into, int(lots.code[number])),
            searched(into, int(lots.code[number]), timed=False),
        )
        assert found <= expected
        assert len(found) >= 0.99 * len(expected), "only what a bin had wholly given out is missing"
        late += len(ever - expected)
    assert late > 0, "some fills came too late"


def searched(into: dict[int, list[tuple[int, int]]], lot: int, *, timed: bool = True) -> set[int]:
    """The bales that lead to a lot: each lot by the latest day on which what is in it still counts."""
    latest = {lot: 10**6}
    todo = [lot]
    while todo:
        at = todo.pop()
        for source, day in into.get(at, ()):
            if (day <= latest[at] or not timed) and latest.get(source, -1) < day:
                latest[source] = day
                todo.append(source)
    return {source for source in latest if source not in into}
