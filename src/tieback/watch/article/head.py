"""The lines from the top of a page to its first paragraph: standfirst, byline, dates, captions; labels are dropped."""

from collections.abc import Sequence

from tieback.watch.article.arranged import (
    Arranged,
    awaits_caption,
    is_about_author,
    name_caption,
    take_byline,
    take_credit,
    take_stamp,
)
from tieback.watch.article.byline import read_names
from tieback.watch.article.date import read_date_line
from tieback.watch.article.furniture import Effect, judge, strip_label
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.sentence import count_words, ends_sentence

_LABEL_WORDS = 5  # shorter lines between headline and body are labels: a section, a role, a place


def read_above(lines: Sequence[Line], found: Arranged) -> None:
    """Above the headline only dates and bylines count."""
    for line in lines:
        if not take_stamp(line, found):
            take_byline(line, found, show=False)


def read_head(lines: Sequence[Line], found: Arranged) -> None:
    """Between headline and body: standfirst, byline, dates, captions; labels are dropped."""
    awaiting_caption = False
    for at, line in enumerate(lines):
        effect = judge(line.text)
        if take_stamp(line, found) or take_byline(line, found):
            continue
        if (
            effect is Effect.CAPTION
            or line.hint is Hint.CAPTION
            or (awaiting_caption and effect is Effect.TEXT)
        ):
            found.pieces.append(Piece("caption", strip_label(line.text), line.links))
        elif effect in {Effect.KEEP, Effect.CREDIT} or is_about_author(line, found):
            take_credit(line, found)
        elif effect is Effect.TEXT:
            _take_head_text(line, lines[at + 1 : at + 2], found)
        if effect is Effect.CAPTION_ABOVE:
            name_caption(found)
        awaiting_caption = awaits_caption(effect, lines[at + 1 : at + 2])


def _take_head_text(line: Line, below: Sequence[Line], found: Arranged) -> None:
    """A standfirst, a name above a date or a role, or a label."""
    words = count_words(line.text)
    if found.standfirst is None and (line.hint is Hint.STANDFIRST or words > _LABEL_WORDS):
        if found.title is None or normal(line.text) != normal(found.title):
            found.standfirst = line.text
            found.pieces.append(Piece("standfirst", line.text, line.links))
    elif words > 1 and ends_sentence(line.text):
        found.pieces.append(Piece("body", line.text, line.links))
    elif not found.authors and below and _below_a_name(line, below[0]):
        names = read_names(line.text)
        if names and all(" " in name for name in names):
            found.authors.extend(names)
            found.pieces.append(Piece("byline", line.text, line.links))


def _below_a_name(name: Line, line: Line) -> bool:
    """A date, a role or the name again: what stands below a name that no "By" precedes."""
    return read_date_line(line.text) is not None or _is_role(line.text) or line.text == name.text


def _is_role(text: str) -> bool:
    words = text.casefold().replace(",", " ").split()
    return len(words) <= 8 and bool(
        {"correspondent", "reporter", "editor", "writer", "journalist", "columnist", "analyst"} & set(words)
    )
