"""Latin words that render Han characters by sound: freely (西门子, Siemens), or by their first syllable.

What stands for a word by its first syllable (凌 in 凌钢, Lingyuan Steel) counts only beside another character that met.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tieback.names import meaning
from tieback.names.meaning_sound import CANTONESE, MANDARIN, rendered
from tieback.names.reading import PartKind
from tieback.names.rendering import is_rendering
from tieback.names.romanise import syllables
from tieback.names.syllable import segment
from tieback.screen.across import HanCharacter, LatinWord, Match, neighbours
from tieback.screen.frequency import read_frequency
from tieback.screen.rarity import MOST_BITS, word_weight
from tieback.screen.tune import LEFT_OUT, LONGEST, MEANS, SHORTEST, SOUTHERN, cuts, means

TRANSLITERATED, ABBREVIATED, FAINT = "transliterated", "abbreviated", "faintly alike"
_MOST_WORDS = 3
_MOST_RENDERED = 3  # brands rendered by sound in one name
_RATE, _OFF = (
    0.55,
    1.2,
)  # bits of evidence for bits of likeness, as measured in pairs of names (docs/names.md)
CHANCE = 4.0  # bits of likeness that unrelated names often reach
_FEW_LEFT_OUT = 10.0  # most bits that leaving out one or two characters can win
_USUAL = 0.003  # share of the syllables of names from which one is usual
_NO_LIKENESS = -9.0  # bits
_FAINTEST = -4.0  # bits of likeness from which a sound is told as faintly alike
_SPOKEN = 3.0  # bits taken off for a word of pinyin: it stands for its own characters
MIXED = 0.9  # share of a meaning's bits kept inside a word that is otherwise sound
_NAMED = frozenset({PartKind.BRAND, PartKind.PLACE})


def transliterated(
    words: Sequence[LatinWord], characters: Sequence[HanCharacter], met: Sequence[Match]
) -> list[Match]:
    """The likeliest renderings by sound among what is free, each better than chance."""
    found: list[Match] = []
    for _ in range(_MOST_RENDERED):
        best = _likeliest(words, characters, [*met, *found])
        if best is None:
            break
        found.append(best)
    return found


def faintly_alike(
    words: Sequence[LatinWord], characters: Sequence[HanCharacter], met: Sequence[Match]
) -> Match | None:
    """The likeliest rendering where none is better than chance: `bits` is a share, 0 to 1, of what it may say."""
    best = _likeliest(words, characters, met, _FAINTEST)
    if best is None:
        return None
    heard = (best.bits + _OFF) / _RATE
    return best._replace(rule=FAINT, bits=min(1.0, (heard - _FAINTEST) / (CHANCE - _FAINTEST)))


def _likeliest(
    words: Sequence[LatinWord],
    characters: Sequence[HanCharacter],
    met: Sequence[Match],
    least: float = CHANCE,
) -> Match | None:
    used_words = {at for row in met for at in range(row.start, row.end)}
    used_characters = {at for row in met for at in range(row.at, row.stop)}
    runs = list(_han_runs(characters, used_characters))
    best, likeness = None, least
    for start, end in _latin_runs(words, used_words) if runs else ():
        letters = "".join(word.letters for word in words[start:end])
        if not SHORTEST <= len(letters) <= LONGEST:
            continue
        penalty = MEANS * sum(means(word.stem) for word in words[start:end])
        hopeless: tuple[int, int] = (-1, -1)
        for at, stop in runs:
            if hopeless[0] <= at and stop <= hopeless[1]:
                continue
            heard = (
                likeness_of("".join(character.han for character in characters[at:stop]), letters) - penalty
            )
            if heard < likeness - _FEW_LEFT_OUT:
                hopeless = at, stop
            heard -= LEFT_OUT * _beside(characters, used_characters, at, stop)
            if heard > likeness:
                common = sum(word_weight(word.letters) for word in words[start:end])
                bits = min(sound_bits(heard), common, MOST_BITS)
                best, likeness = Match(TRANSLITERATED, bits, start, end, at, stop), heard
    return best


def sound_bits(heard: float) -> float:
    """Bits of evidence for bits of likeness."""
    return _RATE * heard - _OFF


def _latin_runs(words: Sequence[LatinWord], used: set[int]) -> Iterator[tuple[int, int]]:
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            if end - 1 in used or words[end - 1].unit.kind not in _NAMED:
                break
            yield start, end


def _han_runs(characters: Sequence[HanCharacter], used: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of free neighbouring characters of brands: whole, and without their first or last ones."""
    start = 0
    while start < len(characters):
        if start in used or not characters[start].brand:
            start += 1
            continue
        end = start + 1
        while (
            end < len(characters)
            and end not in used
            and characters[end].brand
            and neighbours(characters, end - 1, end)
        ):
            end += 1
        for before, behind in cuts(end - start):
            yield start + before, end - behind
        start = end


