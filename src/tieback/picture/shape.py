"""What a chain picture is made of: nodes, bands and their tones."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Tone(StrEnum):
    """What a node or band is to the reader: marked by sign and hatch, never by colour alone."""

    NEUTRAL = "neutral"
    ALERT = "alert"
    GAP = "gap"

    @property
    def sign(self) -> str:
        """The sign before a label."""
        return {"neutral": "", "alert": "▲", "gap": "?"}[self.value]

    @property
    def meaning(self) -> str:
        """The word of the legend and the table."""
        return {"neutral": "", "alert": "alert", "gap": "gap in the records"}[self.value]

    @property
    def severity(self) -> int:
        """Which of two tones a sum of both bears: the larger."""
        return {"neutral": 0, "gap": 1, "alert": 2}[self.value]


@dataclass(frozen=True, slots=True)
class SankeyNode:
    """A lot with its holder. `tier`: transformations upstream of the traced lot, which is 0."""

    id: str
    label: str
    sublabel: str
    tier: int
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class SankeyBand:
    """Kilograms that moved between two nodes; None: mass unknown. `label`: shown when pointed at, and in the table."""

    source: str
    target: str
    kg: Decimal | None
    label: str = ""
    tone: Tone = Tone.NEUTRAL
