"""From degrees to pixels: a plain map, true to scale along one parallel, that holds some points and some air."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieback.picture.land import Window

Degrees = tuple[Decimal, Decimal]  # latitude, longitude
_LEAST_SPAN = Decimal(12)
_MOST_HEIGHT = Decimal(560)
_LEAST_HEIGHT = Decimal(300)
_TURN = Decimal(360)
# cosines of 0, 5, ... 90 degrees, three digits: how much narrower a degree of longitude is than one of latitude
_NARROW = tuple(
    Decimal(digits).scaleb(-3)
    for digits in (
        1000,
        996,
        985,
        966,
        940,
        906,
        866,
        819,
        766,
        707,
        643,
        574,
        500,
        423,
        342,
        259,
        174,
        87,
        50,
    )
)


@dataclass(frozen=True, slots=True)
class Projection:
    """A window of the world and its scale."""

    window: Window
    scale: Decimal  # pixels per degree of latitude
    narrow: Decimal  # of a degree of longitude

    @property
    def width(self) -> Decimal:
        """Pixels from west to east."""
        return (self.window.east - self.window.west) * self.narrow * self.scale

    @property
    def height(self) -> Decimal:
        """Pixels from north to south."""
        return (self.window.north - self.window.south) * self.scale

    def at(self, lat: Decimal, lon: Decimal) -> tuple[Decimal, Decimal]:
        """Where a point stands, from the upper left corner."""
        east = lon + _TURN if lon < self.window.west else lon
        return (east - self.window.west) * self.narrow * self.scale, (self.window.north - lat) * self.scale


def fitted(points: Sequence[Degrees], width: Decimal) -> Projection:
    """The largest map of this width that holds all points (at least one), across the date line if that is shorter."""
    south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
    west, east = _shortest([lon for _, lon in points])
    narrow = _NARROW[round(abs(south + north) / 2 / 5)]
    rise = max((north - south) * Decimal("1.3"), _LEAST_SPAN)
    run = min(max((east - west) * Decimal("1.2"), _LEAST_SPAN / narrow), _TURN)
    scale = min(width / (run * narrow), _MOST_HEIGHT / rise)
    rise = max(rise, _LEAST_HEIGHT / scale)
    run = min(max(run, width / (scale * narrow)), _TURN)
    middle, centre = (south + north) / 2, (west + east) / 2
    top = min(Decimal(90), max(middle + rise / 2, Decimal(-90) + rise))
    window = Window(centre - run / 2, max(Decimal(-90), top - rise), centre + run / 2, top)
    return Projection(window, scale, narrow)


def _shortest(longitudes: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The shortest stretch, from west to east, that holds all: the widest gap is left out."""
    found = sorted(set(longitudes))
    gaps = [
        (found[(at + 1) % len(found)] + (_TURN if at + 1 == len(found) else 0) - one, -at)
        for at, one in enumerate(found)
    ]
    widest = -max(gaps)[1]
    west = found[(widest + 1) % len(found)]
    east = found[widest]
    return (west, east) if east >= west else (west, east + _TURN)
