"""A name made ready for comparison: its reading, its units, and the key of its legal name."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tieback.names.normal import fold
from tieback.names.read import read_name
from tieback.names.reading import PartKind, Reading
from tieback.screen.unit import Unit, units

_ASCII_WORD = re.compile("[0-9a-z]+")
_REMEMBERED = 1 << 17  # names held; a few hundred bytes each


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """`legal`: the legal name with form and spacing normalised, without its branch; `branch`: the branch alone."""

    text: str
    folded: str
    reading: Reading
    units: tuple[Unit, ...]
    legal: str
    branch: str

    def of(self, *kinds: PartKind) -> list[Unit]:
        """The units of these kinds, in order."""
        return [unit for unit in self.units if unit.kind in kinds]


def compact(text: str) -> str:
    """The folded text without spaces and punctuation; "&" is "and"."""
    if text.isascii():  # most names are, and `fold` then does nothing but lower case
        return "".join(_ASCII_WORD.findall(text.replace("&", " and ").lower()))
    return "".join(character for character in fold(text.replace("&", " and ")) if character.isalnum())


@lru_cache(maxsize=_REMEMBERED)
def ready(text: str) -> Name:
    """Read a name and prepare it. Empty and unreadable names have no units."""
    reading = read_name(text)
    forms = sorted(part.key for part in reading.of(PartKind.FORM))
    apart = {PartKind.FORM, PartKind.BRANCH}
    core = "".join(compact(part.text) for part in reading.parts if part.kind not in apart)
    branch = "".join(compact(part.text) for part in reading.of(PartKind.BRANCH))
    legal = "|".join((core, *forms)) if core else ""
    return Name(text, compact(text), reading, units(reading), legal, branch)
