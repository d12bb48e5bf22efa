"""The compiled half of the search for candidates, for thousands of names: what `lookup` gives, in one call."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from tieback.screen.admission import enough_by_default, limits
from tieback.screen.flat import TYPES, Flat
from tieback.screen.inquiry import Inquiry
from tieback.screen.kernel import Alike, Listed, admit, find_keys, similar_words
from tieback.screen.key import HAN_SOUND, LATIN_SOUND, Keys
from tieback.screen.lookup import Lookup, Spelled
from tieback.screen.tune_bulk import Sounded

Array = np.ndarray[Any, Any]
_DTYPES = {"Q": np.uint64, "I": np.uint32, "H": np.uint16, "i": np.int32}
_REMEMBERED = 1 << 20  # words


class Bulk:
    """Looks thousands of names up in the arrays of one list."""

    def __init__(self, flat: Flat) -> None:
        self._lookup = Lookup(flat)
        self._flat = {name: np.frombuffer(getattr(flat, name), _DTYPES[kind]) for name, kind in TYPES.items()}
        self._listed = Listed(*(self._flat[name] for name in Listed._fields))
        self._alike: dict[str, Sequence[Spelled]] = {}

    def admitted(self, parties: Sequence[Keys], least: Sequence[int] | None = None) -> list[list[int]]:
        """For each party's name the numbers of the listed names it is compared with, in order (`admission.enough`)."""
        wanted = [enough_by_default()] * len(parties) if least is None else least
        return self.found(Inquiry(parties, wanted))

    def found(self, inquiry: Inquiry) -> list[list[int]]:
        """The same for names made ready to be looked for."""
        at = inquiry.names.at
        keys = find_keys(self._flat["key_hash"], inquiry.hashes)
        keys[inquiry.keyless] = -1
        asked, held = admit(
            inquiry.names,
            inquiry.groups,
            keys,
            self._spellings(inquiry),
            self._listed,
            np.array(limits(), np.int64),
        )
        numbers, ends = held.tolist(), np.searchsorted(asked, np.arange(at.size)).tolist()
        return [numbers[ends[name] : ends[name + 1]] for name in range(at.size - 1)]

    def _spellings(self, inquiry: Inquiry) -> Alike:
        """The keys of what each word of the inquiry may be a spelling of, or renders; what is new is looked for first."""
        if len(self._alike) > _REMEMBERED:
            self._alike = {}
        self._learn(inquiry)
        self._tune([text for text in inquiry.words if text not in self._alike])
        found = [self._alike[word] for word in inquiry.words]
        at = np.zeros(len(found) + 1, np.int64)
        np.cumsum([len(spelled) for spelled in found], out=at[1:])
        keys = np.array([key for spelled in found for key, _ in spelled], np.int64)
        return Alike(at, keys, np.array([share for spelled in found for _, share in spelled], np.int64))

    def _learn(self, inquiry: Inquiry) -> None:
        """Find the spellings of the words not met before."""
        flat = self._flat
        places = np.where(inquiry.heard[1], find_keys(flat["sound_hash"], inquiry.heard[0]), -1).tolist()
        fresh: dict[str, set[int]] = {}
        for number, place in zip(inquiry.spelled, places, strict=True):
            word = inquiry.words[number]
            if word not in self._alike:
                start, end = flat["sound_at"][place : place + 2].tolist() if place >= 0 else (0, 0)
                fresh[word] = set(flat["sound_word"][start:end].tolist())
        words = list(fresh)
        letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        at = np.zeros(len(words) + 1, np.uint32)
        np.cumsum([len(word) for word in words], out=at[1:])
        pairs = similar_words(
            letters, at, flat["letters"], flat["letters_at"], flat["gram_at"], flat["gram_word"]
        )
        for one, other in zip(*(part.tolist() for part in pairs), strict=True):
            fresh[words[one]].add(other)
        for word, near in fresh.items():
            self._alike[word] = tuple(self._lookup.spelled(word, sorted(near))) if near else ()

    def _tune(self, texts: Iterable[str]) -> None:
        """Find what marked texts render, or are rendered by: each listed Han at once by all words that may render it."""
        flat = self._flat
        rendering: dict[int, list[int]] = {}
        latin: list[str] = []
        for text in texts:
            if text.startswith(HAN_SOUND):
                found = self._tunes.rendering(text[1:], self._lookup.coarse(text))
                self._alike[text] = [(key, 100) for key in flat["tune_key"][found].tolist()]
                continue
            self._alike[text] = ()
            for number in self._lookup.coarse(text):
                rendering.setdefault(number, []).append(len(latin))
            latin.append(text)
        words = Sounded([text.removeprefix(LATIN_SOUND) for text in latin])
        for number in sorted(rendering):
            han = self._lookup.tune(number).removeprefix(HAN_SOUND)
            met = (int(flat["tune_key"][number]), 100)
            for word in words.rendering(han, rendering[number]):
                self._alike[latin[word]] = (*self._alike[latin[word]], met)

    @cached_property
    def _tunes(self) -> Sounded:
        """The marked texts of the list, without their marks."""
        return Sounded([self._lookup.tune(number)[1:] for number in range(len(self._flat["tune_key"]))])
