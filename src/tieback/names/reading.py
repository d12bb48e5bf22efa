"""What a read name is: its parts in order, each with span, script and comparable key."""

from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    """The parts of a company name. Brand is what makes it this company and no other."""

    PLACE = "place"
    BRAND = "brand"
    QUALIFIER = "qualifier"  # group, holding, international, import & export
    SECTOR = "sector"
    FORM = "form"
    NUMBER = "number"
    BRANCH = "branch"
    FORMER = "former"  # another name told within this one; see `former`


@dataclass(frozen=True, slots=True)
class Part:
    """One part. Equal `key`: the same thing in any script.

    place: region or division id ("CN-XJ", "CN-653200", "CN-XPCC"); sector, qualifier, form: id of the table row
    ("textile", "limited"); number: digits; brand: lower-case ASCII romanisation with syllables joined
    ("haoyuanpeng"); former: that name, folded. `readings`: other keys it may also have (polyphones, other
    romanisations, translations), never including `key`.
    """

    kind: PartKind
    text: str
    start: int  # code points in Reading.text
    end: int
    script: str  # latin | han | arabic | cyrillic | other
    key: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A name, read. Spans of the parts never overlap; what lies between them is spacing and punctuation."""

    text: str
    script: str  # the script of most letters, or "mixed"
    parts: tuple[Part, ...]

    def of(self, kind: PartKind) -> tuple[Part, ...]:
        """The parts of one kind, in order."""
        return tuple(part for part in self.parts if part.kind is kind)
