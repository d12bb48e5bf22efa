"""Model values from plain JSON, as `plain` writes it: the way back, by what the fields of a dataclass are declared to be."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reading = Callable[[Any], Any]


def restore(kind: type[T], value: Any) -> T:
    """The dataclass whose JSON shape this is. Raises TypeError, ValueError or KeyError for what is no such shape."""
    made: T = _reading(cast("Any", kind))(value)
    return made


@cache
def _reading(kind: Any) -> _Reading:
    """How a value of this declared type is read."""
    if get_origin(kind) in (Union, UnionType):
        return _optional([part for part in get_args(kind) if part is not NoneType])
    if get_origin(kind) is tuple:
        return _row(get_args(kind))
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind
    if kind is datetime:
        return _instant
    if kind is date:
        return date.fromisoformat
    if kind in (str, int, bool):
        return _exactly(kind)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind)
    raise TypeError(f"no way back to {kind}")


def _record(kind: type[Any]) -> _Reading:
    hints = get_type_hints(kind)
    readings = {entry.name: _reading(hints[entry.name]) for entry in fields(kind)}
    return lambda value: kind(**{name: read(value[name]) for name, read in readings.items()})


def _row(parts: tuple[Any, ...]) -> _Reading:
    if len(parts) == 2 and parts[1] is Ellipsis:
        each = _reading(parts[0])
        return lambda value: tuple(map(each, _exactly(list)(value)))
    readings = [_reading(part) for part in parts]
    return lambda value: tuple(read(item) for read, item in zip(readings, value, strict=True))


def _optional(parts: list[Any]) -> _Reading:
    if len(parts) != 1:
        raise TypeError("no way back to one of several types")
    inner = _reading(parts[0])
    return lambda value: None if value is None else inner(value)


def _exactly(kind: type[Any]) -> _Reading:
    def same(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{type(value).__name__} where {kind.__name__} is expected")
        return value

    return same


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
