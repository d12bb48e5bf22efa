"""What a line of a page is by its words alone: furniture, a credit, a caption, or text.

The table furniture.csv holds the patterns; each must match the whole line. Long lines are text whatever they say: a
real paragraph is never dropped for a word in it.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from tieback.watch.article.table import rows

_LONGEST = 600  # characters of a line that may be furniture
_LONGEST_LABEL = 60  # of one that opens or ends something


class Effect(StrEnum):
    """What a line does. The order of the members is the order in which patterns are tried."""

    ENDS = "ends"  # what follows is no longer the article, if most of it stands above
    OPENS = "opens"  # links to other pieces follow
    CAPTION_NEXT = "caption_next"  # a label whose caption stands in the next line
    KEEP = "keep"  # text of the article wherever it stands: a correction
    CREDIT = "credit"
    DROP = "drop"
    CAPTION = "caption"
    TEXT = "text"


@cache
def judge(line: str) -> Effect:
    """What the stripped line is."""
    if len(line) > _LONGEST:
        return Effect.TEXT
    for effect, patterns in _patterns():
        if effect in {Effect.ENDS, Effect.OPENS} and len(line) > _LONGEST_LABEL:
            continue
        if any(pattern.fullmatch(line) for pattern in patterns):
            return effect
    return Effect.TEXT


@cache
def _patterns() -> tuple[tuple[Effect, tuple[re.Pattern[str], ...]], ...]:
    return tuple((effect, tuple(_compiled(effect))) for effect in Effect if effect is not Effect.TEXT)


def _compiled(effect: Effect) -> Iterator[re.Pattern[str]]:
    for row in rows("furniture.csv"):
        if row["effect"] == effect:
            yield re.compile(row["pattern"], 0 if row["case"] == "exact" else re.IGNORECASE)


_CAPTION_LABEL = re.compile(r"(?:image|media|photo|video|picture)? ?captions?\s*[,:]\s*", re.IGNORECASE)


def strip_label(caption: str) -> str:
    """The caption without the words "Image caption," before it."""
    match = _CAPTION_LABEL.match(caption)
    return caption[match.end() :] if match and match.end() < len(caption) else caption
