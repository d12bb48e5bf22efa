"""What a trace finds: lots upstream, kilograms per origin with bounds, gaps, conflicts, cycles."""

from dataclasses import dataclass
from decimal import Decimal

from tieback.model.record import RowRef


@dataclass(frozen=True, slots=True, order=True)
class TracedLot:
    """A (lot, holder) node; tier 0 is the traced lot, counted in transformations upstream.

    `owner`: the party that owns it there as far as the records go; several joined by "; "; None where unknown.
    """

    id: str
    holder: str
    tier: int
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Kilograms of one origin in the traced lot: least <= proportional <= most.

    Kilograms are of the lot as made (its own kilograms), three decimals, bounds rounded outward,
    proportional half-even; None = unknown (records in conflict, or no mass). `most_traced_kg` is most with
    untraced mass taken as "other". `without_mass`: it surely enters by an input whose mass is unknown. `bounds`:
    exact, if the records allow each limit; outer, if nobody showed that; None where there are none.
    """

    kind: str  # party | site | region | lot
    id: str
    least_kg: Decimal | None
    proportional_kg: Decimal | None
    most_kg: Decimal | None
    most_traced_kg: Decimal | None
    path: tuple[str, ...] = ()  # transfer ids of the shortest chain, upstream end first
    steps: tuple[str, ...] = ()  # the same chain with its transformations
    without_mass: bool = False
    bounds: str | None = None  # exact | outer


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the records do not say."""

    id: str
    kind: str  # untraced | document-missing | mass-unknown | date-missing | yield-unstated | unread | not-reconciled | ...
    ref: str  # lot, transfer, transformation or document it is about
    rows: tuple[RowRef, ...]
    text: str
    tier: int | None = None  # of what it is about, counted from the traced lot
    holder: str | None = (
        None  # who would hold what closes it: party ids joined by "; "; None: nobody is known
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """Records that cannot all be true. Kinds are those of CONTRACTS.md."""

    id: str
    kind: str
    ref: str
    rows: tuple[RowRef, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Flow:
    """A band of the picture: kilograms that moved between two nodes of the closure.

    `least_kg`, `proportional_kg` and `most_kg` say how much of them is in the traced lot, in the lot's own kilograms:
    outer bounds, None where unknown and in a trace downstream.
    """

    id: str  # transfer or transformation id
    source: tuple[str, str]  # (lot, holder)
    target: tuple[str, str]
    kg: Decimal | None
    on: str | None  # ISO date
    document: str | None
    least_kg: Decimal | None = None
    proportional_kg: Decimal | None = None
    most_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """The upstream closure of one lot (or, with direction "down", the downstream one)."""

    lot: str
    holder: str
    direction: str  # up | down
    time: str  # strict | static
    mass_kg: Decimal | None
    lots: tuple[TracedLot, ...]
    transfers: tuple[str, ...]
    transformations: tuple[str, ...]
    sites: tuple[str, ...]  # sites at which something of the closure was made, stored or processed
    origins: tuple[Origin, ...]
    through: tuple[Origin, ...]
    untraced_kg: Decimal | None
    gaps: tuple[Gap, ...]
    conflicts: tuple[Conflict, ...]
    cycles: tuple[tuple[str, ...], ...]
    flows: tuple[Flow, ...]
