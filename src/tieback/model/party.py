"""Parties: companies or persons, and the part they play."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tieback.model.record import RowRef


class RoleKind(StrEnum):
    """What a role amounts to under the listed-party tests (research/practice.md)."""

    PRODUCER = "producer"  # grows, mines, makes raw material
    PROCESSOR = "processor"  # transforms goods
    TRADER = "trader"  # buys and sells without transforming
    WAREHOUSE = "warehouse"
    CARRIER = "carrier"
    BANK = "bank"
    AGENT = "agent"
    IMPORTER = "importer"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A number somebody issued: scheme is one of uscc, lei, os_id, gln, mid, duns, imo or the file's own word."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Party:
    """A company or person. `declared` is false for one that only a transfer or a document names."""

    id: str
    name: str
    name_local: str | None = None
    role: str | None = None
    role_kind: RoleKind | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    identifiers: tuple[Identifier, ...] = ()
    kind: str | None = None  # company | person | vessel | aircraft, where the records say so
    born: str | None = None  # date of birth of a person as it stood; several joined by ";"
    parent: str | None = None  # party id or free text
    share_min: Decimal | None = None  # percent of the party held by `parent`
    share_max: Decimal | None = None
    declared: bool = True
    ref: RowRef | None = None
