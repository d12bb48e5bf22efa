"""One letter wrong in a whole name: a typing or reading error, unless both readings are good words of their kind.

Two pinyin words that differ are two names, and so are two numbers; neither is a slip of the pen.
"""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from tieback.names.syllable import is_pinyin
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.name import Name

_FEWEST = 10  # letters of the shorter name
_SHORT = 4  # letters of a word: initials and codes that differ in one are others


def one_letter(a: Name, b: Name, rows: Sequence[Evidence]) -> Evidence | None:
    """A row if the names, spacing and punctuation aside, are one edit apart, and not in pinyin, Han or a number."""
    if abs(len(a.folded) - len(b.folded)) > 1 or min(len(a.folded), len(b.folded)) < _FEWEST:
        return None
    if not a.folded.isascii() or not b.folded.isascii():
        return None
    if not any(row.bits < 0 and row.part == "brand" for row in rows):
        return None
    if OSA.distance(a.folded, b.folded, score_cutoff=1) > 1:
        return None
    against = [row for row in rows if row.rule in {"contradicts", "omitted"} and row.part != "form"]
    changed = [unit.keys[0] for row in against for unit in (*row.a, *row.b)]
    if any(key.isdigit() for key in changed) or any(row.part == "number" for row in against):
        return None
    apart = [unit.keys[0] for row in against if row.rule == "contradicts" for unit in (*row.a, *row.b)]
    if any(len(key) < _SHORT for key in apart):
        return None
    if changed and all(is_pinyin(key) for key in changed):
        return None
    return weighed("one_letter", "brand", "one letter", tuple(a.units), tuple(b.units))
