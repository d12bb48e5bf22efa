"""Pinyin syllables: recognising them and cutting joined pinyin ("haoyuanpeng") into them."""

from functools import lru_cache

# Initials and the finals each takes, standard Mandarin without tones (GB/T 16159; Hanyu Pinyin table).
_FINALS = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve",
    "l": "a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "i a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "i a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "i a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "i e ao ou an en ang eng ong u uo ui uan un",
    "z": "i a e ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "i a e ai ao ou an en ang eng ong u uo ui uan un",
    "s": "i a e ai ao ou an en ang eng ong u uo ui uan un",
    "y": "a o e ao ou an ang i in ing ong u ue uan un",
    "w": "a o ai ei an en ang eng u",
}
SYLLABLES = frozenset(initial + final for initial, finals in _FINALS.items() for final in finals.split())
_LONGEST = 6
_LONGEST_NAME = 60  # letters; what is longer is no pinyin name


@lru_cache(maxsize=65536)
def segment(joined: str) -> tuple[str, ...]:
    """The syllables of joined pinyin, fewest first and longest leading; () if it is not pinyin.

    "xian" is one syllable: an apostrophe that said otherwise ("xi'an") must be kept by the caller.
    """
    if len(joined) > _LONGEST_NAME:
        return ()
    best: list[tuple[str, ...] | None] = [None] * (len(joined) + 1)
    best[len(joined)] = ()
    for start in range(len(joined) - 1, -1, -1):
        for end in range(min(len(joined), start + _LONGEST), start, -1):
            rest = best[end]
            if rest is None or joined[start:end] not in SYLLABLES:
                continue
            current = best[start]
            if current is None or len(rest) + 1 < len(current):
                best[start] = (joined[start:end], *rest)
    return best[0] or ()


def is_pinyin(word: str) -> bool:
    """True if a lower-case ASCII word can be cut into pinyin syllables."""
    return bool(word) and word.isascii() and bool(segment(word))
