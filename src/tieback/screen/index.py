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
from tieback.screen.syllable import sound

_SHORTEST_FUZZY = 5  # letters from which a word is also found one letter apart
_LENGTHS_APART = 2
_COMMON = 600  # names under one key from which on the key only ranks
_SCANS = 50  # words looked for by scanning before the table of near words is made
_MOST = 24  # candidates for one name
_ENOUGH = 0.34  # of the best candidate's evidence: below it a candidate is not worth comparing
_EDITED = 0.7  # share of a key's evidence kept when it is met one letter apart
_WHOLE = "="


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
        common: list[tuple[int, str, Sequence[int]]] = []
        for key, postings, share in self._postings(name):
            if len(postings) > _COMMON:
                common.append((len(postings), key, postings))
            else:
                self._add(evidence, postings, share)
        for _, _, postings in sorted(common):
            if evidence:
                self._raise(evidence, postings)
            else:
                self._add(evidence, postings, 1.0)
        ranked = sorted(evidence, key=lambda number: (-evidence[number], number))[:most]
        floor = evidence[ranked[0]] * _ENOUGH if ranked else 0.0
        kept = [number for number in ranked if evidence[number] >= floor]
        return [*same, *(number for number in kept if number not in same)]

    def _bits(self, postings: Sequence[int]) -> float:
        return log2(1 + len(self._names) / len(postings))

    def _add(self, evidence: dict[int, float], postings: Sequence[int], share: float) -> None:
        bits = share * self._bits(postings)
        for number in postings:
            evidence[number] += bits

    def _raise(self, evidence: dict[int, float], postings: Sequence[int]) -> None:
        """Common keys do not propose, they rank what rarer keys proposed."""
        bits = self._bits(postings)
        shared = set(postings)
        for number in evidence:
            if number in shared:
                evidence[number] += bits

    def _postings(self, name: Name) -> Iterable[tuple[str, Sequence[int], float]]:
        """Every key of the name that the index holds, once, with its names and the share it counts."""
        shares: dict[str, float] = {}
        fuzzy, plain = word_keys(name)
        for word in sorted(fuzzy | plain):
            if word in self._words:
                shares[word] = 1.0
        for word in sorted(fuzzy):
            for other in self._alike(word):
                shares.setdefault(other, _EDITED)
        for word, share in shares.items():
            yield word, self._words[word], share
        for key in sorted(other_keys(name)):
            if key in self._others:
                yield key, self._others[key], 1.0

    def _alike(self, word: str) -> Iterable[str]:
        """Words one letter apart or of the same sound."""
        found: set[str] = set()
        if len(word) >= _SHORTEST_FUZZY:
            found.update(self._near_words(word))
            found.update(self._sounds.get(sound(word), ()))
        found.discard(word)
        return sorted(other for other in found if abs(len(other) - len(word)) <= _LENGTHS_APART)
