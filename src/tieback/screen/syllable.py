"""Which pinyin syllables are confused when Chinese names are written by ear."""

from functools import cache, lru_cache

from tieback.names.syllable import segment

# What careless romanisation mixes up: southern readers of zh/z, ch/c, sh/s and -ng/-n; u for ü.
_CONFUSED = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("v", "u"), ("yue", "ue"), ("lue", "lve"))


@cache
def blurred(syllable: str) -> str:
    """The syllable with what is often confused made equal: "zheng" and "zen" both give "zen"."""
    for precise, careless in _CONFUSED:
        syllable = syllable.replace(precise, careless)
    return syllable


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How joined pinyin sounds to a careless ear; "" if the word is no pinyin."""
    return "".join(map(blurred, segment(word)))


def sound_alike(a: str, b: str) -> bool:
    """Are both words pinyin and equal but for what is often confused?"""
    return bool(sound(a)) and sound(a) == sound(b)
