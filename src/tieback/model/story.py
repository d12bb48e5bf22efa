"""Links, stories and their rank: what a text is about, which texts tell one thing, and why that matters to one user.

Every offset counts code points of the text of the item it belongs to. Nothing here is a judgement of anybody.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from tieback.model.claim import Claim


class LinkKind(StrEnum):
    """What a text can be linked to."""

    PARTY = "party"
    PLACE = "place"
    GOODS = "goods"
    CONVENTION = "convention"
    LAW = "law"
    LIST = "list"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Signal:
    """What else in the same text speaks for a link. `kind`: place | product | identifier | kin | context."""

    kind: str
    id: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """A stretch of a text and what it means. `rule` says why we think so, `signals` what stands behind it.

    `possible`: the words alone do not settle it (a company's name without a second signal, a description without its
    context); shown, never notified. `text` is quoted; places are ids of the gazetteer, goods ids of goods.csv.
    """

    kind: LinkKind
    id: str
    text: str
    start: int
    end: int
    rule: str
    possible: bool = False
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that came in: an article, or what an edition of a list changed. `kind`: news | list.

    `source` is who published it; `at` when it was published, or (`dated` false) first seen, UTC. `text` is what links
    and claims count in. `authors` holds the bylines as written. `unread_language`: of a text whose claims are not read.
    """

    id: str
    kind: str
    source: str
    url: str | None
    title: str
    text: str
    at: datetime
    dated: bool = True
    authors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()
    unread_language: str | None = None


class Level(StrEnum):
    """How an item belongs to a story."""

    FIRST = "first"  # the earliest: the story is named after it
    EXACT = "exact copy"
    NEAR = "near copy"
    EXCERPT = "excerpt"
    ADDS = "copy with more"  # a copy with a sentence of its own: an update, perhaps the other side's answer
    EVENT = "same event"  # another report, in its own words
    DECIDED = "decided"  # a person put it there

    @property
    def is_copy(self) -> bool:
        """Whether its words are another's."""
        return self in (Level.EXACT, Level.NEAR, Level.EXCERPT, Level.ADDS)

    @property
    def is_report(self) -> bool:
        """Whether it says something of its own."""
        return self is Level.ADDS or not self.is_copy


@dataclass(frozen=True, slots=True)
class Member:
    """An item of a story, the item it was compared with, and how alike they are (0 to 1, three decimals)."""

    item: str
    level: Level
    of: str | None = None
    share: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Origin:
    """Who the words of some items go back to; all of them count once. `rule`: credit | copy | report | source."""

    name: str
    items: tuple[str, ...]
    rule: str
    item: str  # where that stands
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial or correction in a later item of a story, by somebody who had not answered before. Offsets in its item."""

    item: str
    claim: str
    by: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Story:
    """Copies and reports of one event, in order of time. `id` is that of its first item, prefixed.

    `answers`: what later items added for the other side, as far as they were read for claims.
    """

    id: str
    members: tuple[Member, ...]
    origins: tuple[Origin, ...]
    first_at: datetime
    last_at: datetime
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryAct:
    """What a person did about the folding: split (items leave their story) | merge (they join) | undo (the act `of`)."""

    id: str
    kind: str
    items: tuple[str, ...]
    by: str
    at: datetime
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One line of an explanation: which factor it belongs to, what it is worth, and the words it points at."""

    factor: str  # exposure | claim | novelty | independence | recency | boost
    rule: str  # row of weight.csv
    value: Decimal
    told: str
    item: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story as one user meets it. `score` is the product of the factors, each as its terms give it.

    `parties`: watched parties it concerns beyond doubt; `suppressed`: why it is not shown ("muted by rule 2").
    """

    story: Story
    score: Decimal
    terms: tuple[Term, ...]
    parties: tuple[str, ...]
    possible: tuple[str, ...] = ()
    suppressed: str | None = None
