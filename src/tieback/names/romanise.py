"""Other scripts to lower-case Latin letters: Han to pinyin, Uyghur Arabic and Cyrillic by table.

It romanises; it does not translate. Polyphonic Han characters give alternate readings.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product
from typing import Any

from tieback.names import table
from tieback.names.script import ARABIC
from tieback.names.syllable import segment
from tieback.names.system import hong_kong, jyutping, postal, wade_giles

_UYGHUR = frozenset("ەېۇۆۈۋڭ")  # letters of no other spelling in Arabic script that is met here
_MAX_READINGS = 5  # pinyin alternates of one brand; other systems come on top


@cache
def _letters(script: str) -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in table.rows("letter.csv") if row["script"] == script}


@cache
def _polyphones() -> dict[str, tuple[str, ...]]:
    return {row["char"]: table.cells(row["readings"]) for row in table.rows("polyphone.csv")}


def romanise_word(word: str, script: str) -> str:
    """A casefolded word in Arabic or Cyrillic letters as Latin; other scripts come back unchanged."""
    if script == ARABIC:
        # In Uyghur spelling ى, ې are vowels and ي is y; a hamza seat before a vowel is silent.
        word = word.replace("\u0640", "")
        if not _UYGHUR.isdisjoint(word):  # keyboards without ى write the Persian ی for it
            word = word.replace("ی", "ى")
    return word.translate(_letters(script))


def romanise_other(word: str) -> str:
    """A word in Hangul, Kana, an Indic script, Thai, Greek, Georgian and others as lower-case Latin letters.

    Letter by letter after anyascii's tables: it hears neither sound changes nor unwritten vowels.
    """
    from anyascii import anyascii

    return "".join(char for char in anyascii(word).lower() if char.isalnum())


@cache
def _dictionary() -> Any:
    """pypinyin's converter, loaded when the first Han brand is met."""
    from pypinyin import lazy_pinyin

    return lazy_pinyin


@lru_cache(maxsize=131072)
def syllables(text: str) -> tuple[str, ...]:
    """Pinyin of each Han character of simplified `text`, without tones, ü as v; other characters as they are.

    Phrases known to the dictionary choose among several readings: 重庆 is chong qing.
    """
    read: list[str] = _dictionary()(text, errors=list, v_to_u=False)
    return tuple(read)


@lru_cache(maxsize=131072)
def romanise_han(text: str) -> tuple[str, tuple[str, ...]]:
    """(key, other keys) of Han text: pinyin joined, and what polyphones and the spellings of ü allow."""
    main = [plain for syllable in syllables(text) for plain in (_plain(syllable),) if plain]
    key = "".join(main)
    han = [char for char in text if char.isalnum()]
    if len(han) != len(main):
        return key, ()
    choices = [_choices(char, syllable) for char, syllable in zip(han, main, strict=True)]
    key = "".join(readings[0] for readings in choices)
    others: list[str] = []
    for combination in product(*choices):
        joined = "".join(combination)
        if joined != key and joined not in others:
            others.append(joined)
        if len(others) == _MAX_READINGS:
            break
    return key, tuple(others)


@lru_cache(maxsize=131072)
def romanisations(text: str) -> tuple[tuple[str, str], ...]:
    """(system, key) of each way simplified Han text is written in Latin letters, syllables joined, no marks.

    Systems in this order: `pinyin` (the first is the key of a brand, the rest its polyphones), `wade-giles`,
    `postal`, `hong-kong` (Cantonese as companies there spell it), `jyutping`. A key stands once, under its first
    system, so that a reader can tell usual pinyin from the rest: 长江 is pinyin "changjiang", hong-kong "cheungkong".
    """
    key, others = romanise_han(text)
    sounds = syllables(text)
    found = [("pinyin", pinyin) for pinyin in (key, *others)]
    found.append(("wade-giles", wade_giles(sounds)))
    found.append(("postal", postal(sounds)))
    found.extend(("hong-kong", spelling) for spelling in hong_kong(text))
    found.append(("jyutping", jyutping(text)))
    seen: dict[str, str] = {}
    for system, spelled in found:
        if spelled:
            seen.setdefault(spelled, system)
    return tuple((system, spelled) for spelled, system in seen.items())


def _plain(syllable: str) -> str:
    return "".join(char for char in syllable.casefold() if char.isalnum())


@cache
def _preferred() -> dict[str, str]:
    """Characters that read one way in names whatever phrases the dictionary sees: 勒 le in place names."""
    return {
        row["char"]: table.cells(row["readings"])[0] for row in table.rows("polyphone.csv") if row["prefer"]
    }


def _choices(char: str, syllable: str) -> tuple[str, ...]:
    """The readings of one character, the preferred one first, then the dictionary's own."""
    readings = [_preferred().get(char, syllable), syllable, *_polyphones().get(char, ())]
    return tuple(dict.fromkeys(spelling for reading in readings for spelling in spellings(reading)))


def spellings(syllable: str) -> tuple[str, ...]:
    """Ways a pinyin syllable with ü is written: lv, lu, lyu."""
    if syllable[:2] in ("lv", "nv"):
        return syllable, syllable[0] + "u" + syllable[2:], syllable[0] + "yu" + syllable[2:]
    return (syllable,)


def variants(joined: str) -> tuple[str, ...]:
    """Other spellings of a joined pinyin key written with lyu or nyu ("lyuzhou": "lvzhou"); mostly none."""
    if "lyu" not in joined and "nyu" not in joined and "lv" not in joined and "nv" not in joined:
        return ()
    even = joined.replace("lyu", "lv").replace("nyu", "nv")
    found = segment(even)
    if not found:
        return ()
    return _others(joined, product(*map(spellings, found)))


def _others(joined: str, combinations: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(other for parts in combinations for other in ("".join(parts),) if other != joined)
    )
