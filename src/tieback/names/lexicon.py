"""The words that names are made of, from the tables: places, sectors, qualifiers, legal forms.

Two indexes: aliases as word sequences (Latin, Cyrillic and Arabic script, pinyin) and as Han strings.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from itertools import combinations, pairwise

from tieback.names import table
from tieback.names.normal import fold
from tieback.names.reading import PartKind
from tieback.names.script import has_han
from tieback.names.token import tokens_of


class Grade(IntEnum):
    """How far an alias may be trusted where it stands."""

    STRONG = 3  # means this and hardly anything else
    SHARED = 2  # a name of other places too; yields to what stands beside it
    FAINT = 1  # a common word; only with its suffix or beside a place that contains it


@dataclass(frozen=True, slots=True)
class Entry:
    """An alias of a table row. `where`: any | end | start (legal forms); `pinyin`: Chinese in Latin letters;
    `foreign`: of another script, so that a word written in Latin letters ("Li") is not it."""

    kind: PartKind
    id: str
    grade: Grade = Grade.STRONG
    where: str = "any"
    pinyin: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Aliases as sequences of words, and how long those are that start with a word, longest first."""

    entries: dict[tuple[str, ...], tuple[Entry, ...]]
    lengths_by_first: dict[str, tuple[int, ...]]

    def at(self, keys: list[str], i: int) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Aliases that start at word i, longest first, as (end, entries)."""
        for length in self.lengths_by_first.get(keys[i], ()):
            end = i + length
            if end <= len(keys) and (found := self.entries.get(tuple(keys[i:end]))):
                yield end, found


@dataclass(frozen=True, slots=True)
class HanIndex:
    """Aliases as Han strings, by first and by last character, longest first."""

    entries: dict[str, tuple[Entry, ...]]
    lengths_by_first: dict[str, tuple[int, ...]]
    lengths_by_last: dict[str, tuple[int, ...]]

    def starting(self, text: str, i: int, end: int) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Aliases that start at i and end by `end`, longest first, as (end of the alias, entries)."""
        for length in self.lengths_by_first.get(text[i], ()):
            if i + length <= end and (found := self.entries.get(text[i : i + length])):
                yield i + length, found

    def ending(self, text: str, start: int, end: int) -> Iterator[tuple[int, tuple[Entry, ...]]]:
        """Aliases that end at `end` and start at or after `start`, longest first, as (start, entries)."""
        for length in self.lengths_by_last.get(text[end - 1], ()):
            if end - length >= start and (found := self.entries.get(text[end - length : end])):
                yield end - length, found


_TABLES = (
    ("form.csv", PartKind.FORM),
    ("sector.csv", PartKind.SECTOR),
    ("qualifier.csv", PartKind.QUALIFIER),
    ("place.csv", PartKind.PLACE),
)
# column -> (grade, where); "pinyin" is expanded to every way of joining its syllables
_COLUMNS = {
    "names": (Grade.STRONG, "any"),
    "shared": (Grade.SHARED, "any"),
    "faint": (Grade.FAINT, "any"),
    "end_only": (Grade.STRONG, "end"),
    "at_start": (Grade.STRONG, "start"),
    "uyghur": (Grade.STRONG, "any"),
    "cyrillic": (Grade.STRONG, "any"),
}


@cache
def words() -> WordIndex:
    """The index of aliases written as words."""
    found: dict[tuple[str, ...], list[Entry]] = {}
    for name, kind in _TABLES:
        for row in table.rows(name):
            for alias, entry in _aliases(row, kind):
                entries = found.setdefault(alias, [])
                if not any((e.kind, e.id, e.where) == (kind, entry.id, entry.where) for e in entries):
                    entries.append(entry)
    for spelled, entry in _foreign():
        if not has_han(spelled) and (keys := tuple(token.key for token in tokens_of(spelled))):
            found.setdefault(keys, []).append(entry)
    lengths: dict[str, set[int]] = {}
    for alias in found:
        lengths.setdefault(alias[0], set()).add(len(alias))
    return WordIndex(
        {
            alias: tuple(sorted(entries, key=lambda entry: (entry.pinyin, -entry.grade)))
            for alias, entries in found.items()
        },
        {first: tuple(sorted(counts, reverse=True)) for first, counts in lengths.items()},
    )


