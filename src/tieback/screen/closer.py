"""A closer look at what met in no cheaper way, for two names side by side: pinyin, another spelling, its meaning.

Zhengxin and Cheng Shin, Jinfeng and Goldwind; Han as Japanese reads it (小松, Komatsu). It costs too much for
screening, whose keys do not lead to such pairs either; `compare` alone asks for it. Sounds are weighed as across
scripts (`sounding`), meanings a little less than there, for pinyin means many characters.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tieback.names import meaning
from tieback.names.japanese import spells
from tieback.names.meaning_sound import MANDARIN, rendered
from tieback.names.normal import simplify
from tieback.names.reading import PartKind
from tieback.names.romanise import syllables
from tieback.names.syllable import segment
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.rarity import MOST_BITS, word_weight
from tieback.screen.sounding import TRANSLITERATED, is_other_pinyin, sound_bits
from tieback.screen.translation import TRANSLATED, halves
from tieback.screen.tune import cuts
from tieback.screen.unit import Unit
from tieback.screen.words import Words

_MOST_WORDS = 3
_SHORTEST = 4  # letters
_JAPANESE = 5.5  # bits of likeness for each character that a word spells as Japanese reads it
_JAPANESE_LEFT = 1.0  # bits taken off for each character left out: what a firm makes follows its name
_CHANCE = 4.0  # bits of likeness that unrelated words often reach
_KEPT = 0.75  # share of a meaning's bits that pinyin keeps
_MEANT = 0.7  # as in `translation`

_Found = tuple[
    float, str, int, int, int, int
]  # bits, rule, words of the one side from, to, of the other from, to


def meet_closer(a: Words, b: Words, used_a: int, used_b: int) -> tuple[list[Evidence], int, int]:
    """The best meeting of pinyin and other words of two Latin names, if any; and the words used after it."""
    found = [
        (*row, flipped)
        for one, other, used_one, used_other, flipped in (
            (a, b, used_a, used_b, False),
            (b, a, used_b, used_a, True),
        )
        for row in _either(one, other, used_one, used_other)
    ]
    if not found:
        return [], used_a, used_b
    bits, rule, start, end, at, stop, flipped = max(found, key=lambda row: (row[0], row))
    spoken, spelled = (b, a) if flipped else (a, b)
    sides = tuple(spoken.units[start:end]), tuple(spelled.units[at:stop])
    row = weighed(rule, "brand", rule, *sides, bits)
    masks = (1 << end) - (1 << start), (1 << stop) - (1 << at)
    if flipped:
        return [row.flipped()], used_a | masks[1], used_b | masks[0]
    return [row], used_a | masks[0], used_b | masks[1]


def _either(one: Words, other: Words, used_one: int, used_other: int) -> Iterator[_Found]:
    """Meetings of `one` as pinyin or Han with `other` in Latin letters."""
    if other.scripts != {"latin"}:
        return
    if one.scripts == {"latin"}:
        yield from _meetings(one, other, used_one, used_other)
    elif "han" in one.scripts:
        yield from _in_japanese(one, other, used_one, used_other)


def _in_japanese(han: Words, latin: Words, used_han: int, used_latin: int) -> Iterator[_Found]:
    """Runs of Han brands that a word of the other name spells as Japanese reads them."""
    words = list(_runs(latin.units, used_latin))
    for start, end, text, left in _han_runs(han.units, used_han):
        for at, stop, letters in words:
            if spells(letters, text):
                bits = sound_bits(_JAPANESE * len(text) - _JAPANESE_LEFT * left)
                yield (
                    min(bits, MOST_BITS, _weight(latin.units[at:stop])),
                    TRANSLITERATED,
                    start,
                    end,
                    at,
                    stop,
                )


def _han_runs(units: Sequence[Unit], used: int) -> Iterator[tuple[int, int, str, int]]:
    """Neighbouring free characters of a brand, less the first or last ones: from, to, simplified, how many are left out."""
    start = 0
    while start < len(units):
        end = start
        while (
            end < len(units)
            and _is_free(units, used, end)
            and (end == start or units[end - 1].end == units[end].start)
        ):
            end += 1
        for before, behind in cuts(end - start):
            text = simplify("".join(unit.text for unit in units[start + before : end - behind]))
            yield start + before, end - behind, text, before + behind
        start = max(end, start + 1)


def _is_free(units: Sequence[Unit], used: int, at: int) -> bool:
    unit = units[at]
    return not used >> at & 1 and unit.kind is PartKind.BRAND and unit.script == "han" and len(unit.text) == 1


def _meetings(spoken: Words, spelled: Words, used_spoken: int, used_spelled: int) -> Iterator[_Found]:
    """Runs of pinyin of the one side beside runs of other words of the other."""
    others = list(_runs(spelled.units, used_spelled))
    for start, end, pinyin in _runs(spoken.units, used_spoken):
        said = segment(pinyin)
        if len(said) < 2:
            continue
        for at, stop, letters in others:
            common = min(MOST_BITS, _weight(spoken.units[start:end]), _weight(spelled.units[at:stop]))
            if means := _means(pinyin, tuple(unit.keys[0] for unit in spelled.units[at:stop])):
                yield min(_KEPT * _MEANT * means, common), TRANSLATED, start, end, at, stop
            elif not is_other_pinyin(letters, said):
                heard = rendered(said, letters, MANDARIN)
                if heard > _CHANCE:
                    yield min(sound_bits(heard), common), TRANSLITERATED, start, end, at, stop


def _runs(units: Sequence[Unit], used: int) -> Iterator[tuple[int, int, str]]:
    """Up to three neighbouring words of the brand that met nothing, joined."""
    for start in range(len(units)):
        joined = ""
        for end in range(start + 1, min(len(units), start + _MOST_WORDS) + 1):
            unit = units[end - 1]
            if used >> (end - 1) & 1 or unit.kind is not PartKind.BRAND or not unit.keys[0].isalpha():
                break
            joined += unit.keys[0]
            if len(joined) >= _SHORTEST:
                yield start, end, joined


def _weight(units: Sequence[Unit]) -> float:
    return sum(word_weight(unit.keys[0]) for unit in units)


@lru_cache(maxsize=1 << 14)
def _means(pinyin: str, words: tuple[str, ...]) -> float:
    """Bits for characters of this pinyin rendering the English words; 0 if none do."""
    renderings = meaning.renderings(tuple(map(meaning.stem, words)))
    found = [bits for han, bits in renderings.items() if len(han) > 1 and "".join(syllables(han)) == pinyin]
    if len(words) == 1:
        for first, second in halves(words[0]):
            found += [
                bits + more
                for han, bits in first.items()
                for other, more in second.items()
                if "".join(syllables(han + other)) == pinyin
            ]
    elif len(words) == 2:
        one, other = (meaning.renderings((meaning.stem(word),)) for word in words)
        found += [
            bits + more
            for han, bits in one.items()
            for second, more in other.items()
            if "".join(syllables(han + second)) == pinyin
        ]
    return max(found, default=0.0)
