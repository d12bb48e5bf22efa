"""Figures of a classifier from scores and truths: precision, recall with its lower bound, F1, average precision."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import sqrt

_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True)
class Confusion:
    """Pairs said to be the same or not, against the truth."""

    hits: int
    false_alarms: int
    misses: int
    rightly_apart: int

    @property
    def precision(self) -> float:
        """Of what was said to be the same, the share that is; 1 where nothing was said."""
        said = self.hits + self.false_alarms
        return self.hits / said if said else 1.0

    @property
    def recall(self) -> float:
        """Of what is the same, the share that was found; 1 where nothing is."""
        true = self.hits + self.misses
        return self.hits / true if true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.hits / max(2 * self.hits + self.false_alarms + self.misses, 1)


def confuse(scores: Sequence[float], truths: Sequence[bool], threshold: float) -> Confusion:
    """Count at a threshold: a score that reaches it says "the same"."""
    hits = sum(score >= threshold and truth for score, truth in zip(scores, truths, strict=True))
    said, true = sum(score >= threshold for score in scores), sum(truths)
    return Confusion(hits, said - hits, true - hits, len(scores) - said - true + hits)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share; 0 to 1 without trials."""
    if not trials:
        return 0.0, 1.0
    share, z2 = successes / trials, _Z * _Z
    centre = share + z2 / (2 * trials)
    half = _Z * sqrt(share * (1 - share) / trials + z2 / (4 * trials * trials))
    return max(0.0, (centre - half) / (1 + z2 / trials)), min(1.0, (centre + half) / (1 + z2 / trials))


def curve(scores: Sequence[float], truths: Sequence[bool]) -> list[tuple[float, int, int]]:
    """(threshold, hits, said) for every distinct score, highest first."""
    ranked = sorted(zip(scores, truths, strict=True), key=lambda item: -item[0])
    points, hits, said = [], 0, 0
    for score, tied in groupby(ranked, key=lambda item: item[0]):
        truths_here = [truth for _, truth in tied]
        hits, said = hits + sum(truths_here), said + len(truths_here)
        points.append((score, hits, said))
    return points


def average_precision(scores: Sequence[float], truths: Sequence[bool]) -> float:
    """Area under precision over recall in steps; ties count together; 0 without a true pair."""
    true, total, before = sum(truths), 0.0, 0
    for _, hits, said in curve(scores, truths):
        total += (hits - before) / max(true, 1) * hits / said
        before = hits
    return total


def best_f1(scores: Sequence[float], truths: Sequence[bool]) -> tuple[float, float]:
    """The highest F1 of any threshold, and that threshold (chosen on the same data: optimistic)."""
    true = sum(truths)
    return max(
        ((2 * hits / (said + true), score) for score, hits, said in curve(scores, truths)), default=(0.0, 0.0)
    )
