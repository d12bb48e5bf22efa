"""Access: under what conditions an audit, visit or interview took place, and what may be inferred from it.

The grade is fixed from these conditions alone, before any outcome is read; outcomes have no place here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tieback.model.record import RowRef


class AccessGrade(StrEnum):
    """What an audit, visit or interview can carry, given the access there was."""

    ESTIMATE = "supports an estimate"
    BOUNDS = "bounds only"
    NONE = "cannot support inference"


@dataclass(frozen=True, slots=True)
class Access:
    """One ledger: the conditions as recorded ("yes", "no", "employer" ...; a condition not recorded is absent).

    `document`: the report it belongs to, if there is one. `reasons`: why the grade is no better, one sentence each.
    `fixed_on`: the day the ledger was closed; `changed`: it is no longer what the journal fixed. `asked`, `refusals`:
    how many people were asked, and how many of them refused.
    """

    id: str
    kind: str | None  # audit | visit | interview
    document: str | None
    site: str | None
    visited_on: date | None
    fixed_on: date | None
    conditions: Mapping[str, str] = field(hash=False)
    grade: AccessGrade = AccessGrade.NONE
    reasons: tuple[str, ...] = ()
    changed: bool = False
    asked: int | None = None
    refusals: int | None = None
    ref: RowRef | None = None
