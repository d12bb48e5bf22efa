"""What is asked for beside a trace: the papers that would settle a lot, mass with papers, books by month."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CutMember:
    """A transfer, transformation or document; `covers`: the transfers and transformations whose goods it would settle."""

    kind: str  # transfer | transformation | document
    id: str
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One way for the goods to have come, upstream end first, and its weight in the proof of minimality."""

    source: str  # where the chain starts: lot and holder
    records: tuple[str, ...]  # transfer and transformation ids
    weight: str  # a fraction of one


@dataclass(frozen=True, slots=True)
class Cut:
    """The fewest `by` whose evidence would bring the most of a set to nothing.

    status: proven (no fewer can, by `chains` or by exhaustive search) | solver (the solver says so, unproven) |
    limit (the work was limited: `members` suffice, fewer may) | none-needed (most is nothing already) |
    impossible (none can; `text` says why) | unknown (records in conflict).
    `at_least`: no fewer than this can. `chains`: the weights of those that any one member cuts add up to one at
    most, so at least as many members are needed as all weights together. `alternatives`: ids that alone do the same.
    """

    kind: str  # party | site | region | lot | untraced
    id: str
    by: str  # transfer | document
    status: str
    at_least: int | None
    members: tuple[CutMember, ...]
    chains: tuple[Chain, ...]
    alternatives: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Sink:
    """One fact that would settle the question the other way: were this mass of the set, so much surely is in the lot."""

    kind: str  # of the set: party | site | region | lot
    id: str
    lot: str
    holder: str
    record: str | None  # the transformation it entered by, where that is what is known
    least_kg: Decimal


@dataclass(frozen=True, slots=True)
class Coverage:
    """Recorded mass at a tier with a kind of document behind it. `of`: transfer | transformation.

    Mass that no record weighs is not counted; `unweighed` says how many records that leaves out. `document` None:
    mass of records that no document in the folder supports.
    """

    tier: int
    of: str
    document: str | None
    kg: Decimal
    of_kg: Decimal
    share: Decimal | None  # percent, one decimal; None where the tier has no mass
    unweighed: int


@dataclass(frozen=True, slots=True)
class Statement:
    """One month of a holder's books, all lots together; `month` None: records without a date.

    opening + received + made + found + short - used - sent - lost = closing. `found`: no record shows it coming;
    `lost`: missing at a count; `short`: left beyond all that can have been there. `unweighed`: records without a mass.
    """

    holder: str
    month: str | None  # YYYY-MM
    opening_kg: Decimal
    received_kg: Decimal
    made_kg: Decimal
    used_kg: Decimal
    sent_kg: Decimal
    closing_kg: Decimal
    found_kg: Decimal
    lost_kg: Decimal
    short_kg: Decimal
    yield_percent: Decimal | None  # main product over input of what ended in the month
    usual_min_percent: Decimal | None  # of the process table, where one row fits all that ended in the month
    usual_max_percent: Decimal | None
    unweighed: int
    sites: tuple[str, ...] = ()  # where the holder made something, in any month
    capacity_kg: Decimal | None = (
        None  # the most that these can make in the month, as stated; None: not stated
    )
    unexplained_kg: Decimal | None = None  # found + lost + short
