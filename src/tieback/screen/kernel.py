"""The compiled half of the search for candidates: the same sums as `lookup`, for thousands of names at once.

Integers only, fixed order, no fast mathematics: the answers are those of the plain half, bit for bit. Importing
this module imports numba; small jobs never do.
"""

from typing import Any

import numpy as np
from numba import njit

Array = np.ndarray[Any, Any]
_LETTERS = 64  # of a word that are looked at
# Where `admission.Limits` holds what; the values are passed in, as a compiled kernel outlives a table of weights.
_CERTAIN, _LEAST, _LEAST_NEAR, _WORDS, _PLACE, _TRADE = range(6)
_KINDRED, _DRESS, _WHOLE, _AGAINST, _MISSING, _MOST_MISSING = range(6, 12)


@njit(cache=True)
def hash_keys(data: Array, ends: Array) -> Array:
    """FNV-1a of the byte strings that end at `ends` in `data`."""
    out = np.empty(ends.size, np.uint64)
    start = 0
    for at in range(ends.size):
        value = np.uint64(0xCBF29CE484222325)
        for i in range(start, ends[at]):
            value = (value ^ np.uint64(data[i])) * np.uint64(0x100000001B3)
        out[at] = value
        start = ends[at]
    return out


@njit(cache=True)
def find_keys(table: Array, wanted: Array) -> Array:
    """Where each wanted hash stands in the sorted table, -1 if nowhere."""
    out = np.full(wanted.size, -1, np.int64)
    for i in range(wanted.size):
        low, high = 0, table.size
        while low < high:
            middle = (low + high) >> 1
            if table[middle] < wanted[i]:
                low = middle + 1
            else:
                high = middle
        if low < table.size and table[low] == wanted[i]:
            out[i] = low
    return out


@njit(cache=True)
def _gram(one: Any, two: Any, three: Any) -> Any:
    return ((one * 0x9E3779B1) ^ (two * 0x85EBCA6B) ^ (three * 0xC2B2AE35)) >> 7 & 0xFFFF


@njit(cache=True)
def _grams(codes: Array, start: int, end: int, out: Array) -> int:
    """The distinct grams of a word with its two ends, into `out`; how many."""
    count = 0
    end = min(end, start + _LETTERS)
    for i in range(start, end):
        one = codes[i - 1] if i > start else 1
        three = codes[i + 1] if i + 1 < end else 2
        value = _gram(np.int64(one), np.int64(codes[i]), np.int64(three))
        fresh = True
        for j in range(count):
            if out[j] == value:
                fresh = False
                break
        if fresh:
            out[count] = value
            count += 1
    return count


@njit(cache=True)
def word_grams(codes: Array, at: Array) -> tuple[Array, Array]:
    """Grams of every word, and the number of the word each belongs to."""
    total = at[-1]
    grams, words = np.empty(total, np.int32), np.empty(total, np.int32)
    buffer = np.empty(_LETTERS, np.int64)
    count = 0
    for word in range(at.size - 1):
        found = _grams(codes, at[word], at[word + 1], buffer)
        for i in range(found):
            grams[count] = buffer[i]
            words[count] = word
            count += 1
    return grams[:count], words[:count]


@njit(cache=True)
def _edits(a: Array, a0: int, a1: int, b: Array, b0: int, b1: int, most: int) -> bool:
    """Are two words at most `most` edits apart (optimal string alignment)?"""
    n, m = a1 - a0, b1 - b0
    before = np.empty(m + 1, np.int64)
    above = np.arange(m + 1)
    row = np.empty(m + 1, np.int64)
    for i in range(1, n + 1):
        row[0] = i
        least = i
        for j in range(1, m + 1):
            cost = 0 if a[a0 + i - 1] == b[b0 + j - 1] else 1
            value = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + cost)
            if i > 1 and j > 1 and a[a0 + i - 1] == b[b0 + j - 2] and a[a0 + i - 2] == b[b0 + j - 1]:
                value = min(value, before[j - 2] + 1)
            row[j] = value
            least = min(least, value)
        if least > most:
            return False
        before, above, row = above, row, before
    return bool(above[m] <= most)


@njit(cache=True)
def _prefix(a: Array, a0: int, a1: int, b: Array, b0: int) -> bool:
    same = 0
    while same < a1 - a0 and a[a0 + same] == b[b0 + same]:
        same += 1
    return bool(same == a1 - a0)


@njit(cache=True)
def _allowed(letters: int) -> int:
    """Edits after which a word of so many letters may still be the same."""
    if letters < 5:
        return 0
    if letters < 8:
        return 1
    return 2 if letters < 13 else 3


@njit(cache=True)
def _needed(letters: int) -> int:
    """Grams that two words must share, the longer of which has so many letters."""
    edits = _allowed(letters)
    if edits == 0:
        return 2
    return max(letters - 3 * edits - 1, 2 if edits > 1 else 1)