@lru_cache(maxsize=1 << 16)
def likeness_of(han: str, letters: str) -> float:
    """Bits of likeness for a word rendering characters, in the language in which it does so best."""
    meant = [
        (number, start, end, MIXED * bits)
        for start, end, renderings in meaning.words_within(letters)
        for number, character in enumerate(han)
        if (bits := renderings.get(character))
    ]
    said = syllables(han)
    foreign = is_rendering(han)
    if not foreign and is_other_pinyin(letters, said):
        return _NO_LIKENESS
    best = rendered(said, letters, MANDARIN, meant)
    southern = [meaning.cantonese(character) for character in han]
    if all(southern):
        said = tuple(readings[0] for readings in southern)
        best = max(best, rendered(said, letters, CANTONESE, meant) - SOUTHERN)
    return best - (_SPOKEN if not foreign and len(segment(letters)) > 1 else 0.0)


def _beside(characters: Sequence[HanCharacter], used: set[int], at: int, stop: int) -> int:
    """How many free characters of the brand stand next to the run, unrendered."""
    left, right = at, stop
    while (
        left > 0
        and left - 1 not in used
        and characters[left - 1].brand
        and neighbours(characters, left - 1, left)
    ):
        left -= 1
    while (
        right < len(characters)
        and right not in used
        and characters[right].brand
        and neighbours(characters, right - 1, right)
    ):
        right += 1
    return (at - left) + (right - stop)


def is_other_pinyin(letters: str, said: Sequence[str]) -> bool:
    """Is the word pinyin, of another name? Then it is no rendering of these characters.

    Pinyin of as many syllables with half of them the same (Tianyu, 天业), or all of syllables that names are made of.
    """
    plain = segment(letters)
    if len(plain) == len(said) and 2 * sum(map(str.__eq__, plain, said)) >= len(said):
        return True
    return is_usual_pinyin(letters)


@lru_cache(maxsize=1 << 16)
def is_usual_pinyin(letters: str) -> bool:
    """Is the word pinyin, two syllables and more, all of them such as names are made of?"""
    plain = segment(letters)
    counts, total = read_frequency("syllable_frequency.csv")
    return len(plain) > 1 and min(counts.get(syllable, 0) for syllable in plain) > _USUAL * total


def abbreviated(
    words: Sequence[LatinWord], characters: Sequence[HanCharacter], met: Sequence[Match]
) -> list[Match]:
    """Free characters that are the first syllable of a free word of pinyin, beside another character that met.

    A character needs such a neighbour: one syllable in common says nothing.
    """
    used_words = {at for row in met for at in range(row.start, row.end)}
    used = {at for row in met for at in range(row.at, row.stop)}
    found: dict[int, Match] = {}
    for at, character in enumerate(characters):
        if at in used or not character.brand:
            continue
        for number, word in enumerate(words):
            if number not in used_words and word.brand and _begins(word.letters, character.han):
                found[at] = Match(
                    ABBREVIATED, word_weight(syllables(character.han)[0]), number, number + 1, at, at + 1
                )
                used_words.add(number)
                break
    near = used | found.keys()
    return [
        row
        for at, row in found.items()
        if any(side in near and neighbours(characters, at, side) for side in (at - 1, at + 1))
    ]


def _begins(letters: str, han: str) -> bool:
    """Is the word pinyin that begins with the sound of the character?"""
    said = segment(letters)
    return bool(said) and said[0] == syllables(han)[0]
