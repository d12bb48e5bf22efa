"""What a text is recognised by: its words evened out, runs of three words as numbers, and the figures it gives.

Two texts that differ only in case, width, spacing or punctuation have the same digest. Deterministic on every machine.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]

_HAN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_RUN = 3  # words of a shingle
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_MOST_WORDS = 60_000  # of a text; a book is not compared beyond


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """`sha256`: of the words; `shingles`: sorted numbers of the runs of three words; `figures`: words that hold a digit."""

    sha256: str
    shingles: Numbers
    figures: frozenset[str]


def words_of(text: str) -> list[str]:
    """The words of a text in order, evened out; a Han or kana letter is a word of its own."""
    even = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _WORD.findall(even.casefold())[:_MOST_WORDS]


def read_fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text. One of fewer than three words has one shingle, an empty one none."""
    words = words_of(text)
    digest = hashlib.sha256(" ".join(words).encode("utf-8", "surrogatepass")).hexdigest()
    figures = frozenset(word for word in words if not word.isalpha())
    return Fingerprint(digest, shingles_of(words), figures)


def shingles_of(words: list[str]) -> Numbers:
    """The runs of three words as distinct 64-bit numbers, sorted."""
    if not words:
        return np.empty(0, dtype=np.uint64)
    padded = words if len(words) >= _RUN else [*words, *[""] * (_RUN - len(words))]
    numbers = np.array([_number(word) for word in padded], dtype=np.uint64)
    count = len(padded) - _RUN + 1
    runs: Numbers = numbers[:count] * _FACTORS[0]
    for place in range(1, _RUN):
        runs = (runs ^ (runs >> np.uint64(29))) * _FACTORS[place] + numbers[place : place + count]
    return np.unique(_mixed(runs))


def _mixed(numbers: Numbers) -> Numbers:
    """Every bit of a number depends on every bit of it (the finaliser of MurmurHash3, public domain)."""
    mixed = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    mixed = (mixed ^ (mixed >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return mixed ^ (mixed >> np.uint64(33))


@lru_cache(maxsize=1 << 18)
def _number(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def shared(one: Numbers, other: Numbers) -> int:
    """How many numbers two sorted sets have in common."""
    if len(one) > len(other):
        one, other = other, one
    if not len(one):
        return 0
    at: Any = np.searchsorted(other, one)
    at[at == len(other)] = 0
    return int(np.count_nonzero(other[at] == one))
