"""Shipments and receipts, paired into transfers.

Departures and arrivals of a lot are paired in order of time: shared document first, then equal quantity, then
the oldest. Steps that report one movement twice (shipping, departing; arriving, receiving, accepting) are one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tieback.model.goods import Quantity, StockCount, Transfer
from tieback.trace.epcis.cargo import Cargo
from tieback.trace.epcis.event import Event, Item, Typed
from tieback.trace.epcis.gs1_key import comparable, same_party
from tieback.trace.epcis.making import event_name, quantity_of
from tieback.trace.epcis.place import Holders, destination_of, origin_of, owner_of, party_of, place_of
from tieback.trace.epcis.remark import Remarks
from tieback.trace.epcis.vocabulary import move

_DOCUMENT_ORDER = ("inv", "desadv", "bol", "po", "recadv", "poc")
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leg:
    """One end of a movement of one item. `left`: what of it is not paired yet."""

    way: str  # depart | arrive | void
    item: Item
    event: Event
    sender: str | None
    receiver: str | None
    place: str | None
    here: str | None  # the holder of the place, where the event names no party at its own end
    owner: str | None  # who is stated to own the goods at the far end
    documents: tuple[Typed, ...]
    left: Quantity | None
    shared: bool  # the event moves other items too


@dataclass(slots=True)
class Moving:
    """What the events move; filled once by `find_moves`."""

    cargo: Cargo
    holders: Holders
    remarks: Remarks
    linked: dict[str, tuple[Typed, ...]] = field(
        default_factory=dict
    )  # lot -> documents of transaction events
    transfers: list[Transfer] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)  # name -> transfers that wanted it
    stock: list[StockCount] = field(default_factory=list)


def find_moves(events: Sequence[Event], moving: Moving) -> Moving:
    """Add the transfers and the untraced receipts of `events` (in order of time) to `moving`."""
    legs: dict[tuple[str, bool], list[Leg]] = {}
    for event in events:
        if event.kind == "TransactionEvent":
            _link(event, moving)
        if move(event.step) in {"depart", "arrive", "void"} and event.kind != "TransformationEvent":
            for leg in _legs(event, moving):
                legs.setdefault((comparable(leg.item.lot), leg.item.instance), []).append(leg)
    for key in sorted(legs):
        _pair(_merge(legs[key]), moving)
    return moving


def _legs(event: Event, moving: Moving) -> list[Leg]:
    listed = [*event.items, Item(event.parent, None, True)] if event.parent else event.items
    items, sealed = moving.cargo.goods(listed, event.at)
    if event.items and event.parent in sealed:
        items = tuple(item for item in items if item.lot != event.parent)
        sealed = tuple(lot for lot in sealed if lot != event.parent)
    if sealed:
        moving.remarks.add(event.ref, "moved with unrecorded contents", "what it held is untraced", sealed)
    way = move(event.step)
    place = destination_of(event) if way == "arrive" else origin_of(event)
    sender, receiver = _party(event.sources, moving.holders), _party(event.destinations, moving.holders)
    here = moving.holders.holder(place) if place else None
    owner, shared = owner_of(event.destinations), len(items) > 1
    return [
        Leg(
            way,
            item,
            event,
            sender,
            receiver,
            place,
            here,
            owner,
            event.transactions,
            quantity_of(item),
            shared,
        )
        for item in items
    ]


def _party(parts: Sequence[Typed], holders: Holders) -> str | None:
    """Who possesses, else owns, else holds the location that a source or destination list names."""
    place = place_of(parts)
    return party_of(parts) or (holders.holder(place) if place else None)


def _link(event: Event, moving: Moving) -> None:
    for item in moving.cargo.goods(event.items, event.at)[0]:
        form = comparable(item.lot)
        had = set(moving.linked.get(form, ()))
        found = set(event.transactions)
        moving.linked[form] = tuple(
            sorted(had - found if event.action == "DELETE" else had | found, key=_rank)
        )


def _merge(legs: Iterable[Leg]) -> list[Leg]:
    """Reports of one movement become one leg. A single object cannot move twice without arriving."""
    merged: list[Leg] = []
    for leg in legs:
        last = merged[-1] if merged else None
        if last is not None and _same_movement(last, leg):
            documents = tuple(sorted({*last.documents, *leg.documents}, key=_rank))
            known = replace(last, sender=last.sender or leg.sender, receiver=last.receiver or leg.receiver)
            known = replace(known, owner=last.owner or leg.owner)
            merged[-1] = replace(known, documents=documents, left=last.left or leg.left)
        else:
            merged.append(leg)
    return merged


def _same_movement(a: Leg, b: Leg) -> bool:
    if (
        a.way != b.way
        or a.way == "void"
        or not (_agree(a.sender, b.sender) and _agree(a.receiver, b.receiver))
    ):
        return False
    if a.left is not None and b.left is not None and a.left != b.left:
        return False
    return a.item.instance or a.event.step != b.event.step


def _pair(legs: list[Leg], moving: Moving) -> None:
    open_legs: list[Leg] = []
    early: list[Leg] = []
    for leg in legs:
        if leg.way == "depart":
            open_legs.append(leg)
        elif leg.way == "void":
            _void(leg, open_legs, moving)
        elif not _receive(leg, open_legs, moving):
            early.append(leg)
    for leg in early:
        if not _receive(leg, open_legs, moving, shipped_later=True):
            _receive_alone(leg, moving)
    for leg in open_legs:
        _ship_alone(leg, moving)


def _receive(leg: Leg, open_legs: list[Leg], moving: Moving, *, shipped_later: bool = False) -> bool:
    """Pair an arrival with the open departure that fits best; a part received leaves the rest open.

    `shipped_later`: clocks differ between partners, so a departure up to a day after the arrival may fit.
    """
    fits = _fitting(leg, open_legs, shipped_later=shipped_later)
    if not fits:
        return False
    while True:
        best = min(fits, key=lambda at: (*_distance(open_legs[at], leg), at))
        shipped = open_legs.pop(best)
        excess = _less(leg.left, shipped.left)
        fits = [at - (at > best) for at in fits if at != best]
        if excess is None or not fits:
            break
        _transfer(
            shipped, replace(leg, left=shipped.left), moving, part=True
        )  # one receipt of several shipments
        leg = replace(leg, left=excess)
    rest = _less(shipped.left, leg.left)
    if rest is not None:
        open_legs.insert(best, replace(shipped, left=rest))
    elif not (shipped.left is None or leg.left is None or shipped.left == leg.left):
        said = f"received {_said(leg.left)}, shipped {_said(shipped.left)} (event {shipped.event.ref.row})"
        moving.remarks.add(leg.event.ref, said, "both quantities are kept as a range", [leg.item.lot])
    _transfer(shipped, leg, moving, part=rest is not None or shipped.left != quantity_of(shipped.item))
    return True


def _fitting(leg: Leg, open_legs: Sequence[Leg], *, shipped_later: bool) -> list[int]:
    return [at for at, one in enumerate(open_legs) if _fits(one, leg, shipped_later=shipped_later)]


def _fits(shipped: Leg, received: Leg, *, shipped_later: bool) -> bool:
    late = shipped.event.at - received.event.at
    if not (timedelta(0) < late <= _CLOCKS_DIFFER if shipped_later else late <= timedelta(0)):
        return False
    return _agree(shipped.sender, received.sender) and _agree(shipped.receiver, received.receiver)


def _distance(shipped: Leg, received: Leg) -> tuple[bool, bool]:
    shares = bool({part.id for part in shipped.documents} & {part.id for part in received.documents})
    return not shares, shipped.left != received.left


def _less(whole: Quantity | None, part: Quantity | None) -> Quantity | None:
    """What is left of `whole` without `part`; None if nothing, or where the two cannot be compared."""
    if whole is None or part is None or whole.unit != part.unit or part.value >= whole.value:
        return None
    return replace(whole, value=whole.value - part.value)


def _transfer(shipped: Leg | None, received: Leg | None, moving: Moving, *, part: bool = False) -> None:
    one = shipped or received
    if one is None:
        return
    sender, receiver = _ends(shipped, received)
    if sender is None or receiver is None:
        return
    if same_party(sender, receiver):
        moving.remarks.add(
            one.event.ref, f"moved within {sender}", "no transfer: the holder stays the same", [one.item.lot]
        )
        return
    name = event_name(received.event if received and part else one.event)
    documents = (*(shipped.documents if shipped else ()), *(received.documents if received else ()))
    moving.transfers.append(
        Transfer(
            id=_free_name(f"{name}:{one.item.lot}" if one.shared else name, moving),
            kind=None,
            lot=one.item.lot,
            sender=sender,
            receiver=receiver,
            shipped_on=shipped.event.on if shipped else None,
            received_on=received.event.on if received else None,
            quantity=_moved(shipped.left if shipped else None, received.left if received else None),
            document=_document(documents, one.item.lot, moving),
            ref=one.event.ref,
            owner=_owner(shipped, received, moving),
        )
    )


def _owner(shipped: Leg | None, received: Leg | None, moving: Moving) -> str | None:
    """Who owns the goods once they have moved, as the events say; nobody where they name two."""
    named = [leg.owner for leg in (shipped, received) if leg is not None and leg.owner]
    if len(named) == 2 and not same_party(*named) and received is not None:
        said = f"owned by {named[1]} when received, by {named[0]} when shipped"
        moving.remarks.add(
            received.event.ref, said, "who owns it is not taken from here", [received.item.lot]
        )
        return None
    return named[0] if named else None


def _free_name(name: str, moving: Moving) -> str:
    """The name, or the first of name.2, name.3, ... that no transfer bears."""
    moving.named[name] = moving.named.get(name, 0) + 1
    return name if moving.named[name] == 1 else f"{name}.{moving.named[name]}"


def _ends(shipped: Leg | None, received: Leg | None) -> tuple[str | None, str | None]:
    """Sender and receiver: a named party, whoever names it, before the holder of the place."""
    sender = (shipped.sender if shipped else None) or (received.sender if received else None)
    receiver = (received.receiver if received else None) or (shipped.receiver if shipped else None)
    return sender or (shipped.here if shipped else None), receiver or (received.here if received else None)


def _moved(shipped: Quantity | None, received: Quantity | None) -> Quantity | None:
    """The received part of a shipment; more received than shipped is a range that holds both."""
    if shipped is None or received is None:
        return received or shipped
    if shipped.unit == received.unit and received.value > shipped.value:
        half = (received.value - shipped.value) / 2
        return replace(received, value=shipped.value + half, tolerance=half)
    return received if shipped.unit == received.unit else shipped


def _document(documents: Sequence[Typed], lot: str, moving: Moving) -> str | None:
    found = sorted(documents, key=_rank) or list(moving.linked.get(comparable(lot), ()))
    return found[0].id if found else None


def _rank(part: Typed) -> tuple[int, str, str]:
    kind = part.kind or ""
    return (_DOCUMENT_ORDER.index(kind) if kind in _DOCUMENT_ORDER else len(_DOCUMENT_ORDER), kind, part.id)


def _void(leg: Leg, open_legs: list[Leg], moving: Moving) -> None:
    for at in reversed(range(len(open_legs))):
        if _agree(open_legs[at].sender, leg.sender):
            voided = open_legs.pop(at)
            moving.remarks.add(
                leg.event.ref,
                f"the shipment of event {voided.event.ref.row} is void",
                "not read as a transfer",
                [leg.item.lot],
            )
            return
    moving.remarks.add(
        leg.event.ref, "a shipment is void that is not in these records", "nothing changes", [leg.item.lot]
    )


def _ship_alone(leg: Leg, moving: Moving) -> None:
    if all(_ends(leg, None)):
        moving.remarks.add(
            leg.event.ref, "shipped, receipt not recorded", "received on an unknown day", [leg.item.lot]
        )
        _transfer(leg, None, moving)
        return
    reason, effect = (
        "shipped to nobody that the event names",
        "not read as a transfer: where it went is unknown",
    )
    moving.remarks.add(leg.event.ref, reason, effect, [leg.item.lot])


def _receive_alone(leg: Leg, moving: Moving) -> None:
    sender, receiver = _ends(None, leg)
    if sender is not None and receiver is not None:
        moving.remarks.add(
            leg.event.ref, "received, shipment not recorded", "shipped on an unknown day", [leg.item.lot]
        )
        _transfer(None, leg, moving)
    elif receiver is not None:
        reason, effect = (
            "received from nobody that the event names",
            "what its receiver holds of it is untraced",
        )
        moving.remarks.add(leg.event.ref, reason, effect, [leg.item.lot])
        site = leg.place or receiver
        moving.stock.append(StockCount(site, receiver, leg.item.lot, leg.event.on, leg.left, leg.event.ref))
    else:
        moving.remarks.add(
            leg.event.ref, "received by nobody that the event names", "not read", [leg.item.lot]
        )


def _agree(a: str | None, b: str | None) -> bool:
    return a is None or b is None or same_party(a, b)


def _said(quantity: Quantity | None) -> str:
    return f"{quantity.value} {quantity.unit}" if quantity else "an unstated quantity"
