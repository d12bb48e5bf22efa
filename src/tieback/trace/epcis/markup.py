"""EPCIS in XML (2.0 and 1.2) to the fields of EPCIS 2.0 in JSON, so that one schema and one reader serve both.

The wrappers `extension` and `baseExtension` of 1.x are opened; elements of other namespaces keep their prefix.
Unknown elements keep their name and fail the schema. The order of elements, which the XML schema fixes, says nothing about
goods: another order is remarked, not refused.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tieback.model.refusal import Refused
from tieback.trace.epcis.document import exact_number

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_WRAPPERS = ("extension", "baseExtension")
_OURS = ("", "urn:epcglobal:epcis:xsd:", "urn:epcglobal:epcis-query:xsd:", "urn:epcglobal:xsd:")
_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_EPC_LISTS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
_QUANTITY_LISTS = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
_TYPED_LISTS = {
    "bizTransactionList": "bizTransaction",
    "sourceList": "source",
    "destinationList": "destination",
}


def to_json(data: bytes, file: str, remarks: list[str]) -> Any:
    """A document, query document or bare event as JSON fields; adds to `remarks`.

    Raises Refused for XML that is none of them.
    """
    from tieback.net.markup import parse_xml

    root = parse_xml(data, file=file)
    name = _name(root)
    jumbled = sum(_is_jumbled(part) for part in root.iter() if isinstance(part.tag, str))
    if jumbled:
        remarks.append(f"the elements of {jumbled} events stand in another order than the standard's")
    if name in {"EPCISDocument", "EPCISQueryDocument"}:
        return _document(root, name)
    if name.endswith("Event"):
        return {"@context": _context(root), **_event(root)}
    raise Refused(
        f"not EPCIS: the root element is {name}", file, remedy="give an EPCISDocument or EPCISQueryDocument"
    )


def _document(root: "_Element", name: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"@context": _context(root), "type": name}
    fields |= {key: root.get(key) for key in ("schemaVersion", "creationDate") if root.get(key) is not None}
    body: dict[str, Any] = {}
    for part in _children(root):
        match _name(part):
            case "EPCISBody":
                body = _body(part, name)
            case "EPCISHeader":
                fields["epcisHeader"] = _header(part)
            case "resultsBody" | "queryName" | "subscriptionID":  # a query document without its body element
                body = body or {
                    "queryResults": {"queryName": _text_of(root, "queryName") or "", **_results(root)}
                }
            case other if other not in _WRAPPERS:
                fields[other] = _value(part)
    if "query" in body:  # a poll asks for events: the fields of a query instead of a document
        asked: dict[str, Any] = body["query"]
        return asked
    return {**fields, "epcisBody": body}


def _body(body: "_Element", name: str) -> dict[str, Any]:
    for part in _children(body):
        match _name(part):
            case "EventList":
                return {"eventList": _event_list(part)}
            case "QueryResults":
                return {"queryResults": {"queryName": _text_of(part, "queryName") or "", **_results(part)}}
            case "Poll":
                return {"query": _poll(part)}
    return {"queryResults": {}} if name == "EPCISQueryDocument" else {}


def _results(results: "_Element") -> dict[str, Any]:
    lists = [part for part in results.iter() if isinstance(part.tag, str) and _name(part) == "EventList"]
    return {"resultsBody": {"eventList": _event_list(lists[0])}} if lists else {}


def _poll(poll: "_Element") -> dict[str, Any]:
    """The parameters of a query; without a name of the query or a value of a parameter it fails the schema."""
    query: dict[str, Any] = {} if _text_of(poll, "queryName") else {"queryName": None}
    for param in (part for part in poll.iter() if isinstance(part.tag, str) and _name(part) == "param"):
        values = [part for part in _children(param) if _name(part) == "value"]
        name = _text_of(param, "name") or "param"
        if not values:
            query[f"{name} (without a value)"] = None
        elif len(values[0]):
            query[name] = [_text(part) for part in values[0]]
        else:
            query[name] = _text(values[0])
    return query or {"eventType": None}


def _event_list(events: "_Element") -> list[Any]:
    """Events in their order; those of 1.x that stand inside `extension` included."""
    found: list[Any] = []
    for part in _children(events):
        found += _event_list(part) if _name(part) in _WRAPPERS else [_event(part)]
    return found


def _event(event: "_Element") -> dict[str, Any]:
    name = _name(event)
    if name == "QuantityEvent":  # 1.x, deprecated: a quantity of a class was observed
        return _quantity_event(event)
    return {"type": name, **_fields(event, _READERS)}


def _quantity_event(event: "_Element") -> dict[str, Any]:
    fields = _fields(event, _READERS)
    part = {"epcClass": fields.pop("epcClass", None), "quantity": _number(str(fields.pop("quantity", "")))}
    return {"type": "ObjectEvent", "action": "OBSERVE", "quantityList": [part], **fields}


def _fields(element: "_Element", readers: Mapping[str, Callable[["_Element"], Any]]) -> dict[str, Any]:
    """Children by name; a name that stands twice becomes a list, which only extensions may be."""
    fields: dict[str, Any] = {}
    for part in _children(element):
        name = _name(part)
        if name in _WRAPPERS:
            fields |= _fields(part, readers)
        elif part.get(_NIL) not in {"true", "1"}:
            value = readers.get(name, _value)(part)
            fields[name] = [*_listed(fields[name]), value] if name in fields else value
    return fields


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _epcs(element: "_Element") -> list[Any]:
    return [
        _text(part) if _name(part) == "epc" else {_name(part): _text(part)} for part in _children(element)
    ]


def _quantities(element: "_Element") -> list[Any]:
    return [_fields(part, {"quantity": lambda one: _number(_text(one))}) for part in _children(element)]


def _typed(element: "_Element") -> list[Any]:
    """Business transactions, sources, destinations: the type is an attribute, the identifier the text."""
    parts = []
    for part in _children(element):
        kind = {"type": part.get("type", "").strip()} if part.get("type") else {}
        parts.append({**kind, _name(part): _text(part)})
    return parts


def _error(element: "_Element") -> dict[str, Any]:
    return _fields(element, {"correctiveEventIDs": lambda part: [_text(one) for one in _children(part)]})


def _dispositions(element: "_Element") -> dict[str, Any]:
    return {name: _listed(value) for name, value in _fields(element, {}).items()}


def _sensors(element: "_Element") -> list[Any]:
    return [
        {
            name: _listed(value) if name == "sensorReport" else value
            for name, value in _fields(part, _SENSOR).items()
        }
        for part in _children(element)
    ]


def _attributes(element: "_Element") -> dict[str, Any]:
    return {str(name): str(value) for name, value in element.attrib.items()}


_SENSOR: Mapping[str, Callable[["_Element"], Any]] = {
    "sensorMetadata": _attributes,
    "sensorReport": _attributes,
}
_READERS: Mapping[str, Callable[["_Element"], Any]] = {
    **dict.fromkeys(_EPC_LISTS, _epcs),
    **dict.fromkeys(_QUANTITY_LISTS, _quantities),
    **dict.fromkeys(_TYPED_LISTS, _typed),
    "readPoint": lambda part: _fields(part, {}),
    "bizLocation": lambda part: _fields(part, {}),
    "ilmd": lambda part: _fields(part, {}),
    "errorDeclaration": _error,
    "persistentDisposition": _dispositions,
    "sensorElementList": _sensors,
}


def _header(header: "_Element") -> dict[str, Any]:
    """Master data in the shape of JSON; the rest of the header (SBDH) is not read."""
    vocabularies = [
        {
            "type": part.get("type"),
            "vocabularyElementList": [_element(one) for one in part.iter() if _is(one, "VocabularyElement")],
        }
        for part in header.iter()
        if _is(part, "Vocabulary")
    ]
    return {"epcisMasterData": {"vocabularyList": vocabularies}} if vocabularies else {}


def _element(element: "_Element") -> dict[str, Any]:
    attributes = [
        {"id": one.get("id"), "attribute": _text(one)} for one in element.iter() if _is(one, "attribute")
    ]
    return {"id": element.get("id"), "attributes": attributes}


def _is_jumbled(element: "_Element") -> bool:
    """In every version of the XML schema an event begins with its eventTime."""
    parts = _children(element) if _name(element).endswith("Event") else []
    names = [_name(part) for part in parts]
    return "eventTime" in names and names[0] != "eventTime"


def _is(element: "_Element", name: str) -> bool:
    return isinstance(element.tag, str) and _name(element) == name


def _value(element: "_Element") -> Any:
    """Text, or the fields of an element with children; attributes of an extension stand beside its text."""
    inner = {name: value for name, value in element.attrib.items() if name not in {_NIL, _TYPE}}
    if len(element):
        return {**{str(name): str(value) for name, value in inner.items()}, **_fields(element, {})}
    text = _text(element)
    return {**{str(name): str(value) for name, value in inner.items()}, "value": text} if inner else text


def _number(text: str) -> Any:
    """An exact number, or the text as it stands, which the schema then refuses."""
    try:
        return exact_number(text)
    except (ValueError, ArithmeticError):
        return text


def _context(root: "_Element") -> list[Any]:
    """The prefixes of a document: those of its root, and those that elements below declare for themselves."""
    spaces = {str(prefix): uri for prefix, uri in root.nsmap.items() if prefix is not None}
    for part in root.iter():
        if part.prefix is not None and part.prefix not in spaces:
            spaces[part.prefix] = str(part.tag).rpartition("}")[0].removeprefix("{")
    spaces = dict(sorted(spaces.items()))
    return ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", spaces]


def _children(element: "_Element") -> list["_Element"]:
    return [part for part in element if isinstance(part.tag, str)]


def _name(element: "_Element") -> str:
    """The bare name of an EPCIS element; prefix:name (or namespace and name) of any other."""
    space, _, name = str(element.tag).rpartition("}")
    space = space.removeprefix("{")
    if not space or space.startswith(_OURS[1:]):
        return name
    return f"{element.prefix}:{name}" if element.prefix else f"{space.rstrip('/')}/{name}"


def _text(element: "_Element") -> str:
    return (element.text or "").strip()


def _text_of(element: "_Element", name: str) -> str | None:
    return next((_text(part) for part in _children(element) if _name(part) == name), None)
