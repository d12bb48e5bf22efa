"""The compiled half of `tune` and `sounding`: how well thousands of words render a few runs of Han characters.

The same sums in the same order as `names.meaning_sound.align`, so that both give the same numbers bit for bit.
Importing this module imports numba; small jobs never do.
"""

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]
LONGEST = 16  # letters of a word, as `tune.LONGEST`
_MOST_STRETCHES = 24  # that may begin at one letter
_STEPS = 4  # one more than the letters that may be skipped at once
_NEVER, _LOST, _HOPELESS, _HAN_SKIPPED, _STRETCH_SKIPPED, _LETTER_SKIPPED = range(6)  # places in `limits`
_LETTER = 5  # bits of a letter's code: a is 1, what is no letter 27


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
def _cut(
    word: Array, size: int, onsets: Array, rhymes: Array, count: Array, ends: Array, left: Array, right: Array
) -> None:
    """`meaning_sound.stretches`: for each letter how many may begin there, where they end, their onset and rhyme."""
    vowel = np.empty(LONGEST, np.bool_)
    for at in range(size):
        vowel[at] = _is_vowel(word, at, size)
    for start in range(size):
        found = 0
        nucleus = start
        while True:
            onset = _number(onsets, word, start, nucleus)
            end = nucleus
            while True:
                if end > start:
                    ends[start, found], left[start, found] = end, onset
                    right[start, found] = _number(rhymes, word, nucleus, end)
                    found += 1
                coda = end
                while end > nucleus and coda < size and not vowel[coda] and coda - end < 2:
                    coda += 1
                    ends[start, found], left[start, found] = coda, onset
                    right[start, found] = _number(rhymes, word, nucleus, coda)
                    found += 1
                if end == size or not vowel[end] or end - nucleus == 3:
                    break
                end += 1
            if nucleus == size or vowel[nucleus] or nucleus - start == 3:
                break
            nucleus += 1
        count[start] = found


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
def likeness(
    letters: Array,
    letters_at: Array,
    chosen: Array,
    onsets: Array,
    rhymes: Array,
    run_at: Array,
    syllable: Array,
    opening: Array,
    onset_bits: Array,
    rhyme_bits: Array,
    taken: Array,
    limits: Array,
) -> Array:
    """Bits of the best of the runs for each chosen word, less what is `taken` off it, in each column of `taken`.

    `letters` are the codes of words, which end at `letters_at`; chosen ones have 1 to 16 letters. A run is the syllables
    `syllable[run_at[i]:run_at[i + 1]]`, each with the mask of its `opening` letters and with bits for every onset and
    rhyme of the sorted tables of codes, the last for one that is not there. `limits`: `meaning_sound.LIMITS`.
    """
    never = limits[_NEVER]
    runs = run_at.size - 1
    out = np.full((chosen.size, taken.shape[1]), never)
    count = np.empty(LONGEST, np.int64)
    ends = np.empty((LONGEST, _MOST_STRETCHES), np.int64)
    left, right = np.empty_like(ends), np.empty_like(ends)
    reached = np.empty((LONGEST, _STEPS), np.bool_)
    row, after = np.empty(LONGEST + 1), np.empty(LONGEST + 1)
    for number in range(chosen.size):
        word = letters[letters_at[chosen[number]] : letters_at[chosen[number] + 1]]
        size = word.size
        mask = 0
        for at in range(size):
            mask |= 1 << word[at]
        is_cut = False
        for run in range(runs):
            first, last = run_at[run], run_at[run + 1]
            strange = 0
            for at in range(first, last):
                strange += 0 if mask & opening[syllable[at]] else 1
            if 3 * strange > last - first:
                continue
            if not is_cut:
                is_cut = True
                _cut(word, size, onsets, rhymes, count, ends, left, right)
                reached[:] = False
                for at in range(size):
                    for which in range(count[at]):
                        if ends[at, which] - at < _STEPS:
                            reached[at, ends[at, which] - at] = True
            row[: size + 1] = never
            row[0] = 0.0
            _skip(row, size, reached, limits)
            possible = True
            for sound in range(first, last):
                bits, more = onset_bits[syllable[sound]], rhyme_bits[syllable[sound]]
                for at in range(size + 1):
                    after[at] = row[at] + limits[_HAN_SKIPPED]
                for at in range(size):
                    value = row[at]
                    if value < limits[_LOST]:
                        continue
                    for which in range(count[at]):
                        total = value + bits[left[at, which]] + more[right[at, which]]
                        end = ends[at, which]
                        after[end] = max(after[end], total)
                _skip(after, size, reached, limits)
                row, after = after, row
                if row[: size + 1].max() < limits[_HOPELESS]:
                    possible = False
                    break
            if possible:
                for column in range(taken.shape[1]):
                    out[number, column] = max(out[number, column], row[size] - taken[run, column])
    return out
