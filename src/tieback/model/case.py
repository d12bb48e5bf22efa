"""A case as it was read: everything the stages may look at, and nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tieback.model.access import Access
from tieback.model.document import Document
from tieback.model.goods import BomLine, StockCount, Transfer, Transformation, UnitWeight
from tieback.model.memory import Basis
from tieback.model.party import Party
from tieback.model.record import InputFile, Note, Unread
from tieback.model.remedy import RemedyRow
from tieback.model.site import Site


@dataclass(frozen=True, slots=True)
class Entry:
    """A customs entry line. No lots: all lots last held by the importer."""

    number: str | None
    line: str | None
    lots: tuple[str, ...]
    hts: str | None
    origin: str | None  # ISO 3166-1 alpha-2
    mid: str | None
    port: str | None
    value: Decimal | None
    imported_on: date | None


@dataclass(frozen=True, slots=True)
class Detention:
    """A detention notice and the dates its clocks run from."""

    authority: str | None
    notice_no: str | None
    presented_on: date | None
    viewable_on: date | None
    notice_on: date | None
    center: str | None
    task_due: date | None
    extensions: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded human decision about an alert: "true" | "false" | "needs-information".

    `reason` is a sentence; `code` is one of the reason codes (screen/reason.csv), None in older journals, which do
    not hold `basis` either. `until`: the last day it is in force; None: no end.
    """

    alert: str  # alert id
    value: str
    reason: str
    by: str
    on: date | None
    code: str | None = None
    note: str | None = None
    until: date | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """The records of one case folder, frozen."""

    name: str
    title: str | None
    importer: str | None  # party id
    goods: str | None
    as_of: date | None
    regimes: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    detention: Detention | None = None
    parties: tuple[Party, ...] = ()
    sites: tuple[Site, ...] = ()
    bom: tuple[BomLine, ...] = ()
    has_bom: bool = False  # the file exists and was read
    transfers: tuple[Transfer, ...] = ()
    transformations: tuple[Transformation, ...] = ()
    stock: tuple[StockCount, ...] = ()
    unit_weights: tuple[UnitWeight, ...] = ()
    documents: tuple[Document, ...] = ()
    access: tuple[Access, ...] = ()  # one ledger per audit, visit or interview, graded
    remedies: tuple[RemedyRow, ...] = ()
    decisions: tuple[Decision, ...] = ()
    lists: tuple[tuple[str, str], ...] = ()  # list id -> path in the case, from case.toml [lists]
    inputs: tuple[InputFile, ...] = ()
    notes: tuple[Note, ...] = ()
    unread: tuple[Unread, ...] = ()
