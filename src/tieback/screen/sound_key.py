"""Coarse keys under which a Latin word and the Han that may render its sound find each other: 西门子, Siemens.

A key is the kinds of consonant and vowel of the first syllable and of another early one. Keys only propose. What kinds of
letters render a sound is read off the learned table (meaning_sound.csv), where it is not rare.
"""

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from itertools import product

from tieback.names import meaning, table
from tieback.names.meaning_sound import CANTONESE, MANDARIN, split
from tieback.names.romanise import syllables

_SOUND = re.compile(r"ch|sh|zh|ph|th|ts|tz|[aeiouy]+|[bcdfghjklmnpqrstvwxz]")
_KIND = {
    letter: kind
    for kind, letters in (
        ("p", "bp"),
        ("w", "vw"),
        ("f", "f"),
        ("t", "dt"),
        ("k", "gkqcx"),
        ("s", "szj"),
        ("l", "lr"),
        ("m", "m"),
        ("n", "n"),
        ("h", "h"),
        ("a", "a"),
        ("e", "eiy"),
        ("o", "ou"),
    )
    for letter in letters
}
_VOWELS = frozenset("aeiouy")
_SIBILANT = frozenset(("ch", "sh", "zh", "ts", "tz"))
_NONE = "-"  # no consonant, no vowel
_RARE = 0.12  # share of a sound's renderings below which a kind of letters is not looked for
_EARLY = 4  # sounds of a word among which the second consonant may stand
_SYLLABLES = 2


@lru_cache(maxsize=1 << 16)
def latin_sounds(word: str) -> frozenset[str]:
    """The keys of a lower-case word; none for a word with less than two sounds."""
    sounds = _SOUND.findall(word)
    if sounds and sounds[0][0] in _VOWELS:
        sounds.insert(0, "")
    starts = [number for number, sound in enumerate(sounds) if not sound or sound[0] not in _VOWELS]
    if len(starts) < _SYLLABLES:
        return frozenset()
    first = _syllable(sounds, starts[0])
    return frozenset(first + _syllable(sounds, start) for start in starts[1:_EARLY])


def _syllable(sounds: list[str], at: int) -> str:
    """Kind of the consonant there and of the vowel behind it."""
    behind = sounds[at + 1][:1] if at + 1 < len(sounds) else ""
    return _consonant(sounds[at]) + (_KIND[behind] if behind and behind in _VOWELS else _NONE)


def _consonant(letters: str) -> str:
    if letters in _SIBILANT:
        return "s"
    return "f" if letters == "ph" else _KIND.get(letters[:1], _NONE)


@lru_cache(maxsize=1 << 16)
def han_sounds(han: str) -> frozenset[str]:
    """The keys of a run of simplified Han, as it sounds in Mandarin and in Cantonese."""
    said = [(MANDARIN, syllables(han)[:_SYLLABLES])]
    southern = [meaning.cantonese(character)[:1] for character in han[:_SYLLABLES]]
    if all(southern):
        said.append((CANTONESE, tuple(reading[0] for reading in southern)))
    found: set[str] = set()
    for language, spoken in said:
        if len(spoken) == _SYLLABLES:
            choices = [
                _kinds()[language, part, sound]
                for syllable in spoken
                for part, sound in zip(("onset", "rhyme"), split(syllable, language), strict=True)
            ]
            found.update(map("".join, product(*choices)))
    return frozenset(found)


@cache
def _kinds() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """(language, part, sound) -> the kinds of letters that render it."""
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for row in table.rows("meaning_sound.csv"):
        letters, onset = row["letters"], row["part"] == "onset"
        kind = _first_consonant(letters) if onset else _KIND.get(letters[:1], _NONE)
        counts[row["language"], row["part"], row["sound"]][kind] += int(row["count"]) + 1
    found: dict[tuple[str, str, str], tuple[str, ...]] = defaultdict(lambda: (_NONE,))
    for key, seen in counts.items():
        total = sum(seen.values())
        found[key] = tuple(sorted(kind for kind, count in seen.items() if count >= _RARE * total))
    return found


def _first_consonant(letters: str) -> str:
    sounds = _SOUND.findall(letters)
    if not sounds or sounds[0][0] in _VOWELS:
        return _NONE
    return _consonant(sounds[0])
