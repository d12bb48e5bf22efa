"""What a line of a page is by its words alone: furniture, a credit, a caption, or text.

The table furniture.csv holds the patterns; each must match the whole line. Long lines are text whatever they say: a
real paragraph is never dropped for a word in it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from functools import cache, lru_cache

from tieback.watch.article.line import Line
from tieback.watch.article.table import rows

_LONGEST = 600  # characters of a line that may be furniture
_BULLET = re.compile(r"^[•·*▪▶►|>»–—-]+\s+")
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")
_TRAILING = " !›»→>|"
_LONGEST_LABEL = 60  # of one that opens or ends something


class Effect(StrEnum):
    """What a line does. The order of the members is the order in which patterns are tried."""

    ENDS = "ends"  # what follows is no longer the article, if most of it stands above
    OPENS = "opens"  # links to other pieces follow
    CLOSES_BOX = "closes_box"  # a box of other matter ends here, and began at the last OPENS_BOX
    OPENS_BOX = "opens_box"  # dropped, as all up to CLOSES_BOX, if that comes soon
    CAPTION_NEXT = "caption_next"  # a label whose caption stands in the next line
    CAPTION_ABOVE = "caption_above"  # a source whose picture is described in the line above
    CAPTION_BELOW = "caption_below"  # ... in the line below, if that is no sentence
    KEEP = "keep"  # text of the article wherever it stands: a correction
    CREDIT = "credit"
    PAYWALL = "paywall"  # dropped, and marked
    DROP = "drop"
    CAPTION = "caption"
    TEXT = "text"


@lru_cache(maxsize=4096)
def judge(line: str) -> Effect:
    """What the stripped line is."""
    if len(line) > _LONGEST:
        return Effect.TEXT
    line = _BULLET.sub("", line).rstrip(_TRAILING) or line
    if inner := _BRACKETED.fullmatch(line):
        effect = judge(inner[1])
        return effect if effect is Effect.DROP else _judge_plain(line)
    effect = _judge_plain(line)
    return _judge_plain(line.rstrip(":")) if effect is Effect.TEXT and line.endswith(":") else effect


def _judge_plain(line: str) -> Effect:
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


_ASIDE = re.compile(
    r"(?:,|\s)*[(\[]?\b(?:opens?|external link,? opens) (?:in )?(?:a )?new (?:tab|window)\b[)\]]?"
    r"|\s*(?:Purchase|Acquire|Get) Licensing Rights\b",
    re.IGNORECASE,
)


def without_asides(line: Line) -> Line:
    """The line without what screen readers are told of a link in its midst ("opens new tab")."""
    match = _ASIDE.search(line.text)
    if match is None:
        return line
    size = match.end() - match.start()

    def moved(at: int) -> int:
        return at if at <= match.start() else max(match.start(), at - size)

    links = tuple(
        (url, moved(start), moved(end)) for url, start, end in line.links if moved(start) < moved(end)
    )
    rest = replace(line, text=line.text[: match.start()] + line.text[match.end() :], links=links)
    return without_asides(rest) if rest.text.strip() else line


_CAPTION_LABEL = re.compile(
    r"(?:image|media|photo|video|picture)? ?captions?\s*[,:]\s*|item \d+ of \d+\s*|\[\d+ ?/ ?\d+\]\s*",
    re.IGNORECASE,
)


def strip_label(caption: str) -> str:
    """The caption without the words "Image caption," before it."""
    match = _CAPTION_LABEL.match(caption)
    return caption[match.end() :] if match and match.end() < len(caption) else caption
