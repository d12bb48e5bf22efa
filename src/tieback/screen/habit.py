"""How names arrive on shipping papers: each habit rewrites a listed name, by a seeded random generator.

A habit gives None where it does not apply: a name without a place cannot lose it. It only rewrites; whether the name
is still found is measured by `audit`.
"""

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from random import Random
from typing import Any

from tieback.names.gazetteer import Place, places
from tieback.names.read import read_name
from tieback.names.reading import PartKind, Reading
from tieback.names.romanise import syllables
from tieback.names.script import has_han
from tieback.names.syllable import segment

Habit = Callable[[str, Random], str | None]

UNCHANGED = frozenset({"latin-to-han"})  # it is the list that is rewritten
_COLUMN = 35
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 6  # letters of a word that is split
_WORD = re.compile(r"[A-Za-z]+")


def rewrite(kind: str, text: str, rng: Random) -> str | None:
    """The name as this habit writes it; None where the habit does not apply or changes nothing."""
    written = HABITS[kind](text, rng)
    if written is None:
        return None
    written = " ".join(written.split()).strip(" ,")
    return written if written and (written != text or kind in UNCHANGED) else None


@cache
def kinds() -> dict[str, str]:
    """Kind of habit -> what it does, in the order of habit.csv."""
    return {row["kind"]: row["what"] for row in _rows("habit.csv")}


def _rows(table: str) -> list[dict[str, str]]:
    text = files("tieback.screen").joinpath(table).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _words(kind: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("habit_word.csv"):
        if row["kind"] == kind:
            found[row["from"]] = (*found.get(row["from"], ()), row["to"])
    return found


def _latin(text: str) -> bool:
    return bool(_WORD.search(text)) and not has_han(text)


def _upper(text: str, _: Random) -> str | None:
    return text.upper() if _latin(text) else None


def _cut(text: str, _: Random) -> str | None:
    return text[:_COLUMN] if _latin(text) and len(text) > _COLUMN else None


def _abbreviated(text: str, _: Random) -> str | None:
    short = _words("abbreviated")
    return (
        _WORD.sub(lambda found: short.get(found[0].lower(), (found[0],))[0], text) if _latin(text) else None
    )


def _ocr(text: str, rng: Random) -> str | None:
    swaps = _words("ocr")
    spots = [found.span() for key in swaps for found in re.finditer(key, text, re.IGNORECASE)]
    if not spots or not _latin(text):
        return None
    written = text
    for start, end in sorted(
        rng.sample(sorted(set(spots)), min(len(set(spots)), rng.choice([1, 2]))), reverse=True
    ):
        written = written[:start] + rng.choice(swaps[text[start:end].lower()]) + written[end:]
    return written


def _without(kind: PartKind) -> Habit:
    def drop(text: str, _: Random) -> str | None:
        reading = read_name(text)
        parts = reading.of(kind)
        if not parts or not reading.of(PartKind.BRAND):
            return None
        for part in reversed(parts):
            text = text[: part.start] + " " * (not has_han(text)) + text[part.end :]
        return text

    return drop


def _city_inserted(text: str, rng: Random) -> str | None:
    """A place within the narrowest place of the name, behind it: the office's city, as addresses have it."""
    named = read_name(text).of(PartKind.PLACE)
    inner = _inner().get(named[-1].key, []) if named else []
    free = [place for place in inner if place.id not in {part.key for part in named}]
    if not free:
        return None
    city, at = rng.choice(free), named[-1].end
    return f"{text[:at]}{city.zh}{text[at:]}" if has_han(text) else f"{text[:at]} {city.name}{text[at:]}"


@cache
def _inner() -> dict[str, list[Place]]:
    """Place id -> the prefectures and counties that lie directly in it and have names in both scripts."""
    found: dict[str, list[Place]] = {}
    for place in places().values():
        if place.level in {"prefecture", "county"} and place.zh and place.name:
            found.setdefault(place.parent, []).append(place)
    return found


def _reordered(text: str, _: Random) -> str | None:
    words = text.split()
    forms = {word for part in read_name(text).of(PartKind.FORM) for word in part.text.split()}
    core = [word for word in words if word.strip(",.") not in {form.strip(",.") for form in forms}]
    if len(core) < 2 or not _latin(text):
        return None
    return " ".join([*core[1:], core[0], *(word for word in words if word not in core)])


def _typo(text: str, rng: Random) -> str | None:
    spots = [
        at
        for found in _WORD.finditer(text)
        if len(found[0]) > 4
        for at in range(found.start() + 1, found.end())
    ]
    if not spots or not _latin(text):
        return None
    at = rng.choice(spots)
    other = rng.choice([letter for letter in _LETTERS if letter != text[at].lower()])
    ways = (
        text[:at] + other + text[at + 1 :],
        text[:at] + other + text[at:],
        text[:at] + text[at + 1 :],
        text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :],
    )
    return rng.choice(ways)


