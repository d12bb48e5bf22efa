"""Strict JSON in, canonical JSON (RFC 8785) out: the only JSON that is ever hashed or signed.

Promises: `load(dump(value)) == value` and `dump(load(data))` is one byte string for one value. Floats are
refused in both directions (decimals travel as strings), so no number can print in two ways. Does not promise
to read all of RFC 8259: what two parsers could read differently is refused.
"""

import json
import re
from typing import Any, NoReturn

from tieback.model.refusal import Refused

INT_LIMIT = 2**53 - 1  # RFC 7493, section 2.2: the integers every IEEE 754 reader keeps
DEPTH_LIMIT = 100  # nested arrays and objects; ours need fewer than ten
_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|$)|[\[{]|[\]}]', re.DOTALL)
_BOM = b"\xef\xbb\xbf"


class Malformed(Refused):
    """Not JSON that has exactly one reading, or not a value that has exactly one canonical form."""


def load(data: bytes, file: str | None = None) -> Any:
    """The value of a JSON text in UTF-8; arrays as lists, objects as dicts, numbers as int only.

    Raises `Malformed` (naming `file` where given) for anything but one strict JSON text: byte order mark,
    invalid UTF-8, duplicate key, NaN or Infinity, fraction or exponent, integer beyond 2^53 - 1, lone
    surrogate, more than `DEPTH_LIMIT` levels, trailing data.
    """
    try:
        text = _decode(data)
        _check_depth(text)
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_no_float,
            parse_constant=_no_constant,
        )
        _check_strings(value)
    except json.JSONDecodeError as error:
        raise Malformed(f"not JSON: {error.msg} at line {error.lineno}", file, error.lineno) from error
    except Malformed as error:
        raise Malformed(error.reason, file) from error
    return value


def dump(value: Any) -> bytes:
    """The canonical UTF-8 bytes of a value of None, bool, int, str, list, tuple and str-keyed dict.

    RFC 8785. Raises `Malformed` for floats, integers beyond 2^53 - 1, lone surrogates, other types and
    nesting beyond `DEPTH_LIMIT`.
    """
    import rfc8785

    _check_value(value, 0)
    return rfc8785.dumps(value)


def _decode(data: bytes) -> str:
    if data.startswith(_BOM):
        raise Malformed("starts with a byte order mark")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed(f"not UTF-8 at byte {error.start}") from error


def _check_depth(text: str) -> None:
    """Counted before parsing, because the parser's own limit is the interpreter's stack."""
    depth = 0
    for match in _BRACKET.finditer(text):
        character = match[0][0]
        if character in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                raise Malformed(f"nested more than {DEPTH_LIMIT} levels deep")
        elif character in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Malformed(f"key {twice!r} occurs twice in one object")
    return value


def _integer(digits: str) -> int:
    # The length comes first: int() of a long digit string is quadratic, and refused beyond 4,300 digits.
    if len(digits) > 17 or abs(value := int(digits)) > INT_LIMIT:
        raise Malformed("an integer beyond 2^53 - 1: write it as a string")
    return value


def _no_float(text: str) -> NoReturn:
    raise Malformed(f"number {text[:40]} has a fraction or an exponent: write it as a string")


def _no_constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is not JSON")


def _check_strings(value: Any) -> None:
    """Refuse lone surrogates, which an escape can smuggle past the UTF-8 decoder."""
    stack = [value]
    while stack:
        match stack.pop():
            case str() as text:
                _check_text(text)
            case list() as items:
                stack.extend(items)
            case dict() as members:
                stack.extend(members)
                stack.extend(members.values())


def _check_text(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Malformed("a lone surrogate in a string") from error


def _check_value(value: Any, depth: int) -> None:
    match value:
        case None | bool():
            return
        case int():
            if abs(value) > INT_LIMIT:
                raise Malformed("an integer beyond 2^53 - 1: write it as a string")
        case str():
            _check_text(value)
        case list() | tuple() | dict():
            if depth >= DEPTH_LIMIT:
                raise Malformed(f"nested more than {DEPTH_LIMIT} levels deep")
            items = _members(value) if isinstance(value, dict) else value
            for item in items:
                _check_value(item, depth + 1)
        case float():
            raise Malformed("a float has no canonical form here: write decimals as strings")
        case _:
            raise Malformed(f"no canonical form for a {type(value).__name__}")


def _members(value: dict[Any, Any]) -> list[Any]:
    for key in value:
        if not isinstance(key, str):
            raise Malformed(f"an object key must be text, not {type(key).__name__}")
        _check_text(key)
    return list(value.values())
