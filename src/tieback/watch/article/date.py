"""When an article says it was published or updated: a stamp in UTC, with the words it was read from.

A time of day without a zone, or with a zone that several places share (CST, IST), gives the day only. A day that can be
read two ways, and "3 hours ago", give none. Whether a date is plausible is for whoever knows when the page was fetched.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from tieback.model.article import Stamp
from tieback.table.day import parse_date
from tieback.table.fault import CellError
from tieback.watch.article.table import rows

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = re.compile(
    r"(?<![\w/.-])(?:\d{4}-\d{2}-\d{2}|\d{4}/\d{1,2}/\d{1,2}|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH},?[\s-]+\d{{4}}"
    rf"|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?![\d/-])",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*([ap]\.?\s?m\b\.?)?", re.IGNORECASE
)
_LINK = re.compile(r"[\s,|·•–—-]*(?:T(?=\d)|\b(?:at|on)\b)?[\s,|·•]*", re.IGNORECASE)
_OFFSET = re.compile(r"\s*\(?(?:(?:utc|gmt)\s*)?([+−-])(\d{1,2}):?(\d{2})?\b\)?", re.IGNORECASE)
_NAMED = re.compile(r"\s*\(?([a-z]{1,5})\b\)?", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?<![\d:.])(\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)\s*(\(?[a-z]{1,5}\)?)?"
    r"[\s,|·•–—-]*(?:\bon\b)?\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?)?\s*$",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?:(updated?|modified|edited|amended|corrected|revised)|(published|posted|issued|created|uploaded))\b",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\b(?:first|last|on|at|by|date|time|of|the|updated?|modified|edited|amended|corrected|revised|published|posted"
    r"|issued|created|uploaded|(?:mon|tues?|wed|wednes|thur?s?|fri|satur|sat|sun)(?:day)?"
    r"|\d+\s*-?\s*(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?)\s*-?(?:\s*ago|\s*read)?|an?\s+\w+\s+ago|read|ago"
    r"|just now|yesterday|today)\b|[\W_]",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?<=\b(?:19|20)\d{2})(?=\d{1,2}[:.]\d{2}\b|\d{1,2} [A-Z][a-z]{2})"
    r"|(?<=[A-Za-z]{3})(?=Updated|Published|Last)|(?<=\d)(?=Updated|Published)"
)
_YEARS = range(1900, 2200)


def read_stamp(text: str) -> Stamp | None:
    """The first day in the text, with its time where one stands beside it. None if there is no day it must mean."""
    return next((stamp for _, _, stamp in _stamps(text)), None)


def read_date_line(line: str) -> tuple[tuple[str, Stamp], ...] | None:
    """("published" | "updated", stamp) for each date of a line that holds nothing but dates and the words around them.

    None where the line says anything else.
    """
    if len(line) > 200:
        return None
    line = _GLUED.sub(" ", line)
    found: list[tuple[str, Stamp]] = []
    left: list[str] = []
    at = 0
    for start, end, stamp in _stamps(line):
        words = line[at:start]
        kind = list(_KIND.finditer(words))
        found.append(("updated" if kind and kind[-1].group(1) else "published", stamp))
        left.append(words)
        at = end
    rest = line[at:]
    zone = _NAMED.match(rest)
    left.append(rest[zone.end() :] if zone and zone.group(1).casefold() in _zones() else rest)
    return tuple(found) if found and not _FILLER.sub("", " ".join(left)) else None


def _stamps(text: str) -> Iterator[tuple[int, int, Stamp]]:
    """Start and end in the text, time and zone included, of each day that can be read."""
    at = 0
    for match in _DAY.finditer(text):
        day = _day(match.group())
        if day is None or match.start() < at:
            continue
        start, end, moment = match.start(), match.end(), None
        if after := _clock_after(text, match.end()):
            end, moment = after
        elif before := _BEFORE.search(text[at : match.start()]):
            start = at + before.start()
            moment = _moment(before.group(1), (before.group(2) or "").strip("()"))
        yield start, end, _stamp(day, moment, text[start:end])
        at = end


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except CellError:
        return None
    return day if day.year in _YEARS else None


def _clock_after(text: str, at: int) -> tuple[int, tuple[time, timedelta | None] | None] | None:
    """Where the time behind a day ends, and that time with the zone's offset; None if no time stands there."""
    gap = _LINK.match(text, at)
    start = gap.end() if gap else at
    clock = _CLOCK.match(text, start)
    if clock is None or (clock.group(2) is None and clock.group(4) is None):
        return None
    end = clock.end()
    if offset := _OFFSET.match(text, end):
        sign = 1 if offset.group(1) == "+" else -1
        shift = sign * timedelta(hours=int(offset.group(2)), minutes=int(offset.group(3) or 0))
        hour = _time(clock.group())
        fits = hour is not None and abs(shift) <= timedelta(hours=14)
        return offset.end(), (hour, shift) if hour is not None and fits else None
    named = _NAMED.match(text, end)
    if named and named.group(1).casefold() in _zones():
        return named.end(), _moment(clock.group(), named.group(1))
    return end, _moment(clock.group(), "")


def _moment(clock: str, zone: str) -> tuple[time, timedelta | None] | None:
    hour = _time(clock)
    return None if hour is None else (hour, _zones().get(zone.casefold()))


def _time(text: str) -> time | None:
    match = _CLOCK.match(text)
    if match is None:
        return None
    hour, minute, second = (int(match.group(place) or 0) for place in (1, 2, 3))
    if half := match.group(4):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _stamp(day: date, moment: tuple[time, timedelta | None] | None, text: str) -> Stamp:
    words = " ".join(text.split())
    if moment is None or moment[1] is None:
        return Stamp(datetime.combine(day, time(), UTC), exact=False, text=words)
    local = datetime.combine(day, moment[0], timezone(moment[1]))
    return Stamp(local.astimezone(UTC), exact=True, text=words)


@cache
def _zones() -> dict[str, timedelta | None]:
    """Abbreviation in lower case -> offset from UTC; None where places that differ share it."""
    return {
        row["name"]: timedelta(minutes=int(row["offset_min"])) if row["offset_min"] else None
        for row in rows("zone.csv")
    }
