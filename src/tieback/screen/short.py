"""Names and words that stand for longer ones: initials, and columns that cut a name off."""

import re
from collections.abc import Sequence
from functools import lru_cache

from tieback.names.reading import PartKind
from tieback.screen.blend import is_blend
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.letters import ascii_letters
from tieback.screen.name import Name
from tieback.screen.unit import Unit

_FEWEST_INITIALS, _MOST_INITIALS = 3, 8
_SHORT_FORM = 3  # letters of a legal form that is spoken with the initials
_FEW = frozenset({"acronym_3", "initials_3"})  # their weights
INITIALS = frozenset({"initials_3", "initials_4", "initials_5"})  # weights of initials within a name
COLUMN = range(28, 41)  # widths at which ledgers and customs forms cut names off
_LITTLE = frozenset(
    "a an and at d da de del der des di do du e el en et for in la las le les los of on the to und y".split()  # noqa: SIM905
)
WORD = re.compile(r"[^\W_]+")
_NOT_INITIALS = {PartKind.FORM, PartKind.QUALIFIER}


def acronym(a: Name, b: Name) -> Evidence | None:
    """Is one name nothing but the initials of the other, or made of the beginnings of its words?"""
    for short, long in ((a, b), (b, a)):
        weight = _stands_by(_lone_word(short), long)
        if weight:
            sides = (tuple(unit for unit in short.units if unit.kind not in _NOT_INITIALS), long.units)
            return weighed(weight, "brand", "abbreviated", *(sides if short is a else sides[::-1]))
    return None


def _stands_by(word: str, name: Name) -> str:
    """The weight of a word that stands for the whole name, "" if it does not."""
    if not word:
        return ""
    if len(word) <= _MOST_INITIALS and (
        word in _initials(name) or any(word == unit.keys[0] for unit in own_initials(name))
    ):
        return f"acronym_{min(len(word), 5)}"
    return "blend" if is_blend(word, _spoken(name, PartKind.FORM)) else ""


@lru_cache(maxsize=1 << 17)
def _lone_word(name: Name) -> str:
    """The only word of a name beside its form and qualifiers, if it is long enough to be initials; "KT&G" is one."""
    rest = [unit for unit in name.units if unit.kind not in _NOT_INITIALS]
    if not rest or any(unit.script != "latin" for unit in rest):
        return ""
    text = name.text[rest[0].start : rest[-1].end]
    word = "" if " " in text or (len(rest) > 1 and "&" not in text) else ascii_letters(text)
    return word if len(word) >= _FEWEST_INITIALS else ""


@lru_cache(maxsize=1 << 17)
def _initials(name: Name) -> frozenset[str]:
    """The initials of all words, of all but the legal form, and of these with the letters of a short form (Gaesa,
    Grupo de Administración Empresarial S.A.)."""
    bare = "".join(word[0] for word in _spoken(name, PartKind.FORM))
    forms = [ascii_letters(part.text) for part in name.reading.of(PartKind.FORM) if part.script == "latin"]
    found = {bare, "".join(word[0] for word in _spoken(name, None))}
    found.update(bare + form for form in forms[-1:] if len(bare) > 1 and len(form) <= _SHORT_FORM)
    return frozenset(initials for initials in found if len(initials) >= _FEWEST_INITIALS)


@lru_cache(maxsize=1 << 17)
def _spoken(name: Name, without: PartKind | None) -> tuple[str, ...]:
    """The words of a Latin name but for little ones and those of one kind of part."""
    return tuple(
        letters
        for part in name.reading.parts
        if part.kind is not without and part.script == "latin"
        for word in part.text.replace("-", " ").replace("&", " ").split()
        if (letters := ascii_letters(word)) and letters not in _LITTLE
    )


@lru_cache(maxsize=1 << 17)
def own_initials(name: Name) -> frozenset[Unit]:
    """Words in brackets that are the initials of other words of the same name: they name nobody else."""
    if "(" not in name.text:
        return frozenset()
    return frozenset(
        unit
        for unit in name.units
        if unit.kind is PartKind.BRAND
        and name.text[: unit.start].endswith("(")
        and name.text[unit.end :].startswith(")")
        and any(not start <= unit.start < end for start, end in initials_within(name).get(unit.keys[0], ()))
    )


def truncated(a: Name, b: Name) -> Evidence | None:
    """Does one name end where a column ends, and is it the beginning of the other?"""
    short, long = (a, b) if len(a.folded) <= len(b.folded) else (b, a)
    if short.folded == long.folded or not long.folded.startswith(short.folded):
        return None
    if len(short.text.strip()) not in COLUMN:
        return None
    return weighed("truncated", "brand", "truncated", a.units, b.units)


def within(a: Name, b: Name) -> list[Evidence]:
    """A word of one name that is the initials of neighbouring words of the other: RIHS, Revival of Islamic Heritage
    Society. No word of the run stands in the name with the initials."""
    found = []
    for short, long in ((a, b), (b, a)):
        if initials_within(long).keys().isdisjoint(short.words.by_key):
            continue
        for unit in short.units:
            run = _run_of(unit, short, long)
            if run:
                found.append(_abbreviation(unit, run, flipped=short is b))
    return found[:1]


def few_letters(found: Sequence[Evidence]) -> list[Evidence]:
    """What three initials lose in screening: of a list of thousands some entry has them by chance."""
    return [weighed("few_letters", "brand", "few letters") for row in found[:1] if row.weight in _FEW]


def _run_of(unit: Unit, short: Name, long: Name) -> tuple[Unit, ...]:
    """The units whose words the unit is the initials of, if any."""
    word = unit.keys[0]
    if unit.kind is not PartKind.BRAND or unit.script != "latin" or word not in initials_within(long):
        return ()
    held = {key for other in short.units for key in other.keys}
    for run in initials_within(long)[word]:
        covered = tuple(part for part in long.units if part.start < run[1] and run[0] < part.end)
        if covered and not any(key in held for part in covered for key in part.keys):
            return covered
    return ()


def _abbreviation(unit: Unit, run: tuple[Unit, ...], *, flipped: bool) -> Evidence:
    sides = (run, (unit,)) if flipped else ((unit,), run)
    weight = f"initials_{min(len(unit.keys[0]), 5)}"
    return weighed(weight, "brand", "abbreviated", *sides)


@lru_cache(maxsize=1 << 16)
def _initial_runs(text: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """Initials of every run of three to eight neighbouring words, with and without little ones -> spans."""
    words = [(match.start(), match.end(), ascii_letters(match.group())) for match in WORD.finditer(text)]
    words = [word for word in words if word[2]]
    found: dict[str, list[tuple[int, int]]] = {}
    for kept in (words, [word for word in words if word[2] not in _LITTLE]):
        for start in range(len(kept)):
            for end in range(start + _FEWEST_INITIALS, min(len(kept), start + _MOST_INITIALS) + 1):
                letters = "".join(word[2][0] for word in kept[start:end])
                span = kept[start][0], kept[end - 1][1]
                if span not in found.setdefault(letters, []):
                    found[letters].append(span)
    return {letters: tuple(spans) for letters, spans in found.items()}


def initials_within(name: Name) -> dict[str, tuple[tuple[int, int], ...]]:
    """Initials of every run of three to eight neighbouring words of a Latin name -> the spans of the runs."""
    return _initial_runs(name.text)
