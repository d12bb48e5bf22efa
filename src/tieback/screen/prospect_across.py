"""The most that a Latin name and a Han one can come to, told before they are compared.

Parts of one kind and words that are romanised meet as in the comparison itself, which costs little; what words may
say by meaning, sound or first syllable has a bound for each word. Whatever is left for certain takes away what it
takes away at least. Nothing here is evidence.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from math import inf
from typing import NamedTuple

from tieback.names.numeral import spelled_number
from tieback.names.reading import PartKind
from tieback.screen.brand import MOST_APART, initials_of, match_words
from tieback.screen.evidence import Evidence
from tieback.screen.name import Name
from tieback.screen.parts import match_kind, weigh_bare, weigh_group, weigh_persons
from tieback.screen.person import may_be_person
from tieback.screen.prospect_left import is_broken, left_of, weigh_left
from tieback.screen.rarity import MOST_BITS, word_weight
from tieback.screen.score import weights
from tieback.screen.side import HanSide, LatinSide, Likeness, Numbers, Stretch, han_side, latin_side
from tieback.screen.sounding import CHANCE, likeness_of, sound_bits
from tieback.screen.spelling import spelling
from tieback.screen.translation import MEANT, compound
from tieback.screen.unit import Unit
from tieback.screen.words import Run, Words

_KINDS = tuple(kind for kind in PartKind if kind is not PartKind.BRAND)
_MOST_RENDERED = 3  # brands rendered by sound in one name
_CAPPED = -inf  # no context lifts names that share nothing distinctive
_HAIR = 1e-9  # sums are made in another order here

Hear = Callable[[str], Likeness]  # how well a word renders the brand of the Han name


class Met(NamedTuple):
    """What met for certain: parts, words of the brand, and the words of either name used by it."""

    parts: Sequence[Evidence]
    words: Sequence[Evidence]
    latin: int
    han: int


@dataclass(slots=True)
class _May:
    """What else may meet by meaning: the most bits of rows of the brand and of other rows, by the word they begin with;
    the words of either name that may be used."""

    brand: dict[int, float] = field(default_factory=dict)
    parts: dict[int, float] = field(default_factory=dict)
    latin: set[int] = field(default_factory=set)
    han: set[int] = field(default_factory=set)

    def add(self, stretch: Stretch, brand: float, part: float, han: Iterable[int]) -> None:
        """A row that may be: so much as one of the brand, or so much as another."""
        self.brand[stretch.start] = max(brand, self.brand.get(stretch.start, 0.0))
        self.parts[stretch.start] = max(part - brand, self.parts.get(stretch.start, 0.0))
        self.latin |= stretch.units
        self.han.update(han)


class _Sound(NamedTuple):
    """What rows by sound may add, and the words that they may use."""

    bits: float
    latin: Numbers
    han: Numbers


_SILENT = _Sound(0.0, frozenset(), frozenset())


def hopeless_across(latin: Name, han: Name, needed: float) -> bool:
    """Can a name in Latin letters and one in Han not come to `needed` bits (without the start)? False means nothing."""
    if _stands_for(latin, han):
        return False
    met = met_for_certain(latin, han)
    one, other = latin_side(latin, met.latin), han_side(han, met.han)
    may = _by_meaning(one, other)
    if not one.said or not other.within:
        return _most(latin, han, met, may, _SILENT) < needed
    if any(said.letters not in other.heard for said in one.said) and (
        _most(latin, han, met, may, _by_sound(one, other, may, _loudest)) < needed
    ):
        return True
    sound = _by_sound(one, other, may, lambda letters: heard(other, letters))
    return _most(latin, han, met, may, sound) < needed


def _loudest(letters: str) -> Likeness:  # noqa: ARG001
    return inf, inf


def heard(han: HanSide, letters: str) -> Likeness:
    """How well a word renders the brand of a Han name at most."""
    if letters not in han.heard:
        whole = max((likeness_of(run, letters) - taken for run, taken in han.whole), default=-inf)
        han.heard[letters] = whole, max(likeness_of(run, letters) for run in han.within)
    return han.heard[letters]


def _stands_for(latin: Name, han: Name) -> bool:
    """May letters or a number stand for something in a way that is not looked at here? Rare."""
    if any(letter.isascii() and letter.isalpha() for letter in han.text):
        return True
    if latin.folded[:1] == han.folded[:1]:
        return True  # one may be the other, cut off
    return _spells(latin.units, han.units) or _spells(han.units, latin.units)


def _spells(numbers: Sequence[Unit], others: Sequence[Unit]) -> bool:
    """Do one or two of these units spell a number of those, whatever stands between?"""
    wanted = {unit.keys[0] for unit in numbers if unit.kind is PartKind.NUMBER}
    if not wanted:
        return False
    words = [unit.text.casefold().replace("-", " ").split() for unit in others if unit.script == "latin"]
    runs = [*words, *(one + other for one, other in combinations(words, 2))]
    return any(spelled_number(run) in wanted for run in runs)


@lru_cache(maxsize=1 << 12)
def met_for_certain(latin: Name, han: Name) -> Met:
    """The parts that share a key, and the words of brands that do or are spelled alike, as the comparison has them."""
    first, second = (han, latin) if han.text < latin.text else (latin, han)
    shared = {kind for kind, _ in latin.keyed & han.keyed}
    parts = [row for kind in _KINDS if kind in shared for row in match_kind(kind, first.units, second.units)]
    used_a = first.words.mask_of([unit for row in parts for unit in row.a])
    used_b = second.words.mask_of([unit for row in parts for unit in row.b])
    words: list[Evidence] = []
    if _may_meet(latin.words, han.words):
        words, used_a, used_b = match_words(first.words, second.words, used_a, used_b)
    return Met(parts, words, used_b, used_a) if first is han else Met(parts, words, used_a, used_b)


def _may_meet(latin: Words, han: Words) -> bool:
    """May words of the two sound the same, be spelled alike, or be initials?"""
    if not latin.by_key.keys().isdisjoint(han.by_key):
        return True
    sounds = _sounds_of(han)
    return any(_is_alike(latin, run, sounds) for run in latin.spelled)


class _Sounds(NamedTuple):
    """The readings of a Han name (key, bits of its letters, their number, whether it is one word, whether a brand begins
    it), their initials, and what was found of other words."""

    runs: Sequence[tuple[str, int, int, bool, bool]]
    initials: frozenset[str]
    known: dict[tuple[str, bool, bool], bool]


@lru_cache(maxsize=1 << 10)
def _sounds_of(han: Words) -> _Sounds:
    runs = [(run.key, run.letters, len(run.key), run.end - run.start == 1, run.brand) for run in han.spelled]
    initials = frozenset(initials_of(han.units[run.start : run.end]) for run in han.spelled)
    return _Sounds(runs, initials, {})


def _is_alike(latin: Words, run: Run, sounds: _Sounds) -> bool:
    """May this run meet one of the readings? Cheap, and a little too often yes."""
    single = run.end - run.start == 1
    if single and latin.units[run.start].keys[0] in sounds.initials:
        return True
    asked = run.key, single, run.brand
    if asked not in sounds.known:
        sounds.known[asked] = _is_spelled(run, single, sounds)
    return sounds.known[asked]


def _is_spelled(run: Run, single: bool, sounds: _Sounds) -> bool:
    """Is it a spelling of a reading that is near enough in length and letters, or of which one begins with the other?"""
    key, letters, brand = run.key, run.letters, run.brand
    size = len(key)
    for other, theirs, size_of_other, alone, named in sounds.runs:
        if (single or alone) and (brand or named):
            apart = size - size_of_other
            if -MOST_APART <= apart <= MOST_APART:
                near = (letters ^ theirs).bit_count() <= 2 * MOST_APART
            else:
                near = key.startswith(other) if apart > 0 else other.startswith(key)
            if near and spelling(key, other).share > 0:
                return True
    return False


def _by_meaning(latin: LatinSide, han: HanSide) -> _May:
    """Words that may render characters by meaning or by their first syllable."""
    model, may = weights(), _May()
    for phrase in latin.phrases.keys() & han.phrases.keys():
        rendered = han.phrases[phrase]
        for stretch in latin.phrases[phrase]:
            own = rendered.brand if stretch.brand else 0.0
            brand = model["translated"] * min(MEANT * own, stretch.common)
            may.add(stretch, brand, model["translated_part"], rendered.units)
    for word, stretch in latin.compounds:
        bits = max((found for found, _, _ in compound(word, han.text)), default=0.0)
        if bits:
            brand = model["translated"] * min(MEANT * bits, stretch.common)
            may.add(stretch, brand, model["translated_part"], range(len(han.text)))
    begun = latin.begins.keys() & han.first.keys()
    if may.latin or sum(len(han.first[sound]) for sound in begun) > 1:  # one needs a neighbour that met
        for sound in begun:
            for stretch in latin.begins[sound]:
                may.add(stretch, model["abbreviated"] * word_weight(sound), 0.0, han.first[sound])
    return may


def _by_sound(latin: LatinSide, han: HanSide, may: _May, hear: Hear) -> _Sound:
    """Words that may render the brand by sound: the best while all of it is free, others once some of it met."""
    loud: list[float] = []
    first, used = 0.0, set[int]()
    for said in latin.said:
        whole, within = hear(said.letters)
        if within - said.penalty <= CHANCE - _HAIR:
            continue
        used |= said.stretch.units
        known = may.brand.get(said.stretch.start, 0.0)
        loud.append(_bits(within - said.penalty, said.stretch) - known)
        if whole - said.penalty > CHANCE - _HAIR:
            first = max(first, _bits(whole - said.penalty, said.stretch) - known)
    free = not may.latin
    if not loud or (free and not first):
        return _SILENT
    most = min(_MOST_RENDERED, han.size // 2)
    others = sorted((max(bits, 0.0) for bits in loud), reverse=True)[: most - 1 if free else most]
    return _Sound((first if free else 0.0) + sum(others), frozenset(used), han.brand)


def _bits(likeness: float, stretch: Stretch) -> float:
    return min(sound_bits(likeness), stretch.common, MOST_BITS)


def _most(latin: Name, han: Name, met: Met, may: _May, sound: _Sound) -> float:
    """The most that all rows can add up to."""
    model = weights()
    brand = sum(row.bits for row in met.words) + sum(may.brand.values()) + sound.bits + _HAIR
    one, other = may.latin | sound.latin, may.han | sound.han
    left_a, left_b = _brand_left(latin.words, met.latin, one), _brand_left(han.words, met.han, other)
    distinctive = brand >= model["brand_distinctive"]
    if not distinctive and (left_a.certain or left_b.certain):
        return _CAPPED
    parts_a, parts_b = left_of(latin, met.latin, one), left_of(han, met.han, other)
    broken = left_a.certain or left_b.certain or is_broken(parts_a) or is_broken(parts_b)
    if not distinctive and broken:
        return _CAPPED
    total = min(brand, model["brand_most"]) + model["two_scripts"]
    if not broken:
        whole = min(brand, model["brand_distinctive"]) + model["whole"]
        total = max(total, whole + model["two_scripts"]) + model["all_met"]
    total += sum(row.bits for row in met.parts) + sum(may.parts.values()) + _unmet(left_a, left_b)
    total += weigh_left(parts_a, parts_b, met.parts, across=True, translated=bool(may.parts))
    return total + _whatever_met(latin, han, left_a.certain, left_b.certain)


class _Left(NamedTuple):
    """Words of a brand that did not meet for certain: what those weigh together that can meet nothing, and the lightest."""

    certain: float
    least: float


def _brand_left(words: Words, used: int, may: set[int]) -> _Left:
    certain, least = 0.0, inf
    for at, unit in enumerate(words.units):
        if unit.kind is PartKind.BRAND and not used >> at & 1:
            least = min(least, unit.weight)
            if at not in may:
                certain += unit.weight
    return _Left(certain, least)


def _unmet(latin: _Left, han: _Left) -> float:
    """What words of the brands that met nothing take away at least; more may be left than is for certain."""
    if not latin.certain and not han.certain:
        return 0.0
    model = weights()
    apart = max(
        model["brand_incomparable"],
        model["brand_partly_incomparable"],
        model["brand_other_meaning"],
        model["brand_partly_other_meaning"],
    )
    lighter = min(latin.certain or latin.least, han.certain or han.least, model["brand_contradicts_most"])
    both = max(apart, model["brand_contradicts"] * lighter)
    if latin.certain and han.certain:
        return both
    omitted = max(model["brand_omitted"], model["brand_omitted_across"])
    return max(both, omitted * min(latin.certain + han.certain, model["brand_omitted_most"]))


def _whatever_met(latin: Name, han: Name, left_a: float, left_b: float) -> float:
    """What a group against a company of a trade, a bare word, and a person's name met in part take away."""
    one, other = latin.units, han.units
    rows = weigh_group(one, other, across=True) + weigh_bare(one, other, across=True)
    if (left_a or left_b) and (may_be_person(latin) or may_be_person(han)):
        rows += weigh_persons(one, other, one[:1] if left_a else (), other[:1] if left_b else (), across=True)
    return sum(row.bits for row in rows)
