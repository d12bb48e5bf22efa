"""Claims: who said what about whom, through whom, in which words, and what was answered.

An allegation and its denial are both claims, equal in rank. Every text is quoted from the article at its offsets
(code points of `Article.text`); what is resolved or normalised stands in a field of its own.
"""

from dataclasses import dataclass
from enum import StrEnum


class ClaimType(StrEnum):
    """What kind of statement it is, by its words and by who makes it; not whether it is true."""

    ALLEGATION = "allegation"
    DENIAL = "denial"
    FINDING = "finding"
    OFFICIAL_ACT = "official_act"
    ANNOUNCEMENT = "announcement"
    CONCERN = "concern"
    OPINION = "opinion"
    BACKGROUND = "background"


class Form(StrEnum):
    """How the words are given: all in quotation marks, partly, or not."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Relation(StrEnum):
    """How a claim stands to an earlier one."""

    DENIES = "denies"
    SUPPORTS = "supports"
    REPEATS = "repeats"
    CORRECTS = "corrects"
    WITHDRAWS = "withdraws"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `text` as written there ("she"), `name` resolved from the same article ("Ana EXAMPLE").

    `name` is None where nobody is named (agentless: *unknown*, never the newspaper).
    """

    text: str | None
    name: str | None
    role: str | None
    organisation: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Mention:
    """What a claim is about, as written, with the resolved name."""

    text: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A relation to another claim of the same article, and the words it rests on.

    `basis`: stated, where words say so ("denied the report"); read, where only the order and matter of what two sides say
    suggests it. Who shows a relation that is read says so.
    """

    rel: Relation
    claim: str
    evidence: str
    basis: str = "stated"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one speaker. `via`: nearest first, those who report that the speaker said it.

    `verb` as written ("said", "according to", "the denial of"); `modality`: asserted | possible | intended | required |
    asked | negated; `date` as ISO 8601 if the article gives one for the statement, else None. `rule`: why we think so.
    `denied`: the words are what the speaker denies or takes back ("denied that it had quotas"), not what they say.
    """

    id: str
    type: ClaimType
    form: Form
    text: str
    start: int
    end: int
    verb: str
    speaker: Speaker
    via: tuple[Speaker, ...]
    about: tuple[Mention, ...]
    modality: str
    date: str | None
    links: tuple[ClaimLink, ...]
    rule: str
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What was found of an answer to a claim: denied | replied | declined | none found by DATE.

    Denied: in words that say so. Replied: what another side says there reads as an answer, or corrects or withdraws it.
    """

    claim: str
    status: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A sentence that differs from a dated fact held here: both sources shown, no verdict.

    `claim`: the claim it stands in, None where the article says it in its own voice. `text` is quoted at its offsets,
    `said` is what was read of it, `fact` what is held and `source` where that comes from.
    """

    claim: str | None
    text: str
    start: int
    end: int
    said: str
    said_by: str | None
    fact: str
    source: str
