"""Goods: quantities, lots on the move, transformations, stock, bills of materials."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tieback.model.record import RowRef


class Basis(StrEnum):
    """What a weight includes (research/practice.md, Quantities). Never balanced across without a conversion."""

    GROSS = "gross"
    NET = "net"
    ACTUAL = "actual"
    CONDITIONED = "conditioned"  # 公定重量
    UNKNOWN = "unknown"


class TransferKind(StrEnum):
    """Why goods change hands; each kind has its own documents."""

    SALE = "sale"
    CONSIGNMENT = "consignment"
    TOLLING = "tolling"
    INTRA_GROUP = "intra-group"
    RETURN = "return"
    SAMPLE = "sample"


class LineRole(StrEnum):
    """What a line of a transformation is."""

    IN = "in"
    OUT = "out"
    COPRODUCT = "coproduct"
    WASTE = "waste"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount as stated: exact unless a tolerance (same unit, plus or minus) is given."""

    value: Decimal
    unit: str  # canonical code of table/unit.csv ("kg", "lb", "pcs", ...), or the text as it stood
    basis: Basis = Basis.UNKNOWN
    tolerance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Mass:
    """Kilograms of a quantity, as an interval; `most_kg` None means that no mass can be derived."""

    least_kg: Decimal
    most_kg: Decimal | None
    source: str  # which conversion, from which row or table


@dataclass(frozen=True, slots=True)
class Transfer:
    """Part of a lot moves from one holder to another; what is not moved stays as stock."""

    id: str
    kind: TransferKind | None
    lot: str
    sender: str  # party id
    receiver: str  # party id
    shipped_on: date | None
    received_on: date | None
    quantity: Quantity | None
    goods: str | None = None
    hs: str | None = None
    document: str | None = None  # file name in documents/
    ref: RowRef | None = None
    owner: str | None = (
        None  # party id: who is stated to own the goods once they have moved; None: nobody says
    )


@dataclass(frozen=True, slots=True)
class TransformationLine:
    """A lot that goes into a transformation or comes out of it."""

    role: LineRole
    lot: str
    component: str | None
    quantity: Quantity | None
    yield_min: Decimal | None = None  # on out lines: (recorded outputs of the component) / (its inputs)
    yield_max: Decimal | None = None
    document: str | None = None
    ref: RowRef | None = None


@dataclass(frozen=True, slots=True)
class Transformation:
    """Lots in, lots, by-products and waste out, at one site. Without inputs: raw material of that site.

    `machine`: the line, vessel or machine on which it ran, as the site calls it; None where nobody says.
    """

    id: str
    site: str  # site id
    holder: str  # party id of the site
    process: str | None
    started_on: date | None
    ended_on: date | None
    lines: tuple[TransformationLine, ...]
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class StockCount:
    """A lot counted at a site on a day; opening stock without source lots is untraced."""

    site: str
    holder: str
    lot: str
    on: date | None
    quantity: Quantity | None
    ref: RowRef | None = None


@dataclass(frozen=True, slots=True)
class UnitWeight:
    """Stated kilograms of one unit of a lot or of a kind of goods, with who says so."""

    subject: str  # lot id or goods text
    unit: str
    kg: Decimal
    source: str | None
    ref: RowRef | None = None


@dataclass(frozen=True, slots=True)
class BomLine:
    """A line of the bill of materials. `lot` None and `not_traced`: the supplier did not trace it."""

    style: str | None
    component: str
    material: str | None
    share: Decimal | None  # percent of the article's mass
    g_per_piece: Decimal | None
    waste: Decimal | None  # percent
    lot: str | None
    not_traced: bool
    reason: str | None
    ref: RowRef | None = None
