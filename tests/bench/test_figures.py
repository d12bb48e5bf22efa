"""The figures of bench/accuracy.py, against counting by hand."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCH = Path(__file__).resolve().parents[2] / "bench"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCH / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


figures = load("figures")
scored = st.lists(
    st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.7, 1.0]), st.booleans()), min_size=1, max_size=30
)


def test_confusion_counts_what_reaches_the_threshold() -> None:
    found = figures.confuse([0.9, 0.6, 0.59, 0.1], [True, False, True, False], 0.6)
    assert (found.hits, found.false_alarms, found.misses, found.rightly_apart) == (1, 1, 1, 1)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)


def test_wilson_of_no_miss_in_250_proves_985_per_mille() -> None:
    assert figures.wilson(250, 250) == pytest.approx((0.98487, 1.0), abs=1e-4)
    assert figures.wilson(0, 0) == (0.0, 1.0)


def test_average_precision_by_hand() -> None:
    assert figures.average_precision([0.9, 0.8, 0.7], [True, False, True]) == pytest.approx((1 + 2 / 3) / 2)


@given(scored)
def test_the_best_f1_is_reached_at_its_threshold_and_nowhere_beaten(rows: list[tuple[float, bool]]) -> None:
    scores, truths = [row[0] for row in rows], [row[1] for row in rows]
    highest, at = figures.best_f1(scores, truths)
    assert figures.confuse(scores, truths, at).f1 == pytest.approx(highest)
    assert all(figures.confuse(scores, truths, score).f1 <= highest + 1e-12 for score in scores)


@given(scored)
def test_average_precision_of_all_ties_is_the_share_of_true_pairs(rows: list[tuple[float, bool]]) -> None:
    truths = [row[1] for row in rows]
    expected = sum(truths) / len(truths) if any(truths) else 0.0
    assert figures.average_precision([0.5] * len(rows), truths) == pytest.approx(expected)
