"""The compiled half of `tune` and `sounding`: how well thousands of words render a few runs of Han characters.

The same sums in the same order as `names.meaning_sound.align`, so that both give the same numbers bit for bit.
Importing this module imports numba; small jobs never do.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]
LONGEST = 16  # letters of a word, as `tune.LONGEST`
_MOST_STRETCHES = 24  # that may begin at one letter
_STEPS = 4  # one more than the letters that may be skipped at once
_NEVER, _LOST, _HOPELESS, _HAN_SKIPPED, _STRETCH_SKIPPED, _LETTER_SKIPPED = range(6)  # places in `limits`
_LETTER = 5  # bits of a letter's code: a is 1, what is no letter 27


class Letters(NamedTuple):
    """Codes of the letters of words one after the other, and where each word begins; the end is there, too."""

    codes: Array
    at: Array


class Tables(NamedTuple):
    """Sorted codes of onsets and rhymes; for every syllable the mask of letters a rendering may begin with, and bits
    for every onset and rhyme, the last for one that is not there."""

    onsets: Array
    rhymes: Array
    opening: Array
    onset_bits: Array
    rhyme_bits: Array


class Runs(NamedTuple):
    """Syllables (rows of `Tables`) and characters of runs, one after the other, and where each run begins; what is
    taken off each run, a column for every question."""

    at: Array
    syllables: Array
    characters: Array
    taken: Array


class Meanings(NamedTuple):
    """Rows (letters from and to, the character they mean) and their bits, and where the rows of each word begin."""

    at: Array
    rows: Array
    bits: Array


class _Cut(NamedTuple):
    """A word cut into stretches: for each letter how many begin there, where they end, their onset and rhyme; and how
    many letters on one of them ends."""

    begun: Array
    ends: Array
    left: Array
    right: Array
    reached: Array


@njit(cache=True)
def _is_vowel(word: Array, at: int, size: int) -> bool:
    """y is a vowel unless it leads one."""
    letter = word[at]
    plain = letter == 1 or letter == 5 or letter == 9 or letter == 15 or letter == 21
    if letter != 25:
        return bool(plain)
    if at == 0:
        return False
    if at + 1 == size:
        return True
    after = word[at + 1]
    return not (after == 1 or after == 5 or after == 9 or after == 15 or after == 21)


@njit(cache=True)
def _number(codes: Array, word: Array, start: int, end: int) -> int:
    """The place of the letters in a sorted table, its size if they are not there."""
    value = 0
    for at in range(start, end):
        value = value << _LETTER | word[at]
    low, high = 0, codes.size
    while low < high:
        middle = (low + high) >> 1
        if codes[middle] < value:
            low = middle + 1
        else:
            high = middle
    return low if low < codes.size and codes[low] == value else codes.size


@njit(cache=True)
def _note(cut: _Cut, start: int, found: int, end: int, onset: int, rhyme: int) -> int:
    """Write a stretch down as the next that begins at a letter; how many begin there now."""
    cut.ends[start, found], cut.left[start, found], cut.right[start, found] = end, onset, rhyme
    return found + 1


@njit(cache=True)
def _reach(size: int, cut: _Cut) -> None:
    """For each letter how many letters on a stretch may end, up to as many as may be skipped at once."""
    cut.reached[:] = False
    for at in range(size):
        for which in range(cut.begun[at]):
            if cut.ends[at, which] - at < _STEPS:
                cut.reached[at, cut.ends[at, which] - at] = True


@njit(cache=True)
def _cut(word: Array, tables: Tables, cut: _Cut) -> None:
    """`meaning_sound.stretches`, written into `cut`."""
    size = word.size
    vowel = np.empty(LONGEST, np.bool_)
    for at in range(size):
        vowel[at] = _is_vowel(word, at, size)
    for start in range(size):
        found = 0
        nucleus = start
        while True:
            onset = _number(tables.onsets, word, start, nucleus)
            end = nucleus
            while True:
                if end > start:
                    found = _note(cut, start, found, end, onset, _number(tables.rhymes, word, nucleus, end))
                coda = end
                while end > nucleus and coda < size and not vowel[coda] and coda - end < 2:
                    coda += 1
                    found = _note(cut, start, found, coda, onset, _number(tables.rhymes, word, nucleus, coda))
                if end == size or not vowel[end] or end - nucleus == 3:
                    break
                end += 1
            if nucleus == size or vowel[nucleus] or nucleus - start == 3:
                break
            nucleus += 1
        cut.begun[start] = found
    _reach(size, cut)


@njit(cache=True)
def _skip(row: Array, size: int, reached: Array, limits: Array) -> None:
    """`meaning_sound._skip_letters`."""
    for at in range(size):
        value = row[at]
        if value < limits[_LOST]:
            continue
        for step in range(1, _STEPS):
            if reached[at, step]:
                bits = limits[_STRETCH_SKIPPED] + limits[_LETTER_SKIPPED] * step
                row[at + step] = max(row[at + step], value + bits)


@njit(cache=True)
def _is_out_of_tune(mask: int, opening: Array, syllables: Array) -> bool:
    """`meaning_sound._out_of_tune`, for the mask of the letters of a word."""
    strange = 0
    for syllable in syllables:
        strange += 0 if mask & opening[syllable] else 1
    return bool(3 * strange > syllables.size)


@njit(cache=True)
def _is_meant(characters: Array, meant: Array) -> bool:
    for character in characters:
        for which in range(meant.shape[0]):
            if meant[which, 2] == character:
                return True
    return False


@njit(cache=True)
def _render(
    rows: Array,
    size: int,
    cut: _Cut,
    run: tuple[Array, Array],
    tables: Tables,
    meant: Meanings,
    limits: Array,
) -> float:
    """`meaning_sound.align` of a word that was `cut` and a run's syllables and characters."""
    row, after = rows[0], rows[1]
    row[: size + 1] = limits[_NEVER]
    row[0] = 0.0
    _skip(row, size, cut.reached, limits)
    for syllable, character in zip(*run):  # noqa: B905 - compiled code knows no strict
        onset, rhyme = tables.onset_bits[syllable], tables.rhyme_bits[syllable]
        for at in range(size + 1):
            after[at] = row[at] + limits[_HAN_SKIPPED]
        for which in range(meant.bits.size):
            start, end, means = meant.rows[which]
            if means == character:
                after[end] = max(after[end], row[start] + meant.bits[which])
        for at in range(size):
            value = row[at]
            if value < limits[_LOST]:
                continue
            for which in range(cut.begun[at]):
                total = value + onset[cut.left[at, which]] + rhyme[cut.right[at, which]]
                end = cut.ends[at, which]
                after[end] = max(after[end], total)
        _skip(after, size, cut.reached, limits)
        row, after = after, row
        if row[: size + 1].max() < limits[_HOPELESS]:
            return float(limits[_NEVER])
    return float(row[size])


