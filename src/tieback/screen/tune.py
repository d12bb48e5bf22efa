"""Whether a Latin word may render Han characters by sound at all: the cheap half of `sounding`, for the search.

A function of the word and the characters alone. `renders` is asked of words that share a coarse key (`sound_key`); it
says yes wherever the comparison could count the sound, and to little else. `kernel_tune` gives the same for thousands.
"""

from collections.abc import Iterator
from functools import lru_cache

from tieback.names import meaning
from tieback.names.meaning_sound import CANTONESE, MANDARIN, rendered
from tieback.names.romanise import syllables

LEAST = 5.0  # bits of likeness; `sounding` damps it to 1.55, less than a distinctive part must say
SOUTHERN = 2.5  # bits taken off for Cantonese: one Chinese name in six is romanised so
LEFT_OUT = 3.0  # bits taken off for each character of the brand left unrendered
MEANS = 3.0  # bits taken off for each word that means something: it is more often translated
SHORTEST, LONGEST = 3, 16  # letters of a word that is rendered by sound
_FEWEST_HAN, _MOST_HAN = 2, 6  # characters that a brand rendered by sound has
_SHORTEST_MEANT = 3  # letters of an English word within a word


@lru_cache(maxsize=1 << 16)
def renders(word: str, han: str) -> bool:
    """May a lower-case word stand for a run of simplified Han by sound?"""
    if not SHORTEST <= len(word) <= LONGEST:
        return False
    if any(part in word for part in meanings(han)):
        return True
    least = LEAST + (MEANS if means(word) else 0.0)
    return any(rendered(sounds, word, language) >= least + taken for sounds, language, taken in spoken(han))


def in_tune(a: str, b: str) -> bool:
    """`renders` for two texts of which the first character marks the script: "%siemens", "^西门子"."""
    word, han = (a, b) if a < b else (b, a)
    return renders(word[1:], han[1:])


@lru_cache(maxsize=1 << 16)
def means(word: str) -> bool:
    """Does a single character render the word? Then it is a word of the language rather than a name."""
    return any(len(han) == 1 for han in meaning.renderings((meaning.stem(word),)))


def cuts(characters: int) -> Iterator[tuple[int, int]]:
    """How many of so many characters may be left out before and behind what is rendered."""
    for before, behind in ((0, 0), (1, 0), (0, 1), (2, 0), (0, 2)):
        if _FEWEST_HAN <= characters - before - behind <= _MOST_HAN:
            yield before, behind


@lru_cache(maxsize=1 << 12)
def spoken(han: str) -> tuple[tuple[tuple[str, ...], str, float], ...]:
    """The syllables of the characters, whole and without the first or last ones, in both languages, and bits taken off."""
    return tuple(_spoken(han))


def _spoken(han: str) -> Iterator[tuple[tuple[str, ...], str, float]]:
    for before, behind in cuts(len(han)):
        kept = han[before : len(han) - behind]
        taken = LEFT_OUT * (before + behind)
        yield tuple(syllables(kept)), MANDARIN, taken
        southern = [meaning.cantonese(character) for character in kept]
        if all(southern):
            yield tuple(readings[0] for readings in southern), CANTONESE, taken + SOUTHERN


@lru_cache(maxsize=1 << 12)
def meanings(han: str) -> tuple[str, ...]:
    """English words that one of the characters renders, as they may stand within a word (Sky-ray, 天瑞)."""
    found: set[str] = set()
    for character in han:
        for phrase, _ in meaning.phrases(character):
            if len(phrase) == 1 and len(phrase[0]) >= _SHORTEST_MEANT:
                found.add(phrase[0])
                if phrase[0].endswith("y"):
                    found.add(phrase[0][:-1] + "ies")
    return tuple(sorted(found))


def spellings(word: str) -> tuple[str, ...]:
    """The ways in which an English word (a stem) may stand within a word, in the singular or the plural."""
    written = (word, word + "s", word[:-1] + "ies")
    return tuple(text for text in written if len(text) >= _SHORTEST_MEANT and meaning.stem(text) == word)
