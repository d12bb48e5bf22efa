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
def _reach(size: int, count: Array, ends: Array, reached: Array) -> None:
    """For each letter how many letters on a stretch may end, up to as many as may be skipped at once."""
    reached[:] = False
    for at in range(size):
        for which in range(count[at]):
            if ends[at, which] - at < _STEPS:
                reached[at, ends[at, which] - at] = True


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
    cut: tuple[Array, Array, Array, Array, Array],
    syllables: Array,
    characters: Array,
    bits: tuple[Array, Array],
    meant: Array,
    meant_bits: Array,
    limits: Array,
) -> float:
    """`meaning_sound.align` of a word that was `cut`."""
    count, ends, left, right, reached = cut
    row, after = rows[0], rows[1]
    row[: size + 1] = limits[_NEVER]
    row[0] = 0.0
    _skip(row, size, reached, limits)
    for sound in range(syllables.size):
        onset, rhyme = bits[0][syllables[sound]], bits[1][syllables[sound]]
        for at in range(size + 1):
            after[at] = row[at] + limits[_HAN_SKIPPED]
        for which in range(meant.shape[0]):
            if meant[which, 2] == characters[sound]:
                end = meant[which, 1]
                after[end] = max(after[end], row[meant[which, 0]] + meant_bits[which])
        for at in range(size):
            value = row[at]
            if value < limits[_LOST]:
                continue
            for which in range(count[at]):
                total = value + onset[left[at, which]] + rhyme[right[at, which]]
                end = ends[at, which]
                after[end] = max(after[end], total)
        _skip(after, size, reached, limits)
        row, after = after, row
        if row[: size + 1].max() < limits[_HOPELESS]:
            return float(limits[_NEVER])
    return float(row[size])


@njit(cache=True)
def likeness(
    letters: Array,
    letters_at: Array,
    chosen: Array,
    onsets: Array,
    rhymes: Array,
    run_at: Array,
    syllables: Array,
    characters: Array,
    opening: Array,
    bits: tuple[Array, Array],
    taken: Array,
    meant_at: Array,
    meant: Array,
    meant_bits: Array,
    limits: Array,
) -> Array:
    """Bits of the best of the runs for each chosen word, less what is `taken` off it, in each column of `taken`.

    `letters` are the codes of words, which end at `letters_at`; chosen ones have 1 to 16 letters. A run is the syllables
    `syllables[run_at[i]:run_at[i + 1]]` of `characters`; each syllable has the mask of its `opening` letters and `bits`
    for every onset and rhyme of the sorted tables of codes, the last for one that is not there. A chosen word has rows
    of `meant` (letters from and to, the character they mean). `limits`: `meaning_sound.LIMITS`.
    """
    out = np.full((chosen.size, taken.shape[1]), limits[_NEVER])
    count = np.empty(LONGEST, np.int64)
    ends = np.empty((LONGEST, _MOST_STRETCHES), np.int64)
    left, right = np.empty_like(ends), np.empty_like(ends)
    reached = np.empty((LONGEST, _STEPS), np.bool_)
    cut = (count, ends, left, right, reached)
    rows = np.empty((2, LONGEST + 1))
    for number in range(chosen.size):
        word = letters[letters_at[chosen[number]] : letters_at[chosen[number] + 1]]
        own = slice(meant_at[number], meant_at[number + 1])
        mask = 0
        for letter in word:
            mask |= 1 << letter
        is_cut = False
        for run in range(run_at.size - 1):
            run_of = slice(run_at[run], run_at[run + 1])
            if _is_out_of_tune(mask, opening, syllables[run_of]) and not _is_meant(
                characters[run_of], meant[own]
            ):
                continue
            if not is_cut:
                is_cut = True
                _cut(word, word.size, onsets, rhymes, count, ends, left, right)
                _reach(word.size, count, ends, reached)
            value = _render(
                rows,
                word.size,
                cut,
                syllables[run_of],
                characters[run_of],
                bits,
                meant[own],
                meant_bits[own],
                limits,
            )
            for column in range(taken.shape[1]):
                out[number, column] = max(out[number, column], value - taken[run, column])
    return out
