"""The hash id of an event: one number for the same event in JSON or XML, whoever stores it (CBV 2.0, section 8.9).

The event's content is written as one canonical string, the pre-hash, and hashed. Two events with one id say the same;
an id that an event carries and that its content does not give shows that one of the two was changed. A hash alone
says nothing of who made it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tieback.trace.epcis.gs1_key import canonical_link
from tieback.trace.epcis.hash_order import INNER, ITEM, ORDER, TIMES, WORDS

_SPACES: Mapping[str, str] = {
    "gs1": "https://gs1.org/voc/",
    "cbv": "https://ref.gs1.org/cbv/",
    "epcis": "https://ref.gs1.org/epcis/",
}
_COMMENTS = frozenset({"@context", "rdfs:comment", "comment"})
_UNHASHED = frozenset({"eventID", "id", "type", "recordTime", "errorDeclaration"}) | _COMMENTS
_URN = re.compile(r"urn:epcglobal:cbv:(bizstep|disp|btt|sdt|er|comp):(?=\w)")
_URN_KIND = {"bizstep": "BizStep", "disp": "Disp", "btt": "BTT", "sdt": "SDT", "er": "ER", "comp": "Comp"}
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_FRACTION = re.compile(r"(?<=\.)\d+")
_BARE = re.compile(r"[\w-]+")
_KEPT = 4096  # fields of one document
_EXACT = 2**53  # whole numbers below it are binary doubles
_DEEP = frozenset({*ITEM, *INNER})  # fields that hold others
_PLACED = frozenset({*ORDER, *_UNHASHED})
_SIGNS = frozenset("+-.0123456789")


@dataclass(frozen=True, slots=True)
class Spaces:
    """What prefixes of a document stand for: those of its names; those of its values (JSON-LD alone)."""

    names: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=lambda: _SPACES)
    ignored: frozenset[str] = frozenset()  # names that the document leaves out of every hash
    said: dict[tuple[str, str, str], str] = field(
        default_factory=dict, compare=False, repr=False
    )  # only saves work


NO_SPACES = Spaces()


def spaces_of(context: Any, ignored: frozenset[str] = frozenset(), *, in_values: bool = True) -> Spaces:
    """The prefixes of a JSON-LD context (those of XML name elements only: `in_values` False), with GS1's own."""
    declared = _prefixes(context)
    return Spaces(declared, {**declared, **_SPACES} if in_values else _SPACES, ignored)


def hash_id(event: Mapping[str, Any], spaces: Spaces) -> str:
    """The CBV 2.0 hash id of an event given as JSON fields: ni:///sha-256;...?ver=CBV2.0."""
    digest = sha256(prehash(event, spaces).encode("utf-8", "surrogatepass")).hexdigest()
    return f"ni:///sha-256;{digest}?ver=CBV2.0"


def prehash(event: Mapping[str, Any], spaces: Spaces) -> str:
    """The canonical string of an event: standard fields in the order of the standard, everything else sorted."""
    text = _Text(_with_event_context(event, spaces) if "@context" in event else spaces)
    ordered = [
        text.field("", name, event[name]) for name in ORDER if name in event and name not in spaces.ignored
    ]
    rest = [
        text.other(name, value)
        for name, value in event.items()
        if name not in _PLACED and name not in spaces.ignored
    ]
    rest += text.misplaced
    rest.sort()
    return f"eventType={text.name(str(event['type']))}{''.join(ordered)}{''.join(rest)}"


