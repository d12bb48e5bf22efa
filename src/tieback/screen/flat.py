"""The index of a list's names in flat arrays: keys hashed and sorted, postings beside them, grams of the words.

Built from names alone, in their order; nothing is pickled, and a view of the bytes is all that looking up needs.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import accumulate

from tieback.screen.key import HAN_SOUND, LATIN_SOUND, SOUND_BITS, Keys
from tieback.screen.skeleton import skeleton
from tieback.screen.sound_key import han_sounds, latin_sounds
from tieback.screen.syllable import sound

GRAMS = 1 << 16
_LETTERS = 64  # of a word that are looked at
_MASK = (1 << 64) - 1
RUN = "_"  # marks the keys of neighbours written as one
_PARTNER = {"@": "!", "!": "@"}  # initials meet lone words


@dataclass(frozen=True, slots=True)
class Flat:
    """The arrays, each a typed view of little-endian bytes."""

    key_hash: Sequence[int]  # Q, sorted
    key_at: Sequence[int]  # I, one more: postings of key i are post_*[key_at[i]:key_at[i + 1]]
    post_name: Sequence[int]  # I, ascending within a key
    post_bits: Sequence[int]  # H, hundredths of a bit
    word_key: Sequence[int]  # I, key of word i; words in order of their hash
    letters: Sequence[int]  # I, code points of all words
    letters_at: Sequence[int]  # I, one more
    gram_at: Sequence[int]  # I, GRAMS + 1
    gram_word: Sequence[int]  # I, ascending within a gram
    sound_hash: Sequence[int]  # Q, sorted
    sound_at: Sequence[int]  # I, one more
    sound_word: Sequence[int]  # I
    tune_key: Sequence[int]  # I, key of what may be rendered by sound, or render; in order of their hash
    tune_letters: Sequence[int]  # I, code points of all of these, with their mark
    tune_letters_at: Sequence[int]  # I, one more
    tune_hash: Sequence[int]  # Q, of coarse keys with the mark, sorted
    tune_at: Sequence[int]  # I, one more
    tune_number: Sequence[int]  # I, ascending within a coarse key
    own: Sequence[int]  # i, of each name
    traits: Sequence[int]  # Q, of each name


TYPES: Mapping[str, str] = dict(
    zip([field.name for field in fields(Flat)], "QIIHIIIIIQIIIIIQIIiQ", strict=True)
)


def fnv(text: str) -> int:
    """FNV-1a, 64 bits, of the text in UTF-8."""
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 & _MASK
    return value


def grams(word: str) -> tuple[int, ...]:
    """The distinct hashed grams of three letters of a word with its two ends, any script."""
    codes = [1, *map(ord, word[:_LETTERS]), 2]
    return tuple(
        dict.fromkeys(
            (codes[i - 1] * 0x9E3779B1 ^ codes[i] * 0x85EBCA6B ^ codes[i + 1] * 0xC2B2AE35) >> 7 & 0xFFFF
            for i in range(1, len(codes) - 1)
        )
    )


def partner(key: str) -> str:
    """The key under which an exact key of the other name is met."""
    return _PARTNER.get(key[0], key[0]) + key[1:]


@dataclass(frozen=True, slots=True)
class Group:
    """One thing by which a name is looked for: `bits` at most, from a key as it is, from spellings of a word, or
    from what it renders by sound, if the word is marked so. No key is ""."""

    bits: int
    key: str
    word: str = ""
    near: bool = False


def groups(keys: Keys) -> Iterator[Group]:
    """How the keys of a name are looked for among those of others."""
    for word, bits in keys.words:
        if bits:
            yield Group(bits, RUN + word, word)
    for run, bits in keys.runs:
        if bits:
            yield Group(bits, run)
    for key, bits in keys.exact:
        yield Group(bits, partner(key))
    for key, bits in keys.near:
        yield Group(bits, key, near=True)
    for text in keys.sounds:
        yield Group(SOUND_BITS, "", text)


def sounds_of(text: str) -> frozenset[str]:
    """The coarse keys of a marked text, with the mark of what it may meet."""
    if text.startswith(LATIN_SOUND):
        return frozenset(HAN_SOUND + key for key in latin_sounds(text[1:]))
    return frozenset(LATIN_SOUND + key for key in han_sounds(text[1:]))


def is_sound(text: str) -> bool:
    """Is it a text marked as one that may render, or be rendered by, another?"""
    return text[:1] in {LATIN_SOUND, HAN_SOUND}


def heard_as(word: str) -> str:
    """How a word sounds, as pinyin or by its consonants; "" where that says nothing."""
    return sound(word) or skeleton(word)


def build(names: Sequence[Keys]) -> Flat:
    """The arrays over names in their order."""
    postings: dict[str, list[tuple[int, int]]] = {}
    words: dict[str, None] = {}
    tunes: dict[str, None] = {}
    for number, keys in enumerate(names):
        for word, bits in keys.words:
            if bits:
                words[word] = None
                postings.setdefault(word, []).append((number, bits))
        for run, bits in keys.runs:
            if bits:
                postings.setdefault(RUN + run, []).append((number, bits))
        for key, bits in (*keys.exact, *keys.near):
            postings.setdefault(key, []).append((number, bits))
        for text in keys.sounds:
            tunes[text] = None
            postings.setdefault(text, []).append((number, SOUND_BITS))
    hashed = sorted((fnv(key), key) for key in postings)
    ordered = sorted((fnv(word), word) for word in words)
    place = {key: at for at, (_, key) in enumerate(hashed)}
    spelled = [word for _, word in ordered]
    by_gram = _grouped((gram, at) for at, word in enumerate(spelled) for gram in grams(word))
    by_sound = _grouped((fnv(heard), at) for at, word in enumerate(spelled) if (heard := heard_as(word)))
    sounds = sorted(by_sound)
    tuned = [text for _, text in sorted((fnv(text), text) for text in tunes)]
    by_tune = _grouped(
        (fnv(text[0] + key[1:]), at) for at, text in enumerate(tuned) for key in sorted(sounds_of(text))
    )
    coarse = sorted(by_tune)
    return Flat(
        key_hash=array("Q", [value for value, _ in hashed]),
        key_at=_ends(len(postings[key]) for _, key in hashed),
        post_name=array("I", [number for _, key in hashed for number, _ in postings[key]]),
        post_bits=array("H", [bits for _, key in hashed for _, bits in postings[key]]),
        word_key=array("I", [place[word] for word in spelled]),
        letters=array("I", [ord(letter) for word in spelled for letter in word]),
        letters_at=_ends(len(word) for word in spelled),
        gram_at=_ends(len(by_gram.get(gram, ())) for gram in range(GRAMS)),
        gram_word=array("I", [at for gram in sorted(by_gram) for at in by_gram[gram]]),
        sound_hash=array("Q", sounds),
        sound_at=_ends(len(by_sound[value]) for value in sounds),
        sound_word=array("I", [at for value in sounds for at in by_sound[value]]),
        tune_key=array("I", [place[text] for text in tuned]),
        tune_letters=array("I", [ord(letter) for text in tuned for letter in text]),
        tune_letters_at=_ends(map(len, tuned)),
        tune_hash=array("Q", coarse),
        tune_at=_ends(len(by_tune[value]) for value in coarse),
        tune_number=array("I", [at for value in coarse for at in by_tune[value]]),
        own=array("i", [keys.own for keys in names]),
        traits=array("Q", [keys.traits for keys in names]),
    )


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    groups: dict[int, list[int]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _ends(lengths: Iterable[int]) -> "array[int]":
    return array("I", accumulate(lengths, initial=0))
