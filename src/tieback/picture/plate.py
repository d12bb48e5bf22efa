"""A picture with its table and, where it is a sum, with what opens below it."""

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """One part of a summed picture in full. `anchor`: the id that the sum links to."""

    anchor: str
    title: str
    svg: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Plate:
    """A picture; `rows` of its table under `header`, those of all parts together where parts are `opened`."""

    title: str
    svg: str
    header: tuple[str, ...]
    rows: Rows
    opened: tuple[Opened, ...] = ()
