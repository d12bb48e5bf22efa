"""Which text is a copy of an earlier one: word for word, nearly, or a part of it.

Resemblance and containment are counted over all runs of three words, not estimated. A text that keeps another's words and
changes its figures (a weekly report) is no copy; one that adds as much as it keeps (a follow-up) is none either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np

from tieback.model.story import Level
from tieback.watch.article.sentence import split_sentences
from tieback.watch.story.excerpt import ExcerptIndex
from tieback.watch.story.fingerprint import (
    Fingerprint,
    Numbers,
    read_fingerprint,
    shared,
    shingles_of,
    words_of,
)
from tieback.watch.story.near import BandIndex, band_keys, sign

NEAR = Decimal("0.6")  # of all runs of both; 6 % of the words changed leave .69 or more
CONTAINED = Decimal("0.8")  # of the runs of the shorter text
WINDOW = timedelta(
    days=10
)  # after which a text is not looked for: what is printed again later is a story of its own
_FEWEST_RUNS = 8  # of an excerpt; shorter ones stand in many texts by chance
_FEWEST_FIGURES = 4
_NEW_WORDS = 10  # of a sentence that says something
_NEW_SHARE = 0.3  # of its runs: with fewer in common it is new
_ALWAYS = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Copy:
    """An earlier text (by its key) and how the newer one stands to it; `share` with three decimals."""

    of: str
    level: Level
    share: Decimal


@dataclass(frozen=True, slots=True)
class _Held:
    """A text that can be found: when it was last printed, its band keys, and the runs it can be found by."""

    key: str
    at: datetime
    print: Fingerprint
    bands: Sequence[int]
    runs: Numbers


_NONE = np.empty(0, dtype=np.uint64)


class CopyIndex:
    """The texts seen so far, under keys of their own. The order of adding decides who is first."""

    def __init__(self) -> None:
        """An empty index."""
        self._held: dict[int, _Held] = {}  # in order of their number, which is that of time
        self._count = 0
        self._exact: dict[str, int] = {}
        self._bands = BandIndex()
        self._runs = ExcerptIndex()

    def add(self, key: str, text: str, at: datetime = _ALWAYS) -> Copy | None:
        """The closest earlier text of which this one is a copy, or which is an excerpt of this one; then keep it.

        `at`: when it was printed, not before those added so far.
        """
        found = read_fingerprint(text)
        if len(found.shingles) and found.sha256 in self._exact:
            same = self._drop(self._exact[found.sha256])
            self._hold(replace(same, at=at))
            return Copy(same.key, Level.EXACT, Decimal("1.000"))
        bands = band_keys(sign(found.shingles)) if len(found.shingles) else []
        numbers = sorted({*self._bands.candidates(bands), *self._runs.candidates(found.shingles)})
        held = [(number, self._held[number]) for number in numbers]
        copies = [(number, compare(found, one.print, one.key)) for number, one in held]
        place, best = max(((n, copy) for n, copy in copies if copy), key=_closeness, default=(-1, None))
        whole = best is None or len(found.shingles) > len(self._held[place].print.shingles)
        runs = found.shingles if whole else _NONE  # what a copy holds is found in what it copies
        adds = best is not None and _adds(text, self._held[place].print)
        self._hold(_Held(key, at, found, bands, runs))
        return replace(best, level=Level.ADDS) if best and adds else best

    def forget(self, before: datetime) -> None:
        """Texts last printed before then are found no longer."""
        while self._held:
            number = next(iter(self._held))
            if self._held[number].at >= before:
                return
            self._drop(number)

    def _hold(self, one: _Held) -> None:
        self._held[self._count] = one
        self._exact[one.print.sha256] = self._count
        self._bands.add(self._count, one.bands)
        self._runs.add(self._count, one.runs)
        self._count += 1

    def _drop(self, number: int) -> _Held:
        one = self._held.pop(number)
        if self._exact.get(one.print.sha256) == number:
            del self._exact[one.print.sha256]
        self._bands.forget(number, one.bands)
        self._runs.forget(number, one.runs)
        return one


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


def _adds(text: str, other: Fingerprint) -> bool:
    """Whether the text has a sentence that the other has not, be it in other words."""
    for sentence in split_sentences(text):
        words = words_of(sentence)
        if len(words) >= _NEW_WORDS:
            runs = shingles_of(words)
            if shared(runs, other.shingles) < _NEW_SHARE * len(runs):
                return True
    return False


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
