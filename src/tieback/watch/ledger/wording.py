"""How much of what one statement says another says too, by their content words; nothing here understands a sentence."""

import re
from functools import cache

from tieback.watch.story.event import stop_words

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ings", "ing", "ied", "ies", "ed", "es", "s")
_SHORT = 4


@cache
def content_words(text: str) -> frozenset[str]:
    """Words that carry content, without their endings: four letters and more, or with a digit in them."""
    words = (word.casefold().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text))
    return frozenset(
        _stem(word)
        for word in words
        if (len(word) >= _SHORT and word not in stop_words()) or any(map(str.isdigit, word))
    )


def agree(left: frozenset[str], right: frozenset[str]) -> tuple[float, float]:
    """Shared words as a share of the shorter statement and of both together (Jaccard); 0 where either is empty."""
    shared = len(left & right)
    if not shared:
        return 0.0, 0.0
    return shared / min(len(left), len(right)), shared / len(left | right)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORT - 1:
            return word.removesuffix(ending)
    return word
