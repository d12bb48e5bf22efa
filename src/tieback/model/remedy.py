"""What was found of an indicator at a company, what was done about it, and who verified that."""

from dataclasses import dataclass
from datetime import date

from tieback.model.answer import Answer
from tieback.model.record import RowRef


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """One row of remedy.csv: one source's word on one indicator at one company.

    `found`: yes, no or unknown as that source says; `reply`: the company's own word; documents are file names of the
    case; `ledger`: id of the access ledger behind the verification.
    """

    party: str
    indicator: str
    found: Answer
    found_on: date | None = None
    found_by: str | None = None
    document: str | None = None
    reply: str | None = None
    remedy: str | None = None
    remedied_on: date | None = None
    remedy_document: str | None = None
    verified_by: str | None = None
    verified_on: date | None = None
    verification_document: str | None = None
    ledger: str | None = None
    note: str | None = None
    ref: RowRef | None = None
