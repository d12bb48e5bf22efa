"""What a site map is made of: sites, and goods that went from one to another."""

from dataclasses import dataclass
from decimal import Decimal

from tieback.picture.shape import Tone


@dataclass(frozen=True, slots=True)
class MapSite:
    """A site. `rank`: sites are numbered by it, the lowest first. `lat` or `lon` None: not placed."""

    id: str
    party: str
    what: str  # what the records say of it: production, warehouse, ...
    country: str
    lat: Decimal | None
    lon: Decimal | None
    rank: int = 0
    tone: Tone = Tone.NEUTRAL

    @property
    def placed(self) -> bool:
        """Does the record say where it is?"""
        return self.lat is not None and self.lon is not None


@dataclass(frozen=True, slots=True)
class MapLink:
    """Goods of one site that went to another. `kg` None: unknown."""

    source: str
    target: str
    kg: Decimal | None
    label: str = ""
