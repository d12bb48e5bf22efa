"""What names mean and how they sound beyond pinyin: English words for Han characters, Cantonese, Japanese.

What a Latin word may mean in English is in `sense.csv` (pinyin) and `word_sense.csv` (other languages). Four tables are
loaded when a Chinese name first meets a Latin one: `meaning_learned.csv` (counted in pairs of published names),
`meaning_word.csv` and `meaning_brand.csv` (typed) and `meaning_character.csv` (Unihan). A weight says how much likelier
a Chinese name that renders the word holds these characters than any name: bits, before the screening's damping.
"""

from collections import defaultdict
from functools import cache, lru_cache
from math import log2
from typing import NamedTuple

from tieback.names import table

LONGEST_PHRASE = 3  # English words
_NAMES = 2600  # names in which `names` of meaning_character.csv were counted
# Share of names with an English word that hold its typed rendering, and a dictionary's sense of it.
_TYPED, _SENSE = 0.3, 0.1
_NEXT = 0.2  # share of a character's names in which a given other one follows
_MOST = 9.0  # bits
_LEAST = 1.0  # bits below which a sense says nothing


def stem(word: str) -> str:
    """A lower-case English word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class _Character(NamedTuple):
    """A row of meaning_character.csv; `names`: in how many company names it stands."""

    cantonese: str
    japanese: str
    english: str
    names: int


@cache
def _characters() -> dict[str, _Character]:
    found = {}
    for han, cantonese_, japanese_, english, names, _ in table.lines("meaning_character.csv"):
        found[han] = _Character(cantonese_, japanese_, english, int(names))
    return found


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    found = {pinyin: table.cells(english) for pinyin, english, _ in table.lines("sense.csv")}
    for english, words, _ in table.lines("word_sense.csv"):
        for word in table.cells(words):
            found[word] = (*found.get(word, ()), english)
    return found


def senses(word: str) -> tuple[str, ...]:
    """English words, joined, that a brand word of another language or in pinyin may mean: melli, national; jixiang,
    auspicious; () if none is known."""
    return _senses().get(word, ())


def cantonese(character: str) -> tuple[str, ...]:
    """Jyutping readings without tones; () if unknown."""
    row = _characters().get(character)
    return table.cells(row.cantonese) if row else ()


def japanese(character: str) -> tuple[str, ...]:
    """On and kun readings in Hepburn spelling, long vowels doubled; () if unknown."""
    row = _characters().get(character)
    return table.cells(row.japanese) if row else ()


@cache
def _rare(han: str) -> float:
    """Share of names expected to hold these characters in this order."""
    known = _characters()
    fewest = min(known[c].names if c in known else 0 for c in han)
    return float((fewest + 1) / _NAMES * _NEXT ** (len(han) - 1))


@cache
def _dictionary() -> dict[tuple[str, ...], dict[str, float]]:
    """English phrase (stems) -> Han -> bits; what was counted stands before what was typed, that before a sense."""
    found: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for row in table.rows("meaning_learned.csv"):
        found[(stem(row["english"]),)][row["han"]] = min(_MOST, float(row["weight"]))
    for row in (*table.rows("meaning_word.csv"), *_cited_brands()):
        bits = min(_MOST, log2(_TYPED / _rare(row["han"])))
        for phrase in table.cells(row["english"]):
            found[tuple(map(stem, phrase.split()))].setdefault(row["han"], bits)
    for han, character in _characters().items():
        if not character.english or not character.names:
            continue  # what stands in no name of a company is not looked for
        bits = min(_MOST, log2(_SENSE / _rare(han)))
        if bits >= _LEAST:
            for word in table.cells(character.english):
                found[(stem(word),)].setdefault(han, bits)
    return dict(found)


def _cited_brands() -> list[dict[str, str]]:
    """The rows whose source says where both names of the group can be looked up; the others decide nothing."""
    return [row for row in table.rows("meaning_brand.csv") if row["standing"] == "cited"]


@cache
def _brands() -> frozenset[str]:
    return frozenset(row["han"] for row in _cited_brands())


def is_brand(han: str) -> bool:
    """Are these characters what a well-known group is called, whatever else they mean (五矿: five ores, Minmetals)?"""
    return han in _brands()


def renderings(phrase: tuple[str, ...]) -> dict[str, float]:
    """Han that render an English phrase (lower-case stems) in names, each with its bits; {} if none is known."""
    return _dictionary().get(phrase, {})


@cache
def _rendered() -> dict[str, tuple[tuple[tuple[str, ...], float], ...]]:
    """Han -> English phrases, with their bits."""
    found: dict[str, list[tuple[tuple[str, ...], float]]] = defaultdict(list)
    for phrase, renderings_of in _dictionary().items():
        for han, bits in renderings_of.items():
            found[han].append((phrase, bits))
    return {han: tuple(phrases) for han, phrases in found.items()}


def phrases(han: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """English phrases (lower-case stems) that these characters render in names, each with its bits."""
    return _rendered().get(han, ())


@lru_cache(maxsize=1 << 14)
def words_within(word: str) -> tuple[tuple[int, int, dict[str, float]], ...]:
    """Stretches of three letters and more that are English words with renderings of one character: (from, to, them)."""
    found = []
    for start in range(len(word) - 2):
        for end in range(start + 3, len(word) + 1):
            short = {han: bits for han, bits in renderings((stem(word[start:end]),)).items() if len(han) == 1}
            if short:
                found.append((start, end, short))
    return tuple(found)
