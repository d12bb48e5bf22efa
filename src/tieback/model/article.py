"""Documents and the articles read from them. Every offset counts code points of `Article.text`; text is never rewritten."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes as they were found. `url` as fetched, or None for a file; `retrieved_at` in UTC."""

    sha256: str
    url: str | None
    retrieved_at: datetime


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the text and what it is: headline | standfirst | body | caption | byline | credit."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A link that stands in the kept text."""

    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time as the source gives it. `at` is UTC; `exact`: False where only the day is known; `text` as found."""

    at: datetime
    exact: bool
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a person reads of a document, in reading order, sections parted by blank lines; the rest was furniture.

    `authors` are the bylines, `contributors` who is credited with additional reporting. A field that the document
    does not give is None or empty. `marks` name what a reader should know: "paywalled stub", "cut at 300 pages".
    """

    title: str | None
    standfirst: str | None
    text: str
    publisher: str | None
    authors: tuple[str, ...]
    contributors: tuple[str, ...]
    published: Stamp | None
    updated: Stamp | None
    language: str | None
    canonical_url: str | None
    sections: tuple[Section, ...]
    links: tuple[Reference, ...]
    marks: tuple[str, ...]
