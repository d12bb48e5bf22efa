"""The `.toml` beside an own list: what its keeper says of it."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from tieback.lists.intake import Declared
from tieback.lists.own import read_day
from tieback.model.refusal import Refused

_KEYS: dict[str, tuple[type, ...]] = {
    "complete": (bool,),
    "expected": (int,),
    "published_on": (date, str),
    **dict.fromkeys(("title", "publisher", "effect", "licence", "list"), (str,)),
}


def find_declaration(path: Path) -> Path | None:
    """`mylist.toml` or `mylist.csv.toml` beside `mylist.csv`, or None."""
    candidates = (path.with_suffix(".toml"), path.with_name(path.name + ".toml"))
    return next((found for found in candidates if found.is_file() and found != path), None)


def read_declaration(data: bytes, file: str) -> tuple[Declared, str | None]:
    """What the file declares, and the list id it names (or None). Raises Refused, naming the key."""
    try:
        told: dict[str, Any] = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line = re.search(r"line (\d+)", str(error))
        row = int(line[1]) if line else None
        raise Refused("not TOML", file, row, remedy="see docs/lists.md for an example") from error
    for key, value in told.items():
        expected = _KEYS.get(key)
        if expected is None:
            raise Refused(
                f"{key!r} is no key of it", file, column=key, remedy=f"one of {', '.join(sorted(_KEYS))}"
            )
        negative = isinstance(value, int) and value < 0
        if not isinstance(value, expected) or negative or (key == "expected" and isinstance(value, bool)):
            raise Refused(f"{value!r} is not a value of it", file, column=key)
    published = told.get("published_on")
    return (
        Declared(
            complete=told.get("complete", False),
            expected=told.get("expected"),
            published_on=_day(published, file) if published is not None else None,
            title=told.get("title"),
            publisher=told.get("publisher"),
            effect=told.get("effect"),
            licence=told.get("licence"),
        ),
        told.get("list"),
    )


def _day(value: date | str, file: str) -> date:
    if not isinstance(value, str):
        return date(value.year, value.month, value.day)  # a TOML date-time is a date, too
    try:
        return read_day(value)
    except ValueError as error:
        raise Refused(
            f"{value!r} is not a date", file, column="published_on", remedy="write 2026-01-31"
        ) from error