@dataclass(slots=True)
class _Text:
    """Writes parts of one event; `misplaced` gathers plain fields that stand where the standard has none."""

    spaces: Spaces
    misplaced: list[str] = field(default_factory=list)

    def field(self, parent: str, name: str, value: Any) -> str:
        """A standard field: its name and value, or its name and what is in it, or nothing."""
        if isinstance(value, str) and (said := self.spaces.said.get((parent, name, value))) is not None:
            return said  # most of all fields: steps, places and parties recur from event to event
        if name not in _DEEP:
            return self._leaf(parent, name, value)
        if name in ITEM:
            parts = self._members(name, value)
            return name + "".join(parts) if any(parts) else ""
        inner = [self._object(name, one, (name,)) for one in _listed(value)]
        return "".join(sorted(name + text for text in inner if text))

    def _leaf(self, parent: str, name: str, value: Any) -> str:
        """A field without parts; lists become repeated names. The first few texts are kept."""
        if isinstance(value, str):
            if name in TIMES:
                return self._said(name, _instant(value))
            said = self._said(name, self._word(parent, name, value))
            if len(self.spaces.said) < _KEPT:
                self.spaces.said[parent, name, value] = said
            return said
        return "".join(sorted([self._said(name, self._word(parent, name, one)) for one in _listed(value)]))

    def other(self, name: str, value: Any) -> str:
        """A field outside the standard order; lists become repeated names, objects their sorted fields."""
        if name in _DEEP:
            return self.field("", name, value)
        return "".join(sorted(self._own(name, one) for one in _listed(value)))

    def name(self, text: str) -> str:
        """A name with its prefix resolved: {namespace}local."""
        prefix, colon, local = text.partition(":")
        return f"{{{self.spaces.names[prefix]}}}{local}" if colon and prefix in self.spaces.names else text

    def _own(self, name: str, value: Any) -> str:
        head = self.name(name)
        if isinstance(value, Mapping):
            return head + self._inside(value)
        said = self._plain(value)
        return f"{head}={said}" if said else head

    def _inside(self, value: Mapping[str, Any]) -> str:
        """The fields of an own object, sorted. An element of XML with attributes keeps its text under "value"."""
        has_text = "value" in value and any(name.startswith("{") for name in value)
        left_out = _COMMENTS | {"value"} if has_text else _COMMENTS
        said = self._plain(value["value"]) if has_text else ""
        parts = sorted(self.other(name, one) for name, one in value.items() if name not in left_out)
        return (f"={said}" if said else "") + "".join(parts)

    def _members(self, name: str, value: Any) -> list[str]:
        """What the members of a list are called and hold, sorted."""
        item = ITEM[name]
        found = []
        for one in _listed(value):
            if isinstance(one, str) or not isinstance(one, Mapping):
                found.append(self._said(item, self._plain(one)))
            else:
                inner = self._object(name, one, (name, item))
                found.append(item + inner if inner else "")
        found.sort()
        return found

    def _object(self, name: str, value: Any, path: tuple[str, ...]) -> str:
        """The fields of a standard object in their order, then the own ones, sorted."""
        if not isinstance(value, (dict, Mapping)):  # the first is quicker to tell
            return ""
        fields = INNER[name]
        parts = [self.field(name, key, value[key]) for key in fields if key in value]
        known = "".join(parts)
        if len(parts) == len(value):
            return known
        others = [key for key in value if key not in fields and key not in self.spaces.ignored]
        own = sorted(self.other(key, value[key]) for key in others if ":" in key)
        way = (
            ("sensorElementList", "sensorElement", name)
            if name.startswith("sensor") and len(path) == 1
            else path
        )
        self.misplaced += ["".join(way) + self.other(key, value[key]) for key in others if ":" not in key]
        return known + "".join(own)

    def _said(self, name: str, value: str) -> str:
        return f"{name}={value}" if value else ""

    def _word(self, parent: str, name: str, value: Any) -> str:
        if name in TIMES:
            return _instant(str(value))
        start = WORDS.get((parent, name))
        if start is not None and isinstance(value, str) and _BARE.fullmatch(value.strip()):
            value = start + value.strip()
        return self._plain(value)

    def _plain(self, value: Any) -> str:
        """A value in canonical form: trimmed, words as URIs, numbers without idle zeros, GS1 keys as links."""
        if isinstance(value, str):
            text = value.strip()
        elif isinstance(value, bool):
            return "true" if value else "false"
        elif isinstance(value, (int, Decimal)) and -_EXACT < value < _EXACT:
            return _shortest(float(value))
        else:
            text = format(value, "f") if isinstance(value, Decimal) else str(value).strip()
        if text.startswith("urn:epc"):
            if text.startswith("urn:epcglobal:cbv:"):
                text = _URN.sub(lambda found: _SPACES["cbv"] + _URN_KIND[found[1]] + "-", text)
            elif "urn" not in self.spaces.values:
                return canonical_link(text) or text
        if not text or text[0] in _SIGNS:
            return _shortest(float(text)) if _NUMBER.fullmatch(text) else text
        prefix, colon, local = text.partition(":")
        if not colon:  # no prefix, no key
            return text
        if prefix in self.spaces.values and not local.startswith("//"):
            text = self.spaces.values[prefix] + local
        return canonical_link(text) or text


def _with_event_context(event: Mapping[str, Any], spaces: Spaces) -> Spaces:
    own = _prefixes(event.get("@context"))
    return Spaces({**spaces.names, **own}, {**spaces.values, **own}, spaces.ignored) if own else spaces


def _prefixes(context: Any) -> dict[str, str]:
    """The prefixes that a JSON-LD context declares."""
    parts = (part for part in _listed(context) if isinstance(part, Mapping))
    return {
        key: uri for part in parts for key, uri in part.items() if isinstance(uri, str) and key[:1] != "@"
    }


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _instant(text: str) -> str:
    """UTC to the millisecond, halves of one upward; a text that is no instant stands as it is."""
    digits = _FRACTION.search(text) if "." in text else None
    try:
        whole = datetime.fromisoformat(text if digits is None else text.replace(f".{digits[0]}", "", 1))
    except ValueError:
        return text
    thousandths = 0 if digits is None else (int((digits[0] + "0000")[:4]) + 5) // 10
    at = whole.astimezone(UTC) + timedelta(milliseconds=thousandths)
    return at.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _shortest(number: float) -> str:
    """A number as the reference implementation writes it: through a binary double, without a trailing ".0"."""
    return str(int(number)) if number.is_integer() else repr(number)
