"""What a region of a page is by its mark-up: furniture, standfirst, byline, date, caption, or nothing special.

Class names are habits, not a standard: the table region.csv lists them, as whole words.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from tieback.watch.article.table import rows

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ITEMPROP = {"author": "byline", "datepublished": "date", "datemodified": "date", "caption": "caption"}
_LONGEST = 500  # characters of a class name that are looked at
_BARE = frozenset({"html", "body", "main", "article"})  # never furniture by their class


def find_role(element: "etree._Element") -> str | None:
    """furniture | standfirst | byline | date | caption, or None."""
    tag = element.tag
    if element.get("hidden") is not None or _HIDDEN.search((element.get("style") or "")[:_LONGEST]):
        return "furniture"
    if role := _by("tag").get(tag):
        return role
    aria = (element.get("role") or "").casefold()[:_LONGEST]
    if tag not in _BARE and (role := _by("role").get(aria)):
        return role
    if role := _ITEMPROP.get((element.get("itemprop") or "").casefold()):
        return role
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:_LONGEST].strip()
    found = _by_class(_CAMEL.sub("-", names)) if names else None
    return None if found == "furniture" and tag in _BARE else found


@cache
def _by_class(names: str) -> str | None:
    return next((role for role, pattern in _class_patterns() if pattern.search(names)), None)


@cache
def _class_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    wanted = [row for row in rows("region.csv") if row["where"] == "class"]
    return tuple((row["role"], re.compile(row["pattern"], re.IGNORECASE)) for row in wanted)


@cache
def _by(where: str) -> dict[str, str]:
    """Tag or role -> what it is."""
    return {
        name: row["role"]
        for row in rows("region.csv")
        if row["where"] == where
        for name in row["pattern"].split("|")
    }
