"""One letter wrong in a whole name, or two in a long one: a typing or reading error.

Not where both readings are good words of their kind: two pinyin words that differ are two names, and so are two numbers.
"""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from tieback.names.reading import PartKind
from tieback.names.syllable import is_pinyin
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.name import Name

_FEWEST, _LONG = 10, 16  # letters of the shorter name that may have one letter wrong, and two
_SHORT = 4  # letters of a word: initials and codes that differ in one are others


def one_letter(a: Name, b: Name, rows: Sequence[Evidence]) -> Evidence | None:
    """A row if the names, spacing and punctuation aside, are one edit apart, and not in pinyin, Han or a number."""
    if not may_be_slip(a.folded, b.folded):
        return None
    if not a.folded.isascii() or not b.folded.isascii():
        return None
    if not any(row.bits < 0 and row.part == "brand" for row in rows):
        return None
    against = [row for row in rows if row.rule in {"contradicts", "omitted"} and row.part != "form"]
    changed = [unit.keys[0] for row in against for unit in (*row.a, *row.b)]
    if any(key.isdigit() for key in changed) or any(row.part == "number" for row in against):
        return None
    apart = [unit.keys[0] for row in against if row.rule == "contradicts" for unit in (*row.a, *row.b)]
    if any(len(key) < _SHORT for key in apart):
        return None
    if changed and all(is_pinyin(key) for key in changed) and _is_pinyin_name(a) and _is_pinyin_name(b):
        return None
    slips = OSA.distance(a.folded, b.folded)
    weight, rule = ("one_letter", "one letter") if slips == 1 else ("two_letters", "two letters")
    return weighed(weight, "brand", rule, tuple(a.units), tuple(b.units))


def _is_pinyin_name(name: Name) -> bool:
    """Is every longer word of the brand pinyin? Beside other words Chace is none."""
    brand = (unit.keys[0] for unit in name.of(PartKind.BRAND))
    return all(is_pinyin(key) for key in brand if len(key) >= _SHORT)


def may_be_slip(a: str, b: str) -> bool:
    """Are two folded names one letter apart, or long and two apart?"""
    short, long = sorted((len(a), len(b)))
    most = 0 if short < _FEWEST else 1 if short < _LONG else 2
    return long - short <= most > 0 and OSA.distance(a, b, score_cutoff=most) <= most
