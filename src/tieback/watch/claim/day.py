"""The day a statement was made, where the article gives one: "on 3 May", "on Tuesday" before the day of publication."""

import re
from datetime import date, timedelta

from tieback.watch.claim.draft import Draft

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_FULL = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+(?P<day2>\d{{1,2}})(?!\d))?(?:,?\s+(?P<year>(?:19|20)\d\d))?\b"
)
_WEEKDAY = re.compile(rf"\b(?:on|last|late|early)\s+(?P<day>{'|'.join(_DAYS)})\b")
_SAME = re.compile(r"\b(?P<word>today|yesterday)\b", re.IGNORECASE)
_EDGE = re.compile(r"[.?!]\s|\n")


def find_day(text: str, draft: Draft, published: date | None) -> str | None:
    """ISO 8601 day or month, read outside the content of the claim in the cue's own sentence; else None."""
    start = max((m.end() for m in _EDGE.finditer(text, 0, draft.cue[0])), default=0)
    stop = next((m.start() for m in _EDGE.finditer(text, draft.cue[1])), len(text))
    spoken = text[start:stop]
    if start <= draft.end and draft.start <= stop and draft.rule != "act":
        spoken = text[start : max(start, draft.start)] + " | " + text[min(stop, draft.end) : stop]
    return _explicit(spoken, published) or _relative(spoken, published)


def _explicit(spoken: str, published: date | None) -> str | None:
    for match in _FULL.finditer(spoken):
        month = _MONTHS.index(match.group("month")) + 1
        day = match.group("day") or match.group("day2")
        if match.group("month") == "May" and not day and not match.group("year"):
            continue
        year = int(match.group("year")) if match.group("year") else published.year if published else None
        if year is None:
            continue
        if not match.group("year") and published and month > published.month:
            year -= 1
        if day is None:
            return f"{year:04d}-{month:02d}"
        try:
            return date(year, month, int(day)).isoformat()
        except ValueError:  # "31 June"
            continue
    return None


def _relative(spoken: str, published: date | None) -> str | None:
    if published is None:
        return None
    if match := _WEEKDAY.search(spoken):
        back = (published.weekday() - _DAYS.index(match.group("day"))) % 7
        return (published - timedelta(days=back)).isoformat()
    if match := _SAME.search(spoken):
        return (published - timedelta(days=match.group("word").lower() == "yesterday")).isoformat()
    return None
