"""Bytes of a file to conforming EPCIS fields: JSON-LD or XML, capture or query document, or a bare event.

Refuses what does not conform, with the path.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from tieback.model.refusal import Refused
from tieback.trace.epcis import conformance
from tieback.trace.epcis.event_hash import NO_SPACES, Spaces, spaces_of

_SHOWN_ERRORS = 3
_DIGITS = 28
_REPEATABLE = "eventID"
_UTF_16_XML = (b"\xff\xfe<\x00", b"\xfe\xff\x00<")


@dataclass(frozen=True, slots=True)
class Fields:
    """The events of a document as JSON fields, in its order, and the header's master data as JSON."""

    events: tuple[Mapping[str, Any], ...]
    header: Mapping[str, Any]
    is_query: bool = False  # it asks for events and holds none
    remarks: tuple[str, ...] = ()
    spaces: Spaces = NO_SPACES


def read_fields(data: bytes, file: str) -> Fields:
    """The events of one file. Raises Refused where the file is not EPCIS, or does not conform to it."""
    remarks: list[str] = []
    document = _parse(data, file, remarks)
    errors = conformance.validate(document)
    if errors:
        more = f" (and {len(errors) - _SHOWN_ERRORS} more)" if len(errors) > _SHOWN_ERRORS else ""
        raise Refused(
            "not EPCIS: " + "; ".join(errors[:_SHOWN_ERRORS]) + more,
            file,
            remedy="ask its sender for a corrected file",
        )
    return _events_of(document, data, remarks)


def unchecked_fields(data: bytes, file: str) -> Fields:
    """The same of a file that may not conform, as its hash ids need; raises Refused where it holds no events at all."""
    remarks: list[str] = []
    document = _parse(data, file, remarks)
    try:
        return _events_of(document, data, remarks)
    except (KeyError, TypeError, AttributeError) as fault:
        raise Refused("not EPCIS: no list of events", file) from fault


def _events_of(document: Mapping[str, Any], data: bytes, remarks: list[str]) -> Fields:
    match conformance.root_of(document):
        case "document":
            events = document["epcisBody"]["eventList"]
        case "queryDocument":
            events = document["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
        case "query":
            return Fields((), {}, is_query=True)
        case _:
            events = [document]
    return Fields(
        tuple(events),
        document.get("epcisHeader") or {},
        remarks=tuple(remarks),
        spaces=_spaces(document, data),
    )


def _spaces(document: Mapping[str, Any], data: bytes) -> Spaces:
    """What the document's prefixes stand for; in XML they name elements, and a value is mere text."""
    return spaces_of(document.get("@context"), frozenset(_ignored(document)), in_values=not is_xml(data))


def _ignored(document: Mapping[str, Any]) -> Iterable[str]:
    """Names that an own field `ignoreFields` of the document leaves out of the hash ids of its events."""
    body = document.get("epcisBody") or {}
    for part in (document, body, body.get("queryResults") or {}):
        for name, value in part.items():
            if name.endswith(":ignoreFields") and isinstance(value, list | dict):
                yield from map(str, value)


def _parse(data: bytes, file: str, remarks: list[str]) -> Any:
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise Refused("the file is empty", file)
    if is_xml(data):
        from tieback.trace.epcis.markup import to_json

        return to_json(data, file, remarks)
    return load_json(text, file, remarks)


def is_xml(data: bytes) -> bool:
    """Does the file begin as XML does?"""
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") or text.startswith(_UTF_16_XML)


def load_json(text: bytes, file: str, remarks: list[str]) -> Any:
    """Strict JSON with exact numbers: UTF-8, no NaN, no name twice but eventID (remarked). Raises Refused."""
    try:
        return json.loads(
            text.decode("utf-8"),
            parse_float=exact_number,
            parse_int=exact_number,
            parse_constant=_no_constant,
            object_pairs_hook=partial(_once, remarks),
        )
    except UnicodeDecodeError as fault:
        raise Refused(f"not UTF-8 at byte {fault.start}", file, remedy="save it as UTF-8") from fault
    except (ValueError, InvalidOperation) as fault:
        raise Refused(f"not JSON: {fault}", file) from fault
    except RecursionError as fault:
        raise Refused("nested too deeply for an EPCIS document", file) from fault


def exact_number(text: str) -> Decimal | int:
    """An exact number of a sane size. Raises ValueError: no quantity of goods needs thirty digits."""
    whole = re.fullmatch(r"-?\d{1,28}", text)
    if whole:
        return int(text)
    number = Decimal(text)
    if not number.is_finite() or len(number.as_tuple().digits) > _DIGITS or abs(number.adjusted()) > _DIGITS:
        raise ValueError(f"{text[:_DIGITS]} is not a number of at most {_DIGITS} digits")
    return number


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is not a number")


def _once(remarks: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. A repeated name could hide a quantity; a repeated eventID (GS1's examples have one) hides none."""
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields and name != _REPEATABLE:
            raise ValueError(f"the name {name!r} stands twice in one object")
        if name in fields:
            remarks.append(f"{name} stands twice in one event: {value} was read, {fields[name]} was not")
        fields[name] = value
    return fields