@njit(cache=True)
def likeness(
    words: Letters, chosen: Array, runs: Runs, tables: Tables, meant: Meanings, limits: Array
) -> Array:
    """Bits of the best of the runs for each chosen word, less what is `taken` off it, in each column of `taken`.

    `chosen`: numbers of words of 1 to 16 letters; `meant` in their order. `limits`: `meaning_sound.LIMITS`.
    """
    questions = runs.taken.shape[1]
    out = np.full((chosen.size, questions), limits[_NEVER])
    shape = LONGEST, _MOST_STRETCHES
    cut = _Cut(
        np.empty(LONGEST, np.int64),
        np.empty(shape, np.int64),
        np.empty(shape, np.int64),
        np.empty(shape, np.int64),
        np.empty((LONGEST, _STEPS), np.bool_),
    )
    rows = np.empty((2, LONGEST + 1))
    for number in range(chosen.size):
        word = words.codes[words.at[chosen[number]] : words.at[chosen[number] + 1]]
        place = slice(meant.at[number], meant.at[number + 1])
        own = Meanings(meant.at, meant.rows[place], meant.bits[place])
        mask = 0
        for letter in word:
            mask |= 1 << letter
        is_cut = False
        for run in range(runs.at.size - 1):
            part = slice(runs.at[run], runs.at[run + 1])
            syllables, characters = runs.syllables[part], runs.characters[part]
            if _is_out_of_tune(mask, tables.opening, syllables) and not _is_meant(characters, own.rows):
                continue
            if not is_cut:
                is_cut = True
                _cut(word, tables, cut)
            value = _render(rows, word.size, cut, (syllables, characters), tables, own, limits)
            for column in range(questions):
                out[number, column] = max(out[number, column], value - runs.taken[run, column])
    return out
