"""What a person decided about an alert, on what it rested, and whether that still stands.

A decision is about three things as they were: the subject (as far as screening uses it), the listed entity, and the
rules that compared them. `Basis` holds all three, so that what changed since can be shown and not only noticed.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


@dataclass(frozen=True, slots=True)
class Basis:
    """What an alert rests on. `subject` and `entity`: member -> plain JSON, empty members left out."""

    list: str
    kind: str  # of the alert: name | identifier | region | ownership
    entity_id: str
    subject: Mapping[str, Any] = dataclasses.field(hash=False)
    entity: Mapping[str, Any] = dataclasses.field(hash=False)
    rules: str  # version of the rules that compared the two


class Standing(StrEnum):
    """Whether a decision is in force."""

    STANDING = "standing"
    WOKEN = "woken"  # something it rested on changed
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Change:
    """One member that changed since the decision. `of`: party, entity or rules; values are plain JSON or None."""

    of: str
    field: str
    was: Any = dataclasses.field(hash=False)
    now: Any = dataclasses.field(hash=False)


@dataclass(frozen=True, slots=True)
class Memory:
    """The last decision about an alert. `until`: the last day it is in force; None: no end.

    `versioned` False: recorded without what it rested on, so that nobody can tell what changed since.
    """

    value: str  # true | false | needs-information
    standing: Standing
    by: str
    on: date | None
    reason: str
    code: str | None = None
    note: str | None = None
    until: date | None = None
    versioned: bool = True
    changes: tuple[Change, ...] = ()
