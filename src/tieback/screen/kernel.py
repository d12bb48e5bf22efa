"""The compiled half of the search for candidates: the same sums as `lookup`, for thousands of names at once.

Integers only, fixed order, no fast mathematics: the answers are those of the plain half, bit for bit. Importing
this module imports numba; small jobs never do.
"""

from typing import Any, NamedTuple

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
    words: Any, near: Any, own: tuple[Any, Any], traits: tuple[Any, Any], least: Any, limits: Array
) -> bool:
    """As `admission.worth_comparing`."""
    own_a, own_b = own
    traits_a, traits_b = traits
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


class Names(NamedTuple):
    """Names asked: where the groups of each begin, and of each `admission.Keys.own`, `traits` and what it must reach."""

    at: Array
    own: Array
    traits: Array
    least: Array


class Groups(NamedTuple):
    """What names are looked for by: bits at most, the number of a word met by its spellings (-1: none), whether a gram."""

    bits: Array
    word: Array
    near: Array


class Alike(NamedTuple):
    """The keys of the spellings of each word, and what share of their postings' evidence counts (percent)."""

    at: Array
    key: Array
    share: Array


class Listed(NamedTuple):
    """The postings of a list by key, and `own` and `traits` of its names."""

    key_at: Array
    post_name: Array
    post_bits: Array
    own: Array
    traits: Array


class _Desk(NamedTuple):
    """Room to work in, kept from name to name; `total` is zero between names."""

    total: Array  # what keys, and what grams, say of each listed name
    best: Array  # what the last group said of it, and
    stamp: Array  # which group that was
    touched: Array  # the names anything is said of


@njit(cache=True)
def _add(
    listed: Listed, key: int, share: int, most: int, near: int, group: int, seen: int, desk: _Desk
) -> int:
    """Add the postings of a key; of a group the best posting of a name counts. How many names are touched by now."""
    for p in range(listed.key_at[key], listed.key_at[key + 1]):
        name = listed.post_name[p]
        value = share * min(most, int(listed.post_bits[p])) // 100
        if value == 0:
            continue
        if desk.total[name, 0] + desk.total[name, 1] == 0:
            desk.touched[seen] = name
            seen += 1
        if desk.stamp[name] != group:
            desk.stamp[name] = group
            desk.best[name] = value
            desk.total[name, near] += value
        elif value > desk.best[name]:
            desk.total[name, near] += value - desk.best[name]
            desk.best[name] = value
    return seen


@njit(cache=True)
def admit(
    names: Names, groups: Groups, group_key: Array, alike: Alike, listed: Listed, limits: Array
) -> tuple[Array, Array]:
    """Pairs (number of an asked name, number of a held name) worth comparing, in order.

    An asked name has groups. A group has at most one key that is met as it is (`group_key`, -1: none) and one
    word with the keys of its spellings; of a group the best posting of a name counts.
    """
    held = listed.own.size
    desk = _Desk(
        np.zeros((held, 2), np.int32),
        np.zeros(held, np.int32),
        np.full(held, -1, np.int32),
        np.empty(held, np.int32),
    )
    left, right = np.empty(1024, np.int32), np.empty(1024, np.int32)
    found = 0
    for q in range(names.at.size - 1):
        seen = 0
        for g in range(names.at[q], names.at[q + 1]):
            most, near, word = int(groups.bits[g]), int(groups.near[g]), groups.word[g]
            if group_key[g] >= 0:
                seen = _add(listed, group_key[g], 100, most, near, g, seen, desk)
            if word >= 0:
                for r in range(alike.at[word], alike.at[word + 1]):
                    seen = _add(listed, alike.key[r], alike.share[r], most, near, g, seen, desk)
        first = found
        for name in desk.touched[:seen]:
            words, grams = np.int64(desk.total[name, 0]), np.int64(desk.total[name, 1])
            desk.total[name] = 0
            own, traits = (names.own[q], np.int64(listed.own[name])), (names.traits[q], listed.traits[name])
            if _worth_comparing(words, grams, own, traits, names.least[q], limits):
                if found == left.size:
                    left = np.concatenate((left, np.empty_like(left)))
                    right = np.concatenate((right, np.empty_like(right)))
                left[found] = q
                right[found] = name
                found += 1
        right[first:found].sort()
    return left[:found], right[:found]
