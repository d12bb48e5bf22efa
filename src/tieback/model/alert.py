"""Alerts: a party or site met a listed entity or a region. A possible match, never a verdict."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tieback.model.memory import Memory


class AlertKind(StrEnum):
    """What met: names, numbers, an address, or a stated parent chain."""

    NAME = "name"
    IDENTIFIER = "identifier"
    REGION = "region"
    OWNERSHIP = "ownership"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom the alert is about."""

    kind: str  # party | site
    id: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class EntityRef:
    """The listed entity it met."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """One row of the explanation: spans (code points, end exclusive) of both texts, part, rule, weight."""

    a: tuple[int, int]
    b: tuple[int, int]
    part: str  # place | brand | qualifier | sector | form | number | branch | identifier | address | share
    rule: str  # same | romanised | translated | exonym | abbreviated | spelling | form | omitted | contradicts | ...
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Alert:
    """A possible match, explained part by part.

    `exact`: same identifier, or the same legal name or alias in the same script once form and spacing are
    normalised (DESIGN, "When is the answer no?"). `name_a` and `name_b` are the texts the alignment's
    spans count in. `decision` is the decision in force: None, "true", "false" or "needs-information"; `memory`
    is the last decision recorded, in force or not. `silent`: decided false, and nothing changed since; it stays
    in every result, counted, but makes nobody a possible match.
    """

    id: str
    subject: Subject
    kind: AlertKind
    list: str
    edition_sha256: str
    entity: EntityRef
    score: Decimal
    exact: bool
    rule: str
    name_a: str
    name_b: str
    alignment: tuple[Alignment, ...]
    text: str  # one sentence: what met what, and on whose word
    decision: str | None = None
    memory: Memory | None = None
    silent: bool = False
    label: str = "possible match"
