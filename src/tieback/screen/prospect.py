"""Pairs that cannot become an alert, told from what two names have in common before they are compared.

Without enough of the brand in common the score is capped (`no_distinctive_most`); with it, what the parts can say
has a bound: what met for certain, the words that may meet at most, and what is left at least. Whatever this module
calls hopeless stays below; what it does not call so may still do.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache

from tieback.names.reading import PartKind
from tieback.screen.counted import meet_spelled
from tieback.screen.evidence import Evidence
from tieback.screen.name import Name
from tieback.screen.parts import (
    match_kind,
    weigh_bare,
    weigh_group,
    weigh_persons,
)
from tieback.screen.person import may_be_person
from tieback.screen.place import grain
from tieback.screen.prospect_across import hopeless_across
from tieback.screen.prospect_left import is_broken, left_of, weigh_left
from tieback.screen.score import decimal_bits, squash, weights
from tieback.screen.short import acronym, own_initials, truncated, within
from tieback.screen.spelling import spelling
from tieback.screen.typo import may_be_slip
from tieback.screen.words import Run, Words

_MOST_EDITS = 3  # that `spelling` allows, and `typo` one of them
_LATIN, _HAN = {"latin"}, {"han"}
_KINDS = tuple(kind for kind in PartKind if kind is not PartKind.BRAND)
_CAPPED = float("-inf")  # no context lifts names that share nothing distinctive

Shares = dict[int, float]  # number of a word -> what share of its weight may count


@cache
def cap() -> Decimal:
    """The highest score of two names without enough of the brand in common."""
    return squash(decimal_bits(weights()["no_distinctive_most"]))


def hopeless(a: Name, b: Name, needed: float) -> bool:
    """Can these two names, not the same, not come to `needed` bits (without the start)? False means nothing.

    Looked at are names in Latin letters, and one such beside one in Han.
    """
    one, other = a.words.scripts, b.words.scripts
    if (one != _LATIN and other != _LATIN) or _is_own(a) or _is_own(b):
        return False
    if one == other:
        return not may_be_slip(a.folded, b.folded) and _most(a, b) < needed and not _stands_for(a, b)
    if _HAN not in (one, other):
        return False
    return hopeless_across(a, b, needed) if one == _LATIN else hopeless_across(b, a, needed)


def _stands_for(a: Name, b: Name) -> bool:
    """Do initials, a cut or a number in words stand for something else than they are?"""
    if acronym(a, b) is not None or truncated(a, b) is not None:
        return True
    return bool(within(a, b) or meet_spelled(a.units, b.units))


def _most(a: Name, b: Name) -> float:
    """The most that the rows of two Latin names can add up to."""
    model = weights()
    met = _met(a, b)
    one, other = a.words, b.words
    used_a = one.mask_of([unit for row in met for unit in row.a])
    used_b = other.mask_of([unit for row in met for unit in row.b])
    may_a, may_b = _may_meet(one, other, used_a, used_b)
    brand = min(_bits(one, may_a), _bits(other, may_b))
    left_a, left_b = _brand_left(a, used_a, may_a), _brand_left(b, used_b, may_b)
    little = brand < min(model["brand_distinctive"], model["brand_distinctive_all_met"])
    if little and (left_a or left_b):
        return _CAPPED
    parts_a, parts_b = left_of(a, used_a, may_a), left_of(b, used_b, may_b)
    broken = left_a or left_b or is_broken(parts_a) or is_broken(parts_b)
    if little and broken:
        return _CAPPED
    total = min(brand, model["brand_most"])
    if not broken:  # less may meet than may, and then the whole names are what is in common
        total = max(total, min(brand, model["brand_distinctive"]) + model["whole"]) + model["all_met"]
    total += sum(row.bits for row in met) + _unmet(left_a, left_b)
    return total + weigh_left(parts_a, parts_b, met) + _whatever_met(a, b, left_a, left_b)


def _whatever_met(a: Name, b: Name, left_a: float, left_b: float) -> float:
    """What a group against a company of a trade, a bare word, and a person's name met in part take away."""
    rows = weigh_group(a.units, b.units, across=False) + weigh_bare(a.units, b.units, across=False)
    if may_be_person(a) or may_be_person(b):
        left = a.units[:1] if left_a else (), b.units[:1] if left_b else ()
        rows += weigh_persons(a.units, b.units, *left, across=False)
    return sum(row.bits for row in rows)


