"""A line: a paragraph as it stands in a page or a text, before anything is said of its place in the article."""

import re
from dataclasses import dataclass
from enum import StrEnum

_SPACE = re.compile(r"\s+")
_LETTERS = re.compile(r"[\W_]+")


class Hint(StrEnum):
    """What the mark-up says of a line. A plain text says nothing."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    CAPTION = "caption"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Line:
    """Stripped, not empty. `links`: (address, start, end) in `text`."""

    text: str
    hint: Hint | None = None
    links: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A line that is kept: `kind` as in Section."""

    kind: str
    text: str
    links: tuple[tuple[str, int, int], ...] = ()


def normal(text: str) -> str:
    """The letters and digits of a line alone, in lower case: what two copies of it share."""
    return _LETTERS.sub(" ", text).strip().casefold()


def flat(text: str) -> str:
    """The text on one line, runs of white space as one space."""
    return _SPACE.sub(" ", text).strip()
