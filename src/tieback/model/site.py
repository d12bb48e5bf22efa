"""Sites: where something happens. A party is not a site."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tieback.model.record import RowRef


class SiteKind(StrEnum):
    """Address types; only a production site can carry evidence of where goods were made."""

    REGISTERED = "registered"
    OFFICE = "office"
    PRODUCTION = "production"
    WAREHOUSE = "warehouse"
    MAILING = "mailing"


@dataclass(frozen=True, slots=True)
class Site:
    """One typed address of a party."""

    id: str
    party: str
    kind: SiteKind | None = None
    address: str | None = None
    postal_code: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    lat: Decimal | None = None
    lon: Decimal | None = None
    ref: RowRef | None = None
    capacity_kg_per_day: Decimal | None = None  # the most that it can make, as stated
