"""Does a Latin word spell Han characters as Japanese reads them: Komatsu, 小松; Nissin, 日新; Hosoya, 细谷?

Readings are Unihan's (meaning_character.csv). Voicing (fuji + kura, -gura), long vowels and doubled consonants are
evened out on both sides, so that it says yes a little too often: it is evidence for whole names only.
"""

import re
from functools import lru_cache

from tieback.names.meaning import japanese

_FEWEST = 5  # letters
_EVEN = (
    *(("sh", "s"), ("ch", "t"), ("ts", "t"), ("cch", "t"), ("tch", "t")),
    *(("j", "s"), ("z", "s"), ("f", "h"), ("g", "k"), ("d", "t"), ("b", "h"), ("p", "h")),
    *(("ou", "o"), ("oh", "o"), ("oo", "o"), ("uu", "u"), ("ei", "e"), ("ii", "i"), ("mh", "nh")),
)
_DOUBLED = re.compile(r"([bcdfghjkmnprstwyz])\1")
_CLIPPED = (
    "tu",
    "ti",
    "ku",
    "t",
    "k",
)  # endings that a following consonant may swallow: nichi + shin, Nisshin


def spells(letters: str, han: str) -> bool:
    """Is the lower-case word a reading of two or more simplified Han characters, all of both used?"""
    if len(han) < 2 or len(letters) < _FEWEST:
        return False
    rest = {_evened(letters)}
    for character in han:
        rest = {
            word[len(reading) :]
            for word in rest
            for reading in _readings(character)
            if word.startswith(reading)
        }
        if not rest:
            return False
    return "" in rest


@lru_cache(maxsize=1 << 14)
def _evened(word: str) -> str:
    word = _DOUBLED.sub(r"\1", word)
    for spelled, even in _EVEN:
        word = word.replace(spelled, even)
    return word


@lru_cache(maxsize=1 << 13)
def _readings(character: str) -> frozenset[str]:
    """Evened readings, clipped ones among them."""
    found = {_evened(reading) for reading in japanese(character) if len(reading) > 1 or reading in "aeiou"}
    clipped = {
        reading[: -len(ending)]
        for reading in found
        for ending in _CLIPPED
        if reading.endswith(ending) and len(reading) - len(ending) > 1
    }
    return frozenset(found | clipped)
