"""Excerpts by an inverted index of every eighth run of words: what part of a text stands in another one.

Which runs are kept depends on the run alone (Manber, Finding similar files in a large file system, 1994), so a text and its
excerpt keep the same ones. Short texts keep all. Candidates only; `copies` counts.
"""

from heapq import nsmallest

import numpy as np

from tieback.watch.story.fingerprint import Numbers

_EVERY = 8
_SHORT = 64  # runs below which a text is looked up by all of them
_COMMON = 40  # texts beyond which a run says nothing: boilerplate of an outlet


class ExcerptIndex:
    """Texts by their kept runs. The number of a text is the caller's, in order of adding."""

    def __init__(self) -> None:
        """An empty index."""
        self._runs: dict[int, list[int]] = {}

    def candidates(self, shingles: Numbers, most: int = 8) -> list[int]:
        """The texts that share most kept runs with these, rare ones first of all; the earlier first among equals."""
        found: dict[int, float] = {}
        for run in _kept(shingles):
            texts = self._runs.get(run, ())
            if len(texts) < _COMMON:
                for number in texts:
                    found[number] = found.get(number, 0.0) + 1 / len(texts)
        return nsmallest(most, found, key=lambda number: (-found[number], number))

    def add(self, number: int, shingles: Numbers) -> None:
        """Add a text. Without shingles it is never found."""
        for run in _kept(shingles):
            self._runs.setdefault(run, []).append(number)

    def forget(self, number: int, shingles: Numbers) -> None:
        """Find a text no longer; `shingles` as it was added."""
        for run in _kept(shingles):
            self._runs[run].remove(number)
            if not self._runs[run]:
                del self._runs[run]


def _kept(shingles: Numbers) -> list[int]:
    kept = shingles if len(shingles) < _SHORT else shingles[(shingles % np.uint64(_EVERY)) == 0]
    return [int(run) for run in kept.tolist()]
