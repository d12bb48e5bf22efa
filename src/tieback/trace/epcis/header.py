"""Master data in a document's header: names and addresses of places, as their sender states them."""

from collections.abc import Mapping
from typing import Any

from tieback.model.record import RowRef
from tieback.trace.epcis.event import Place

_ADDRESS = (
    "streetAddressOne",
    "streetAddressTwo",
    "streetAddressThree",
    "city",
    "county",
    "state",
    "countryCode",
)
_KINDS = ("location", "bizlocation", "readpoint", "party", "businesslocation", "sourcedest")


def read_places(header: Mapping[str, Any], file: str) -> tuple[Place, ...]:
    """Locations and parties of the header's vocabularies, sorted by id; others (products) are left out."""
    found: dict[str, Place] = {}
    data = header.get("epcisMasterData")
    for vocabulary in _dicts(data.get("vocabularyList") if isinstance(data, dict) else None):
        kind = str(vocabulary.get("type", "")).casefold()
        if not any(kind.endswith(word) for word in _KINDS):
            continue
        for number, element in enumerate(_dicts(vocabulary.get("vocabularyElementList")), start=1):
            if isinstance(element.get("id"), str):
                found.setdefault(element["id"], _place(element, RowRef(file, number)))
    return tuple(found[name] for name in sorted(found))


def _place(element: Mapping[str, Any], ref: RowRef) -> Place:
    said = {
        str(part.get("id", "")).replace("#", ":").replace("/", ":").rsplit(":", 1)[-1]: str(
            part["attribute"]
        ).strip()
        for part in _dicts(element.get("attributes"))
        if part.get("attribute") is not None
    }
    address = ", ".join(said[name] for name in _ADDRESS if said.get(name))
    country = said.get("countryCode", "").upper()
    return Place(
        element["id"],
        said.get("name"),
        address or None,
        said.get("postalCode"),
        country if len(country) == 2 else None,
        ref,
    )


def _dicts(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
