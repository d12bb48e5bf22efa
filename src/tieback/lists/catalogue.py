"""The catalogue: one folder per list below `catalog/`, discovered, never registered.

A folder holds `list.yml` (who publishes what, to what effect), and `parse.py` where there is an official file
to read, and `bundled.csv` where an edition comes with Tieback. `catalog/README.md` tells how to add one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol, cast

from tieback.lists.parsed import Parsed

_ROOT = "tieback.lists.catalog"


@dataclass(frozen=True, slots=True)
class Floor:
    """From `published_from` on, the publisher's list had `entries` entries (`source` says who counted)."""

    published_from: date
    entries: int
    source: str


@dataclass(frozen=True, slots=True)
class Bundled:
    """What `bundled.csv` is: never the list, always a part of it."""

    as_of: date
    published_on: date | None
    expected: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """What `list.yml` says of a list. `least`: fewer entries are never this list, whatever the file says."""

    id: str
    title: str
    publisher: str
    effect: str
    url: str
    licence: str
    format: str
    cadence: str
    least: int = 1
    most: int = 1_000_000
    largest_drop_percent: int = 10
    floors: tuple[Floor, ...] = ()
    replacements: Mapping[str, str] | None = None
    bundled: Bundled | None = None


class Parser(Protocol):
    """What `catalog/<list_id>/parse.py` offers."""

    def recognises(self, content: bytes) -> bool:
        """Whether the (unpacked) file is this list, told cheaply; false rather than an error."""

    def parse(self, data: bytes, file: str, card: Card) -> Parsed:
        """Every element of the file, read or refused with its reason. Raises Refused if it is not the list."""


@cache
def list_ids() -> tuple[str, ...]:
    """Ids of the lists of the catalogue, sorted."""
    found = [entry.name for entry in files(_ROOT).iterdir() if (entry / "list.yml").is_file()]
    return tuple(sorted(found))


@cache
def card(list_id: str) -> Card | None:
    """The card of a list, or None if the catalogue does not have it."""
    if list_id not in list_ids():
        return None
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is there
    told = yaml.load((_folder(list_id) / "list.yml").read_bytes(), Loader=loader)  # noqa: S506 - both are safe
    return _card(list_id, told)


def parser(list_id: str) -> Parser | None:
    """The parser of a list, or None if it has no official file that Tieback reads."""
    if not (_folder(list_id) / "parse.py").is_file():
        return None
    return cast("Parser", import_module(f"{_ROOT}.{list_id}.parse"))


def bundled_bytes(list_id: str) -> bytes:
    """The edition that comes with Tieback, as its CSV file."""
    return (_folder(list_id) / "bundled.csv").read_bytes()


def _folder(list_id: str) -> Traversable:
    return files(_ROOT) / list_id


def _card(list_id: str, told: dict[str, Any]) -> Card:
    size = told.pop("size", None) or {}
    floors = tuple(Floor(row["from"], row["entries"], row["source"]) for row in size.pop("known", None) or ())
    bundled = told.pop("bundled", None)
    rows = told.pop("replacements", None) or ()
    return Card(
        id=list_id,
        floors=floors,
        bundled=None if bundled is None else Bundled(**bundled),
        replacements={row["from"]: row["to"] for row in rows},
        **size,
        **told,
    )
