"""Regions, and what an address says about them."""

from dataclasses import dataclass

from tieback.model.answer import Answer

XINJIANG = "CN-XJ"  # ISO 3166-2:CN


@dataclass(frozen=True, slots=True)
class PlaceClue:
    """One thing in an address that points to a region or away from it."""

    kind: str  # postal_code | name | code | country | uscc | coordinates
    text: str  # as it stands in the input
    start: int  # code points in the field it was read from
    end: int
    region: str  # ISO 3166-1 or 3166-2 code it points to, e.g. "CN-XJ", "CN-ZJ", "TR"
    division: str | None  # GB/T 2260 code where known
    meaning: str  # one line, e.g. "Hotan (和田), prefecture 6532 of Xinjiang"


@dataclass(frozen=True, slots=True)
class Placement:
    """Does this address lie in `region`? Yes, no, unknown, or conflict (clues on both sides)."""

    region: str
    answer: Answer
    clues: tuple[PlaceClue, ...]
    reason: str
