"""What a time line is made of: lives of lots and what happened to them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tieback.picture.shape import Tone


class Happening(StrEnum):
    """What may happen to a lot, in the order in which the events of a day are listed."""

    CROP = "crop"  # the first day on which its crop can have been there
    MADE = "made"
    SHIPPED = "shipped"
    COUNTED = "counted"
    USED = "used"
    PAPER = "paper"

    @property
    def meaning(self) -> str:
        """The words of the legend and the table."""
        return {
            "crop": "crop year begins",
            "made": "made",
            "shipped": "shipped, received",
            "counted": "stock counted",
            "used": "goes into production",
            "paper": "document issued",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Life:
    """A lot and where it stands in the chain. `group`: who made it, or had it first."""

    id: str
    label: str
    sublabel: str
    tier: int
    tone: Tone = Tone.NEUTRAL
    group: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a lot from `start` to `end`; None: that day is not known. `brief` stands beside it."""

    life: str
    what: Happening
    start: date | None
    end: date | None
    label: str
    brief: str = ""
    tone: Tone = Tone.NEUTRAL

    @property
    def reversed(self) -> bool:
        """Did it end before it began, as the records say?"""
        return self.start is not None and self.end is not None and self.end < self.start

    @property
    def span(self) -> tuple[date, date] | None:
        """The days it took, in order; None without any."""
        days = sorted(day for day in (self.start, self.end) if day is not None)
        return (days[0], days[-1]) if days else None
