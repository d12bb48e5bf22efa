"""How alike two spelled words are: 1 the same, 0 different words. Strictness grows as words get shorter.

Two different words that are both good pinyin are different names (Tianye, Tianyu), not spellings of one.
"""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from tieback.names.syllable import is_pinyin
from tieback.screen.skeleton import skeleton
from tieback.screen.syllable import sound_alike


@dataclass(frozen=True, slots=True)
class Likeness:
    """A share of the word's weight, and the rule that gave it."""

    share: float
    rule: str


SAME = Likeness(1.0, "same")
DIFFERENT = Likeness(0.0, "contradicts")

# (edits, at least this many letters) -> share of the weight that survives; first row that fits
_EDITS = ((1, 9, 0.9), (1, 7, 0.8), (1, 5, 0.65), (2, 11, 0.75), (2, 9, 0.6), (2, 8, 0.45), (3, 13, 0.5))
_MOST_EDITS = 3
_FIRST = 0.7  # people rarely misspell the first letter: another one is more often another name
_FEW_CONSONANTS = 3  # consonants that different words often share (Seasky, Sasco)
_STEM = 4  # letters that an abbreviation by its beginning must keep


@lru_cache(maxsize=1 << 18)
def spelling(a: str, b: str) -> Likeness:
    """Compare two lower-case ASCII words."""
    if a == b:
        return SAME
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if len(long) - len(short) > _MOST_EDITS and not long.startswith(short):
        return DIFFERENT
    if len(short) > 2 and long in {short + "s", short + "es"}:
        return Likeness(0.95, "spelling")
    if is_pinyin(a) and is_pinyin(b):
        return Likeness(0.6, "sounds alike") if sound_alike(a, b) else DIFFERENT
    if len(short) == 1:
        return Likeness(0.3, "initial") if long.startswith(short) else DIFFERENT
    return _edited(short, long)


def _edited(short: str, long: str) -> Likeness:
    edits = OSA.distance(short, long, score_cutoff=_MOST_EDITS)
    for allowed, letters, share in _EDITS:
        if edits == allowed and len(long) >= letters:
            return Likeness(share if short[0] == long[0] else share * _FIRST, "spelling")
    if len(short) >= _STEM and long.startswith(short):
        return Likeness(0.45, "abbreviated")
    heard = skeleton(short)
    if heard and heard == skeleton(long):
        few = len(heard.replace("a", "")) <= _FEW_CONSONANTS
        near, far = (0.5, 0.3) if few else (0.75, 0.6)
        return Likeness(near if edits <= (_MOST_EDITS - few) else far, "sounds alike")
    return DIFFERENT
