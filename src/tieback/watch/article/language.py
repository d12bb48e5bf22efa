"""The language of a text, by its script or by the commonest words of some languages. None where neither decides."""

import re
from functools import cache

from tieback.watch.article.table import rows

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE_CHARACTERS = 20_000
_LEAST_WORDS = 5
_LEAST_SHARE = 0.08  # of all words, that must be of the language's commonest
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af]"), "ko"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[ۇۆۈۋېە]"), "ug"),
    (re.compile(r"[\u0600-\u06ff]"), "ar"),
    (re.compile(r"[іїєґ]"), "uk"),
    (re.compile(r"[\u0400-\u04ff]"), "ru"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0900-\u097f]"), "hi"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
)
_OWN_SHARE = 0.15  # of the letters, that must be of the script


def find_language(text: str) -> str | None:
    """ISO 639-1 code."""
    sample = text[:_SAMPLE_CHARACTERS].casefold()
    letters = sum(char.isalpha() for char in sample)
    for pattern, code in _SCRIPTS:
        least = 0.03 if code in {"ug", "uk", "ja"} else _OWN_SHARE
        if letters and len(pattern.findall(sample)) > least * letters:
            return code
    words = _WORD.findall(sample)
    if len(words) < _LEAST_WORDS:
        return None
    shares = {code: sum(word in common for word in words) / len(words) for code, common in _common().items()}
    best = max(sorted(shares), key=lambda code: shares[code])
    return best if shares[best] >= _LEAST_SHARE else None


@cache
def _common() -> dict[str, frozenset[str]]:
    return {row["code"]: frozenset(row["words"].split()) for row in rows("common_word.csv")}
