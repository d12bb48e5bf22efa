"""What a dossier is made of: everything the earlier stages found, frozen, and nothing computed here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tieback.assess.calendar import Deadline
from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.finding import Finding
from tieback.model.trace import Trace


@dataclass(frozen=True, slots=True)
class PartyStatus:
    """The screening status of one party: "possible match", "none found" or "unknown", and why."""

    party: str
    status: str
    reason: str


@dataclass(frozen=True, slots=True)
class Material:
    """The findings of one check with all they rest on. `result` is the document of `result.json`."""

    case: Case
    as_of: date
    version: str
    editions: tuple[Edition, ...]
    lock: bytes
    statuses: tuple[PartyStatus, ...]
    alerts: tuple[Alert, ...]
    traces: tuple[Trace, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    result: Mapping[str, Any]
