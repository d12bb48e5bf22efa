"""Who publishes a text that does not say so in its metadata: from its copyright line, its tab's title, its masthead."""

import re
from collections.abc import Iterable, Sequence

from tieback.watch.article.furniture import Effect, judge
from tieback.watch.article.headline import split_site
from tieback.watch.article.line import Line, normal

_COPYRIGHT = re.compile(
    r"(?:(?:copyright|©|\(c\))[\s,]*){1,2}(?:\d{4}(?:\s*[-–]\s*\d{2,4})?)?[\s,]*(?:by )?"
    r"(?P<who>[A-Z][^.|,\n]{2,60})",
    re.IGNORECASE,
)
_NOT_A_PUBLISHER = re.compile(r"all rights|reserved|\bthe author|getty|\bimages?\b", re.IGNORECASE)
_ENDING = re.compile(r"\s*(?:\d{4}|all rights reserved|ltd|limited|inc)\.?$", re.IGNORECASE)
_FOLLOW = re.compile(
    r"(?:follow|like) (?P<who>[A-Z][^.|,\n]{2,60}?) on (?:x|twitter|facebook|instagram|linkedin|telegram|youtube)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"[A-Z][\w .,'’-]{2,60}\((?P<who>[A-Z][\w .&'’-]{1,40})\)\s*(?:--|[–—-])\s")
_MASTHEAD_LINES = 15
_MASTHEAD_WORDS = range(2, 6)


def find_owner(lines: Iterable[str]) -> str | None:
    """Who claims the copyright in the last line that says so."""
    for line in reversed(list(lines)):
        match = _COPYRIGHT.match(line)
        if match and not _NOT_A_PUBLISHER.search(match["who"]):
            return _ENDING.sub("", match["who"]).strip() or None
    return None


def find_site(lines: Sequence[Line], headline: str | None) -> str | None:
    """From the end of the browser's title."""
    title = (headline or "").casefold()
    for line in lines[:10]:
        head, site = split_site(line.text)
        if site and head.casefold() == title:
            return site
    return None


def find_masthead(lines: Sequence[Line], headline: str | None) -> str | None:
    """A short line above the headline whose words the text says again, whom it asks to follow, or the agency it came by."""
    for line in lines:
        if (match := _FOLLOW.match(line.text)) and match["who"].casefold() not in {"us", "me", "this page"}:
            return match["who"].removeprefix("the ").strip()
    top = [line.text for line in lines[:_MASTHEAD_LINES]]
    above = top[: top.index(headline)] if headline in top else []
    rest = f" {normal(' '.join(line.text for line in lines[len(above) :]))} "
    for text in above:
        words = text.split()
        if (
            len(words) in _MASTHEAD_WORDS
            and words[-1][:1].isupper()
            and judge(text) is Effect.TEXT
            and f" {normal(text)} " in rest
        ):
            return text
    match = next((match for line in lines[:_MASTHEAD_LINES] if (match := _AGENCY.match(line.text))), None)
    return match["who"].strip() if match else None
