"""A word made of the beginnings of another name's words: Pemex for Petróleos Mexicanos, Incovalle for Inversiones y
Construcciones Valle. Such words are coined, so that the beginnings meet by chance only if they are short."""

from collections.abc import Sequence
from functools import lru_cache

_LETTERS = range(5, 15)  # of a word that may be a blend
_FEWEST = 2  # letters taken from a word
_LAST = 3  # letters taken from the last of two words
_MANY = 3  # beginnings that say enough where other words are skipped


@lru_cache(maxsize=1 << 15)
def is_blend(word: str, words: Sequence[str]) -> bool:
    """Is `word` made of beginnings of `words` (lower-case, without little ones), in their order, two letters and more
    of each? The first begins it; all give something, or three and more of them do. The words joined are none."""
    if len(word) not in _LETTERS or len(words) < 2 or not words[0].startswith(word[:_FEWEST]):
        return False
    if len(words) == 2:
        cuts = range(_FEWEST, len(word) - _LAST + 1)
        made = any(words[0].startswith(word[:cut]) and words[1].startswith(word[cut:]) for cut in cuts)
    else:
        made = _gives(word, words, 0, skipped=False)
    return made and word != "".join(words)


def _gives(rest: str, words: Sequence[str], given: int, *, skipped: bool) -> bool:
    """Can these words give the rest, `given` words having given something, some before them perhaps nothing?"""
    if not rest:
        return given >= (_MANY if skipped or words else 2)
    if not words:
        return False
    longest = _shared(rest, words[0])
    for size in range(longest, _FEWEST - 1, -1):
        if _gives(rest[size:], words[1:], given + 1, skipped=skipped):
            return True
    return given > 0 and _gives(rest, words[1:], given, skipped=True)


def _shared(a: str, b: str) -> int:
    """Letters that two words have in common at their beginning."""
    return next(
        (at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b))
    )
