"""Many Latin words beside a few runs of Han characters, in one compiled call: the numbers of `meaning_sound.rendered`.

The same answers as `tune.renders`, bit for bit. Importing this module imports numba.
"""

from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np

from tieback.names import meaning
from tieback.names.meaning_sound import LIMITS, UNSEEN, openings, sound_letters, weights_of
from tieback.screen.kernel_tune import Letters, Meanings, Runs, Tables, likeness
from tieback.screen.sounding import MIXED
from tieback.screen.tune import LEAST, LONGEST, MEANS, SHORTEST, meanings, means, spellings, spoken

Array = np.ndarray[Any, Any]
_OTHER = 27  # code of what is no letter
_BITS = 5  # of a code


class Spoken(NamedTuple):
    """Characters and their syllables in a language, with bits taken off for each question asked (infinite: none is)."""

    han: str
    syllables: tuple[str, ...]
    language: str
    taken: tuple[float, ...]


class Meant(NamedTuple):
    """Letters of a word that are a word of their own, which a character renders by meaning."""

    word: int
    start: int
    end: int
    han: str
    bits: float


class Sounded:
    """Lower-case words made ready to be held against Han."""

    def __init__(self, words: Sequence[str]) -> None:
        self._text = "\n".join(("", *words))
        self._at = _ends(words)
        self._letters = encoded("".join(words))
        self._holding: dict[str, frozenset[int]] = {}

    @cached_property
    def _least(self) -> Array:
        """Bits from which a rendering of each word counts; infinite for a word that no rendering may have."""
        words = self._text.split("\n")[1:]
        return np.array(
            [
                LEAST + (MEANS if means(word) else 0.0) if SHORTEST <= len(word) <= LONGEST else np.inf
                for word in words
            ]
        )

    def likenesses(self, spoken: Sequence[Spoken], chosen: Array, meant: Sequence[Meant] = ()) -> Array:
        """For each chosen word (of 1 to 16 letters) and question the bits of the best rendering, less what is taken
        off it; far below zero for none. `meant` in order of the chosen words, whose numbers among them they bear."""
        if not spoken or not chosen.size:
            return np.full((chosen.size, len(spoken[0].taken) if spoken else 1), LIMITS[0])
        distinct = list(dict.fromkeys((sound, row.language) for row in spoken for sound in row.syllables))
        return likeness(
            Letters(self._letters, self._at),
            chosen,
            _runs(spoken, {sound: at for at, sound in enumerate(distinct)}),
            _tables(distinct),
            Meanings(
                np.searchsorted([row.word for row in meant], np.arange(chosen.size + 1)),
                np.array([(row.start, row.end, ord(row.han)) for row in meant], np.int64).reshape(-1, 3),
                np.array([row.bits for row in meant], np.float64),
            ),
            np.array(LIMITS),
        )

    def rendering(self, han: str, numbers: Sequence[int]) -> list[int]:
        """Which of these words may render the characters (`tune.renders`), in the order given."""
        chosen = np.array(numbers, np.int64)
        chosen = chosen[self._least[chosen] < np.inf]
        asked = [
            Spoken(han[: len(sounds)], tuple(sounds), language, (taken,))
            for sounds, language, taken in spoken(han)
        ]
        by_sound = self.likenesses(asked, chosen)[:, 0] >= self._least[chosen]
        by_meaning = frozenset[int]().union(*(self._with(part) for part in meanings(han)))
        return [
            word
            for word, sounds in zip(chosen.tolist(), by_sound.tolist(), strict=True)
            if sounds or word in by_meaning
        ]

    def meant(self, han: str) -> list[Meant]:
        """Where words hold a word that one of these characters renders, by number of the word."""
        found = [
            Meant(word, at, at + len(letters), character, bits)
            for letters, character, bits in _meant(han)
            for word, at in self._standing(letters)
        ]
        return sorted(found)

    def _with(self, part: str) -> frozenset[int]:
        """The words that hold these letters."""
        if part not in self._holding:
            self._holding[part] = frozenset(word for word, _ in self._standing(part))
        return self._holding[part]

    def _standing(self, part: str) -> list[tuple[int, int]]:
        """The words that hold these letters, and where."""
        starts, at = [], self._text.find(part)
        while at >= 0:
            starts.append(at)
            at = self._text.find(part, at + 1)
        if not starts:
            return []
        begins = self._at[:-1] + np.arange(1, self._at.size)  # a line break stands before each word
        words = np.searchsorted(begins, starts, "right") - 1
        return list(zip(words.tolist(), (np.array(starts) - begins[words]).tolist(), strict=True))


def _runs(spoken: Sequence[Spoken], number: Mapping[tuple[str, str], int]) -> Runs:
    """Runs for the compiled half; `number`: of a syllable in a language."""
    return Runs(
        _ends([row.syllables for row in spoken]),
        np.array([number[sound, row.language] for row in spoken for sound in row.syllables], np.int64),
        np.array([ord(character) for row in spoken for character in row.han], np.int64),
        np.array([row.taken for row in spoken], np.float64),
    )


def _tables(sounds: Sequence[tuple[str, str]]) -> Tables:
    """What is known of how these syllables are rendered in their language."""
    opening, onsets, rhymes = zip(*(_table(*sound) for sound in sounds), strict=True)
    return Tables(*_codes(), np.array(opening, np.int64), np.stack(onsets), np.stack(rhymes))


@lru_cache(maxsize=1 << 10)
def _meant(han: str) -> tuple[tuple[str, str, float], ...]:
    """English words as they may stand within a word, the character that renders them, and bits (`sounding`)."""
    return tuple(
        (letters, character, MIXED * bits)
        for character in sorted(set(han))
        for phrase, bits in meaning.phrases(character)
        if len(phrase) == 1
        for letters in spellings(phrase[0])
    )


def encoded(text: str) -> Array:
    """The codes of letters: a is 1, z 26, anything else 27."""
    codes = np.frombuffer(text.encode("ascii", "replace"), np.uint8).astype(np.int64) - (ord("a") - 1)
    codes[(codes < 1) | (codes > _OTHER)] = _OTHER
    return codes


def _ends(parts: Sequence[Sequence[object]]) -> Array:
    at = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=at[1:])
    return at


def _code(letters: str) -> int:
    value = 0
    for code in encoded(letters).tolist():
        value = value << _BITS | code
    return value


@cache
def _letters() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Onsets and rhymes of the tables in the order of their codes."""
    return tuple(tuple(sorted(letters, key=_code)) for letters in sound_letters())  # type: ignore[return-value]


@cache
def _codes() -> tuple[Array, Array]:
    onsets, rhymes = _letters()
    return np.array([*map(_code, onsets)], np.int64), np.array([*map(_code, rhymes)], np.int64)


@lru_cache(maxsize=1 << 14)
def _table(syllable: str, language: str) -> tuple[int, Array, Array]:
    """The mask of letters a rendering may begin with, and bits for every onset and rhyme, the last for any other."""
    opening = 0
    for letter in openings(syllable, language):
        opening |= 1 << _code(letter)
    onsets, rhymes = (
        np.array([*(bits.get(text, UNSEEN) for text in texts), UNSEEN], np.float64)
        for bits, texts in zip(weights_of(syllable, language), _letters(), strict=True)
    )
    return opening, onsets, rhymes
