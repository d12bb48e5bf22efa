"""The compiled half of the search for candidates, for thousands of names: what `lookup` gives, in one call."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from tieback.screen.admission import enough_by_default, limits
from tieback.screen.flat import TYPES, Flat, groups, heard_as, is_sound
from tieback.screen.kernel import admit, find_keys, hash_keys, similar_words
from tieback.screen.key import HAN_SOUND, Keys
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
        self._words: dict[str, int] = {}
        self._keys: list[list[int]] = []
        self._shares: list[list[int]] = []

    def admitted(self, parties: Sequence[Keys], least: Sequence[int] | None = None) -> list[list[int]]:
        """For each party's name the numbers of the listed names it is compared with, in order (`admission.enough`)."""
        wanted = [enough_by_default()] * len(parties) if least is None else least
        found: list[list[int]] = [[] for _ in parties]
        at, bits, keys, words, near = [0], [], [], [], []
        for party in parties:
            for group in groups(party):
                bits.append(group.bits)
                keys.append(group.key)
                words.append(group.word)
                near.append(group.near)
            at.append(len(bits))
        if not bits:
            return found
        flat = self._flat
        word_of, *alike = self._alike(self._numbers(words))
        pairs = admit(
            np.array(at, np.int64),
            np.array([party.own for party in parties], np.int64),
            np.array([party.traits for party in parties], np.uint64),
            np.array(wanted, np.int64),
            np.array(limits(), np.int64),
            np.array(bits, np.int32),
            self._positions(keys, "key_hash"),
            word_of,
            np.array(near, np.int8),
            *alike,
            *(flat[name] for name in ("key_at", "post_name", "post_bits", "own", "traits")),
        )
        for one, other in zip(*(part.tolist() for part in pairs), strict=True):
            found[one].append(other)
        for row in found:
            row.sort()
        return found

    def _alike(self, numbers: Array) -> tuple[Array, Array, Array, Array]:
        """The words asked, renumbered, and the keys and shares of their spellings."""
        used, renumbered = np.unique(numbers, return_inverse=True)
        chosen = [number for number in used.tolist() if number >= 0]
        if used.size and used[0] < 0:
            renumbered = renumbered - 1
        at = np.zeros(len(chosen) + 1, np.int64)
        np.cumsum([len(self._keys[number]) for number in chosen], out=at[1:])
        keys = np.array([key for number in chosen for key in self._keys[number]], np.int64)
        shares = np.array([share for number in chosen for share in self._shares[number]], np.int64)
        return renumbered.astype(np.int64), at, keys, shares

    def _numbers(self, words: Sequence[str]) -> Array:
        """The number of each word, -1 for none; words not met before are looked for first."""
        if len(self._words) > _REMEMBERED:
            self._words, self._keys, self._shares = {}, [], []
        fresh = [word for word in dict.fromkeys(words) if word and word not in self._words]
        if spelled := [word for word in fresh if not is_sound(word)]:
            self._learn(spelled)
        for text in fresh:
            if is_sound(text):
                self._keep(text, self._tuned(text))
        return np.array([self._words[word] if word else -1 for word in words], np.int64)

    def _tuned(self, text: str) -> Sequence[Spelled]:
        """`Lookup.alike` for a marked text."""
        if not text.startswith(HAN_SOUND):
            return self._lookup.alike(text)
        found = self._tunes.rendering(text[1:], self._lookup.coarse(text))
        return [(key, 100) for key in self._flat["tune_key"][found].tolist()]

    @cached_property
    def _tunes(self) -> Sounded:
        """The marked texts of the list, without their marks."""
        return Sounded([self._lookup.tune(number)[1:] for number in range(len(self._flat["tune_key"]))])

    def _learn(self, words: Sequence[str]) -> None:
        near: list[set[int]] = [set() for _ in words]
        flat = self._flat
        letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        at = np.zeros(len(words) + 1, np.uint32)
        np.cumsum([len(word) for word in words], out=at[1:])
        pairs = similar_words(
            letters, at, flat["letters"], flat["letters_at"], flat["gram_at"], flat["gram_word"]
        )
        for one, other in zip(*(part.tolist() for part in pairs), strict=True):
            near[one].add(other)
        heard = [heard_as(word) for word in words]
        for number, place in enumerate(self._positions(heard, "sound_hash").tolist()):
            if place >= 0:
                start, end = flat["sound_at"][place : place + 2].tolist()
                near[number].update(flat["sound_word"][start:end].tolist())
        for word, found in zip(words, near, strict=True):
            self._keep(word, list(self._lookup.spelled(word, sorted(found))))

    def _keep(self, word: str, spelled: Sequence[Spelled]) -> None:
        self._words[word] = len(self._keys)
        self._keys.append([key for key, _ in spelled])
        self._shares.append([share for _, share in spelled])

    def _positions(self, texts: Iterable[str], table: str) -> Array:
        """Where the hash of each text stands in a table, -1 if nowhere or if the text is empty."""
        encoded = [text.encode() for text in texts]
        ends = np.cumsum([len(text) for text in encoded], dtype=np.int64)
        data = np.frombuffer(b"".join(encoded) or b"\0", np.uint8)
        places = find_keys(self._flat[table], hash_keys(data, ends))
        places[np.diff(ends, prepend=0) == 0] = -1
        return places
