"""What was found of an article so far, and how a line adds to it: a date, a byline, a credit, a caption's source."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tieback.model.article import Stamp
from tieback.watch.article.byline import read_byline, read_credit, read_names
from tieback.watch.article.date import read_date_line, read_stamp
from tieback.watch.article.furniture import Effect, judge
from tieback.watch.article.headline import header_parts
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.sentence import count_words, ends_sentence, is_prose

_CAPTION_WORDS = 45
_BYLINE_WORDS = 15
_OF_AUTHOR = re.compile(r"\s+(?:reported|reports|is|was|covers|has|writes|contributed)\b")


@dataclass(slots=True)
class Arranged:
    """What was found; pieces in reading order."""

    pieces: list[Piece] = field(default_factory=list)
    title: str | None = None
    standfirst: str | None = None
    authors: list[str] = field(default_factory=list)
    contributors: list[str] = field(default_factory=list)
    published: Stamp | None = None
    updated: Stamp | None = None
    marks: list[str] = field(default_factory=list)
    known: frozenset[str] = frozenset()  # authors known from elsewhere, as `normal` gives them


def is_about_author(line: Line, found: Arranged) -> bool:
    """ "A EXAMPLE reported from CITY", "A EXAMPLE is our correspondent": a credit."""
    return (
        any(line.text.startswith(name) and _OF_AUTHOR.match(line.text, len(name)) for name in found.authors)
        and count_words(line.text) <= _CAPTION_WORDS
    )


def take_stamp(line: Line, found: Arranged) -> bool:
    """Take the dates of a line that holds only such (and names); whether it was one."""
    parts = header_parts(line.text)
    dated = [stamps for part in parts if (stamps := read_date_line(part)) is not None]
    for kind, stamp in (row for stamps in dated for row in stamps):
        if kind == "updated":
            found.updated = stamp
        elif found.published is None:
            found.published = stamp
    if len(parts) > 1:
        take_byline(Line(parts[0], line.hint), found)
    return bool(dated)


def take_byline(line: Line, found: Arranged, *, show: bool = True) -> bool:
    """Take the names of a byline, which becomes a piece if `show`; whether it was one."""
    names = read_byline(line.text)
    hinted = line.hint is Hint.BYLINE and count_words(line.text) <= _BYLINE_WORDS and not is_prose(line.text)
    if names is None and (hinted or normal(line.text) in found.known):
        names = read_names(line.text)
    if not names:
        return False
    if found.published is None:
        found.published = read_stamp(line.text)
    new = not found.authors
    if new or any(normal(name) in found.known and name not in found.authors for name in names):
        found.authors.extend(name for name in names if name not in found.authors)
        if show:
            found.pieces.append(Piece("byline", line.text, line.links))
    return True


def take_credit(line: Line, found: Arranged) -> None:
    """Take a line that credits somebody, or a correction."""
    if judge(line.text) is Effect.KEEP:
        found.pieces.append(Piece("body", line.text, line.links))
        return
    credit = read_credit(line.text)
    found.contributors.extend(name for name in credit.contributors if name not in found.contributors)
    if not found.authors:
        found.authors.extend(credit.authors)
    found.pieces.append(Piece("credit", line.text, line.links))


def awaits_caption(effect: Effect, below: Sequence[Line]) -> bool:
    """Whether the line says that the one below it is a caption."""
    if effect is Effect.CAPTION_BELOW:
        return (
            bool(below) and count_words(below[0].text) <= _CAPTION_WORDS and not ends_sentence(below[0].text)
        )
    return effect is Effect.CAPTION_NEXT


def name_caption(found: Arranged) -> None:
    """The piece that came last was a caption, as its source follows it."""
    last = found.pieces[-1] if found.pieces else None
    if last is None or last.kind not in {"body", "standfirst"} or count_words(last.text) > _CAPTION_WORDS:
        return
    if last.kind == "standfirst":
        found.standfirst = None
    found.pieces[-1] = Piece("caption", last.text, last.links)
