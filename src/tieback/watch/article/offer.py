"""Offers of other pieces in a text without mark-up: below "More stories", a title and a sentence, a title and a sentence.

One pair may as well be a subheading and its paragraph, and is kept; so is what quotes anybody.
"""

import re
from collections.abc import Sequence

from tieback.watch.article.furniture import Effect, judge
from tieback.watch.article.line import Line
from tieback.watch.article.sentence import count_words, is_prose

_TITLE_WORDS = range(6, 26)
_TEASER_WORDS = 35
_LEAST_PAIRS = 2
_QUOTES = re.compile(r"[\"“”«»「『]")
_NO_TITLE = (".", "。", ":", ",", ";", "…")


def without_offers(lines: Sequence[Line]) -> list[Line]:
    """The lines without such pairs. What the mark-up says something of is left to `card`."""
    kept: list[Line] = []
    at = 0
    while at < len(lines):
        kept.append(lines[at])
        opens = judge(lines[at].text) is Effect.OPENS
        at += 1
        if opens:
            at = _end_of_pairs(lines, at)
    return kept


def _end_of_pairs(lines: Sequence[Line], first: int) -> int:
    """The line after the pairs that begin here; the same place where there are too few."""
    pairs, end, at = 0, first, first
    while True:
        title = _next(lines, at)
        teaser = _next(lines, title + 1)
        if teaser >= len(lines) or not (_is_title(lines[title]) and _is_teaser(lines[teaser])):
            return end if pairs >= _LEAST_PAIRS else first
        pairs, at = pairs + 1, teaser + 1
        end = at


def _next(lines: Sequence[Line], at: int) -> int:
    """The next line that is no furniture by itself, as the age of a piece is."""
    while at < len(lines) and judge(lines[at].text) is Effect.DROP:
        at += 1
    return at


def _is_title(line: Line) -> bool:
    return (
        line.hint is None
        and count_words(line.text) in _TITLE_WORDS
        and not line.text.endswith(_NO_TITLE)
        and judge(line.text) is Effect.TEXT
    )


def _is_teaser(line: Line) -> bool:
    words = count_words(line.text)
    return (
        line.hint is None and is_prose(line.text) and words <= _TEASER_WORDS and not _QUOTES.search(line.text)
    )
