"""Korean names in Hangul: how their sounds are spelled in Latin letters, and where a brand and its trade are written as one.

Syllable by syllable: it hears no sound changes between syllables.
"""

import re
from functools import cache, lru_cache

from tieback.names import table

_FIRST, _LAST = 0xAC00, 0xD7A3  # precomposed syllables, by arithmetic: Unicode Standard, 3.12
_VOWELS, _FINALS = 21, 28
_FEWEST = 2  # syllables of a brand before a trade
_WAYS = ("latin", "usual", "older")
_LOOSER = (  # what firms make of the usual spelling
    (r"ae\b", "ai"),  # 현대 Hyundai
    (r"\bu|(?<=[aeio])u", "woo"),  # 대우 Daewoo
    (r"u(?!n?g)", "oo"),  # 두산 Doosan
)


def is_hangul(word: str) -> bool:
    """Is every character a Hangul syllable?"""
    return bool(word) and all(_FIRST <= ord(char) <= _LAST for char in word)


@cache
def _jamo(role: str, way: str) -> tuple[str, ...]:
    return tuple(row[way] for row in table.rows("jamo.csv") if row["role"] == role)


@cache
def _letters() -> tuple[re.Pattern[str], dict[str, str]]:
    """Two and more names of Latin letters in a row, one of them longer than a syllable: 에스케이."""
    named = {
        name: row["letter"] for row in table.rows("hangul_letter.csv") for name in table.cells(row["names"])
    }
    names = "|".join(sorted(named, key=lambda name: (-len(name), name)))
    return re.compile(names), named


@cache
def _trades() -> frozenset[str]:
    """Korean words for trades, qualifiers and forms that stand at the end of a word."""
    words = (name for row in table.rows("foreign_word.csv") for name in table.cells(row["names"]))
    return frozenset(word for word in words if is_hangul(word) and len(word) > 1)


@lru_cache(maxsize=65536)
def parted(word: str) -> tuple[str, ...]:
    """A Hangul word as brand and trade where it ends in a trade: 현대자동차 is 현대, 자동차."""
    for at in range(_FEWEST, len(word) - 1):  # the longest trade first
        if word[at:] in _trades():
            return word[:at], word[at:]
    return (word,)


@lru_cache(maxsize=65536)
def hangul_readings(word: str) -> tuple[str, ...]:
    """Latin spellings of a Hangul word: Revised, as firms spell it, McCune-Reischauer, letters for their names."""
    plain = [_spelled(word, way) for way in _WAYS]
    found = [*plain, *(re.sub(old, new, plain[1]) for old, new in _LOOSER)]
    read = [way for way in (_with_letters(word, way) for way in _WAYS[:2]) if way]
    return tuple(dict.fromkeys((*read, *found)))


def _with_letters(word: str, way: str) -> str:
    """The word with names of letters as letters; "" where there are none."""
    pattern, named = _letters()
    for run in re.finditer(f"(?:{pattern.pattern}){{2,}}", word):
        names = pattern.findall(run.group())
        if any(len(name) > 1 for name in names):
            letters = "".join(named[name] for name in names)
            return _spelled(word[: run.start()], way) + letters + _spelled(word[run.end() :], way)
    return ""


def _spelled(word: str, way: str) -> str:
    """In one way; the way's initials hold at the start of a word only."""
    initials, vowels, finals = (_jamo(role, way) for role in ("initial", "vowel", "final"))
    revised = _jamo("initial", "latin")
    found = []
    for at, char in enumerate(word):
        rest, final = divmod(ord(char) - _FIRST, _FINALS)
        initial, vowel = divmod(rest, _VOWELS)
        found.append((revised if at else initials)[initial] + vowels[vowel] + finals[final])
    return "".join(found)
