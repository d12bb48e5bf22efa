"""The register of instruments: what each is, since when it is in force, and what it obliges, article by article.

The words of the obligations are ours, each with its citation; the text itself is the ILO's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from tieback.labour.registry import Confidence, day, rows
from tieback.model.refusal import Refused


@dataclass(frozen=True, slots=True)
class Instrument:
    """A Convention or Protocol. `months`: from registration to force for a member, by its own final articles.

    `supplements`: the Convention a protocol belongs to; only a member bound by it can ratify the protocol.
    `fundamental_since`: the day it was counted among the fundamental instruments.
    """

    code: str
    title: str
    kind: str  # convention | protocol
    supplements: str | None
    adopted_on: date
    in_force_on: date
    months: int
    denounce_months: int
    cycle: str  # fundamental | governance | technical: which reporting cycle applies
    fundamental_since: date | None
    subject: str
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one article asks of a member, in our own words."""

    code: str
    article: str
    obliges: str
    kind: str  # definition | exception | duty | procedure
    confidence: Confidence
    source: str


@cache
def instruments() -> Mapping[str, Instrument]:
    """Code -> instrument, in the order of the table."""
    return {row["code"]: _instrument(row) for row in rows("instrument.csv")}


def _instrument(row: dict[str, str]) -> Instrument:
    adopted, in_force = day(row["adopted_on"]), day(row["in_force_on"])
    if adopted is None or in_force is None:
        raise Refused(
            f"instrument {row['code']} has no date of adoption or entry into force", "instrument.csv"
        )
    return Instrument(
        code=row["code"],
        title=row["title"],
        kind=row["kind"],
        supplements=row["supplements"] or None,
        adopted_on=adopted,
        in_force_on=in_force,
        months=int(row["months"]),
        denounce_months=int(row["denounce_months"]),
        cycle=row["cycle"],
        fundamental_since=day(row["fundamental_since"]),
        subject=row["subject"],
        confidence=Confidence(row["confidence"]),
        source=row["source"],
    )


@cache
def obligations(code: str) -> tuple[Obligation, ...]:
    """What an instrument obliges, in the order of its articles."""
    return tuple(
        Obligation(
            row["code"],
            row["article"],
            row["obliges"],
            row["kind"],
            Confidence(row["confidence"]),
            row["source"],
        )
        for row in rows("article.csv")
        if row["code"] == code
    )


def find_instrument(text: str) -> Instrument:
    """The instrument of a code as people write it: C029, C29, "No. 29", P029. Raises Refused if not held."""
    plain = text.strip().upper().replace(" ", "").replace("NO.", "C").replace("CONVENTION", "")
    letter = plain[:1] if plain[:1] in {"C", "P"} else "C"
    digits = plain.lstrip("CP")
    code = f"{letter}{digits.zfill(3)}" if digits.isdigit() else plain
    found = instruments().get(code)
    if found is None:
        held = ", ".join(instruments())
        raise Refused(f"no instrument {text!r} is held", remedy=f"one of {held}")
    return found
