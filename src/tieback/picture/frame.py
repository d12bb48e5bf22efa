"""Where everything of a laid-out chain stands, in pixels of its picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from tieback.picture.layers import Layers
from tieback.picture.placing import Stack

BAR = Decimal(11)
HEAD = Decimal(66)
LEAST_WIDTH = Decimal(760)  # the legend fits
LANE = Decimal(16)  # one returning band


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text above a bar. `part`: 0 label, 1 sublabel, 2 mass."""

    text: str
    size: int
    part: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where everything stands, in pixels of the drawing area (below the head)."""

    MARGIN: ClassVar[Decimal] = Decimal(26)

    title: str
    pitch: Decimal
    height: Decimal
    layers: Layers
    tops: Mapping[str, Decimal]
    stacks: Mapping[str, Stack]
    text: Mapping[str, tuple[Line, ...]]
    thick: tuple[Decimal, ...]
    column: Mapping[str, int]

    @property
    def width(self) -> Decimal:
        return max(LEAST_WIDTH, 2 * self.MARGIN + self.pitch * len(self.layers.columns))

    @property
    def lanes(self) -> int:
        """Bands that return."""
        return sum(route is None for route in self.layers.routes)

    @property
    def under(self) -> Decimal:
        """Where the legend begins."""
        return HEAD + self.height + LANE * (self.lanes + 1 if self.lanes else 0)

    def left(self, name: str) -> Decimal:
        """The left edge of a bar."""
        return self.MARGIN + self.pitch * self.column[name]

    def top(self, name: str) -> Decimal:
        """The top edge of a bar, in pixels of the picture."""
        return HEAD + self.tops[name]

    def middle(self, name: str) -> Decimal:
        """Half-way down a bar."""
        return self.top(name) + self.stacks[name].bar / 2
