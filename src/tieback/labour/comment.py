"""What the supervisory bodies said of a state under an instrument, with the exact verb and the state's reply beside it.

Bodies and procedures are never merged: experts (CEACR) are not the Conference committee (CAS); a direct request is not
an observation. A comment is somebody's word about a state, not a finding about any company or person.
"""

from dataclasses import dataclass
from functools import cache

from tieback.labour.registry import Confidence, rows


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. `relays`: on whose observations it rests; `reply`: the state's own word, or why none is shown."""

    id: str
    country: str
    code: str
    article: str | None
    body: str  # CEACR | CAS | GB | COI | ILC
    kind: str  # observation | direct request | conclusion | representation art. 24 | complaint art. 26 | art. 33
    adopted: str  # year
    published: str  # year
    session: str
    verb: str
    says: str
    relays: str | None
    reply: str | None
    reply_source: str | None
    confidence: Confidence
    source: str


@cache
def shipped() -> tuple[Comment, ...]:
    """The comments of the table that ships."""
    return tuple(
        Comment(
            id=row["id"],
            country=row["country"],
            code=row["code"],
            article=row["article"] or None,
            body=row["body"],
            kind=row["kind"],
            adopted=row["adopted"],
            published=row["published"],
            session=row["session"],
            verb=row["verb"],
            says=row["says"],
            relays=row["relays"] or None,
            reply=row["reply"] or None,
            reply_source=row["reply_source"] or None,
            confidence=Confidence(row["confidence"]),
            source=row["source"],
        )
        for row in rows("comment.csv")
    )
