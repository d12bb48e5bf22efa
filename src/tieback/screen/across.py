"""The words of a Latin name and the characters of a Han one, as they are laid side by side, and how they met."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from tieback.names.meaning import stem
from tieback.names.normal import simplify
from tieback.names.reading import PartKind
from tieback.screen.letters import ascii_letters
from tieback.screen.unit import Unit

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class LatinWord:
    """A word of the Latin name; `unit` is the part it belongs to."""

    letters: str
    stem: str
    unit: Unit

    @property
    def brand(self) -> bool:
        """Was it read as brand?"""
        return self.unit.kind is PartKind.BRAND


@dataclass(frozen=True, slots=True)
class HanCharacter:
    """A character of the Han name, simplified; `at` is its place in the name."""

    han: str
    at: int
    unit: Unit

    @property
    def brand(self) -> bool:
        """Was it read as brand?"""
        return self.unit.kind is PartKind.BRAND


class Match(NamedTuple):
    """Words `start` to `end` and characters `at` to `stop` met by a rule; `bits` is what that says, damped."""

    rule: str
    bits: float
    start: int
    end: int
    at: int
    stop: int


def words_of(units: Iterable[Unit]) -> list[LatinWord]:
    """The words of Latin units."""
    return [
        LatinWord(letters, stem(letters), unit)
        for unit in units
        for text in _WORD.findall(unit.text)
        if (letters := ascii_letters(text))
    ]


def characters_of(units: Iterable[Unit]) -> list[HanCharacter]:
    """The Han characters of units."""
    return [
        HanCharacter(simplify(character), unit.start + at, unit)
        for unit in units
        for at, character in enumerate(unit.text)
        if _HAN.match(character)
    ]


def neighbours(characters: Sequence[HanCharacter], first: int, second: int) -> bool:
    """Do two characters stand side by side in the name?"""
    return (
        0 <= first < len(characters)
        and 0 <= second < len(characters)
        and abs(characters[first].at - characters[second].at) == 1
    )


def spelled(words: Sequence[LatinWord], match: Match) -> tuple[Unit, ...]:
    """The Latin units of a match."""
    return tuple(dict.fromkeys(word.unit for word in words[match.start : match.end]))


def written(characters: Sequence[HanCharacter], match: Match) -> tuple[Unit, ...]:
    """The characters of a match as units, no longer than they are."""
    found: list[Unit] = []
    for unit in dict.fromkeys(character.unit for character in characters[match.at : match.stop]):
        places = [c.at for c in characters[match.at : match.stop] if c.unit is unit]
        start, end = min(places), max(places) + 1
        text = unit.text[start - unit.start : end - unit.start]
        found.append(unit if text == unit.text else replace(unit, text=text, start=start, end=end))
    return tuple(found)


def settled(owners: Sequence[Unit], used: set[int]) -> list[Unit]:
    """The units of which enough met: all of a brand, half of any other part.

    `owners`: the unit of each word or character; `used`: the numbers of those that met.
    """
    found: list[Unit] = []
    for unit in dict.fromkeys(owners):
        of_unit = [number for number, owner in enumerate(owners) if owner is unit]
        met = sum(number in used for number in of_unit)
        if met == len(of_unit) or (unit.kind is not PartKind.BRAND and 2 * met >= len(of_unit)):
            found.append(unit)
    return found
