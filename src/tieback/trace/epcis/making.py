"""Events that make, use up or end lots, as transformations.

Events that share a transformationID are one transformation. A lot commissioned (CBV commissioning or
creating_class_instance, or an own step that harvests or extracts) that no other event made or moved before is
raw material of that site, as an output row without inputs is. A lot that ends goes in and comes out as waste.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tieback.model.goods import LineRole, Quantity, StockCount, Transformation, TransformationLine
from tieback.model.record import Unread
from tieback.trace.epcis.cargo import Cargo
from tieback.trace.epcis.event import Event, Item
from tieback.trace.epcis.gs1_key import comparable, is_product
from tieback.trace.epcis.place import Holders, site_of
from tieback.trace.epcis.reading import PIECES
from tieback.trace.epcis.remark import Remarks
from tieback.trace.epcis.vocabulary import move

_EXTRACTS = re.compile(
    r"(?<![a-z])(?:harvest|fishing|catch|farming|mining|extract|growing|hatch)", re.IGNORECASE
)
_PRODUCT = "a product number without lot or serial: goods under it cannot be told apart"


@dataclass(slots=True)
class Making:
    """What the events make and end; filled once by `find_makings`."""

    cargo: Cargo
    holders: Holders
    remarks: Remarks
    transformations: list[Transformation] = field(default_factory=list)
    stock: list[StockCount] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def find_makings(events: Sequence[Event], making: Making) -> Making:
    """Add the transformations, untraced stock and unread lots of `events` (in order of time) to `making`."""
    for group in _transformation_groups(events):
        _transform(group, making)
    known = {comparable(item.lot) for event in events for item in event.outputs}
    for event in events:
        if event.kind == "ObjectEvent":
            fresh = [item for item in event.items if comparable(item.lot) not in known]
            if _begins(event):
                _commission(event, [one for one in fresh if not making.cargo.is_pack(one.lot)], making)
            elif event.action == "ADD" and fresh and move(event.step) == "":
                reason = "added by a step that does not make them"
                making.remarks.add(event.ref, reason, "where they come from is untraced", _lots(fresh))
            elif _ends(event):
                _end(event, [item for item in event.items if not making.cargo.is_pack(item.lot)], making)
        if not _begins(event):
            known.update(comparable(item.lot) for item in event.items)
    return making


def quantity_of(item: Item) -> Quantity | None:
    """The stated quantity; a single object without one is one piece."""
    return Quantity(Decimal(1), PIECES) if item.quantity is None and item.instance else item.quantity


def event_name(event: Event) -> str:
    """How an event without a number of its own is called: file and its place in it."""
    return f"{event.ref.file}#{event.ref.row}"


def _begins(event: Event) -> bool:
    if event.kind != "ObjectEvent" or event.action != "ADD":
        return False
    own_step = event.step is not None and ":" in event.step
    return move(event.step) == "make" or (own_step and bool(_EXTRACTS.search(event.step or "")))


def _ends(event: Event) -> bool:
    return event.action == "DELETE" or move(event.step) == "end"


def _transformation_groups(events: Iterable[Event]) -> list[list[Event]]:
    groups: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == "TransformationEvent":
            groups.setdefault(event.transformation or event_name(event), []).append(event)
    return list(groups.values())


def _transform(group: list[Event], making: Making) -> None:
    first = group[0]
    name = first.transformation or event_name(first)
    inputs = [(event, item) for event in group for item in making.cargo.goods(event.inputs, event.at)[0]]
    outputs = [(event, item) for event in group for item in event.outputs]
    site = _one_site(group, making.remarks)
    if site is None:
        reason = f"transformation {name} does not say where it happened"
        _cannot_place(first, [item for _, item in outputs], reason, making)
        return
    _remark_products([*inputs, *outputs], making.remarks)
    if not inputs:
        making.remarks.add(
            first.ref,
            f"transformation {name} has outputs and no inputs in these records",
            "its outputs are untraced",
        )
        for event, item in outputs:
            _count(event, item, site, making)
        return
    if not outputs:
        making.remarks.add(
            first.ref, f"transformation {name} has no outputs in these records", "what it made is unknown"
        )
    lines = [_line(LineRole.IN, event, item) for event, item in inputs]
    lines += [_line(LineRole.OUT, event, item) for event, item in outputs]
    ended = max(event.on for event, _ in outputs) if outputs else None
    making.transformations.append(
        Transformation(
            id=name,
            site=site,
            holder=making.holders.holder(site),
            process=next((event.step for event in group if event.step), None),
            started_on=min(event.on for event, _ in inputs),
            ended_on=ended,
            lines=tuple(lines),
        )
    )


def _one_site(group: list[Event], remarks: Remarks) -> str | None:
    """The site of the outputs; several sites under one transformationID are noted."""
    placed = [event for event in group if event.outputs] + [event for event in group if not event.outputs]
    sites = [site for event in placed if (site := site_of(event))]
    if len({comparable(site) for site in sites}) > 1:
        others = ", ".join(sorted({site for site in sites if comparable(site) != comparable(sites[0])}))
        remarks.add(
            group[0].ref,
            f"one transformation at several places: {sites[0]}, {others}",
            f"read as at {sites[0]}",
        )
    return sites[0] if sites else None


def _commission(event: Event, items: list[Item], making: Making) -> None:
    if not items:
        return
    site = site_of(event)
    if site is None:
        _cannot_place(event, items, "commissioned nowhere: neither bizLocation nor readPoint", making)
        return
    lots = [item.lot for item in items]
    making.remarks.add(event.ref, "commissioned without inputs", "read as raw material of that site", lots)
    _remark_products([(event, item) for item in items], making.remarks)
    lines = tuple(_line(LineRole.OUT, event, item) for item in items)
    making.transformations.append(_at_once(event, site, making, lines))


def _end(event: Event, items: list[Item], making: Making) -> None:
    site = site_of(event)
    if not items:
        return
    if site is None:
        making.remarks.add(
            event.ref,
            "ended nowhere: neither bizLocation nor readPoint",
            "kept as stock of its last holder",
            _lots(items),
        )
        return
    pairs = [(_line(LineRole.IN, event, item), _line(LineRole.WASTE, event, item)) for item in items]
    lines = [line for line, _ in pairs] + [_as_waste(line) for _, line in pairs]
    if event.step == "decommissioning":
        effect = "read as waste; goods that go on under another number are not linked by any record"
        making.remarks.add(event.ref, "the number ends (decommissioning)", effect, _lots(items))
    making.transformations.append(_at_once(event, site, making, tuple(lines)))


def _at_once(
    event: Event, site: str, making: Making, lines: tuple[TransformationLine, ...]
) -> Transformation:
    holder = making.holders.holder(site)
    return Transformation(
        event_name(event), site, holder, event.step or event.action, event.on, event.on, lines
    )


def _line(role: LineRole, event: Event, item: Item) -> TransformationLine:
    document = event.transactions[0].id if event.transactions else None
    return TransformationLine(role, item.lot, None, quantity_of(item), document=document, ref=event.ref)


def _as_waste(line: TransformationLine) -> TransformationLine:
    return TransformationLine(LineRole.WASTE, f"{line.lot}#ended", None, line.quantity, ref=line.ref)


def _count(event: Event, item: Item, site: str, making: Making) -> None:
    holder = making.holders.holder(site)
    making.stock.append(StockCount(site, holder, item.lot, event.on, quantity_of(item), event.ref))


def _cannot_place(event: Event, items: list[Item], reason: str, making: Making) -> None:
    making.remarks.add(event.ref, reason, "not read: these lots are unknown", _lots(items))
    making.unread += [Unread(event.ref, item.lot, None, reason) for item in items]


def _remark_products(pairs: Iterable[tuple[Event, Item]], remarks: Remarks) -> None:
    for event, item in pairs:
        if is_product(item.lot):
            remarks.add(event.ref, _PRODUCT, "all of them are read as one lot", [item.lot])


def _lots(items: Iterable[Item]) -> list[str]:
    return [item.lot for item in items]
