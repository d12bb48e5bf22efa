"""The words of a name that may meet words of another, with every run of neighbours that could be one word there.

Made once per name: comparing two names then is looking up equal keys. All parts but form and branch are here,
since one reading takes for a place or a trade what another takes for a brand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from tieback.names.meaning import senses
from tieback.names.reading import PartKind
from tieback.names.romanise import syllables as spoken_syllables
from tieback.names.syllable import segment
from tieback.screen.letters import ascii_letters
from tieback.screen.skeleton import skeleton
from tieback.screen.unit import Unit

POOLED = (PartKind.BRAND, PartKind.PLACE, PartKind.SECTOR, PartKind.QUALIFIER, PartKind.NUMBER)
_SPELLED = frozenset({"latin", "cyrillic"})  # scripts whose words are keyed by their letters
_LONGEST = 5  # words that one word of the other side may stand for ("Hao Yuan Peng")
_CUT = 2  # characters from which a Han brand is cut, so that a part of it can be met


class Run(NamedTuple):
    """Neighbouring words taken as one: which (`mask`, bit per word), their joined key, what sharing them weighs.

    `usual`: not a second reading. `brand`: a word of the brand begins it. `letters`: bits of the letters in the key.
    """

    mask: int
    start: int
    end: int
    key: str
    usual: bool
    weight: float
    brand: bool
    script: str
    letters: int
    skeleton: str


class Words:
    """The pooled words of a name: `units` as words, `origin` the unit each was cut from, `runs` by key.

    `spelled`: the runs that may be spellings of others, `brands` the keys of those that begin in the brand;
    `senses`: by English words that pinyin or words of other languages may mean.
    """

    __slots__ = (
        "brands",
        "by_key",
        "origin",
        "scripts",
        "senses",
        "spelled",
        "units",
    )

    def __init__(self, found: Sequence[Unit]) -> None:
        self.units: list[Unit] = []
        self.origin: list[Unit] = []
        for unit in found:
            if unit.kind in POOLED:
                cut = _cut(unit)
                self.units.extend(cut)
                self.origin.extend([unit] * len(cut))
        self.scripts = {unit.script for unit in self.units}
        self.by_key: dict[str, list[Run]] = {}
        self.senses: dict[str, Run] = {}
        self.spelled: list[Run] = []
        for run in self._runs():
            self.by_key.setdefault(run.key, []).append(run)
            if run.key.isascii():
                self.spelled.append(run)
            if run.script in _SPELLED:
                for sense in senses(run.key):
                    self.senses.setdefault(sense, run)
        self.brands = tuple(dict.fromkeys(run.key for run in self.spelled if run.brand))

    def mask_of(self, found: Sequence[Unit]) -> int:
        """The words that were cut from these units."""
        if not found:
            return 0
        return sum(1 << at for at, unit in enumerate(self.origin) if any(unit is one for one in found))

    def left(self, used: int) -> list[Unit]:
        """What is not used: words of the brand as words, all else as it was read."""
        rest: list[Unit] = []
        for at, unit in enumerate(self.units):
            if not used >> at & 1:
                rest.append(unit if unit.kind is PartKind.BRAND else self.origin[at])
        return rest

    def _runs(self) -> Iterator[Run]:
        for start, unit in enumerate(self.units):
            alone = self._is_fragment(start)
            if not alone:
                for order, key in enumerate(unit.keys):
                    if key:
                        yield self._run(start, start + 1, key, unit.weight, usual=order == 0)
            joined, weight = unit.keys[0], unit.weight
            if not joined:
                continue
            for end in range(start + 2, min(len(self.units), start + _LONGEST) + 1):
                last = self.units[end - 1]
                if not last.keys[0]:
                    break
                joined, weight = joined + last.keys[0], weight + last.weight
                yield self._run(start, end, joined, weight, usual=True)
        yield from self._other_readings()

    def _other_readings(self) -> Iterator[Run]:
        """Second readings of brands that were cut: 长乐 as changyue."""
        for start, unit in enumerate(self.origin):
            if self._is_fragment(start) and self.units[start].start == unit.start:
                for key in unit.keys[1:]:
                    yield self._run(start, start + len(unit.text), key, unit.weight, usual=False)

    def _run(self, start: int, end: int, key: str, weight: float, *, usual: bool) -> Run:
        first = self.units[start]
        mask = (1 << end) - (1 << start)
        brand = first.kind is PartKind.BRAND
        letters = _letters(key)
        sound = skeleton(key) if end - start == 1 and first.script == "latin" else ""
        return Run(mask, start, end, key, usual, weight, brand, first.script, letters, sound)

    def _is_fragment(self, at: int) -> bool:
        """A single character cut out of a longer Han brand says too little."""
        unit = self.units[at]
        return (
            unit.script == "han"
            and unit.kind is PartKind.BRAND
            and len(unit.text) < len(self.origin[at].text)
        )


@lru_cache(maxsize=1 << 17)
def _letters(key: str) -> int:
    """A bit for each letter in it, several to a bit."""
    found = 0
    for letter in set(key):
        found |= 1 << (ord(letter) & 63)
    return found


def _cut(unit: Unit) -> list[Unit]:
    """A unit as words; what is no brand is keyed by its letters instead of its id: none in other scripts, but for places
    in Han, which another name may hold as its brand (德宏, Dehong)."""
    if unit.kind is not PartKind.BRAND:
        spoken = unit.kind is PartKind.PLACE and unit.script == "han"
        key = "".join(spoken_syllables(unit.text)) if spoken else ascii_letters(unit.text)
        return [replace(unit, keys=(key,))]
    syllables = segment(unit.keys[0]) if unit.script == "han" and len(unit.text) >= _CUT else ()
    if len(syllables) != len(unit.text):
        return [unit]
    weight = unit.weight / len(syllables)
    return [
        Unit(unit.kind, text, unit.start + at, unit.start + at + 1, unit.script, (sound,), weight)
        for at, (text, sound) in enumerate(zip(unit.text, syllables, strict=True))
    ]
