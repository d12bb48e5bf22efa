"""The ledger of what is claimed: one proposition, everybody who stands for it or against it, and what was answered.

Both sides are equal in rank and shaped alike. Nothing is weighed into a verdict: voices and independent origins are counted.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Side(StrEnum):
    """How a voice stands to the proposition."""

    FOR = "for"
    AGAINST = "against"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Voice:
    """One claim of one article, on one side. `origin` is who the words go back to; voices of one origin count once.

    `speaker` is None where the article names nobody. `rule` says how the claim came to this side.
    """

    side: Side
    speaker: str | None
    origin: str
    source: str
    item: str
    claim: str
    text: str
    start: int
    end: int
    at: datetime
    rule: str


@dataclass(frozen=True, slots=True)
class Proposition:
    """What is claimed, in the words of its earliest voice, with all voices in order of time.

    `origins_for` and `origins_against` count independent origins, not articles. `reply`: replied | denied | declined |
    none found by DATE, about those whom the proposition accuses.
    """

    id: str
    text: str
    type: str
    about: tuple[str, ...]
    voices: tuple[Voice, ...]
    origins_for: int
    origins_against: int
    outlets: int
    first_at: datetime
    last_at: datetime
    reply: str
    reply_by: str | None
