"""Latin initials of what a Han name says: GAC, 广州汽车集团公司 (Guangzhou Automobile Corporation); SZZT, 深圳证通.

Each part of the Han name gives the first letters of its English names or of its pinyin; the letters must be used up in the
order of the name, from its first part on, by two parts and more. Initials fit many names: only two names laid side by
side are looked at so, and the row says less than a brand.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from tieback.names import table
from tieback.names.normal import simplify
from tieback.names.reading import PartKind
from tieback.names.romanise import syllables
from tieback.names.script import HAN, LATIN
from tieback.names.syllable import is_pinyin
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.frequency import read_frequency
from tieback.screen.name import Name
from tieback.screen.unit import Unit

ABBREVIATED = "abbreviated"
_FEWEST, _MOST = 3, 5  # letters
_PARTS = 2  # that the letters must stand for
_LONGEST = 3  # words of an English name that is written by its initials
_LITTLE = frozenset({"and", "of", "the", "for"})
_WORD_FROM = 10  # names in which a word stands that is no initials
_COMPANY = "c"  # company, corporation
_WORD = re.compile("[a-z]+")
_HAN = re.compile("[\u4e00-\u9fff]+")
_TABLES = {
    PartKind.PLACE: "place.csv",
    PartKind.SECTOR: "sector.csv",
    PartKind.QUALIFIER: "qualifier.csv",
}


def meet_initials(a: Name, b: Name, used_a: int, used_b: int) -> tuple[list[Evidence], int, int]:
    """A row for a free word of initials of a Latin name, and the words used after it; nothing but across scripts."""
    if a.words.scripts == {LATIN} and HAN in b.words.scripts:
        for at, unit in enumerate(a.words.units):
            if (
                not used_a >> at & 1
                and _is_initials(unit, a.text)
                and (met := stood_for(unit.keys[0], _free(b, used_b)))
            ):
                row = weighed("initials_across", "brand", ABBREVIATED, (unit,), met)
                return [row], used_a | 1 << at, used_b | b.words.mask_of(met)
    elif b.words.scripts == {LATIN} and HAN in a.words.scripts:
        rows, used_b, used_a = meet_initials(b, a, used_b, used_a)
        return [row.flipped() for row in rows], used_a, used_b
    return [], used_a, used_b


def _is_initials(unit: Unit, name: str) -> bool:
    """Is the word written in capitals, and in a name that is so altogether without a vowel?"""
    if (
        unit.kind is not PartKind.BRAND
        or not _FEWEST <= len(unit.keys[0]) <= _MOST
        or not unit.text.isupper()
    ):
        return False
    if not name.isupper():
        return True
    counts, _ = read_frequency("word_frequency.csv")
    return counts.get(unit.keys[0], 0) < _WORD_FROM and not is_pinyin(unit.keys[0])


def _free(han: Name, used: int) -> tuple[Unit, ...]:
    """The parts of which nothing met yet."""
    words = han.words
    met = [words.origin[at] for at in range(len(words.units)) if used >> at & 1]
    return tuple(unit for unit in han.units if not any(unit is one for one in met))


def stood_for(letters: str, han: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Which of the parts of a Han name the letters stand for, in order; () if they do not."""
    return _follow(letters, han, 0, ())


def _follow(letters: str, units: tuple[Unit, ...], at: int, met: tuple[Unit, ...]) -> tuple[Unit, ...]:
    if not letters:
        return met if len(met) >= _PARTS else ()
    if at == len(units):
        return ()
    unit = units[at]
    for first in sorted(_first_letters(unit), key=lambda text: (-len(text), text)):
        if letters.startswith(first):
            more = () if unit.kind is PartKind.FORM else (unit,)
            if found := _follow(letters[len(first) :], units, at + 1, (*met, *more)):
                return found
    return _follow(letters, units, at + 1, met) if at else ()


def _first_letters(unit: Unit) -> frozenset[str]:
    """By what letters the part may be named."""
    if unit.kind is PartKind.FORM:
        return frozenset({_COMPANY})
    found = set(_of_pinyin(unit.text))
    if unit.kind is PartKind.PLACE:  # Guangzhou is one word
        found.update(letters[0] for letters in _of_pinyin(unit.text))
    if unit.kind in _TABLES:
        found.update(*(_english(_TABLES[unit.kind]).get(key, ()) for key in unit.keys))
    return frozenset(found)


@lru_cache(maxsize=1 << 12)
def _of_pinyin(text: str) -> tuple[str, ...]:
    han = "".join(_HAN.findall(simplify(text)))
    letters = "".join(syllable[0] for syllable in syllables(han))
    return (letters,) if letters else ()


@cache
def _english(name: str) -> dict[str, frozenset[str]]:
    """Id of a row -> the initials of its English names."""
    return {row["id"]: frozenset(_initials(row["names"])) for row in table.rows(name)}


def _initials(cell: str) -> Iterator[str]:
    for alias in table.cells(cell):
        words = (
            [word for word in _WORD.findall(alias.lower()) if word not in _LITTLE] if alias.isascii() else []
        )
        if 1 <= len(words) <= _LONGEST:
            yield "".join(word[0] for word in words)
