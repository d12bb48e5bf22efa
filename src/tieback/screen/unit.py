"""A reading cut into the smallest things that are compared: words of a brand, and whole other parts."""

import re
from dataclasses import dataclass

from tieback.names.reading import Part, PartKind, Reading
from tieback.names.spelled import brand_readings
from tieback.names.token import tokens_of
from tieback.screen.letters import ascii_letters
from tieback.screen.rarity import LEAST_BITS, han_weight, word_weight

_SPACED = frozenset({"cyrillic", "arabic"})
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
LITTLE = frozenset(  # articles and links of Latin, Arabic, Persian, Turkish and Slavonic names; no pinyin ("Li", "Da")
    """a al an and bil das de del der di dlya dos du el for il im imeni la las le lil los of the ul und va van ve von
    wal y zur""".split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: the same word may stand in both names
class Unit:
    """One thing compared. `keys`: every form it may take (the first is the usual one); `weight` in bits."""

    kind: PartKind
    text: str
    start: int  # code points in Reading.text
    end: int
    script: str
    keys: tuple[str, ...]
    weight: float

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands."""
        return self.start, self.end


def units(reading: Reading) -> tuple[Unit, ...]:
    """The units of a reading, in order. Latin brands fall into words, all else stays whole;
    another name told within this one is left out."""
    found: list[Unit] = []
    for part in reading.parts:
        if part.kind is PartKind.FORMER:
            continue  # a name of its own, compared by itself
        if part.kind is not PartKind.BRAND:
            found.append(_whole(part))
        elif part.script == "latin":
            found.extend(_words(part))
        else:
            found.extend(_spaced(part) if part.script in _SPACED else (_whole(part),))
    return tuple(found)


def _spaced(part: Part) -> tuple[Unit, ...]:
    """The words of a brand in Cyrillic or Arabic letters, each as rare as in Latin ones."""
    words = tokens_of(part.text)
    if len(words) < 2:
        return (_whole(part),)
    return tuple(
        Unit(
            part.kind,
            part.text[word.start : word.end],
            part.start + word.start,
            part.start + word.end,
            part.script,
            (word.key, *brand_readings(part.text[word.start : word.end], word.key, [word])),
            _word_bits(word.key),
        )
        for word in words
    )


def _whole(part: Part) -> Unit:
    keys = (part.key, *part.readings)
    if part.kind is PartKind.BRAND:
        weight = max(han_weight(part.text), LEAST_BITS)
    else:
        weight = word_weight(ascii_letters(part.text)) if part.script == "latin" else han_weight(part.text)
    return Unit(part.kind, part.text, part.start, part.end, part.script, keys, weight)


def _words(part: Part) -> tuple[Unit, ...]:
    """The words of a Latin brand; a run of single letters ("A.B.C.") is one word."""
    spans = [(match.start(), match.end()) for match in _WORD.finditer(part.text.replace("'", "\u02bc"))]
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        lone = end - start == 1
        if merged and lone and _is_lone_run(part.text, merged[-1]) and start - merged[-1][1] <= 2:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    if len(merged) == 1:
        only = ascii_letters(part.text)
        keys = tuple(dict.fromkeys(key for key in (only or part.key, part.key, *part.readings) if key))
        return (Unit(part.kind, part.text, part.start, part.end, part.script, keys, _word_bits(keys[0])),)
    found = []
    for start, end in merged:
        text = part.text[start:end]
        key = ascii_letters(text)
        if key:
            found.append(
                Unit(
                    part.kind,
                    text,
                    part.start + start,
                    part.start + end,
                    part.script,
                    (key,),
                    _word_bits(key),
                )
            )
    return tuple(found)


def _is_lone_run(text: str, span: tuple[int, int]) -> bool:
    return all(len(word) == 1 for word in _WORD.findall(text[span[0] : span[1]]))


def _word_bits(key: str) -> float:
    return LEAST_BITS if key in LITTLE else word_weight(key)
