"""Which listed names a party's name is compared with: those whose keys in common say enough.

A function of the two names and the rule version alone. It knows neither the list nor the other parties, and
displaces nobody, so that comparing only what changed gives what comparing everything gives. The keys are those of
the party's name looked for among those of the listed one, in this direction always.
"""

from functools import lru_cache

from tieback.screen.flat import grams, heard_as, partner
from tieback.screen.key import CERTAIN, Keys
from tieback.screen.spelling import spelling

LEAST = 225  # hundredths of a bit that words in common must say
LEAST_NEAR = 280  # that grams in common must say: two in three of the grams of a name

# What the parts that are no brand may add at most, and what words on both sides take away at least, hundredths of
# a bit (weight.csv). Below `ENOUGH` no address and no country makes an alert of two names.
PLACE, TRADE, KINDRED, DRESS = 250, 210, 70, 30
MOST_WORDS = 1000
AGAINST, MISSING, MOST_MISSING = 110, 30, 350  # percent, percent, hundredths of a bit
ENOUGH = 70
_PLACES, _TRADES = 0xFFFFFFFF, 32


def admitted(party: Keys, listed: Keys) -> bool:
    """Are a party's name and a listed one worth comparing?"""
    words, near = evidence(party, listed)
    return worth_comparing(words, near, (party.own, listed.own), party.traits, listed.traits)


def worth_comparing(words: int, near: int, own: tuple[int, int], traits_a: int, traits_b: int) -> bool:
    """The same, given what keys and grams in common say."""
    if near >= LEAST_NEAR or words >= CERTAIN:
        return True
    if words < LEAST:
        return False
    if min(own) < 0:
        return True
    shared = traits_a & traits_b
    most = min(words, MOST_WORDS) + DRESS + (PLACE if shared & _PLACES else 0)
    most += TRADE if shared >> _TRADES else KINDRED if traits_a >> _TRADES and traits_b >> _TRADES else 0
    one, other = max(0, own[0] - words), max(0, own[1] - words)
    against = AGAINST * min(one, other) // 100
    return most - against - min(MOST_MISSING, MISSING * abs(one - other) // 100) >= ENOUGH


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
    return total, sum(min(bits, near.get(key, 0)) for key, bits in party.near)


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
