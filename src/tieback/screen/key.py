"""The keys under which a name is found: its words, neighbours joined, initials, Han pairs, place with trade.

Keys only propose; `comparison` decides. They err on the side of proposing.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from tieback.names.reading import PartKind
from tieback.screen.name import Name
from tieback.screen.unit import Unit, ascii_letters

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*", re.UNICODE)
_LONGEST_JOIN = 4
_MOST_LETTERS = 24
_PREFIX = 14
_LITTLE = frozenset({"a", "an", "and", "de", "for", "of", "the", "co", "ltd", "limited", "inc", "llc"})


def word_keys(name: Name) -> tuple[set[str], set[str]]:
    """Lower-case ASCII words: those to be met one letter apart too, and those to be met as they are.

    The first are the words written, romanisations and the brand joined; the second neighbours joined, initials.
    """
    words = [word for word in map(ascii_letters, _WORD.findall(name.text)) if word]
    keys = {word for word in words if word not in _LITTLE}
    brand = name.of(PartKind.BRAND)
    for unit in name.units:
        if unit.script != "latin" and unit.kind is PartKind.BRAND:
            keys.update(key for key in unit.keys if key.isascii())
    plain = {one + other for one, other in pairwise(words) if len(one) + len(other) <= _MOST_LETTERS}
    joined = sorted(_joined(brand), key=len)
    keys.update(joined[-1:])
    plain.update(joined)
    initials = "".join(word[0] for word in words if word not in _LITTLE)
    if 3 <= len(initials) <= 8:
        plain.add(initials)
    return keys, plain - keys


def _joined(brand: list[Unit]) -> Iterator[str]:
    for start in range(len(brand)):
        joined = brand[start].keys[0]
        for unit in brand[start + 1 : start + _LONGEST_JOIN]:
            joined += unit.keys[0]
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
    places = [key for unit in name.of(PartKind.PLACE) for key in unit.keys]
    trades = [unit.keys[0] for unit in name.of(PartKind.SECTOR)]
    keys.update(f"+{place}+{trade}" for place in places for trade in trades)
    return keys


def deletions(word: str) -> list[str]:
    """The word and every form of it that lacks one letter: two words one edit apart share one."""
    return [word, *(word[:index] + word[index + 1 :] for index in range(len(word)))]
