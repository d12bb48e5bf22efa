"""How much it says that two names share a word: rare words say much, common ones nearly nothing.

Weights are bits, damped and capped (`weigh`): independent words would give log2(1/frequency), but words of names
are not independent. The tables beside this module hold counts only; their first row is the total and the source.
"""

from functools import lru_cache
from math import log2

from tieback.names.syllable import segment
from tieback.screen.frequency import read_frequency

LEAST_BITS = 0.3
MOST_BITS = 8.0
_SPENT = 4.0  # bits that any shared word of a company name is expected to have
_DAMPING = 0.6
_UNSEEN = 2.0  # documents assumed for a word that the table does not hold
_PER_HAN = 3.2  # a brand's Han character, before the cap; characters tell more than their sound
# Companies at large, and bodies of every kind on a list: a word is as rare as where it is commonest.
_POPULATIONS = ("word_frequency.csv", "word_frequency_listed.csv")
_KNOWN = 0.001  # share of the syllables of names from which one is surely pinyin
_SHORT = {1: 0.6, 2: 2.5, 3: 4.5}  # caps for words so short that they recur by chance


def weigh(frequency_bits: float) -> float:
    """Bits of surprise to weight of evidence."""
    return min(MOST_BITS, max(LEAST_BITS, (frequency_bits - _SPENT) * _DAMPING))


@lru_cache(maxsize=65536)
def word_weight(word: str) -> float:
    """Weight of a shared lower-case ASCII word, 0.3 to 8."""
    bits = min(_surprise(word, table) for table in _POPULATIONS)
    syllables = segment(word) if len(word) > 1 else ()
    if syllables:
        sounds, spoken = read_frequency("syllable_frequency.csv")
        bits = min(bits, sum(log2(spoken / (sounds.get(sound, 0) + 1)) for sound in syllables))
    return min(weigh(bits), _SHORT.get(len(word), MOST_BITS))


@lru_cache(maxsize=1 << 14)
def is_known_speech(syllables: tuple[str, ...]) -> bool:
    """Are these pinyin syllables all such as stand in names? Of others a word is hardly made of ("men-da-le")."""
    sounds, spoken = read_frequency("syllable_frequency.csv")
    return all(sounds.get(sound, 0) > _KNOWN * spoken for sound in syllables)


def _surprise(word: str, table: str) -> float:
    """Bits of surprise at the word in a name of that population."""
    counts, total = read_frequency(table)
    return (
        log2(total / counts[word]) if word in counts else log2(read_frequency(_POPULATIONS[0])[1] / _UNSEEN)
    )


def han_weight(text: str) -> float:
    """Weight of a shared run of Han (or other non-alphabetic) characters."""
    return min(MOST_BITS, _PER_HAN * len(text))
