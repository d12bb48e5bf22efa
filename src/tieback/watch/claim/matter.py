"""What a statement speaks of, roughly: stems of its telling words, and the matters of `field.csv` (pay, papers)."""

import re
from functools import cache

from tieback.watch.claim.lexicon import rows, words_of
from tieback.watch.claim.reference import content_words

_LETTERS = 5  # by which "lock" is found in "locked", "payment" in "payments"
_LEAST = 4  # letters of a telling word


@cache
def fields(text: str) -> frozenset[str]:
    """The matters that its words belong to."""
    whole, stems = _table()
    words = set(re.findall(r"[a-z]+", text.lower()))
    exact = {whole[word] for word in words if word in whole}
    return frozenset(exact | {field for word in words for stem, field in stems if word.startswith(stem)})


@cache
def telling_stems(text: str) -> frozenset[str]:
    """The first letters of its words, without those that any report has."""
    common = words_of("usual.csv", "stem")
    return frozenset(
        word[:_LETTERS]
        for word in content_words(text)
        if len(word) >= _LEAST and word not in common and word[:6] not in common
    )


@cache
def _table() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    whole = {row["word"]: row["field"] for row in rows("field.csv") if not row["word"].endswith("*")}
    stems = tuple((row["word"][:-1], row["field"]) for row in rows("field.csv") if row["word"].endswith("*"))
    return whole, stems
