"""EPCIS events as frozen values, whatever notation they came in (JSON-LD 2.0, XML 2.0, XML 1.2).

Field names follow EPCIS 2.0 (ISO/IEC 19987) in our words. Nothing is interpreted here: what an event
means for lots, transfers and transformations is decided by the modules beside this one.
"""

from dataclasses import dataclass
from datetime import date, datetime

from tieback.model.goods import Quantity
from tieback.model.record import RowRef


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """An object (EPC) or a quantity of a class. `instance`: a single object, one piece unless stated."""

    lot: str  # the EPC or EPC class as it stands: URN, Digital Link or any other URI
    quantity: Quantity | None
    instance: bool


@dataclass(frozen=True, slots=True, order=True)
class Typed:
    """A business transaction, source or destination: CBV word (po, inv, possessing_party, ...) and identifier."""

    kind: str | None
    id: str


@dataclass(frozen=True, slots=True)
class ErrorDeclaration:
    """The event that carries this one was declared to be wrong."""

    declared_at: datetime  # UTC
    reason: str | None
    corrections: tuple[str, ...]  # ids of the events that say it better


@dataclass(frozen=True, slots=True)
class Event:
    """One EPCIS event. `on` is the civil date at the place of the event, by its eventTimeZoneOffset."""

    kind: str  # ObjectEvent | AggregationEvent | TransactionEvent | TransformationEvent | AssociationEvent
    at: datetime  # UTC
    offset: str  # "+02:00"
    on: date
    ref: RowRef
    id: str | None = None
    recorded_at: datetime | None = None
    action: str | None = None  # ADD | OBSERVE | DELETE
    step: str | None = None  # CBV word, or the URI of an own vocabulary
    disposition: str | None = None
    read_point: str | None = None
    location: str | None = None  # bizLocation
    items: tuple[Item, ...] = ()  # what the event is about; children of an aggregation or association
    inputs: tuple[Item, ...] = ()
    outputs: tuple[Item, ...] = ()
    parent: str | None = None
    transactions: tuple[Typed, ...] = ()
    sources: tuple[Typed, ...] = ()
    destinations: tuple[Typed, ...] = ()
    ilmd: tuple[tuple[str, str], ...] = ()  # (namespaced name, JSON text)
    error: ErrorDeclaration | None = None
    transformation: str | None = None  # transformationID
    hash_id: str = ""  # CBV 2.0, 8.9; covers extensions and sensor data too, which nothing else here does


@dataclass(frozen=True, slots=True)
class Place:
    """A location or party of the master data in a document's header, as its sender describes it."""

    id: str
    name: str | None
    address: str | None
    postal_code: str | None
    country: str | None  # ISO 3166-1 alpha-2
    ref: RowRef
