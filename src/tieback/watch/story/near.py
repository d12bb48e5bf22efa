"""Near copies by MinHash (A. Z. Broder, On the resemblance and containment of documents, 1997), 128 values in 32 bands.

Two texts of resemblance r share a band with probability 1 - (1 - r^4)^32: .99 at .6, .9997 at .69. What shares one is a
candidate only; `copies` counts the runs they have in common.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tieback.watch.story.fingerprint import Numbers

Signature = npt.NDArray[np.uint32]

VALUES = 128
BANDS = 32
_ROWS = VALUES // BANDS


@cache
def _permutations() -> tuple[Any, Any]:
    """128 fixed linear permutations of the 32-bit numbers: odd factors and shifts."""
    drawn = np.random.Generator(np.random.PCG64(20_260_601)).integers(
        0, 2**32, (2, VALUES, 1), dtype=np.uint32
    )
    return drawn[0] | np.uint32(1), drawn[1]


def sign(shingles: Numbers) -> Signature:
    """The least value of the shingles under each permutation. All ones for no shingles."""
    if not len(shingles):
        return np.full(VALUES, 2**32 - 1, dtype=np.uint32)
    factors, shifts = _permutations()
    low = (shingles >> np.uint64(32)).astype(np.uint32)
    values: Signature = (factors * low + shifts).min(axis=1)
    return values


def band_keys(signature: Signature) -> list[int]:
    """One number per band, the number of the band mixed in."""
    rows = signature.reshape(BANDS, _ROWS).astype(np.uint64)
    keys = np.arange(1, BANDS + 1, dtype=np.uint64)
    for row in range(_ROWS):
        keys = (keys ^ (keys >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15) + rows[:, row]
    return [int(key) for key in keys.tolist()]


class BandIndex:
    """Texts by their bands. The number of a text is the caller's, in order of adding."""

    def __init__(self) -> None:
        """An empty index."""
        self._bands: dict[int, list[int]] = {}

    def candidates(self, keys: Iterable[int]) -> set[int]:
        """Numbers of the texts that share a band with these keys."""
        return {number for key in keys for number in self._bands.get(key, ())}

    def add(self, number: int, keys: Iterable[int]) -> None:
        """Add a text. Without keys it is never found."""
        for key in keys:
            self._bands.setdefault(key, []).append(number)

    def forget(self, number: int, keys: Iterable[int]) -> None:
        """Find a text no longer; `keys` as it was added."""
        for key in keys:
            self._bands[key].remove(number)
            if not self._bands[key]:
                del self._bands[key]
