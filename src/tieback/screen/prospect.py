"""Pairs that cannot become an alert, told from what two names have in common before they are compared.

Without enough of the brand in common the score is capped (`no_distinctive_most`); with it, what the parts can say
has a bound. Whatever this module calls hopeless stays below; what it does not call so may still do.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import cache

from rapidfuzz.distance import OSA

from tieback.names.reading import PartKind
from tieback.screen.name import Name
from tieback.screen.place import grain
from tieback.screen.score import decimal_bits, squash, weights
from tieback.screen.short import acronym, truncated
from tieback.screen.words import Words

_MOST_EDITS = 3  # that `spelling` allows, and `typo` one of them
_STEM = 4  # letters that an abbreviation by its beginning keeps
_FEWEST = 10  # letters of a whole name that may be one letter wrong


@cache
def cap() -> Decimal:
    """The highest score of two names without enough of the brand in common."""
    return squash(decimal_bits(weights()["no_distinctive_most"]))


def hopeless(a: Name, b: Name, needed: float) -> bool:
    """Can these two names, both in Latin letters and not the same, not come to `needed` bits (without the start)?

    False means nothing.
    """
    one, other = a.words, b.words
    if one.scripts != {"latin"} or other.scripts != {"latin"}:
        return False
    if not one.brands or not other.brands or _is_own(a) or _is_own(b) or _one_letter(a.folded, b.folded):
        return False
    if one.senses.keys() & other.by_key.keys() or other.senses.keys() & one.by_key.keys():
        return False
    shared = one.by_key.keys() & other.by_key.keys()
    mine, theirs = _spelled(one, other, shared)
    most = min(_bits(one, mine), _bits(other, theirs))
    model = weights()
    if most >= min(model["brand_distinctive"], model["brand_distinctive_all_met"]):
        left = max(0.0, one.brand_bits - _bits(one, mine)), max(0.0, other.brand_bits - _bits(other, theirs))
        if min(most, model["brand_most"]) + _others(a, b) + _unmet(*left) >= needed:
            return False
    return acronym(a, b) is None and truncated(a, b) is None


def _one_letter(a: str, b: str) -> bool:
    """May the whole names be one letter apart (`typo`)?"""
    return (
        abs(len(a) - len(b)) <= 1
        and min(len(a), len(b)) >= _FEWEST
        and OSA.distance(a, b, score_cutoff=1) <= 1
    )


def _bits(words: Words, keys: Iterable[str]) -> float:
    """What these words weigh at most."""
    return sum(max(run.weight for run in words.by_key[key]) for key in keys)


def _unmet(left: float, right: float) -> float:
    """What the words of the brand that met nothing take away at least, or what it says that there are none."""
    model = weights()
    if left == right == 0:
        return model["all_met"]
    against = model["brand_contradicts"] * min(left, right, model["brand_contradicts_most"])
    return against + model["brand_omitted"] * min(abs(left - right), model["brand_omitted_most"])


def _others(a: Name, b: Name) -> float:
    """What the parts that are no brand can come to."""
    model = weights()
    met = Counter(kind for kind, _ in a.keyed & b.keyed)
    has_a, has_b = ({unit.kind for unit in name.units} for name in (a, b))
    both = has_a & has_b
    reach = met[PartKind.FORM] and model["form_same"] + model["form_more"]
    reach += met[PartKind.QUALIFIER] * model["qualifier_same"]
    reach += met[PartKind.NUMBER] * model["number_same"] + met[PartKind.BRANCH] * model["branch_same"]
    if met[PartKind.PLACE]:
        reach += model["place_local"] * met[PartKind.PLACE]
    elif PartKind.PLACE in both:
        reach += model["place_within"]
    if met[PartKind.SECTOR]:
        reach += model["sector_first"] + met[PartKind.SECTOR] * model["sector_more"]
    elif PartKind.SECTOR in both:
        reach += model["sector_related"]
    return reach


def _spelled(a: Words, b: Words, shared: Collection[str]) -> tuple[set[str], set[str]]:
    """The words of either name that are equal to, or may be spellings of, words of the other."""
    mine, theirs = set(shared), set(shared)
    for one, other, left, right in ((a, b, mine, theirs), (b, a, theirs, mine)):
        for key in one.brands:
            for partner in other.letters:
                if partner != key and _may_spell(key, partner):
                    left.add(key)
                    right.add(partner)
    if not a.sounds.keys().isdisjoint(b.sounds):
        for sound in a.sounds.keys() & b.sounds.keys():
            mine |= a.sounds[sound]
            theirs |= b.sounds[sound]
    return mine, theirs


def _may_spell(a: str, b: str) -> bool:
    """May two words be spellings of one, one the beginning of the other, or one an initial (`spelling`)?"""
    short, long = (len(a), len(b)) if len(a) <= len(b) else (len(b), len(a))
    if (short == 1 or short >= _STEM) and (a.startswith(b) or b.startswith(a)):
        return True
    if long < _letters(1) or long - short > _MOST_EDITS:
        return False
    edits = OSA.distance(a, b, score_cutoff=_MOST_EDITS)
    return edits <= _MOST_EDITS and long >= _letters(edits)


def _letters(edits: int) -> int:
    """Letters of the longer word from which so many edits leave it the same (`spelling`)."""
    return (1, 5, 8, 13)[edits]


def _is_own(name: Name) -> bool:
    """Does the name speak of the Corps, which needs no brand?"""
    return any(
        unit.kind is PartKind.PLACE and any(grain(key) == "own" for key in unit.keys) for unit in name.units
    )
