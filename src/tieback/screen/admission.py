"""Which listed names a party's name is compared with: those whose keys in common say enough.

A function of the two names and the rule version alone. It knows neither the list nor the other parties, and
displaces nobody, so that comparing only what changed gives what comparing everything gives. The keys are those of
the party's name looked for among those of the listed one, in this direction always.
"""

from decimal import Decimal
from functools import cache, lru_cache
from math import log2
from typing import NamedTuple

from tieback.screen.flat import grams, heard_as, partner, sounds_of
from tieback.screen.key import CERTAIN, SOUND_BITS, Keys
from tieback.screen.score import THRESHOLD, weights
from tieback.screen.spelling import spelling
from tieback.screen.tune import in_tune

LEAST = 225  # hundredths of a bit that words in common must say
LEAST_NEAR = 280  # that grams in common must say: two in three of the grams of a name
_PLACES, _TRADES = 0xFFFFFFFF, 32
_SLACK = 58  # hundredths of a bit: words are weighed here before a name is read, and reading may find a little more


class Limits(NamedTuple):
    """What parts of names say at most, hundredths of a bit, from weight.csv; shares of unmatched words in percent.

    What the parts that are no brand may add, and what words on one side or on both take away at least.
    """

    certain: int
    least: int
    least_near: int
    words: int
    place: int
    trade: int
    kindred: int
    dress: int
    whole: int  # nothing is left on either side
    against: int
    missing: int
    most_missing: int


@cache
def limits() -> Limits:
    """The limits of the weights that ship."""
    bits = {name: round(100 * value) for name, value in weights().items()}
    return Limits(
        certain=CERTAIN,
        least=LEAST,
        least_near=LEAST_NEAR,
        words=bits["brand_most"],
        place=max(bits["place_country"], bits["place_province"], bits["place_local"], bits["place_within"]),
        trade=bits["sector_first"] + bits["sector_more"],
        kindred=bits["sector_related"],
        dress=bits["form_same"] + bits["qualifier_same"] + bits["form_more"],
        whole=bits["all_met"],
        against=-bits["brand_contradicts"],
        missing=-bits["brand_omitted"],
        most_missing=-bits["brand_omitted"] * bits["brand_omitted_most"] // 100,
    )


@cache
def enough(threshold: Decimal, *, placed: bool) -> int:
    """What a pair must be able to reach, hundredths of a bit, for an alert of `threshold` or more to be possible.

    `placed`: the party has an address, which may yet speak for it; a country always may.
    """
    model = weights()
    context = model["country_same"] + (model["address_same"] if placed else 0.0)
    score = min(max(float(threshold), 0.001), 0.999)
    return round(100 * (log2(score / (1 - score)) - model["start"] - context)) - _SLACK


def enough_by_default() -> int:
    """`enough` at the default threshold, for a party with an address."""
    return enough(THRESHOLD, placed=True)


def admitted(party: Keys, listed: Keys, least: int | None = None) -> bool:
    """Are a party's name and a listed one worth comparing? `least`: see `enough`."""
    words, near = evidence(party, listed)
    wanted = enough_by_default() if least is None else least
    return worth_comparing(words, near, (party.own, listed.own), (party.traits, listed.traits), wanted)


def worth_comparing(words: int, near: int, own: tuple[int, int], traits: tuple[int, int], least: int) -> bool:
    """The same, given what keys and grams in common say."""
    most = limits()
    if near >= most.least_near or words >= most.certain:
        return True
    if words < most.least:
        return False
    if min(own) < 0:
        return True
    shared = traits[0] & traits[1]
    reach = min(words, most.words) + most.dress + (most.place if shared & _PLACES else 0)
    if shared >> _TRADES:
        reach += most.trade
    elif traits[0] >> _TRADES and traits[1] >> _TRADES:
        reach += most.kindred
    one, other = max(0, own[0] - words), max(0, own[1] - words)
    if one == other == 0:
        reach += most.whole
    against = most.against * min(one, other) // 100
    return reach - against - min(most.most_missing, most.missing * abs(one - other) // 100) >= least


def evidence(party: Keys, listed: Keys) -> tuple[int, int]:
    """What the keys, and the grams, of `party` that `listed` has as well say at most, in hundredths of a bit."""
    held = [(word, bits) for word, bits in listed.words if bits]
    runs, words, exact, near = dict(listed.runs), dict(held), dict(listed.exact), dict(listed.near)
    total = 0
    for word, bits in party.words:
        best = min(bits, runs.get(word, 0))
        for other, others in held:
            limit = min(bits, others)
            if limit > best:
                best = max(best, alike(word, other) * limit // 100)
        total += best
    total += sum(min(bits, words[run]) for run, bits in party.runs if run in words)
    total += sum(min(bits, exact.get(partner(key), 0)) for key, bits in party.exact)
    total += SOUND_BITS * sum(
        any(sound_alike(text, other) for other in listed.sounds) for text in party.sounds
    )
    return total, sum(min(bits, near.get(key, 0)) for key, bits in party.near)


def sound_alike(a: str, b: str) -> bool:
    """Do two marked texts share a coarse key of sound, and does one render the other?"""
    return any(a[0] + key[1:] in sounds_of(b) for key in sounds_of(a)) and in_tune(a, b)


_BEGINNING = 45  # percent
_STEM = 4  # letters


@lru_cache(maxsize=1 << 18)
def alike(a: str, b: str) -> int:
    """How far two words are spellings of one, in percent; 0 for words that share too few grams to be looked at."""
    return share(a, b) if a == b or worth_spelling(a, b) or _heard_alike(a, b) else 0


def _heard_alike(a: str, b: str) -> bool:
    return heard_as(a) == heard_as(b) != ""


def share(a: str, b: str) -> int:
    """How far two words are spellings of one, in percent; the beginning of a word may stand for it."""
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    least = _BEGINNING if len(short) >= _STEM and long.startswith(short) else 0
    return max(least, round(100 * spelling(a, b).share))


def worth_spelling(a: str, b: str) -> bool:
    """Do two words share the grams that spellings of one word share, and are they near enough?"""
    short, long = sorted((len(a), len(b)))
    shared = len(set(grams(a)) & set(grams(b)))
    if shared >= 2 and (long - short <= 2 or short >= 4) and (a.startswith(b) or b.startswith(a)):
        return True
    if shared < needed(long) or long - short > allowed(long):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(a, b, score_cutoff=allowed(long)) <= allowed(long)


def allowed(letters: int) -> int:
    """Edits after which a word of so many letters may still be the same."""
    if letters < 5:
        return 0
    if letters < 8:
        return 1
    return 2 if letters < 13 else 3


def needed(letters: int) -> int:
    """Grams that two words must share, the longer of which has so many letters."""
    edits = allowed(letters)
    if edits == 0:
        return 2
    return max(letters - 3 * edits - 1, 2 if edits > 1 else 1)