def _aliases(row: dict[str, str], kind: PartKind) -> Iterator[tuple[tuple[str, ...], Entry]]:
    given: set[tuple[str, ...]] = set()
    for column, (grade, where) in _COLUMNS.items():
        for alias in table.cells(row.get(column) or ""):
            if keys := tuple(token.key for token in tokens_of(alias)):
                given.add(keys)
                yield keys, Entry(kind, row["id"], grade, where)
    for spelled in table.cells(row["pinyin"]):
        for keys in joinings(spelled.split()):
            if keys not in given:
                grade = _grade_of("".join(keys), row)
                yield keys, Entry(kind, row["id"], grade, "any", pinyin=kind is not PartKind.PLACE)


def _foreign() -> Iterator[tuple[str, Entry]]:
    """The words of other languages: (alias, what it means). A legal form may also stand first in the name."""
    for row in table.rows("foreign_word.csv"):
        kind = PartKind(row["kind"])
        for alias in table.cells(row["names"]):
            yield alias, Entry(kind, row["id"], foreign=not alias.isascii())
            if kind is PartKind.FORM:
                yield alias, Entry(kind, row["id"], where="start", foreign=not alias.isascii())


@cache
def foreign() -> frozenset[tuple[str, ...]]:
    """Words of foreign_word.csv that are no English ones, as their keys."""
    rows = (row for row in table.rows("foreign_word.csv") if row["language"] != "English")
    return frozenset(
        tuple(token.key for token in tokens_of(alias)) for row in rows for alias in table.cells(row["names"])
    )


def _grade_of(joined: str, row: dict[str, str]) -> Grade:
    """A pinyin alias has the grade that the row gives to its joined spelling."""
    if not row.get("shared") and not row.get("faint"):
        return Grade.STRONG
    for column in ("shared", "faint"):
        for alias in table.cells(row.get(column) or ""):
            if "".join(token.key for token in tokens_of(alias)) == joined:
                return _COLUMNS[column][0]
    return Grade.STRONG


_ALL_WAYS = 3  # syllables up to which every way of joining is expected


def joinings(syllables: list[str]) -> Iterator[tuple[str, ...]]:
    """Ways to write syllables as words: every one of up to three, (you xian), (youxian); of more, those in use: all
    joined, all apart, in twos from either end, two and the rest."""
    n = len(syllables)
    if n <= _ALL_WAYS:
        cuts = [cut for count in range(n) for cut in combinations(range(1, n), count)]
    else:
        twos, from_end = tuple(range(2, n, 2)), tuple(range(n % 2 or 2, n, 2))
        cuts = list(dict.fromkeys(((), tuple(range(1, n)), twos, from_end, (2,), (n - 2,))))
    for cut in cuts:
        bounds = (0, *cut, n)
        yield tuple("".join(syllables[a:b]) for a, b in pairwise(bounds))


@cache
def han() -> HanIndex:
    """The index of aliases written in Han."""
    found: dict[str, list[Entry]] = {}
    for name, kind in _TABLES:
        for row in table.rows(name):
            for column, grade in (("zh", Grade.STRONG), ("zh_faint", Grade.FAINT)):
                for alias in table.cells(row.get(column) or ""):
                    entries = found.setdefault(fold(alias), [])
                    if not any(known.id == row["id"] and known.kind is kind for known in entries):
                        entries.append(Entry(kind, row["id"], grade))
    for alias, entry in _foreign():
        if has_han(alias) and not any(known.id == entry.id for known in found.get(fold(alias), ())):
            found.setdefault(fold(alias), []).append(entry)
    return HanIndex(
        {text: tuple(entries) for text, entries in found.items()},
        _lengths(found, 0),
        _lengths(found, -1),
    )


def _lengths(aliases: Iterable[str], position: int) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for alias in aliases:
        lengths.setdefault(alias[position], set()).add(len(alias))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}
