"""Candidates: which listed names could be meant by a name, found by shared keys, rarest first.

Words are matched as written, one letter apart, and as they sound. No name is silently without candidates: if
only common keys are shared, their names are proposed as well, and whoever has none shares no key at all.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import log2

from tieback.screen.key import deletions, other_keys, word_keys
from tieback.screen.name import Name
from tieback.screen.rarity import word_weight
from tieback.screen.syllable import sound

_SHORTEST_FUZZY = 5  # letters from which a word is also found one letter apart
_LENGTHS_APART = 2
_SMALL = 1000  # names: in a shorter list a word that recurs is not yet a common one
_COMMON = 600  # names under one key from which on the key only ranks
_SCANS = 50  # words looked for by scanning before the table of near words is made
_MOST = 24  # candidates for one name
_ENOUGH = 0.25  # of the best candidate's evidence: below it a candidate is not worth comparing
_LEAST = 1.8  # bits: what only very common words propose is not worth comparing ...
_ANYHOW = 12  # ... beyond the best dozen
_EDITED = 0.7  # share of a key's evidence kept when it is met one letter apart
_WHOLE = "="
# Most that a key which is no word can say: the same beginning, two Han in a row, place with trade.
_MOST_BITS = {"<": 6.0, "|": 4.0, "+": 2.5}


class Index:
    """An index over listed names. Building reads nothing but the names given; lookups are deterministic."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = names
        self._words: dict[str, list[int]] = defaultdict(list)
        self._others: dict[str, list[int]] = defaultdict(list)
        self._asked = 0
        self._fuzzy: dict[str, None] = {}  # words met one letter apart too, in the order they came
        for number, name in enumerate(names):
            fuzzy, plain = word_keys(name)
            for key in (*fuzzy, *plain):
                self._words[key].append(number)
            self._fuzzy.update(dict.fromkeys(key for key in fuzzy if len(key) >= _SHORTEST_FUZZY))
            for key in other_keys(name):
                self._others[key].append(number)

    def _near_words(self, word: str) -> Iterable[str]:
        """Words one letter apart. A few are looked for by scanning; for many a table pays."""
        self._asked += 1
        if self._asked > _SCANS:
            return [other for form in deletions(word) for other in self._near.get(form, ())]
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        return [
            found[0]
            for found in extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=1, limit=None)
        ]

    @cached_property
    def _vocabulary(self) -> list[str]:
        return list(self._fuzzy)

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        """Form with a letter less -> words."""
        near: dict[str, list[str]] = defaultdict(list)
        for word in self._fuzzy:
            for form in deletions(word):
                near[form].append(word)
        return near

    @cached_property
    def _sounds(self) -> dict[str, list[str]]:
        """Blurred sound -> words that are pinyin."""
        sounds: dict[str, list[str]] = defaultdict(list)
        for word in self._fuzzy:
            if heard := sound(word):
                sounds[heard].append(word)
        return sounds

    def candidates(self, name: Name, most: int = _MOST) -> list[int]:
        """Numbers of the names that could be meant, best first, at most `most` and all that are written the same."""
        same = self._others.get(_WHOLE + name.folded, [])
        evidence: dict[int, float] = defaultdict(float)
        common: list[tuple[int, str, float]] = []
        for key, postings, bits in self._postings(name):
            if len(postings) > _COMMON:
                common.append((len(postings), key, bits))
            else:
                for number in postings:
                    evidence[number] += bits
        for _, key, bits in sorted(common):
            self._count_common(
                evidence, set(self._words[key] if key in self._words else self._others[key]), bits
            )
        ranked = sorted(evidence, key=lambda number: (-evidence[number], number))[:most]
        floor = max(_LEAST, evidence[ranked[0]] * _ENOUGH) if ranked else 0.0
        kept = [at for at, number in enumerate(ranked) if at < _ANYHOW or evidence[number] >= floor]
        return [*same, *(ranked[at] for at in kept if ranked[at] not in same)]

    def _count_common(self, evidence: dict[int, float], sharing: set[int], bits: float) -> None:
        """Common keys rank what rarer keys proposed; they propose only where nothing else does."""
        for number in sharing & evidence.keys() if evidence else sharing:
            evidence[number] += bits

    def _bits(self, postings: Sequence[int]) -> float:
        return log2(1 + max(len(self._names), _SMALL) / len(postings))

    def _postings(self, name: Name) -> Iterable[tuple[str, Sequence[int], float]]:
        """Every key of the name that the index holds, once, with its names and what sharing it says (bits)."""
        shares: dict[str, float] = {}
        fuzzy, plain = word_keys(name)
        for word in sorted(fuzzy | plain):
            if word in self._words:
                shares[word] = 1.0
        for word in sorted(fuzzy):
            for other in self._alike(word):
                shares.setdefault(other, _EDITED)
        for word, share in shares.items():
            yield word, self._words[word], share * min(self._bits(self._words[word]), word_weight(word))
        for key in sorted(other_keys(name)):
            if key in self._others and key[0] != _WHOLE:
                yield key, self._others[key], min(self._bits(self._others[key]), _MOST_BITS[key[0]])

    def _alike(self, word: str) -> Iterable[str]:
        """Words one letter apart or of the same sound."""
        found: set[str] = set()
        if len(word) >= _SHORTEST_FUZZY:
            found.update(self._near_words(word))
            found.update(self._sounds.get(sound(word), ()))
        found.discard(word)
        return sorted(other for other in found if abs(len(other) - len(word)) <= _LENGTHS_APART)
