"""A Latin name and a Han one by what words of the other script may meet them by, for `prospect_across`: made once per
name and what of it is used."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tieback.names import meaning
from tieback.names.reading import PartKind
from tieback.names.romanise import syllables
from tieback.names.syllable import segment
from tieback.screen.across import HanCharacter, LatinWord, characters_of, neighbours, words_of
from tieback.screen.name import Name
from tieback.screen.rarity import MOST_BITS, word_weight
from tieback.screen.translation import halves
from tieback.screen.tune import LEFT_OUT, LONGEST, MEANS, SHORTEST, cuts, means
from tieback.screen.unit import Unit

_NAMED = frozenset({PartKind.BRAND, PartKind.PLACE})
_MOST_WORDS = 3  # that together render a brand by sound
_FEWEST_HAN, _MOST_HAN = 2, 6  # characters of a brand that is rendered by sound

Phrase = tuple[str, ...]
Numbers = frozenset[int]  # of words of `Words.units`
Likeness = tuple[
    float, float
]  # bits of the best rendering: while nothing of the brand met, and once something did


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring free words: which, how many bits sharing them says at most, whether one of them is brand, and
    whether one is something else."""

    start: int
    units: Numbers
    common: float
    brand: bool
    other: bool


@dataclass(frozen=True, slots=True)
class Said:
    """The same, joined, as they may render a brand by sound; `penalty`: bits taken off for words that mean something."""

    letters: str
    stretch: Stretch
    penalty: float


@dataclass(frozen=True, slots=True)
class LatinSide:
    """`compounds`: words made of two; `begins`: by the first syllable of words of a brand in pinyin."""

    words: int
    phrases: dict[Phrase, list[Stretch]]
    compounds: list[tuple[str, Stretch]]
    begins: dict[str, list[Stretch]]
    said: list[Said]


@dataclass(frozen=True, slots=True)
class Rendered:
    """Free characters that render a phrase: the bits of the best, and of the best that may count as the brand."""

    bits: float
    brand: float
    units: Numbers


@dataclass(frozen=True, slots=True)
class HanSide:
    """`first`: by the syllable of characters of the brand; `whole`: runs of the brand that may be rendered by sound while
    none of it met, and bits taken off; `within`: runs that may be once some of it met; `brand`: its words; `size`: how
    many characters they have; `heard`: what is remembered of how well words render it.
    """

    text: str
    phrases: dict[Phrase, Rendered]
    first: dict[str, list[int]]
    whole: list[tuple[str, float]]
    within: list[str]
    brand: Numbers
    size: int
    heard: dict[str, Likeness] = field(default_factory=dict)


@lru_cache(maxsize=1 << 17)
def latin_side(name: Name, used: int) -> LatinSide:
    """The words of a Latin name, but for those used (bits, as in `Words`)."""
    words = words_of(_free(name, used, "latin"))
    at = {id(unit): number for number, unit in enumerate(name.words.units)}
    phrases: dict[Phrase, list[Stretch]] = {}
    compounds, begins, said = [], dict[str, list[Stretch]](), list[Said]()
    for start, word in enumerate(words):
        for end in range(start + 1, min(len(words), start + meaning.LONGEST_PHRASE) + 1):
            phrase = tuple(one.stem for one in words[start:end])
            if meaning.renderings(phrase):
                phrases.setdefault(phrase, []).append(_stretch(words, start, end, at))
        if halves(word.letters):
            compounds.append((word.letters, _stretch(words, start, start + 1, at)))
        if word.brand and (spoken := segment(word.letters)):
            begins.setdefault(spoken[0], []).append(_stretch(words, start, start + 1, at))
        said.extend(_said(words, start, at))
    return LatinSide(len(words), phrases, compounds, begins, said)


def _stretch(words: Sequence[LatinWord], start: int, end: int, at: dict[int, int]) -> Stretch:
    taken = words[start:end]
    return Stretch(
        start,
        frozenset(at[id(word.unit)] for word in taken),
        min(sum(word_weight(word.letters) for word in taken), MOST_BITS),
        any(word.brand for word in taken),
        any(not word.brand for word in taken),
    )


def _said(words: Sequence[LatinWord], start: int, at: dict[int, int]) -> Iterator[Said]:
    for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
        if words[end - 1].unit.kind not in _NAMED:
            return
        letters = "".join(word.letters for word in words[start:end])
        if SHORTEST <= len(letters) <= LONGEST:
            penalty = MEANS * sum(means(word.stem) for word in words[start:end])
            yield Said(letters, _stretch(words, start, end, at), penalty)


@lru_cache(maxsize=1 << 10)
def han_side(name: Name, used: int) -> HanSide:
    """The characters of a Han name, but for those used."""
    characters = characters_of(_free(name, used, "han"))
    at = {id(unit): number for number, unit in enumerate(name.words.units)}
    brands = list(_brands(characters))
    first: dict[str, list[int]] = {}
    for character in characters:
        if character.brand:
            first.setdefault(syllables(character.han)[0], []).append(at[id(character.unit)])
    return HanSide(
        "".join(character.han for character in characters),
        _phrases(characters, at),
        first,
        [
            (brand[before : len(brand) - behind], LEFT_OUT * (before + behind))
            for brand in brands
            for before, behind in cuts(len(brand))
        ],
        list(dict.fromkeys(part for brand in brands for part in _parts(brand))),
        frozenset(at[id(character.unit)] for character in characters if character.brand),
        sum(character.brand for character in characters),
    )


def _phrases(characters: Sequence[HanCharacter], at: dict[int, int]) -> dict[Phrase, Rendered]:
    found: dict[Phrase, Rendered] = {}
    text = "".join(character.han for character in characters)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            counts = characters[start].brand or meaning.is_brand(text[start:end])
            for phrase, bits in meaning.phrases(text[start:end]):
                known = found.get(phrase, Rendered(0.0, 0.0, frozenset()))
                found[phrase] = Rendered(
                    max(bits, known.bits),
                    max(bits, known.brand) if counts else known.brand,
                    known.units | {at[id(character.unit)] for character in characters[start:end]},
                )
    return found


def _brands(characters: Sequence[HanCharacter]) -> Iterator[str]:
    """Neighbouring characters of brands."""
    start = 0
    while start < len(characters):
        end = start + 1
        if characters[start].brand:
            while end < len(characters) and characters[end].brand and neighbours(characters, end - 1, end):
                end += 1
            yield "".join(character.han for character in characters[start:end])
        start = end


def _parts(brand: str) -> Iterator[str]:
    for start in range(len(brand)):
        for end in range(start + _FEWEST_HAN, min(len(brand), start + _MOST_HAN) + 1):
            yield brand[start:end]


def _free(name: Name, used: int, script: str) -> list[Unit]:
    return [unit for at, unit in enumerate(name.words.units) if not used >> at & 1 and unit.script == script]
