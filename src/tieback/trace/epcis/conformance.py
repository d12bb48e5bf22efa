"""Is this an EPCIS 2.0 document? If not, where, and what stands there, in words a supplier can act on.

Checks structure, required fields, vocabulary words, times and namespaces of extensions. It does not resolve
JSON-LD contexts or check that an identifier was issued.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, datetime
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from tieback.trace.epcis import vocabulary

if TYPE_CHECKING:
    import jsonschema_rs

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)")
_ROOTS = {"EPCISDocument": "document", "EPCISQueryDocument": "queryDocument"}
_LONGEST = 80


def is_instant(text: str) -> bool:
    """An ISO 8601 date, time (seconds may be left out) and offset that exists in the calendar."""
    if not _INSTANT.fullmatch(text):
        return False
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return False
    return MINYEAR < read.year < MAXYEAR  # so that every offset can be applied to it


def validate(document: Any) -> list[str]:
    """Readable errors of a JSON document, in the order of the document; none if it conforms.

    A document is an EPCISDocument, an EPCISQueryDocument, a bare event, or a query (which holds no events).
    """
    if not isinstance(document, dict):
        return [f"(document): {_shown(document)} is not an object"]
    try:
        errors = [(_positions(found.instance_path), *_say(found)) for found in _faults(document)]
    except UnicodeEncodeError:
        return ["(document): a text holds half a character (a lone surrogate)"]
    return [f"{path}: {text}" for _, path, text in sorted(set(errors))]


def root_of(document: Mapping[str, Any]) -> str:
    """Which definition of the schema a document is held to: document, queryDocument, query or bareEvent."""
    kind = document.get("type")
    if isinstance(kind, str) and kind in _ROOTS:
        return _ROOTS[kind]
    asks = any(re.match(r"[A-Z]+_|eventType$|orderBy$", name) for name in document)
    return "query" if kind is None and asks else "bareEvent"


def _faults(document: Mapping[str, Any]) -> Iterable["jsonschema_rs.ValidationError"]:
    if "type" not in document and root_of(document) == "bareEvent" and "epcisBody" in document:
        return _validator("document").iter_errors(document)
    return _validator(root_of(document)).iter_errors(document)


@cache
def _schema() -> Mapping[str, Any]:
    text = files("tieback.trace.epcis").joinpath("epcis.schema.json").read_text(encoding="utf-8")
    schema: Mapping[str, Any] = json.loads(text)
    return schema


@cache
def _validator(root: str) -> "jsonschema_rs.Draft7Validator":
    from jsonschema_rs import Draft7Validator

    formats = {f"cbv:{kind}": partial(vocabulary.is_word, kind) for kind in vocabulary.TITLES}
    schema = {"$ref": f"#/definitions/{root}", "definitions": _schema()["definitions"]}
    return Draft7Validator(schema, validate_formats=True, formats={**formats, "instant": is_instant})


def _say(found: "jsonschema_rs.ValidationError") -> tuple[str, str]:
    """The readable path and sentence of one fault."""
    detail, path = found.kind.as_dict(), _path(found.instance_path)
    match found.kind.name:
        case "required":
            return _path([*found.instance_path, str(detail["property"]).strip('"')]), "missing"
        case "propertyNames":
            name = str(detail["error"].instance)
            return _path(
                [*found.instance_path, name]
            ), "unknown field; one of your own needs a namespace (prefix:name)"
        case "additionalProperties":
            return path, f"unknown field {', '.join(sorted(detail['unexpected']))}"
        case "format" if detail["format"].startswith("cbv:"):
            return path, _not_a_word(detail["format"].removeprefix("cbv:"), str(found.instance))
    title = _title(found.schema_path)
    return path, f"{_shown(found.instance)} is not {title}" if title else found.message


def _not_a_word(kind: str, text: str) -> str:
    if kind == "action":
        return f"{text!r} is not one of {', '.join(vocabulary.words(kind))}"
    known = ", ".join(vocabulary.words(kind)[:3])
    return f"{text!r} is not a {vocabulary.TITLES[kind]} ({known}, ...) nor a URI of your own vocabulary"


def _title(schema_path: list[str | int]) -> str | None:
    """The title of the innermost part of the schema that failed; `$ref` steps are followed."""
    part: Any = {"$ref": None, **_schema()}
    title = None
    for step in schema_path:
        if step == "$ref":
            continue
        while isinstance(part, dict) and isinstance(part.get("$ref"), str):
            part = _schema()["definitions"][part["$ref"].rsplit("/", 1)[-1]]
        if isinstance(part, dict):
            title = part.get("title", title)
        part = part[step] if not isinstance(part, dict) or step in part else {}
    return title


def _path(steps: Iterable[str | int]) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".") or "(document)"


def _positions(steps: Iterable[str | int]) -> tuple[int, ...]:
    """Where in the document a path points: places in lists only, so that the order of keys decides nothing."""
    return tuple(step for step in steps if isinstance(step, int))


def _shown(value: Any) -> str:
    if isinstance(value, dict | list):
        return "the object" if isinstance(value, dict) else "the list"
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
