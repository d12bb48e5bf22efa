"""Records that cannot all be true: more left than came, one mass sold twice, effects before their causes.

What a count or a transformation merely leaves open is a gap, not a conflict. Documents are compared with rows in
`papers`. Nothing here decides which record is wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tieback.model.record import RowRef
from tieback.model.trace import Conflict
from tieback.trace.account import Account
from tieback.trace.closure import Closure
from tieback.trace.ledger import Box, Kind, Ledger, Movement, Node
from tieback.trace.mass import Amount, Bound, Exact, rounded_even


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict with the nodes, and the transfers and transformations (`records`), that it concerns.

    `voids`: masses cannot be right, so whatever depends on them has no bounds. `timely`: only because of dates.
    """

    conflict: Conflict
    nodes: frozenset[Node]
    records: frozenset[str] = frozenset()
    voids: bool = True
    timely: bool = False


def clashes(ledger: Ledger, accounts: dict[Node, Account]) -> tuple[Clash, ...]:
    """The conflicts between the movements themselves, sorted by id."""
    found = [*_order_clashes(ledger), *_yield_clashes(ledger)]
    for account in accounts.values():
        if account.comparable and account.node not in ledger.doubtful_nodes:
            found += _stock_clashes(account, ledger)
    return tuple(sorted(found, key=lambda clash: clash.conflict.id))


def _stock_clashes(account: Account, ledger: Ledger) -> Iterator[Clash]:
    """More left a node than had come, in all or on the day."""
    if not any(day.impossible for day in account.days):
        return
    lot, holder = account.node
    came = [ledger.movements[index] for day in account.days for index in day.arrivals]
    left = [ledger.movements[index] for day in account.days for index in day.departures]
    supply, demand = account.supply(ledger), account.demand(ledger)
    rows = rows_of([*came, *left], (count.count.ref for day in account.days for count in day.counts))
    if demand.low <= supply.high:
        day = next(day for day in account.days if day.impossible)
        more = (
            f"{_kg(day.short.low)} kg more" if day.short.measured else "none had; how much left is not stated"
        )
        text = (
            f"{holder} gave out more of lot {lot} by {_said(day.on)} than had reached it by then "
            f"({more}), although enough came in the end"
        )
        yield Clash(
            _conflict("out-of-order", account.node, rows, text), frozenset({account.node}), timely=True
        )
        return
    kind = "sold-twice" if _is_sold_twice(left, supply) else "more-out-than-in"
    text = (
        f"{holder} gave out {_kg(demand.low)} kg of lot {lot} but at most {_kg(supply.high)} kg came to it, "
        f"in the records supplied"
    )
    yield Clash(_conflict(kind, account.node, rows, text), frozenset({account.node}))


def unfed(closure: Closure, supply: Bound) -> tuple[Conflict]:
    """The lot of a closure weighs more than the `supply`, milligrams, that all sources together can have given it."""
    node = closure.target.node
    text = (
        f"{node.holder} made {_kg(closure.amount.low)} kg of lot {node.lot}, of which at most {_kg(supply)} kg can have "
        f"come from anything: quantities, yields, stock counts and dates upstream do not agree"
    )
    arcs = (closure.network.arcs[index] for index in closure.target.arcs)
    rows = rows_of([arc.movement for arc in arcs if arc.movement is not None])
    return (_conflict("more-out-than-in", node, rows, text),)


def _is_sold_twice(left: list[Movement], supply: Amount) -> bool:
    """Did one mass go to several receivers, each of whom alone could have had it?"""
    goes: dict[str, Exact] = {}
    for movement in left:
        receiver = movement.taker.holder if movement.taker else movement.record
        goes[receiver] = goes.get(receiver, 0) + movement.amount.low
    sold = any(movement.kind is Kind.TRANSFER for movement in left)
    return sold and len(goes) > 1 and all(mass <= supply.high for mass in goes.values())


def _order_clashes(ledger: Ledger) -> Iterator[Clash]:
    """Received before shipped, finished before begun."""
    for movement in ledger.movements:
        if movement.kind is Kind.TRANSFER and _before(movement.came_on, movement.left_on):
            text = (
                f"transfer {movement.record} was received on {movement.came_on}, "
                f"before it was shipped on {movement.left_on}"
            )
            nodes = frozenset(node for node in (movement.giver, movement.taker) if node)
            yield Clash(
                _conflict("out-of-order", movement.record, rows_of([movement]), text), nodes, timely=True
            )
    seen: set[str] = set()
    for box in ledger.boxes:
        item = box.transformation
        if item.id not in seen and _before(item.ended_on, item.started_on):
            seen.add(item.id)
            rows = tuple(sorted({line.ref for line in item.lines if line.ref is not None}))
            text = (
                f"transformation {item.id} ended on {item.ended_on}, before it started on {item.started_on}"
            )
            yield Clash(
                _conflict("out-of-order", item.id, rows, text), frozenset(), frozenset({item.id}), timely=True
            )


def _yield_clashes(ledger: Ledger) -> Iterator[Clash]:
    """A transformation gave more than it took, or what its stated yield rules out."""
    for box in ledger.boxes:
        taken, given = box.component.taken, box.component.given
        if box.transformation.id in ledger.doubtful_transformations or box.range.rule == "basis":
            continue
        stated = box.range.rule == "stated"
        most = box.range.high if stated else max(box.range.high, 1) if box.range.rule == "process" else 1
        above = taken.measured and given.low > taken.high * most
        below = stated and given.measured and given.high < taken.low * box.range.low
        if not above and not below:
            continue
        name = box.component.name
        what = f"transformation {box.transformation.id}" + (f", component {name}" if name else "")
        text = f"{what}: {_kg(given.low)} kg came out of {_kg(taken.low)} kg, " + (
            f"outside the yield that is stated for it ({_share(box)})" if stated else "more than went in"
        )
        rows = tuple(
            sorted(
                {item.line.ref for item in (*box.component.inputs, *box.component.outputs) if item.line.ref}
            )
        )
        ref = f"{box.transformation.id}-{name}" if name else box.transformation.id
        yield Clash(
            Conflict(
                f"conflict-more-out-than-in-{ref}", "more-out-than-in", box.transformation.id, rows, text
            ),
            frozenset(),
            frozenset({box.transformation.id}),
        )


def rows_of(movements: Iterable[Movement], more: Iterable[RowRef | None] = ()) -> tuple[RowRef, ...]:
    """The rows that movements were read from, sorted, each once."""
    refs = [*(movement.ref for movement in movements), *more]
    return tuple(sorted({ref for ref in refs if ref is not None}))


def _conflict(kind: str, about: Node | str, rows: tuple[RowRef, ...], text: str) -> Conflict:
    ref = about if isinstance(about, str) else about.lot
    name = about if isinstance(about, str) else f"{about.lot}-{about.holder}"
    return Conflict(f"conflict-{kind}-{name}", kind, ref, rows, text)


def _before(a: date | None, b: date | None) -> bool:
    return a is not None and b is not None and a < b


def _said(on: date | None) -> str:
    return on.isoformat() if on else "a day that is not stated"


def _share(box: Box) -> str:
    return f"{float(box.range.low):g} to {float(box.range.high):g}"


def _kg(value: Exact | float) -> str:
    return "an unknown number of" if isinstance(value, float) else format(rounded_even(value), "f")
