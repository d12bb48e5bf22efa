"""Which text is a copy of an earlier one: word for word, nearly, or a part of it.

Resemblance and containment are counted over all runs of three words, not estimated. A text that keeps another's words and
changes its figures (a weekly report) is no copy; one that adds as much as it keeps (a follow-up) is none either.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from tieback.model.story import Level
from tieback.watch.story.excerpt import ExcerptIndex
from tieback.watch.story.fingerprint import Fingerprint, read_fingerprint, shared
from tieback.watch.story.near import BandIndex, band_keys, sign

NEAR = Decimal("0.6")  # of all runs of both; 6 % of the words changed leave .69 or more
CONTAINED = Decimal("0.8")  # of the runs of the shorter text
_FEWEST_RUNS = 8  # of an excerpt; shorter ones stand in many texts by chance
_FEWEST_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Copy:
    """An earlier text (by its key) and how the newer one stands to it; `share` with three decimals."""

    of: str
    level: Level
    share: Decimal


_NONE = np.empty(0, dtype=np.uint64)


class CopyIndex:
    """The texts seen so far, under keys of their own. Adding is all it can do; the order of adding decides who is first."""

    def __init__(self) -> None:
        """An empty index."""
        self._keys: list[str] = []
        self._prints: list[Fingerprint] = []
        self._exact: dict[str, str] = {}
        self._bands = BandIndex()
        self._runs = ExcerptIndex()

    def add(self, key: str, text: str) -> Copy | None:
        """The closest earlier text of which this one is a copy, or which is an excerpt of this one; then keep it."""
        found = read_fingerprint(text)
        if len(found.shingles) and found.sha256 in self._exact:
            return Copy(self._exact[found.sha256], Level.EXACT, Decimal("1.000"))
        bands = band_keys(sign(found.shingles)) if len(found.shingles) else []
        numbers = sorted({*self._bands.candidates(bands), *self._runs.candidates(found.shingles)})
        copies = [(number, compare(found, self._prints[number], self._keys[number])) for number in numbers]
        at, best = max(((n, copy) for n, copy in copies if copy), key=_closeness, default=(-1, None))
        whole = best is None or len(found.shingles) > len(self._prints[at].shingles)
        self._exact[found.sha256] = key
        self._keys.append(key)
        self._prints.append(found)
        self._bands.add(bands)
        self._runs.add(found.shingles if whole else _NONE)  # what a copy holds is found in what it copies
        return best


def _closeness(found: tuple[int, Copy]) -> tuple[bool, Decimal, int]:
    """A near copy before an excerpt, then the larger share, then the earlier text."""
    number, copy = found
    return copy.level is Level.NEAR, copy.share, -number


def compare(one: Fingerprint, other: Fingerprint, key: str) -> Copy | None:
    """How `one` stands to `other`, known as `key`: a near copy, an excerpt (either of either), or None."""
    common = shared(one.shingles, other.shingles)
    if not common or _other_figures(one.figures, other.figures):
        return None
    resemblance = Decimal(common) / (len(one.shingles) + len(other.shingles) - common)
    if resemblance >= NEAR:
        return Copy(key, Level.NEAR, _three(resemblance))
    shorter = min(len(one.shingles), len(other.shingles))
    if shorter >= _FEWEST_RUNS and Decimal(common) / shorter >= CONTAINED:
        return Copy(key, Level.EXCERPT, _three(Decimal(common) / shorter))
    return None


def _three(share: Decimal) -> Decimal:
    return share.quantize(Decimal("0.001"))


def _other_figures(one: frozenset[str], other: frozenset[str]) -> bool:
    """True if the one with fewer figures has at least four, and the other does not have half of them."""
    fewer = min(len(one), len(other))
    return fewer >= _FEWEST_FIGURES and 2 * len(one & other) < fewer


def find_copies(texts: Iterable[tuple[str, str]]) -> dict[str, Copy]:
    """Key -> the earlier text it copies, for (key, text) in order."""
    index = CopyIndex()
    return {key: copy for key, text in texts if (copy := index.add(key, text))}