@njit(cache=True)
def similar_words(
    asked: Array, asked_at: Array, held: Array, held_at: Array, gram_at: Array, gram_words: Array
) -> tuple[Array, Array]:
    """Pairs (number of an asked word, number of a held word) that may be spellings of one word."""
    words = held_at.size - 1
    count = np.zeros(words, np.int32)
    touched = np.empty(words, np.int32)
    buffer = np.empty(_LETTERS, np.int64)
    left, right = np.empty(1024, np.int32), np.empty(1024, np.int32)
    found = 0
    for q in range(asked_at.size - 1):
        start, end = asked_at[q], asked_at[q + 1]
        n = end - start
        seen = 0
        for g in range(_grams(asked, start, end, buffer)):
            for p in range(gram_at[buffer[g]], gram_at[buffer[g] + 1]):
                word = gram_words[p]
                if count[word] == 0:
                    touched[seen] = word
                    seen += 1
                count[word] += 1
        for t in range(seen):
            word = touched[t]
            shared = count[word]
            count[word] = 0
            w0, w1 = held_at[word], held_at[word + 1]
            m = w1 - w0
            short, long = min(n, m), max(n, m)
            near = False
            if shared >= 2 and (long - short <= 2 or short >= 4):
                near = _prefix(asked, start, end, held, w0) if n <= m else _prefix(held, w0, w1, asked, start)
            if not near and shared >= _needed(long) and long - short <= _allowed(long):
                near = _edits(asked, start, end, held, w0, w1, _allowed(long))
            if near:
                if found == left.size:
                    left = np.concatenate((left, np.empty_like(left)))
                    right = np.concatenate((right, np.empty_like(right)))
                left[found] = q
                right[found] = word
                found += 1
    return left[:found], right[:found]


@njit(cache=True)
def _worth_comparing(
    words: Any, near: Any, own_a: Any, own_b: Any, traits_a: Any, traits_b: Any, least: Any, limits: Array
) -> bool:
    """As `admission.worth_comparing`."""
    if near >= limits[_LEAST_NEAR] or words >= limits[_CERTAIN]:
        return True
    if words < limits[_LEAST]:
        return False
    if own_a < 0 or own_b < 0:
        return True
    shared = traits_a & traits_b
    reach = min(words, limits[_WORDS]) + limits[_DRESS]
    if shared & np.uint64(0xFFFFFFFF):
        reach += limits[_PLACE]
    half = np.uint64(32)
    if shared >> half:
        reach += limits[_TRADE]
    elif traits_a >> half and traits_b >> half:
        reach += limits[_KINDRED]
    one, other = max(0, own_a - words), max(0, own_b - words)
    if one == 0 and other == 0:
        reach += limits[_WHOLE]
    against = limits[_AGAINST] * min(one, other) // 100
    missing = min(limits[_MOST_MISSING], limits[_MISSING] * abs(one - other) // 100)
    return bool(reach - against - missing >= least)


@njit(cache=True)
def admit(  # noqa: C901  one loop nest, which a compiled kernel has to be
    name_at: Array,
    name_own: Array,
    name_traits: Array,
    name_least: Array,
    limits: Array,
    group_bits: Array,
    group_key: Array,
    group_word: Array,
    group_near: Array,
    alike_at: Array,
    alike_key: Array,
    alike_share: Array,
    key_at: Array,
    post_name: Array,
    post_bits: Array,
    own: Array,
    traits: Array,
) -> tuple[Array, Array]:
    """Pairs (number of an asked name, number of a held name) worth comparing, by asked name.

    An asked name has groups. A group has at most one key that is met as it is (`group_key`, -1: none) and one
    word (`group_word`, -1: none) with the keys of its spellings; of a group the best posting of a name counts.
    """
    names = own.size
    total = np.zeros((names, 2), np.int32)  # of keys, of grams
    best = np.zeros(names, np.int32)
    stamp = np.full(names, -1, np.int32)
    touched = np.empty(names, np.int32)
    asked, held = np.empty(1024, np.int32), np.empty(1024, np.int32)
    found = 0
    for q in range(name_at.size - 1):
        seen = 0
        for g in range(name_at[q], name_at[q + 1]):
            most = np.int64(group_bits[g])
            word = group_word[g]
            which = np.int64(group_near[g])
            first = alike_at[word] - 1 if word >= 0 else np.int64(-1)
            last = alike_at[word + 1] if word >= 0 else np.int64(0)
            for r in range(first, last):
                key = group_key[g] if r == first else alike_key[r]
                share = np.int64(100) if r == first else alike_share[r]
                if key < 0:
                    continue
                for p in range(key_at[key], key_at[key + 1]):
                    name = post_name[p]
                    value = share * min(most, np.int64(post_bits[p])) // 100
                    if value == 0:
                        continue
                    if total[name, 0] + total[name, 1] == 0:
                        touched[seen] = name
                        seen += 1
                    if stamp[name] != g:
                        stamp[name] = g
                        best[name] = value
                        total[name, which] += value
                    elif value > best[name]:
                        total[name, which] += value - best[name]
                        best[name] = value
        for t in range(seen):
            name = touched[t]
            words, near = np.int64(total[name, 0]), np.int64(total[name, 1])
            total[name, 0] = 0
            total[name, 1] = 0
            own_a, own_b = name_own[q], np.int64(own[name])
            traits_a, traits_b = name_traits[q], traits[name]
            if _worth_comparing(words, near, own_a, own_b, traits_a, traits_b, name_least[q], limits):
                if found == asked.size:
                    asked = np.concatenate((asked, np.empty_like(asked)))
                    held = np.concatenate((held, np.empty_like(held)))
                asked[found] = q
                held[found] = name
                found += 1
    return asked[:found], held[:found]
