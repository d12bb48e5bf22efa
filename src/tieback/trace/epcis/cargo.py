"""What a pallet, case or asset holds at an instant, from aggregation and association events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from tieback.trace.epcis.event import Event, Item
from tieback.trace.epcis.gs1_key import comparable, is_container

_DEEPEST = 50  # pallets in containers in ships; deeper is no packing
_JOINS = ("AggregationEvent", "AssociationEvent")


@dataclass(frozen=True, slots=True)
class Cargo:
    """Membership events by parent (comparison form), in order of time; `made`: lots of transformations."""

    joins: Mapping[str, tuple[Event, ...]]
    made: frozenset[str]

    def is_pack(self, lot: str) -> bool:
        """It holds goods and is none: a logistic unit, or a parent that no transformation names."""
        form = comparable(lot)
        return form not in self.made and (is_container(lot) or form in self.joins)

    def contents(self, parent: str, at: datetime) -> tuple[Item, ...]:
        """The children at `at`: put in by then and not taken out, or first seen in it afterwards."""
        inside: dict[tuple[str, bool], Item] = {}
        touched: set[tuple[str, bool]] = set()
        for event in self.joins.get(comparable(parent), ()):
            for item in event.items:
                key = (comparable(item.lot), item.instance)
                if event.at <= at and event.action == "DELETE":
                    inside.pop(key, None)
                elif event.at <= at or (event.action != "ADD" and key not in touched):
                    inside[key] = item
                touched.add(key)
            if event.action == "DELETE" and not event.items and event.at <= at:
                inside.clear()
        return tuple(inside[key] for key in sorted(inside))

    def goods(self, items: Iterable[Item], at: datetime) -> tuple[tuple[Item, ...], tuple[str, ...]]:
        """Items with packs replaced by what they hold, and the packs of unknown contents (which stay).

        What an event names itself is not taken from its pack again.
        """
        listed = tuple(items)
        plain = [item for item in listed if not self.is_pack(item.lot)]
        named = {comparable(item.lot) for item in plain}
        packed: list[Item] = []
        sealed: list[str] = []
        for item in listed:
            if self.is_pack(item.lot):
                inner, closed = self._open(item, at, frozenset())
                packed += [one for one in inner if comparable(one.lot) not in named]
                sealed += closed
        return tuple(sorted([*plain, *packed], key=_order)), tuple(sorted(set(sealed)))

    def _open(self, item: Item, at: datetime, above: frozenset[str]) -> tuple[list[Item], list[str]]:
        form = comparable(item.lot)
        if not self.is_pack(item.lot):
            return [item], []
        inner = self.contents(item.lot, at) if form not in above and len(above) < _DEEPEST else ()
        if not inner:
            return [item], [item.lot]
        parts = [self._open(one, at, above | {form}) for one in inner]
        return [one for goods, _ in parts for one in goods], [one for _, closed in parts for one in closed]


def _order(item: Item) -> tuple[str, bool, str]:
    return comparable(item.lot), item.instance, "" if item.quantity is None else str(item.quantity.value)


def load_cargo(events: Iterable[Event]) -> Cargo:
    """Read the membership events. Aggregations without a parent (allowed with OBSERVE) join nothing."""
    joins: dict[str, list[Event]] = {}
    made: set[str] = set()
    for event in events:
        if event.kind in _JOINS and event.parent:
            joins.setdefault(comparable(event.parent), []).append(event)
        made.update(comparable(item.lot) for item in (*event.inputs, *event.outputs))
    ordered = {parent: tuple(sorted(found, key=lambda e: (e.at, e.ref))) for parent, found in joins.items()}
    return Cargo(ordered, frozenset(made))
