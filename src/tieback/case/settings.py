"""case.toml: whose case it is, about what, under which regimes; entries and detention.

A key of the wrong type refuses the case, since it says what is asked; a key that is not ours is noted.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeVar

from tieback.case.folder import SETTINGS, Folder
from tieback.model.case import Detention, Entry
from tieback.model.refusal import Refused
from tieback.table.cell import CellError, parse_country, parse_date, parse_decimal
from tieback.table.encoding import decode

Value = TypeVar("Value")
_KEYS = {
    "": ("title", "importer", "goods", "as_of", "regimes", "entry", "detention", "lists"),
    "entry": ("number", "line", "lots", "hts", "origin", "mid", "port", "value", "imported_on"),
    "detention": (
        "authority",
        "notice_no",
        "presented_on",
        "viewable_on",
        "notice_on",
        "center",
        "task_due",
        "extensions",
    ),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What case.toml says."""

    title: str | None
    importer: str | None
    goods: str | None
    as_of: date | None
    regimes: tuple[str, ...]
    entries: tuple[Entry, ...]
    detention: Detention | None
    lists: tuple[tuple[str, str], ...]


def read_settings(folder: Folder) -> Settings:
    """Read case.toml. Raises Refused for what is no TOML and, naming the key, for a wrong type."""
    path = folder.inside(SETTINGS, SETTINGS)
    data = path.read_bytes()
    text, _, notes = decode(data, SETTINGS) if data else ("", "UTF-8", ())
    folder.notes += notes
    try:
        document = tomllib.loads(text.removeprefix("\ufeff").replace("\r\n", "\n"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError, ArithmeticError) as error:
        raise Refused(f"not readable as TOML: {error}", SETTINGS, remedy="correct that line") from error
    folder.record(path)
    table = _Table(document, "", folder)
    return Settings(
        title=table.text("title"),
        importer=table.text("importer"),
        goods=table.text("goods"),
        as_of=table.day("as_of"),
        regimes=table.texts("regimes"),
        entries=tuple(_entry(item) for item in table.tables("entry")),
        detention=_detention(table.table("detention")),
        lists=_lists(table.table("lists"), folder),
    )


def _entry(table: "_Table") -> Entry:
    return Entry(
        number=table.text("number"),
        line=table.text("line"),
        lots=table.texts("lots"),
        hts=table.text("hts"),
        origin=table.country("origin"),
        mid=table.text("mid"),
        port=table.text("port"),
        value=table.decimal("value"),
        imported_on=table.day("imported_on"),
    )


def _detention(table: "_Table | None") -> Detention | None:
    if table is None:
        return None
    return Detention(
        authority=table.text("authority"),
        notice_no=table.text("notice_no"),
        presented_on=table.day("presented_on"),
        viewable_on=table.day("viewable_on"),
        notice_on=table.day("notice_on"),
        center=table.text("center"),
        task_due=table.day("task_due"),
        extensions=table.whole("extensions"),
    )


def _lists(table: "_Table | None", folder: Folder) -> tuple[tuple[str, str], ...]:
    """List id -> file in the case; the file and the .toml beside it are inputs of the case."""
    if table is None:
        return ()
    found = []
    for list_id in sorted(table.values):
        name = table.text(list_id)
        if name is None:
            raise Refused(f"lists.{list_id} is empty", SETTINGS, remedy="name a file of the case")
        path = folder.inside(name, SETTINGS)
        if not path.is_file():
            raise Refused(
                f"lists.{list_id} names {name!r}, which is not there", SETTINGS, remedy="correct the path"
            )
        for each in (path, path.with_suffix(".toml")):
            if each.is_file():
                folder.record(folder.inside(folder.name(each), SETTINGS))
        found.append((list_id, folder.name(path)))
    return tuple(found)


class _Table:
    """One TOML table, its values asked for by type; unknown keys are noted when it is opened."""

    __slots__ = ("folder", "place", "values")

    def __init__(self, values: Mapping[str, Any], place: str, folder: Folder) -> None:
        self.values, self.place, self.folder = values, place, folder
        known = _KEYS.get(place.split("[", maxsplit=1)[0], tuple(values))
        for key in sorted(set(values) - set(known)):
            near = get_close_matches(key, known, n=1, cutoff=0.7)
            meant = f"; did you mean `{near[0]}`?" if near else ""
            folder.note(SETTINGS, f"key `{self._path(key)}` is not one of a case{meant}", "it is not used")

    def text(self, key: str) -> str | None:
        """A text; a whole number is taken as its digits (entry numbers, lines)."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if value is not None and not isinstance(value, str):
            raise self._wrong(key, "text in quotes")
        return " ".join(value.split()) or None if value else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or a single one."""
        value = self.values.get(key)
        if value is None:
            return ()
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self._wrong(key, 'a list of texts, e.g. ["A", "B"]')
        return tuple(dict.fromkeys(text for item in items if (text := " ".join(item.split()))))

    def day(self, key: str) -> date | None:
        """A date: TOML's own, or a text that can be read one way only."""
        value = self.values.get(key)
        if isinstance(value, datetime):
            return value.date()
        if value is None or isinstance(value, date):
            return value
        if not isinstance(value, str):
            raise self._wrong(key, "a date, e.g. 2026-09-01")
        return self._parsed(key, value, parse_date) if value.strip() else None

    def decimal(self, key: str) -> Decimal | None:
        """A number, exactly as written."""
        value = self.values.get(key)
        if isinstance(value, str):
            return self._parsed(key, value, parse_decimal) if value.strip() else None
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | Decimal)):
            raise self._wrong(key, "a number")
        number = None if value is None else Decimal(value)
        if number is not None and not number.is_finite():
            raise self._wrong(key, "a finite number")
        return number

    def whole(self, key: str) -> int | None:
        """A whole number, not negative."""
        value = self.values.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise self._wrong(key, "a whole number")
        return value

    def country(self, key: str) -> str | None:
        """A country by code or name."""
        value = self.text(key)
        return None if value is None else self._parsed(key, value, parse_country)

    def table(self, key: str) -> "_Table | None":
        """A table within, or None."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong(key, f"a table [{key}]")
        return _Table(value, key, self.folder)

    def tables(self, key: str) -> tuple["_Table", ...]:
        """An array of tables."""
        value = self.values.get(key, [])
        if isinstance(value, dict):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self._wrong(key, f"tables [[{key}]]")
        return tuple(
            _Table(item, f"{key}[{number}]", self.folder) for number, item in enumerate(value, start=1)
        )

    def _parsed(self, key: str, text: str, parse: Callable[[str], Value]) -> Value:
        try:
            return parse(text)
        except CellError as error:
            raise Refused(f"key `{self._path(key)}`: {error.reason}", SETTINGS) from error

    def _wrong(self, key: str, wanted: str) -> Refused:
        return Refused(f"key `{self._path(key)}` must be {wanted}", SETTINGS, remedy="correct it")

    def _path(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key
