"""How a word of another language sounds, however it was spelled in Latin letters: Mahrus and Mahrous, Qods and Ghods.

Romanisation of Arabic, Persian and Cyrillic is free in its vowels and in a few consonants. Two words with one
skeleton are probably spellings of one word; the skeleton is no key of its own.
"""

import re
from functools import lru_cache

from tieback.names.syllable import is_pinyin

_FEWEST = 3  # consonants: fewer recur by chance
# Order matters: what is written with several letters comes first.
_CONSONANTS = (
    *(
        ("sch", "s"),
        ("tsh", "s"),
        ("tch", "s"),
        ("dzh", "j"),
        ("sh", "s"),
        ("ch", "k"),
        ("kh", "k"),
        ("gh", "k"),
    ),
    *(("zh", "j"), ("dj", "j"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("ks", "x")),
    *(("q", "k"), ("c", "k"), ("w", "v"), ("z", "s")),
)
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile("[aeiouy]+")


@lru_cache(maxsize=1 << 17)
def skeleton(word: str) -> str:
    """The consonants as they sound, with a vowel's place kept as "a"; "" for pinyin, numbers and short words.

    Nobody hears the last h.
    """
    return "" if is_pinyin(word) else consonants(word, _FEWEST)


@lru_cache(maxsize=1 << 17)
def consonants(word: str, fewest: int) -> str:
    """The same for pinyin too, "" where fewer consonants than `fewest` are heard."""
    if len(word) < fewest + 1 or not word.isalpha() or not word.isascii():
        return ""
    for written, heard in _CONSONANTS:
        if written in word:
            word = word.replace(written, heard)
    word = _DOUBLED.sub(r"\1", word)
    word = _VOWELS.sub("a", word[:-1] if word.endswith("h") and len(word) > 1 else word)
    return word.rstrip("a") if len(word.replace("a", "")) >= fewest else ""
