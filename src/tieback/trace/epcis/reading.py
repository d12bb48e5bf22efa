"""An event as JSON, already found to conform, becomes an `Event`. The notation of words ends here."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from tieback.model.goods import Quantity
from tieback.model.record import RowRef
from tieback.table.quantity import find_unit
from tieback.trace.epcis.event import ErrorDeclaration, Event, Item, Typed
from tieback.trace.epcis.event_hash import NO_SPACES, Spaces, hash_id
from tieback.trace.epcis.vocabulary import bare

PIECES = "pcs"


def read_event(fields: Mapping[str, Any], ref: RowRef, spaces: Spaces = NO_SPACES) -> Event:
    """One event. `fields` conform to the schema; lists of objects keep no order, so that twins read equal.

    `spaces`: what the prefixes of its document stand for, as its hash id needs it.
    """
    at, offset = _instant(fields["eventTime"]), fields["eventTimeZoneOffset"]
    return Event(
        kind=fields["type"],
        at=at,
        offset=offset,
        on=at.astimezone(_zone(offset)).date(),
        ref=ref,
        id=fields.get("eventID", fields.get("id")),
        recorded_at=_instant(fields["recordTime"]) if "recordTime" in fields else None,
        action=fields.get("action"),
        step=bare("BizStep", fields["bizStep"]) if "bizStep" in fields else None,
        disposition=bare("Disp", fields["disposition"]) if "disposition" in fields else None,
        read_point=fields.get("readPoint", {}).get("id"),
        location=fields.get("bizLocation", {}).get("id"),
        items=_items(fields, ("epcList", "childEPCs"), ("quantityList", "childQuantityList")),
        inputs=_items(fields, ("inputEPCList",), ("inputQuantityList",)),
        outputs=_items(fields, ("outputEPCList",), ("outputQuantityList",)),
        parent=fields.get("parentID"),
        transactions=_typed(fields.get("bizTransactionList"), "BTT", "bizTransaction"),
        sources=_typed(fields.get("sourceList"), "SDT", "source"),
        destinations=_typed(fields.get("destinationList"), "SDT", "destination"),
        ilmd=_ilmd(fields.get("ilmd", {})),
        error=_error(fields.get("errorDeclaration")),
        transformation=fields.get("transformationID"),
        hash_id=hash_id(fields, spaces),
    )


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _zone(offset: str) -> timezone:
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def _items(fields: Mapping[str, Any], objects: Iterable[str], classes: Iterable[str]) -> tuple[Item, ...]:
    """Objects (each once) and class quantities (each as often as it stands)."""
    single = {epc for name in objects for epc in fields.get(name, ())}
    found = [Item(epc, None, True) for epc in single]
    found += [
        Item(part["epcClass"], _quantity(part), False) for name in classes for part in fields.get(name, ())
    ]
    return tuple(sorted(found, key=_place_of))


def _place_of(item: Item) -> tuple[str, str]:
    return item.lot, "" if item.quantity is None else f"{item.quantity.unit} {item.quantity.value}"


def _quantity(part: Mapping[str, Any]) -> Quantity | None:
    """Without a unit of measure the standard reads a quantity as a count of objects."""
    if part.get("quantity") is None:
        return None
    code = part.get("uom")
    unit = find_unit(code) if code else None
    return Quantity(plain_decimal(part["quantity"]), unit.id if unit else code or PIECES)


def plain_decimal(value: Any) -> Decimal:
    """The exact number without trailing zeros, so that 10 and 10.0 are one quantity."""
    text = format(Decimal(value), "f")
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text else Decimal(text)


def _typed(parts: Any, kind: str, name: str) -> tuple[Typed, ...]:
    """A JSON-LD list of one may stand without its brackets."""
    listed = [parts] if isinstance(parts, dict) else parts or ()
    found = {Typed(bare(kind, part["type"]) if "type" in part else None, part[name]) for part in listed}
    return tuple(sorted(found, key=lambda part: (part.kind or "", part.id)))


def _ilmd(fields: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, _text(value)) for name, value in fields.items()))


def _text(value: Any) -> str:
    return (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    )


def _error(fields: Mapping[str, Any] | None) -> ErrorDeclaration | None:
    if fields is None:
        return None
    reason = bare("ER", fields["reason"]) if "reason" in fields else None
    corrections = tuple(sorted(fields.get("correctiveEventIDs", ())))
    return ErrorDeclaration(_instant(fields["declarationTime"]), reason, corrections)
