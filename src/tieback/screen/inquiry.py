"""What many names are looked for by, in flat arrays: made once, put to the arrays of every list (`bulk`).

The groups of `flat.groups`, number for number, without an object for each. Importing this module imports numba.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from tieback.screen.flat import RUN, heard_as, is_sound, partner
from tieback.screen.kernel import Groups, Names, hash_keys
from tieback.screen.key import SOUND_BITS, Keys

Array = np.ndarray[Any, Any]


class Inquiry:
    """Names with the least that a pair of each must be able to reach.

    `names` and their `groups` as the kernel takes them; `words`: the distinct texts that are met by their spellings or
    by sound, in the order of their numbers.
    """

    def __init__(self, parties: Sequence[Keys], least: Sequence[int]) -> None:
        self.words: list[str] = []
        bits: list[int] = []
        keys: list[str] = []
        words: list[int] = []
        near: list[tuple[int, int]] = []
        at, number = [0], dict[str, int]()
        for party in parties:
            spelled = [(word, most) for word, most in party.words if most]
            plain = [(run, most) for run, most in party.runs if most]
            plain += [(partner(key), most) for key, most in party.exact]
            bits += [most for _, most in spelled]
            keys += [RUN + word for word, _ in spelled]
            words += [number.setdefault(word, len(number)) for word, _ in spelled]
            bits += [most for _, most in plain]
            keys += [key for key, _ in plain]
            near.append((len(keys), len(keys) + len(party.near)))
            bits += [most for _, most in party.near]
            keys += [key for key, _ in party.near]
            words += [-1] * (len(plain) + len(party.near))
            bits += [SOUND_BITS] * len(party.sounds)
            keys += [""] * len(party.sounds)
            words += [number.setdefault(text, len(number)) for text in party.sounds]
            at.append(len(bits))
        self.words = list(number)
        self._keys = keys
        is_near = np.zeros(len(bits), np.int8)
        for start, end in near:
            is_near[start:end] = 1
        self.names = Names(
            np.array(at, np.int64),
            np.array([party.own for party in parties], np.int64),
            np.array([party.traits for party in parties], np.uint64),
            np.array(least, np.int64),
        )
        self.groups = Groups(np.array(bits, np.int32), np.array(words, np.int64), is_near)

    @cached_property
    def hashes(self) -> Array:
        """The hash of the key of every group."""
        return hashed(self._keys)

    @cached_property
    def keyless(self) -> Array:
        """Which groups have no key."""
        return np.array([not key for key in self._keys], np.bool_)

    @cached_property
    def spelled(self) -> list[int]:
        """Numbers of the words that are met by their spellings."""
        return [number for number, word in enumerate(self.words) if not is_sound(word)]

    @cached_property
    def heard(self) -> tuple[Array, Array]:
        """For each of these the hash of how it sounds, and whether that says anything."""
        heard = [heard_as(self.words[number]) for number in self.spelled]
        return hashed(heard), np.array([bool(text) for text in heard], np.bool_)


def hashed(texts: Iterable[str]) -> Array:
    """The hash of each text (`flat.fnv`)."""
    held = list(texts)
    data = "".join(held)
    if data.isascii():
        encoded, sizes = data.encode(), [len(text) for text in held]
    else:
        parts = [text.encode() for text in held]
        encoded, sizes = b"".join(parts), [len(part) for part in parts]
    return hash_keys(np.frombuffer(encoded, np.uint8), np.cumsum(sizes, dtype=np.int64))
