"""The listed names that look most like a name: a ranking by character grams, compiled, for tens of thousands at once.

It orders and never decides: who is compared for an alert is `admission`'s to say. Words count by their grams of three
letters, short words by their letters in any order and by first and last letter as well, a legal form by itself,
neighbouring words also by the letters where they meet. Rare grams propose, all grams rank. Any script: letters are
code points. Importing this module imports numba.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from tieback.screen.flat import fnv
from tieback.screen.kernel import find_keys, hash_keys
from tieback.screen.known import forms

Array = np.ndarray[Any, Any]
_KINDS = 1 << 17  # of grams, hashed
_SEAMS = _KINDS >> 3  # the first of them are grams across two words
_MOST_GRAMS = 384  # of one name
_BLANK = 32
# Grams that propose, postings they may have in all, names that are ranked: for most names, and for hard ones.
_QUICK, _THOROUGH = (14, 12000, 64), (20, 40000, 160)
_FEWEST_PROPOSING = 5  # grams that propose however many names have them
_STEPS = 255  # into which the names proposed are sorted, to find the nearest
_CLOSE = 0.55  # cosine with the nearest, below which a name is a hard one


@njit(cache=True)
def _is_gap(code: Any) -> bool:
    return code < 128 and not (48 <= code <= 57 or 97 <= code <= 122)


@njit(cache=True)
def _mix(one: Any, two: Any, three: Any) -> Any:
    return (one * 0x9E3779B1 ^ two * 0x85EBCA6B ^ three * 0xC2B2AE35) >> 7


@njit(cache=True)
def _whole(value: Any) -> Any:
    return _SEAMS + value % (_KINDS - _SEAMS)


@njit(cache=True)
def _word(codes: Array, start: Any, end: Any, form: Any, out: Array, count: Any) -> Any:
    """Append the grams of one word."""
    letters, spread = np.int64(0), np.int64(end - start)
    for i in range(start, end):
        letters += np.int64(codes[i]) * np.int64(codes[i]) * 7919
    if form:
        out[count] = _whole(_mix(letters, spread, 1))
        return count + 1
    for i in range(start, end):
        one = np.int64(codes[i - 1]) if i > start else np.int64(_BLANK)
        three = np.int64(codes[i + 1]) if i + 1 < end else np.int64(_BLANK)
        out[count] = _whole(_mix(one, np.int64(codes[i]), three))
        count += 1
    if end - start <= 7:
        out[count] = _whole(_mix(letters, spread, 2))
        count += 1
    if end - start <= 5:
        out[count] = _whole(_mix(np.int64(codes[start]), np.int64(codes[end - 1]), 3))
        count += 1
    return count


@njit(cache=True)
def _grams(codes: Array, start: Any, end: Any, is_form: Array, word: Any, out: Array) -> tuple[Any, Any]:
    """The distinct grams of a name, ascending, into `out`; how many, and the number of the next word."""
    count, before, size, i = 0, -1, 0, start
    while i < end and count < out.size - 80:
        if _is_gap(codes[i]):
            i += 1
            continue
        j = i
        while j < end and not _is_gap(codes[j]):
            j += 1
        stop = min(j, i + 64)
        count = _word(codes, i, stop, is_form[word], out, count)
        if before >= 0:
            last, first = np.int64(codes[before]), np.int64(codes[i])
            one = np.int64(codes[before - 1]) if size > 1 else np.int64(_BLANK)
            out[count] = _mix(last, first, 4) % _SEAMS
            out[count + 1] = _whole(_mix(one, last, first))
            count += 2
        word += 1
        before, size, i = j - 1, j - i, j
    while i < end:  # words that no longer fit are counted all the same
        if not _is_gap(codes[i]) and (i == start or _is_gap(codes[i - 1])):
            word += 1
        i += 1
    ordered = np.sort(out[:count])
    kept = 0
    for at in range(count):
        if kept == 0 or ordered[at] != out[kept - 1]:
            out[kept] = ordered[at]
            kept += 1
    return kept, word


class Asked(NamedTuple):
    """Names one after the other: code points in lower case, where each name begins, which words are legal forms."""

    codes: Array
    at: Array
    is_form: Array


class Grams(NamedTuple):
    """The grams of a list: postings by gram, the grams of each name, and what they say.

    `rarity` of each gram, whole; `shrink`: 1 by the length of the vector of each name.
    """

    gram_at: Array
    gram_name: Array
    own_at: Array
    own: Array
    rarity: Array
    shrink: Array


class _Desk(NamedTuple):
    """Room to work in, kept from name to name; `weight` and `total` are zero between names."""

    gram: Array  # the distinct grams of the name asked
    weight: Array  # of every gram, if the name has it
    total: Array  # what proposing grams say of each listed name
    touched: Array  # the names they say something of
    near: Array  # how near each of those seems
    chosen: Array  # the names to be ranked, and
    score: Array  # their cosines, but for the length of the name asked


@njit(cache=True)
def _index(names: Asked) -> tuple[Array, Array, Array, Array]:
    """Postings by gram, and the grams of each name."""
    at = names.at
    buffer = np.empty(_MOST_GRAMS, np.int64)
    own = np.empty(names.codes.size + 6 * names.is_form.size + 1, np.int32)
    own_at = np.zeros(at.size, np.int64)
    gram_at = np.zeros(_KINDS + 1, np.int64)
    word = 0
    for name in range(at.size - 1):
        count, word = _grams(names.codes, at[name], at[name + 1], names.is_form, word, buffer)
        own_at[name + 1] = own_at[name] + count
        for i in range(count):
            own[own_at[name] + i] = buffer[i]
            gram_at[buffer[i] + 1] += 1
    gram_at = np.cumsum(gram_at)
    free = gram_at[:-1].copy()
    posted = np.empty(own_at[-1], np.int32)
    for name in range(at.size - 1):
        for i in range(own_at[name], own_at[name + 1]):
            posted[free[own[i]]] = name
            free[own[i]] += 1
    return gram_at, posted, own_at, own[: own_at[-1]]


@njit(cache=True)
def _propose(index: Grams, count: int, proposing: int, budget: int, desk: _Desk) -> int:
    """Add up what the rarest of `count` grams say of the names that have them; how many names those are."""
    sizes = index.gram_at[desk.gram[:count] + 1] - index.gram_at[desk.gram[:count]]
    used = spent = seen = 0
    for i in np.argsort(sizes, kind="mergesort"):
        if sizes[i] == 0:
            continue
        if used >= proposing or (used >= _FEWEST_PROPOSING and spent + sizes[i] > budget):
            break
        used += 1
        spent += sizes[i]
        gram = desk.gram[i]
        for p in range(index.gram_at[gram], index.gram_at[gram + 1]):
            name = index.gram_name[p]
            if desk.total[name] == 0:
                desk.touched[seen] = name
                seen += 1
            desk.total[name] += desk.weight[gram]
    return seen


@njit(cache=True)
def _choose(index: Grams, seen: int, desk: _Desk) -> int:
    """The names that seem nearest, ascending, as many as are to be ranked; how many. Ties at the edge are left out."""
    highest = 0.0
    for t in range(seen):
        name = desk.touched[t]
        desk.near[t] = desk.total[name] * index.shrink[name]
        highest = max(highest, desk.near[t])
        desk.total[name] = 0
    scale = _STEPS / highest if seen else 0.0
    steps = np.zeros(_STEPS + 1, np.int64)
    for t in range(seen):
        steps[np.int64(desk.near[t] * scale)] += 1
    least, kept = _STEPS + 1, 0
    while least > 0 and kept + steps[least - 1] <= desk.chosen.size:
        least -= 1
        kept += steps[least]
    least = min(least, _STEPS)
    kept = 0
    for t in range(seen):
        if kept < desk.chosen.size and np.int64(desk.near[t] * scale) >= least:
            desk.chosen[kept] = desk.touched[t]
            kept += 1
    desk.chosen[:kept].sort()
    return kept


@njit(cache=True)
def _rank(index: Grams, kept: int, desk: _Desk) -> Array:
    """The order of the chosen names by all grams in common, nearest first, as numbered by name where alike."""
    for t in range(kept):
        name = desk.chosen[t]
        shared = np.int64(0)
        for i in range(index.own_at[name], index.own_at[name + 1]):
            shared += desk.weight[index.own[i]]
        desk.score[t] = -shared * index.shrink[name]
    return np.argsort(desk.score[:kept], kind="mergesort")


@njit(cache=True)
def _search(asked: Asked, index: Grams, limits: tuple[int, int, int], most: int) -> tuple[Array, Array]:
    """Per name the `most` nearest, best first, -1 behind the last, and the cosine of the first.

    `limits`: grams that propose, postings they may have in all, names ranked.
    """
    proposing, budget, ranked = limits
    names = index.shrink.size
    desk = _Desk(
        np.empty(_MOST_GRAMS, np.int64),
        np.zeros(_KINDS, np.int32),
        np.zeros(names, np.int32),
        np.empty(names, np.int32),
        np.empty(names, np.float64),
        np.empty(ranked, np.int32),
        np.empty(ranked, np.float64),
    )
    found = np.full((asked.at.size - 1, most), -1, np.int32)
    cosine = np.zeros(asked.at.size - 1, np.float64)
    unseen = index.rarity.max()
    word = 0
    for q in range(asked.at.size - 1):
        count, word = _grams(asked.codes, asked.at[q], asked.at[q + 1], asked.is_form, word, desk.gram)
        length = np.int64(0)
        for gram in desk.gram[:count]:
            length += (index.rarity[gram] or unseen) ** 2
            desk.weight[gram] = index.rarity[gram] ** 2
        seen = _propose(index, count, proposing, budget, desk)
        kept = _choose(index, seen, desk)
        order = _rank(index, kept, desk)
        for gram in desk.gram[:count]:
            desk.weight[gram] = 0
        for t in range(min(most, kept)):
            found[q, t] = desk.chosen[order[t]]
        if kept:
            cosine[q] = -desk.score[order[0]] / np.sqrt(np.float64(length))
    return found, cosine


class Nearest:
    """The names of a list, made ready to be ranked."""

    def __init__(self, names: Sequence[str]) -> None:
        self._texts = [name.casefold() for name in names]
        gram_at, gram_name, own_at, own = _index(_encoded(names))
        sizes = np.diff(gram_at)
        bits = np.log2(1 + len(names) / np.maximum(sizes, 1))
        scale = np.where(np.arange(_KINDS) < _SEAMS, 3, 10)  # the bare seam of two words says less
        rarity = np.where(sizes > 0, np.maximum(np.round(scale * bits), 1), 0).astype(np.int64)
        sums = np.concatenate((np.zeros(1, np.int64), np.cumsum(rarity[own] ** 2)))
        shrink = 1 / np.sqrt(np.maximum(sums[own_at[1:]] - sums[own_at[:-1]], 1))
        self._index = Grams(gram_at, gram_name, own_at, own, rarity, shrink)

    def of(self, names: Sequence[str], most: int = 20) -> list[list[int]]:
        """For each name the numbers of up to `most` listed names, nearest first; none only if no list is given.

        A name to which nothing comes close is looked for again among more; one that shares no gram, letter by letter.
        """
        found, cosine = self._pass(names, _QUICK, most)
        again = np.flatnonzero(cosine < _CLOSE)
        if again.size:
            found[again] = self._pass([names[at] for at in again.tolist()], _THOROUGH, most)[0]
        rows = [[name for name in row if name >= 0] for row in found.tolist()]
        return [row or self._letters(name, most) for name, row in zip(names, rows, strict=True)]

    def _pass(self, names: Sequence[str], limits: tuple[int, int, int], most: int) -> tuple[Array, Array]:
        found = _search(_encoded(names), self._index, limits, most)
        return found[0], found[1]

    def _letters(self, name: str, most: int) -> list[int]:
        """The listed names with most letters in common, in order."""
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extract

        return [found[2] for found in extract(name.casefold(), self._texts, scorer=ratio, limit=most)]


def _encoded(names: Sequence[str]) -> Asked:
    """Code points of all names in lower case, where each begins, and which of their words are legal forms."""
    texts = [name.casefold() for name in names]
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
    at = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in texts], out=at[1:])
    data, ends = _words(codes, at)
    table = np.array(sorted(map(fnv, forms())), np.uint64)
    return Asked(codes, at, find_keys(table, hash_keys(data, ends)) >= 0)


@njit(cache=True)
def _words(codes: Array, at: Array) -> tuple[Array, Array]:
    """All words as bytes one after the other, and where each ends; letters beyond ASCII as 0."""
    data, ends = np.empty(codes.size, np.uint8), np.empty(codes.size, np.int64)
    size = count = 0
    for name in range(at.size - 1):
        inside = False
        for i in range(at[name], at[name + 1]):
            gap = _is_gap(codes[i])
            if gap and inside:
                ends[count] = size
                count += 1
            elif not gap:
                data[size] = codes[i] if codes[i] < 128 else 0
                size += 1
            inside = not gap
        if inside:
            ends[count] = size
            count += 1
    return data[:size], ends[:count]
