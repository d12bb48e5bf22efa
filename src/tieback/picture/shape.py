"""What a chain picture is made of: nodes, bands and their tones."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Tone(StrEnum):
    """What a node or band is to the reader: marked by sign and hatch, never by colour alone."""

    NEUTRAL = "neutral"
    ALERT = "alert"
    CONFLICT = "conflict"
    GAP = "gap"

    @property
    def sign(self) -> str:
        """The sign before a label."""
        return {"neutral": "", "alert": "▲", "conflict": "≠", "gap": "?"}[self.value]

    @property
    def meaning(self) -> str:
        """The word of the legend and the table."""
        words = {
            "neutral": "",
            "alert": "alert",
            "conflict": "records in conflict",
            "gap": "gap in the records",
        }
        return words[self.value]

    @property
    def severity(self) -> int:
        """Which of two tones a sum of both bears: the larger."""
        return {"neutral": 0, "gap": 1, "conflict": 2, "alert": 3}[self.value]


def worst(tones: Iterable[Tone]) -> Tone:
    """The tone of several things together."""
    return max(tones, key=lambda tone: tone.severity, default=Tone.NEUTRAL)


@dataclass(frozen=True, slots=True)
class Within:
    """How many kilograms of something are in the traced lot: at least, in an even mix, at most; None: unknown."""

    least: Decimal | None
    even: Decimal | None
    most: Decimal | None


@dataclass(frozen=True, slots=True)
class SankeyNode:
    """A lot with its holder. `tier`: transformations upstream of the traced lot, which is 0.

    `group`: whose node it is; nodes of one group and tier are drawn as one where a chain is large. `link`: an address
    within the page that the node leads to.
    """

    id: str
    label: str
    sublabel: str
    tier: int
    tone: Tone = Tone.NEUTRAL
    group: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class SankeyBand:
    """Kilograms that moved between two nodes; None: mass unknown. `label`: shown when pointed at, and in the table.

    `within`: how much of them is in the traced lot; None where that was not asked.
    """

    source: str
    target: str
    kg: Decimal | None
    label: str = ""
    tone: Tone = Tone.NEUTRAL
    within: Within | None = None
