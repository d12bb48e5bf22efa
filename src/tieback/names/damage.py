"""Words as shipping papers and scanners leave them: digits for letters, rn for m, the last word cut off.

A repair is made only where it gives a word of the tables or plain pinyin; a brand never becomes a number.
"""

from bisect import bisect_left
from functools import cache, lru_cache
from itertools import product

from tieback.names import lexicon
from tieback.names.lexicon import Entry
from tieback.names.reading import PartKind
from tieback.names.syllable import segment

# What scanners confuse, each way that is seen on bills of lading
_LETTERS = {"0": "o", "1": "il", "5": "s", "8": "b", "6": "g", "2": "z"}
_MOST = 4  # signs repaired in one word
_COLUMN = range(28, 41)  # widths at which forms cut names off; customs manifests at 35
_STEM, _SHORT_STEM = 5, 3  # letters left of a cut word: of any name, and of one that ends where a column does


@cache
def _vocabulary() -> frozenset[str]:
    """Every word of every Latin alias."""
    return frozenset(word for words in lexicon.words().entries for word in words)


def is_whole(word: str) -> bool:
    """True if a word is one of an alias as it stands: no column has cut it."""
    return word in _vocabulary()


@cache
def _begun() -> dict[tuple[str, ...], tuple[tuple[str, Entry], ...]]:
    """The last words that aliases of several words may have after the words before, places left out."""
    found: dict[tuple[str, ...], list[tuple[str, Entry]]] = {}
    for words, entries in lexicon.words().entries.items():
        if len(words) > 1 and entries[0].kind is not PartKind.PLACE:
            found.setdefault(words[:-1], []).append((words[-1], entries[0]))
    return {words: tuple(sorted(lasts, key=lambda last: last[0])) for words, lasts in found.items()}


def completed_after(words: tuple[str, ...], stem: str) -> Entry | None:
    """What an alias was whose last word is cut to `stem` ("import and expo"), or None."""
    return next((entry for last, entry in _begun().get(words, ()) if last.startswith(stem)), None)


@lru_cache(maxsize=65536)
def repaired(word: str) -> str | None:
    """A lower-case word with its digits read as letters, or "rn" as "m"; None if that gives nothing known."""
    if word.isalpha():
        return _joined_strokes(word)
    spots = [char for char in word if char in _LETTERS]
    if not spots or len(spots) > _MOST or sum(char.isalpha() for char in word) < 2 or not word.isalnum():
        return None
    if any(char.isdigit() and char not in _LETTERS for char in word):
        return None
    options = ["".join(way) for way in product(*(_LETTERS.get(char, char) for char in word))]
    known = next((option for option in options if len(option) > 2 and option in _vocabulary()), None)
    return known or next((option for option in options if len(segment(option)) > 1), None)


def _joined_strokes(word: str) -> str | None:
    if "rn" not in word or word in _vocabulary():
        return None
    other = word.replace("rn", "m")
    return other if len(other) > 3 and other in _vocabulary() else None


@cache
def _stems() -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Words of one-word aliases that are no places, in order."""
    found = {
        words[0]: tuple(entry for entry in entries if entry.kind is not PartKind.PLACE)
        for words, entries in lexicon.words().entries.items()
        if len(words) == 1 and words[0].isascii() and not entries[0].pinyin
    }
    return tuple(sorted((word, entries) for word, entries in found.items() if entries))


@cache
def _sorted_words() -> tuple[str, ...]:
    return tuple(word for word, _ in _stems())


@lru_cache(maxsize=16384)
def completed(stem: str, *, at_column: bool) -> Entry | None:
    """What a cut-off last word was, if all words that begin so mean one thing ("chemic": chemical)."""
    if len(stem) < (_SHORT_STEM if at_column else _STEM) or (not at_column and segment(stem)):
        return None
    words = _sorted_words()
    at = bisect_left(words, stem)
    found: list[tuple[int, Entry]] = []
    while at < len(words) and words[at].startswith(stem):
        found.append((len(words[at]), _stems()[at][1][0]))
        at += 1
    one = len({(entry.kind, entry.id) for _, entry in found}) == 1
    forms = all(entry.kind is PartKind.FORM for _, entry in found)  # the shortest of these is the plain one
    return min(found, key=lambda option: option[0])[1] if found and (one or forms) else None


def at_column(text: str) -> bool:
    """True if a name ends where a column of a form does."""
    return len(text.strip()) in _COLUMN