def _glued(text: str, rng: Random) -> str | None:
    gaps = [found.start() for found in re.finditer(r"(?<=[A-Za-z]) (?=[A-Za-z])", text)]
    if not gaps or not _latin(text):
        return None
    at = rng.choice(gaps)
    return text[:at] + text[at + 1 :]


def _split(text: str, rng: Random) -> str | None:
    words = [found.span() for found in _WORD.finditer(text) if len(found[0]) >= _LONG]
    if not words or not _latin(text):
        return None
    start, end = rng.choice(words)
    at = rng.randrange(start + 2, end - 1)
    return f"{text[:at]} {text[at:]}"


def _brand_words(reading: Reading) -> list[tuple[int, int, tuple[str, ...]]]:
    """Spans of brand words that are pinyin, with their syllables."""
    return [
        (part.start + found.start(), part.start + found.end(), segment(found[0].lower()))
        for part in reading.of(PartKind.BRAND)
        for found in _WORD.finditer(part.text)
        if segment(found[0].lower())
    ]


def _syllables_split(text: str, _: Random) -> str | None:
    written = text
    for start, end, parts in reversed(_brand_words(read_name(text))):
        if len(parts) > 1:
            written = written[:start] + " ".join(part.capitalize() for part in parts) + written[end:]
    return written if _latin(text) else None


def _syllables_joined(text: str, _: Random) -> str | None:
    written = text
    words = _brand_words(read_name(text))
    for before, after in reversed(list(pairwise(words))):
        if text[before[1] : after[0]] == " ":
            written = written[: before[1]] + text[after[0] : after[1]].lower() + written[after[1] :]
    return written if _latin(text) else None


def _converted(how: str) -> Habit:
    def convert(text: str, _: Random) -> str | None:
        return str(_converter(how).convert(text)) if has_han(text) else None

    return convert


@cache
def _converter(how: str) -> Any:
    from opencc import OpenCC

    return OpenCC(how)


def _pinyin(text: str, _: Random) -> str | None:
    """Each part in pinyin, its syllables joined, as English forms print it."""
    if not has_han(text):
        return None
    simple = _converter("t2s").convert(text)
    parts = read_name(simple).parts
    words = ["".join(syllables(part.text)).capitalize() for part in parts if has_han(part.text)]
    return " ".join(words) or None


def _as_it_stands(text: str, _: Random) -> str | None:
    return text if has_han(text) else None


HABITS: Mapping[str, Habit] = {
    "upper": _upper,
    "cut": _cut,
    "abbreviated": _abbreviated,
    "ocr": _ocr,
    "city-dropped": _without(PartKind.PLACE),
    "city-inserted": _city_inserted,
    "reordered": _reordered,
    "typo": _typo,
    "glued": _glued,
    "split": _split,
    "syllables-split": _syllables_split,
    "syllables-joined": _syllables_joined,
    "form-dropped": _without(PartKind.FORM),
    "traditional": _converted("s2t"),
    "simplified": _converted("t2s"),
    "han-to-pinyin": _pinyin,
    "latin-to-han": _as_it_stands,
}
