"""Words that meet across Chinese and English: by meaning (吉祥, Auspicious), free sound, or first syllable.

It sees only what met in no other way, of both names, and says which characters met which words, by what rule and what
that weighs. It asserts no identity: a sound may be chance, a common word is weighed as one.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tieback.names import meaning
from tieback.names.reading import PartKind
from tieback.screen.across import (
    HanCharacter,
    LatinWord,
    Match,
    characters_of,
    settled,
    spelled,
    words_of,
    written,
)
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.rarity import MOST_BITS, word_weight
from tieback.screen.sounding import FAINT, abbreviated, faintly_alike, transliterated
from tieback.screen.unit import Unit
from tieback.screen.words import Words

TRANSLATED = "translated"
MEANT = 0.7  # weight of a meaning's bits: words of names are not independent
_FIRST_HALF, _SECOND_HALF = 4, 3  # letters of the halves of a compound (Green-town)


def meet_across(a: Words, b: Words, used_a: int, used_b: int) -> tuple[list[Evidence], int, int]:
    """Evidence for words that met by meaning or free sound, one name in Han, the other in Latin letters.

    `used_*`: the words that met before, as bits; given back with those that met here.
    """
    if a.scripts == b.scripts:
        return [], used_a, used_b
    if a.scripts == {"latin"} and "han" in b.scripts:
        rows, latin, han = _meet(_free(a, used_a, "latin"), _free(b, used_b, "han"))
        return rows, used_a | _mask(a, latin), used_b | _mask(b, han)
    if b.scripts == {"latin"} and "han" in a.scripts:
        rows, latin, han = _meet(_free(b, used_b, "latin"), _free(a, used_a, "han"))
        return [row.flipped() for row in rows], used_a | _mask(a, han), used_b | _mask(b, latin)
    return [], used_a, used_b


def meet_faintly(a: Words, b: Words, used_a: int, used_b: int) -> list[Evidence]:
    """A row for brands that met in no way and sound a little alike, which alone distinguishes nobody."""
    if a.scripts == {"latin"} and "han" in b.scripts:
        return _faint(_free(a, used_a, "latin"), _free(b, used_b, "han"))
    if b.scripts == {"latin"} and "han" in a.scripts:
        return [row.flipped() for row in _faint(_free(b, used_b, "latin"), _free(a, used_a, "han"))]
    return []


def _faint(latin: Sequence[Unit], han: Sequence[Unit]) -> list[Evidence]:
    words = [word for word in words_of(latin) if not meaning.renderings((word.stem,))]
    characters = characters_of(han)
    best = faintly_alike(words, characters, [])
    if best is None:
        return []
    sides = spelled(words, best), written(characters, best)
    return [weighed("sound_faint", "brand", FAINT, *sides, round(best.bits, 2))]


def _free(words: Words, used: int, script: str) -> list[Unit]:
    """The words of a script that met nothing yet."""
    return [unit for at, unit in enumerate(words.units) if not used >> at & 1 and unit.script == script]


def _mask(words: Words, met: Sequence[Unit]) -> int:
    return sum(1 << at for at, unit in enumerate(words.units) if any(unit is one for one in met))


def _meet(latin: Sequence[Unit], han: Sequence[Unit]) -> tuple[list[Evidence], list[Unit], list[Unit]]:
    """The rows, and the units of either side that are settled by them."""
    words, characters = words_of(latin), characters_of(han)
    if not words or not characters:
        return [], [], []
    found = _translated(words, characters)
    found += abbreviated(words, characters, found)
    found += transliterated(words, characters, found)
    found += _translated(words, characters, found)
    found += abbreviated(words, characters, found)
    used_words = {at for row in found for at in range(row.start, row.end)}
    used_characters = {at for row in found for at in range(row.at, row.stop)}
    rows = [_evidence(row, words, characters) for row in sorted(found, key=lambda row: row.start)]
    return (
        rows,
        settled([word.unit for word in words], used_words),
        settled([character.unit for character in characters], used_characters),
    )


def _evidence(row: Match, words: Sequence[LatinWord], characters: Sequence[HanCharacter]) -> Evidence:
    latin, han = spelled(words, row), written(characters, row)
    other = next((unit.kind for unit in (*han, *latin) if unit.kind is not PartKind.BRAND), None)
    own = any(word.brand for word in words[row.start : row.end])
    group = own and meaning.is_brand("".join(character.han for character in characters[row.at : row.stop]))
    if (
        row.rule == TRANSLATED
        and other is not None
        and not (own and han[0].kind is PartKind.BRAND)
        and not group
    ):
        return weighed("translated_part", other.value, TRANSLATED, latin, han)
    return weighed(row.rule, "brand", row.rule, latin, han, row.bits)


def _translated(
    words: Sequence[LatinWord], characters: Sequence[HanCharacter], met: Sequence[Match] | None = None
) -> list[Match]:
    """Phrases that met a run of characters, the weightiest first, each word and character once.

    A trade that would take one character out of a brand (Tech, 高 of 高澜) waits until the brand has been heard: it is
    looked for once `met` is given, and then alone.
    """
    text = "".join(character.han for character in characters)
    kept: list[Match] = []
    for row in sorted(_meanings(words, text), key=lambda row: (-row.bits, row)):
        if (met is None) == _takes_apart(row, words, characters):
            continue
        if _covers(row, words, characters) and not any(
            _overlap(row, other) for other in (*(met or ()), *kept)
        ):
            kept.append(row)
    return [
        row._replace(bits=min(MEANT * row.bits, _commonness(words[row.start : row.end]), MOST_BITS))
        for row in kept
    ]


def _takes_apart(row: Match, words: Sequence[LatinWord], characters: Sequence[HanCharacter]) -> bool:
    """Is a single character of a brand met by words that are no brand?"""
    alone = row.stop - row.at == 1 and characters[row.at].brand
    return alone and not any(word.brand for word in words[row.start : row.end])


def _commonness(words: Sequence[LatinWord]) -> float:
    """What sharing these words would say if both names were English: no translation says more."""
    return sum(word_weight(word.letters) for word in words)


def _overlap(one: Match, other: Match) -> bool:
    return (one.start < other.end and other.start < one.end) or (one.at < other.stop and other.at < one.stop)


def _covers(row: Match, words: Sequence[LatinWord], characters: Sequence[HanCharacter]) -> bool:
    """A part that was read as something else than brand meets only with more than half of its words or characters.

    Half of the words will do for characters of a brand: 钢 for Iron and Steel in a short name.
    """
    sides = ((words, row.start, row.end), (characters, row.at, row.stop))
    short = all(character.brand for character in characters[row.at : row.stop])
    for parts, start, end in sides:
        for unit in dict.fromkeys(part.unit for part in parts[start:end]):
            size = sum(part.unit is unit for part in parts)
            if unit.kind is not PartKind.BRAND and 2 * (end - start) <= size - short:
                return False
    return True


def _meanings(words: Sequence[LatinWord], text: str) -> Iterator[Match]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + meaning.LONGEST_PHRASE) + 1):
            phrase = tuple(word.stem for word in words[start:end])
            for bits, at, stop in _found_in(meaning.renderings(phrase), text):
                yield Match(TRANSLATED, bits, start, end, at, stop)
        for bits, at, stop in compound(words[start].letters, text):
            yield Match(TRANSLATED, bits, start, start + 1, at, stop)


def _found_in(renderings: dict[str, float], text: str) -> Iterator[tuple[float, int, int]]:
    for han, bits in renderings.items():
        at = text.find(han)
        if at >= 0:
            yield bits, at, at + len(han)


@lru_cache(maxsize=1 << 14)
def halves(word: str) -> tuple[tuple[dict[str, float], dict[str, float]], ...]:
    """Renderings of both halves of a word made of two: Greentown, Sinopharm."""
    found = []
    for cut in range(_SECOND_HALF, len(word) - _SECOND_HALF + 1):
        first, second = word[:cut], meaning.stem(word[cut:])
        if len(first) < _FIRST_HALF and len(second) < _FIRST_HALF:
            continue
        halves = meaning.renderings((first,)), meaning.renderings((second,))
        if halves[0] and halves[1]:
            found.append(halves)
    return tuple(found)


def compound(word: str, text: str) -> Iterator[tuple[float, int, int]]:
    """Both halves of a word met characters that stand in that order, side by side."""
    for first, second in halves(word):
        for bits, at, stop in _found_in(first, text):
            for more, start, end in _found_in(second, text):
                if start == stop:
                    yield bits + more, at, end
