"""The figures on bands: each where it covers no other text, else left to the table. First come, widest band first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieback.picture.wording import measure

SIZE = 10
_ABOVE, _BELOW = Decimal(8), Decimal(3)  # of a baseline
_AIR = Decimal(1)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text may stand: its baseline, with `anchor` start, middle or end."""

    x: Decimal
    y: Decimal
    anchor: str

    def box(self, width: Decimal) -> "Box":
        """The room a text of this width takes here."""
        shift = {"start": Decimal(0), "middle": width / 2, "end": width}[self.anchor]
        return Box(self.x - shift, self.y - _ABOVE, self.x - shift + width, self.y + _BELOW)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its left, top, right and bottom."""

    left: Decimal
    top: Decimal
    right: Decimal
    bottom: Decimal

    def meets(self, other: "Box") -> bool:
        """Do the two share any room, or nearly?"""
        return (
            self.left < other.right + _AIR
            and other.left < self.right + _AIR
            and self.top < other.bottom + _AIR
            and other.top < self.bottom + _AIR
        )


@dataclass(frozen=True, slots=True)
class Wish:
    """A text and the places it may stand, best first; `weight`: the larger goes first."""

    text: str
    spots: tuple[Spot, ...]
    weight: Decimal


def put(wishes: Sequence[Wish], taken: Iterable[Box]) -> tuple[tuple[str, Spot], ...]:
    """The texts that found a place, in the order of the wishes."""
    room = list(taken)
    found: dict[int, Spot] = {}
    for at in sorted(range(len(wishes)), key=lambda at: (-wishes[at].weight, at)):
        wish = wishes[at]
        width = measure(wish.text, SIZE)
        for spot in wish.spots:
            box = spot.box(width)
            if not any(box.meets(other) for other in room):
                room.append(box)
                found[at] = spot
                break
    return tuple((wishes[at].text, found[at]) for at in sorted(found))
