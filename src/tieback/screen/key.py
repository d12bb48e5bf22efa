"""The keys under which a name is found: its words, neighbours joined, initials, Han pairs, place with trade.

Keys only propose; `comparison` decides. They err on the side of proposing.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from tieback.names.reading import PartKind
from tieback.screen.letters import ascii_letters
from tieback.screen.name import Name
from tieback.screen.place import grain

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*", re.UNICODE)
_LONGEST_JOIN = 4
_MOST_LETTERS = 24
_PREFIX = 14
_INITIALS = range(3, 9)  # as `short` reads them
_LITTLE = frozenset({"a", "an", "and", "de", "for", "of", "the", "co", "ltd", "limited", "inc", "llc"})


def word_keys(name: Name) -> tuple[set[str], set[str]]:
    """Lower-case ASCII words: those to be met one letter apart too, and those to be met as they are.

    The first are the words of the brand, romanised if need be, and the brand joined; the second all other words,
    neighbours in the brand joined, initials.
    """
    words = [word for word in map(ascii_letters, _WORD.findall(name.text)) if word]
    plain = set(words) - _LITTLE
    initials = "".join(word[0] for word in words if word not in _LITTLE)
    if len(initials) in _INITIALS:
        plain.add(initials)
    fuzzy: set[str] = set()
    brand: list[str] = []
    for part in name.reading.of(PartKind.BRAND):
        if part.script == "latin":
            brand.extend(word for word in map(ascii_letters, _WORD.findall(part.text)) if word)
        else:
            brand.append(part.key)
            fuzzy.update(key for key in part.readings if key.isascii())
    fuzzy.update(word for word in brand if word not in _LITTLE and word.isascii())
    joined = list(_joined(brand))
    fuzzy.update(joined[-1:])
    plain.update(joined)
    return fuzzy, plain - fuzzy


def _joined(brand: list[str]) -> Iterator[str]:
    """Neighbours joined, two to four, the longest from the first word last."""
    for start in range(len(brand) - 2, -1, -1):
        joined = brand[start]
        for word in brand[start + 1 : start + _LONGEST_JOIN]:
            joined += word
            if len(joined) > _MOST_LETTERS:
                break
            yield joined


def other_keys(name: Name) -> set[str]:
    """Keys that are no words: the whole name, its beginning, pairs of Han, place with trade."""
    keys = {"=" + name.folded}
    if len(name.folded) > _PREFIX:
        keys.add("<" + name.folded[:_PREFIX])
    if name.reading.script != "latin":
        letters = [character for character in name.folded if not character.isascii()]
        keys.update("|" + one + other for one, other in pairwise(letters))
    places = [key for part in name.reading.of(PartKind.PLACE) for key in (part.key, *part.readings)]
    trades = [part.key for part in name.reading.of(PartKind.SECTOR)]
    keys.update(f"+{place}+{trade}" for place in places for trade in trades)
    branded = bool(name.reading.of(PartKind.BRAND))
    keys.update(f"+{place}" for place in places if not branded or grain(place) == "own")
    return keys


def deletions(word: str) -> list[str]:
    """The word and every form of it that lacks one letter: two words one edit apart share one."""
    return [word, *(word[:index] + word[index + 1 :] for index in range(len(word)))]
