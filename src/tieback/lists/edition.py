"""An edition: one list as published at one time, immutable, and the entities it names."""

from dataclasses import dataclass
from datetime import date, datetime

from tieback.model.party import Identifier

NO_EFFECT = "as its keeper says"  # of an own list that does not state one


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a listed entity. `origin`: "publisher", or "overlay" for one that we added (see `source`)."""

    text: str
    kind: str  # primary | alias | former | weak
    origin: str = "publisher"
    source: str | None = None


@dataclass(frozen=True, slots=True)
class ListedAddress:
    """An address the publisher gives for a listed entity."""

    text: str
    postal_code: str | None = None
    country: str | None = None  # ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True)
class Scope:
    """What an order covers: goods (words and HS prefixes), a region or country, and what supersedes it."""

    goods: str | None = None
    hs: tuple[str, ...] = ()  # HS prefixes without dots
    region: str | None = None  # ISO 3166-1 or 3166-2
    superseded_by: str | None = None  # regime id
    for_imports_from: date | None = None  # superseded for imports from this day on


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """One entry of a list."""

    id: str  # stable within the list: the publisher's id, else digest of the primary name
    name: str  # the primary name as published
    kind: str  # company | person | vessel | aircraft | region | unknown
    names: tuple[ListedName, ...]  # the primary one first
    country: str | None = None
    addresses: tuple[ListedAddress, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    sections: tuple[str, ...] = ()  # UFLPA: i, ii, iv, v; sanctions: programmes; orders: WRO, Finding
    effective_on: date | None = None
    ended_on: date | None = None
    clauses: tuple[str, ...] = ()  # "subsidiaries" | "affiliates" | "subordinates" where the entry says so
    scope: Scope | None = None
    status: str | None = None
    source: str | None = None
    note: str | None = None
    births: tuple[str, ...] = ()  # dates of birth of a person as published: "10 Dec 1948", "circa 1960"


@dataclass(frozen=True, slots=True)
class Edition:
    """`sha256` is the digest of the file as published; `content_sha256` that of the canonical edition.

    `complete` False: it can raise alerts but never support "none found".
    """

    list: str
    title: str
    publisher: str
    effect: str  # what being on it means, one line
    sha256: str
    content_sha256: str
    published_on: date | None
    retrieved_at: datetime | None
    as_of: date | None
    entries: int
    expected: int | None
    complete: bool
    entities: tuple[ListedEntity, ...]
    bundled: bool = False
    source_url: str | None = None
    licence: str | None = None  # under which the user said to hold it; of data that ask for one

    @property
    def binding(self) -> bool:
        """Does being on it have a stated effect, in law or by its keeper's declaration?"""
        return self.effect != NO_EFFECT

    @property
    def dated_on(self) -> date | None:
        """The day it speaks of: published, else as of. The day a file came here says nothing of its age."""
        return self.published_on or self.as_of

    @property
    def known_on(self) -> date | None:
        """The day from which it counts as known: published, else retrieved, else as of."""
        retrieved = self.retrieved_at.date() if self.retrieved_at else None
        return self.published_on or retrieved or self.as_of
