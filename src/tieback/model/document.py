"""Documents: what the index says of each file, beside the file itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tieback.model.goods import Quantity
from tieback.model.record import RowRef


@dataclass(frozen=True, slots=True)
class Document:
    """A row of documents.csv. `sha256` None: the index names it, the folder does not hold it."""

    file: str
    kind: str | None  # canonical word of table/document_kind.csv, or as it stood
    title: str | None = None
    language: str | None = None
    issued_on: date | None = None
    number: str | None = None
    issuer: str | None = None  # party id or free text, as all parties here
    counterparty: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    payer: str | None = None
    payee: str | None = None
    quantity: Quantity | None = None
    translation_of: str | None = None
    supports: tuple[str, ...] = ()  # row, site or party ids
    page: str | None = None
    sha256: str | None = None
    ref: RowRef | None = None
    custody: str | None = None  # model of custody: canonical word of table/custody.csv, or as it stood
