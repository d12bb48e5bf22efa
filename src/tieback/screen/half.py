"""Latin words of which a part met characters of a Han brand, for two names laid side by side.

Pinyin of the brand within a longer word (FuLongma, 龙马; ShandongDenghai, 登海), both halves of a compound in the other
order (Dynagreen, 绿色动力), or one half alone (Greencourt, 绿庭), which says less.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tieback.names.meaning import renderings, stem
from tieback.names.normal import simplify
from tieback.names.reading import PartKind
from tieback.names.script import HAN, LATIN
from tieback.names.syllable import is_pinyin, segment
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.rarity import word_weight
from tieback.screen.translation import MEANT, halves
from tieback.screen.unit import Unit
from tieback.screen.words import Words

WITHIN, HALF = "romanised within", "half translated"
_SHORTEST = 5  # letters of a word that is looked into
_FEWEST = 2  # characters of a brand
_FIRST_HALF, _SECOND_HALF = 3, 3  # letters


class _Found(NamedTuple):
    """Words of the Latin name and of the Han one that met, by bits."""

    bits: float
    rule: str
    latin: int
    start: int
    stop: int


def meet_half(a: Words, b: Words, used_a: int, used_b: int) -> tuple[list[Evidence], int, int]:
    """A row for the Latin word of which the most met, if any; and the words used after it."""
    if a.scripts == {LATIN} and HAN in b.scripts:
        best = max(_meetings(a, b, used_a, used_b), default=None)
        if best is None:
            return [], used_a, used_b
        row = _evidence(best, a, b)
        return [row], used_a | 1 << best.latin, used_b | (1 << best.stop) - (1 << best.start)
    if b.scripts == {LATIN} and HAN in a.scripts:
        rows, used_b, used_a = meet_half(b, a, used_b, used_a)
        return [row.flipped() for row in rows], used_a, used_b
    return [], used_a, used_b


def _evidence(found: _Found, latin: Words, han: Words) -> Evidence:
    sides = (latin.units[found.latin],), tuple(han.units[found.start : found.stop])
    weight = "romanised_within" if found.rule == WITHIN else "translated_half"
    return weighed(weight, "brand", found.rule, *sides, found.bits)


def _meetings(latin: Words, han: Words, used_latin: int, used_han: int) -> Iterator[_Found]:
    brands = list(_free_brands(han.units, used_han))
    for at, unit in enumerate(latin.units):
        word = unit.keys[0]
        if used_latin >> at & 1 or unit.kind is not PartKind.BRAND or len(word) < _SHORTEST:
            continue
        for start, stop in brands:
            characters = han.units[start:stop]
            sound = "".join(character.keys[0] for character in characters)
            if _holds(word, sound):
                yield _Found(word_weight(sound), WITHIN, at, start, stop)
            elif not is_pinyin(word):
                yield from _half_meant(word, at, characters, start)


def _holds(word: str, sound: str) -> bool:
    """Does a word begin or end with the pinyin of a brand, and is it no syllable cut apart (Huading, 华帝)?"""
    if len(sound) < _SHORTEST or sound == word or not (word.startswith(sound) or word.endswith(sound)):
        return False
    said, brand = segment(word), segment(sound)
    return not said or brand in {said[: len(brand)], said[-len(brand) :]}


def _free_brands(units: Sequence[Unit], used: int) -> Iterator[tuple[int, int]]:
    """Runs of free neighbouring characters of a brand, two and more."""
    start = 0
    while start < len(units):
        stop = start
        while stop < len(units) and not used >> stop & 1 and _is_character(units, start, stop):
            stop += 1
        if stop - start >= _FEWEST:
            yield start, stop
        start = max(stop, start + 1)


def _is_character(units: Sequence[Unit], start: int, at: int) -> bool:
    unit = units[at]
    joined = at == start or units[at - 1].end == unit.start
    return joined and unit.kind is PartKind.BRAND and unit.script == HAN and len(unit.text) == 1


def _half_meant(word: str, at: int, characters: Sequence[Unit], start: int) -> Iterator[_Found]:
    """Halves of a word that mean characters of the brand: both, in the other order, or one."""
    text = "".join(simplify(character.text) for character in characters)
    for first, second in halves(word):
        for one, bits in first.items():
            for other, more in second.items():
                place = text.find(other + one)
                if place >= 0:
                    stop = start + place + len(other + one)
                    yield _Found(MEANT * (bits + more), HALF, at, start + place, stop)
    for cut in range(_FIRST_HALF, len(word) - _SECOND_HALF + 1):
        for begins, half in ((True, word[:cut]), (False, stem(word[cut:]))):
            for one, bits in renderings((half,)).items():
                if text.startswith(one) if begins else text.endswith(one):
                    yield _Found(MEANT * bits / 2, HALF, at, start, start + len(text))
