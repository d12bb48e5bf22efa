"""Words that meet across Chinese and English by meaning (吉祥, Auspicious) or by free sound (西门子, Siemens).

It sees only what met in no other way, of both names, and says which characters met which words, by what rule and what
that weighs. It asserts no identity: a sound may be chance, a common word is weighed as one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tieback.names import meaning
from tieback.names.meaning_sound import CANTONESE, MANDARIN, rendered
from tieback.names.normal import simplify
from tieback.names.reading import PartKind
from tieback.names.romanise import syllables
from tieback.names.syllable import segment
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.letters import ascii_letters
from tieback.screen.rarity import MOST_BITS, word_weight
from tieback.screen.unit import Unit
from tieback.screen.words import Words

TRANSLATED, TRANSLITERATED = "translated", "transliterated"
_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u4e00-\u9fff]")
_FEWEST_HAN, _MOST_HAN = 2, 6  # characters that a brand rendered by sound has
_SHORTEST, _LONGEST = 3, 16  # letters of a word that is rendered by sound
_MOST_WORDS = 3
_HALF = 4  # letters of the shorter half of a compound (Green-town)
_PREFIXES = frozenset({"sino"})
_NO_LIKENESS = -9.0  # bits
_MEANT = 0.7  # weight of a meaning's bits: words of names are not independent
_HEARD = (
    0.45  # weight of a likeness' bits: as measured, 10 bits of likeness are 24 times likelier in a true pair
)
_CHANCE = 4.0  # bits of likeness that unrelated names often reach
_WORD_MEANS = 3.0  # bits taken off for each word that means something: it is more often translated
_MIXED = 0.9  # share of a meaning's bits kept inside a word that is otherwise sound
_SOUNDING = frozenset({PartKind.BRAND, PartKind.PLACE})


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the Latin name; `unit` is the part it belongs to."""

    letters: str
    stem: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class _Character:
    """A character of the Han name."""

    han: str
    at: int
    unit: Unit


_Match = tuple[float, int, int, int, int]  # bits, words from and to, characters from and to


def meet_across(a: Words, b: Words, used_a: int, used_b: int) -> tuple[list[Evidence], int, int]:
    """Evidence for words that met by meaning or free sound, one name in Han, the other in Latin letters.

    `used_*`: the words that met before, as bits; given back with those that met here.
    """
    if a.scripts == b.scripts:
        return [], used_a, used_b
    if a.scripts == {"latin"} and "han" in b.scripts:
        rows = _meet(_free(a, used_a, "latin"), _free(b, used_b, "han"))
    elif b.scripts == {"latin"} and "han" in a.scripts:
        rows = [row.flipped() for row in _meet(_free(b, used_b, "latin"), _free(a, used_a, "han"))]
    else:
        return [], used_a, used_b
    for row in rows:
        used_a |= _mask(a, row.a)
        used_b |= _mask(b, row.b)
    return rows, used_a, used_b


def _free(words: Words, used: int, script: str) -> list[Unit]:
    """The words of a script that met nothing yet."""
    return [unit for at, unit in enumerate(words.units) if not used >> at & 1 and unit.script == script]


def _mask(words: Words, met: Sequence[Unit]) -> int:
    return sum(1 << at for at, unit in enumerate(words.units) if any(unit is one for one in met))


def _meet(latin: Sequence[Unit], han: Sequence[Unit]) -> list[Evidence]:
    words, characters = _words(latin), _characters(han)
    if not words or not characters:
        return []
    found = [row for row in _translated(words, characters) if _covers(row, words, characters)]
    rows = [_translation(row, words, characters) for row in found]
    used_words = {at for row in found for at in range(row[1], row[2])}
    used_characters = {at for row in found for at in range(row[3], row[4])}
    sound = _transliterated(words, characters, used_words, used_characters)
    return [*rows, sound] if sound is not None else rows


def _words(units: Sequence[Unit]) -> list[_Word]:
    return [
        _Word(letters, meaning.stem(letters), unit)
        for unit in units
        for text in _WORD.findall(unit.text)
        if (letters := ascii_letters(text))
    ]


def _characters(units: Sequence[Unit]) -> list[_Character]:
    return [
        _Character(simplify(character), unit.start + at, unit)
        for unit in units
        for at, character in enumerate(unit.text)
        if _HAN.match(character)
    ]


def _translated(words: Sequence[_Word], characters: Sequence[_Character]) -> list[_Match]:
    """Phrases that met a run of characters, the weightiest first, each word and character once."""
    text = "".join(character.han for character in characters)
    options = sorted(_meanings(words, text), key=lambda row: (-row[0], row[1:]))
    kept: list[_Match] = []
    for row in options:
        if all(_apart(row[1:3], other[1:3]) and _apart(row[3:5], other[3:5]) for other in kept):
            kept.append(row)
    return sorted(kept, key=lambda row: row[1])


def _covers(row: _Match, words: Sequence[_Word], characters: Sequence[_Character]) -> bool:
    """A part that was read as something else than brand meets only with more than half of its words or characters."""
    _, start, end, at, stop = row
    for unit, size in _shares([word.unit for word in words], start, end):
        if unit.kind is not PartKind.BRAND and 2 * (end - start) <= size:
            return False
    for unit, size in _shares([character.unit for character in characters], at, stop):
        if unit.kind is not PartKind.BRAND and 2 * (stop - at) <= size:
            return False
    return True