def _met(a: Name, b: Name) -> list[Evidence]:
    """The parts other than brands that meet."""
    shared = {kind for kind, _ in a.keyed & b.keyed}
    return [row for kind in _KINDS if kind in shared for row in match_kind(kind, a.units, b.units)]


def _bits(words: Words, may: Shares) -> float:
    """What the words that may meet say at most."""
    return sum(words.units[at].weight * share for at, share in may.items())


def _brand_left(name: Name, used: int, may: Shares) -> float:
    """What the words of the brand weigh that can meet nothing; its own initials beside them take nothing away."""
    own = own_initials(name)
    return sum(
        unit.weight
        for at, unit in enumerate(name.words.units)
        if unit.kind is PartKind.BRAND and not used >> at & 1 and at not in may and unit not in own
    )


def _unmet(left: float, right: float) -> float:
    """What the words of the brand that met nothing take away at least."""
    model = weights()
    most = model["brand_contradicts_most"]
    against = model["brand_contradicts"] * min(left, right, most)
    if min(left, right) >= most:
        return against
    return against + model["brand_omitted"] * min(abs(left - right), model["brand_omitted_most"])


def _may_meet(a: Words, b: Words, used_a: int, used_b: int) -> tuple[Shares, Shares]:
    """The words of either name, not used before, that may meet words of the other, and what share of them counts."""
    mine: Shares = {}
    theirs: Shares = {}
    for key in a.by_key.keys() & b.by_key.keys():
        _share(mine, 1.0, [run for run in a.by_key[key] if not run.mask & used_a])
        _share(theirs, 1.0, [run for run in b.by_key[key] if not run.mask & used_b])
    for one, other, left, right in ((a, b, mine, theirs), (b, a, theirs, mine)):
        for key in one.senses.keys() & other.by_key.keys():
            _share(left, 1.0, [one.senses[key]])
            _share(right, 1.0, other.by_key[key])
    for first, second, share in _spelled(a, b, used_a, used_b):
        _share(mine, share, [first])
        _share(theirs, share, [second])
    return mine, theirs


def _share(found: Shares, share: float, runs: Iterable[Run]) -> None:
    for run in runs:
        for at in range(run.start, run.end):
            if share > found.get(at, 0.0):
                found[at] = share


def _spelled(a: Words, b: Words, used_a: int, used_b: int) -> Iterator[tuple[Run, Run, float]]:
    """Free runs that are spellings of one another: at least one is a word, and one begins in a brand.

    Runs that hold one and the same word are not: wherever it is free on both sides, it meets itself first.
    """
    theirs = [
        (run, run.key, len(run.key), run.letters, run.end - run.start == 1, run.skeleton)
        for run in b.spelled
        if not run.mask & used_b
    ]
    for first in a.spelled:
        if first.mask & used_a:
            continue
        key, letters, sound = first.key, first.letters, first.skeleton
        size, single = len(key), first.end - first.start == 1
        for second, partner, others, theirs_letters, alone, other_sound in theirs:
            if not (single or alone) or not (first.brand or second.brand):
                continue
            near = -_MOST_EDITS <= size - others <= _MOST_EDITS and (
                (letters ^ theirs_letters).bit_count() <= 2 * _MOST_EDITS
            )
            if (
                near
                or (key.startswith(partner) if size > others else partner.startswith(key))
                or (sound and sound == other_sound)
            ):
                share = spelling(key, partner).share
                if share and not _share_word(a, first, b, second):
                    yield first, second, share


def _share_word(a: Words, first: Run, b: Words, second: Run) -> bool:
    held = {unit.keys[0] for unit in a.units[first.start : first.end]}
    return any(unit.keys[0] in held for unit in b.units[second.start : second.end])


@lru_cache(maxsize=1 << 17)
def _is_own(name: Name) -> bool:
    """Does the name speak of the Corps, which needs no brand?"""
    return any(
        unit.kind is PartKind.PLACE and any(grain(key) == "own" for key in unit.keys) for unit in name.units
    )