def _shares(units: Sequence[Unit], start: int, end: int) -> Iterator[tuple[Unit, int]]:
    """The units of a stretch, each with how many words or characters it has in all."""
    for unit in dict.fromkeys(units[start:end]):
        yield unit, sum(other is unit for other in units)


def _apart(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def _meanings(words: Sequence[_Word], text: str) -> Iterator[_Match]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + meaning.LONGEST_PHRASE) + 1):
            phrase = tuple(word.stem for word in words[start:end])
            for bits, at, stop in _found_in(meaning.renderings(phrase), text):
                yield bits, start, end, at, stop
        for bits, at, stop in _compound(words[start].letters, text):
            yield bits, start, start + 1, at, stop


def _found_in(renderings: dict[str, float], text: str) -> Iterator[tuple[float, int, int]]:
    for han, bits in renderings.items():
        at = text.find(han)
        if at >= 0:
            yield bits, at, at + len(han)


@lru_cache(maxsize=1 << 14)
def _halves(word: str) -> tuple[tuple[dict[str, float], dict[str, float]], ...]:
    """Renderings of both halves of a word made of two: Greentown, Sinopharm."""
    found = []
    for cut in range(3, len(word) - 2):
        first, second = word[:cut], meaning.stem(word[cut:])
        if min(cut, len(word) - cut) < _HALF and first not in _PREFIXES and len(word) < 2 * _HALF - 1:
            continue
        halves = meaning.renderings((first,)), meaning.renderings((second,))
        if halves[0] and halves[1]:
            found.append(halves)
    return tuple(found)


def _compound(word: str, text: str) -> Iterator[tuple[float, int, int]]:
    """Both halves of a word met characters that stand in that order, side by side."""
    for first, second in _halves(word):
        for bits, at, stop in _found_in(first, text):
            for more, start, end in _found_in(second, text):
                if start == stop:
                    yield bits + more, at, end


def _translation(row: _Match, words: Sequence[_Word], characters: Sequence[_Character]) -> Evidence:
    bits, start, end, at, stop = row
    latin = tuple(dict.fromkeys(word.unit for word in words[start:end]))
    han = tuple(dict.fromkeys(character.unit for character in characters[at:stop]))
    own = [word for word in words[start:end] if word.unit.kind is PartKind.BRAND]
    if own and any(unit.kind is PartKind.BRAND for unit in han):
        common = sum(word_weight(word.letters) for word in words[start:end])
        return weighed("translated", "brand", TRANSLATED, latin, han, min(_MEANT * bits, common, MOST_BITS))
    part = next(unit.kind for unit in (*latin, *han) if unit.kind is not PartKind.BRAND)
    return weighed("translated_part", part.value, TRANSLATED, latin, han)


def _transliterated(
    words: Sequence[_Word],
    characters: Sequence[_Character],
    used_words: set[int],
    used_characters: set[int],
) -> Evidence | None:
    """The best rendering by sound of words by characters that are still free; None if chance could do as well."""
    best: tuple[float, int, int, int, int] | None = None
    runs = list(_sounding(characters, used_characters))
    if not runs:
        return None
    for start, end in _sounding_words(words, used_words):
        letters = "".join(word.letters for word in words[start:end])
        if not _SHORTEST <= len(letters) <= _LONGEST:
            continue
        penalty = sum(_WORD_MEANS for word in words[start:end] if meaning.renderings((word.stem,)))
        for at, stop in runs:
            heard = _heard("".join(character.han for character in characters[at:stop]), letters)
            heard -= penalty
            if best is None or heard > best[0]:
                best = (heard, start, end, at, stop)
    if best is None or best[0] < _CHANCE:
        return None
    heard, start, end, at, stop = best
    latin = tuple(dict.fromkeys(word.unit for word in words[start:end]))
    han = tuple(dict.fromkeys(character.unit for character in characters[at:stop]))
    common = sum(word_weight(word.letters) for word in words[start:end])
    times = min(_HEARD * heard, common, MOST_BITS)
    return weighed("transliterated", "brand", TRANSLITERATED, latin, han, times)


def _sounding_words(words: Sequence[_Word], used: set[int]) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            if end - 1 in used or words[end - 1].unit.kind not in _SOUNDING:
                break
            yield start, end


def _sounding(characters: Sequence[_Character], used: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of free neighbouring characters of brands: whole, and without their first or last one."""
    free = [
        number
        for number, character in enumerate(characters)
        if number not in used and character.unit.kind is PartKind.BRAND
    ]
    groups: list[list[int]] = [free[:1]] if free else []
    for before, number in pairwise(free):
        if number == before + 1 and characters[number].at == characters[before].at + 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    for group in groups:
        for start, end in ((0, 0), (1, 0), (0, 1), (2, 0), (0, 2)):
            size = len(group) - start - end
            if _FEWEST_HAN <= size <= _MOST_HAN:
                yield group[start], group[start] + size


@lru_cache(maxsize=1 << 16)
def _heard(han: str, letters: str) -> float:
    """Bits for a word rendering characters, in the language in which it does so best."""
    meant = [
        (number, start, end, _MIXED * bits)
        for start, end, renderings in meaning.words_within(letters)
        for number, character in enumerate(han)
        if (bits := renderings.get(character))
    ]
    plain = segment(letters)
    if plain and len(plain) == len(han):  # other pinyin of as many syllables is another name, not a rendering
        return _NO_LIKENESS
    best = rendered(syllables(han), letters, MANDARIN, meant)
    southern = [meaning.cantonese(character) for character in han]
    if all(southern):
        best = max(best, rendered([readings[0] for readings in southern], letters, CANTONESE, meant))
    return best
