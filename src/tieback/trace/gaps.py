"""What the records of a trace do not say: each a named gap with its rows and what would close it.

Gaps about documents are found in `papers`.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from tieback.model.case import Case
from tieback.model.goods import LineRole
from tieback.model.record import RowRef
from tieback.model.trace import Gap
from tieback.trace.capacity import capacity_gaps
from tieback.trace.closure import Closure
from tieback.trace.custody import custody_gaps
from tieback.trace.ledger import Box, Kind, Movement, Node
from tieback.trace.lots import SourceKind
from tieback.trace.machine import machine_gaps
from tieback.trace.mass import Exact, rounded_even, total
from tieback.trace.papers import support
from tieback.trace.payment import payment_gaps, settlements
from tieback.trace.reconcile import rows_of
from tieback.trace.scope import Scope
from tieback.trace.yields import process_guides, process_yield


def find_gaps(scope: Scope, closure: Closure | None = None) -> tuple[Gap, ...]:
    """All gaps of a trace but those of documents, sorted by id, each once; `closure`: of an upstream trace."""
    papers = support(scope.book.case)
    found = [
        *(_untraced(scope, closure) if closure else ()),
        *_dates(scope),
        *_masses(scope),
        *_yields(scope),
        *_unusual_yields(scope),
        *capacity_gaps(scope.book.case, scope.book.ledger, scope.transformations),
        *machine_gaps(scope.book.case, papers, scope.transformations),
        *payment_gaps(settlements(scope.book.case, papers), scope.transfers),
        *custody_gaps(papers, (*scope.transfers, *scope.transformations)),
        *_stock(scope),
        *_unread(scope),
        *_loops(scope),
    ]
    return unique(found)


def unique(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Gaps sorted by id, each once."""
    return tuple(sorted({gap.id: gap for gap in gaps}.values(), key=lambda gap: gap.id))


def bom_gaps(case: Case, scope: Scope) -> tuple[Gap, ...]:
    """Lines of the bill of materials that lead to no lot of the trace."""
    reached = {node.lot for node in scope.nodes}
    found = []
    for line in case.bom:
        if line.lot is not None and not line.not_traced and line.lot in reached:
            continue
        name = f"{line.style}-{line.component}" if line.style else line.component
        why = (
            "was not traced"
            if line.lot is None
            else f"names lot {line.lot}, which no record joins to this one"
        )
        reason = f" ({line.reason})" if line.reason else ""
        text = f"bill of materials: {line.component} {why}{reason}; supply the records of its lot"
        ref = line.lot or line.component
        found.append(Gap(f"gap-bom-not-traced-{name}", "bom-not-traced", ref, _rows([line.ref]), text))
    return unique(found)


def _untraced(scope: Scope, closure: Closure) -> Iterator[Gap]:
    masses: dict[tuple[Node, str | None], list[Exact | None]] = {}
    for pipe in closure.pipes:
        if pipe.source is not None and pipe.source.kind is SourceKind.UNTRACED:
            masses.setdefault((pipe.source.node, pipe.source.record), []).append(pipe.amount.nominal)
    for (node, record), parts in masses.items():
        known = [part for part in parts if part is not None]
        kg = f"{_kg(sum(known, start=0))} kg" if len(known) == len(parts) else "an unknown mass"
        account = scope.book.accounts.get(node)
        days = account.days if account else ()
        moved = [scope.movement(index) for day in days for index in (*day.departures, *day.arrivals)]
        counts = (count.count.ref for day in days for count in day.counts)
        if record is not None:
            moved = [movement for movement in moved if movement.record == record]
        what = f", a component that {record} takes in without saying so" if record else ""
        yield Gap(
            f"gap-untraced-{node.lot}-{node.holder}" + (f"-{record}" if record else ""),
            "untraced",
            node.lot,
            rows_of(moved, counts),
            f"{kg} of lot {node.lot} at {node.holder}{what}: no record says where it came from; "
            f"ask {node.holder} for the purchase or production record",
        )


def _dates(scope: Scope) -> Iterator[Gap]:
    missing: dict[str, list[Movement]] = {}
    for movement in map(scope.movement, scope.movements):
        left = movement.giver is not None and movement.left_on is None
        came = movement.taker is not None and movement.came_on is None
        if left or came:
            missing.setdefault(movement.record, []).append(movement)
    for record, movements in missing.items():
        what = "transfer" if movements[0].kind is Kind.TRANSFER else "transformation"
        text = f"{what} {record} lacks a date; every order of events is held possible where it matters"
        yield Gap(f"gap-date-missing-{record}", "date-missing", record, rows_of(movements), text)


def _masses(scope: Scope) -> Iterator[Gap]:
    lacking: dict[tuple[str, str], list[Movement]] = {}
    for movement in map(scope.movement, scope.movements):
        if not movement.amount.measured:
            node = movement.giver or movement.taker
            lot = movement.line.lot if movement.line else node.lot if node else ""
            lacking.setdefault((movement.record, lot), []).append(movement)
    for (record, lot), movements in lacking.items():
        quantity = movements[0].quantity
        if quantity is not None and quantity.value < 0:
            text = f"lot {lot} in {record}: {quantity.value:f} {quantity.unit} is less than nothing; correct the row"
            yield Gap(f"gap-mass-unknown-{record}-{lot}", "mass-unknown", lot, rows_of(movements), text)
            continue
        said = "no quantity" if quantity is None else f"{quantity.value:f} {quantity.unit}"
        supply = "state its quantity" if quantity is None else f"state kg per {quantity.unit} in units.csv"
        text = f"lot {lot} in {record}: {said}, so no mass; {supply}"
        yield Gap(f"gap-mass-unknown-{record}-{lot}", "mass-unknown", lot, rows_of(movements), text)


_YIELD_KINDS = {
    "unstated": "yield-unstated",
    "process": "yield-assumed",
    "merged": "component-mismatch",
    "basis": "basis-mixed",
}


def _yields(scope: Scope) -> Iterator[Gap]:
    for index in sorted(scope.boxes):
        box = scope.book.ledger.boxes[index]
        kind = _YIELD_KINDS.get(box.range.rule)
        if kind is None:
            continue
        record, name = box.transformation.id, box.component.name
        most = "any" if isinstance(box.range.high, float) else f"{float(box.range.high):g}"
        what = f"transformation {record}" + (f", component {name}" if name else "")
        text = f"{what}: {box.range.source}; a yield from {float(box.range.low):g} to {most} is held possible"
        if kind == "yield-unstated":
            text += _guide(box)
        yield Gap(f"gap-{kind}-{record}" + (f"-{name}" if name else ""), kind, record, _box_rows(box), text)


def _guide(box: Box) -> str:
    """What the process table says without deciding anything."""
    item = box.transformation
    on = item.ended_on or item.started_on
    rows = process_guides(item.process, on.year if on else None) if item.process else ()
    said = "; ".join(f"{row.part} {_span(row.low, row.high)} %" for row in rows)
    return f" (unverified figures for {item.process}, which decide nothing: {said})" if said else ""


def _span(low: Fraction, high: Fraction) -> str:
    """Percent, one figure where both ends are the same."""
    return " to ".join(dict.fromkeys(f"{float(end) * 100:g}" for end in (low, high)))


def _unusual_yields(scope: Scope) -> Iterator[Gap]:
    """Main product over input outside the range that the process table gives for the process and year."""
    for index in sorted(scope.boxes):
        box = scope.book.ledger.boxes[index]
        item, component = box.transformation, box.component
        on = item.ended_on or item.started_on
        usual = process_yield(item.process, on.year if on else None) if item.process else None
        if usual is None or component.merged or box.range.rule == "basis":
            continue
        main = total(line.amount for line in component.outputs if line.line.role is LineRole.OUT)
        taken = component.taken
        if not taken.measured or not main.measured or taken.low == 0:
            continue
        below, above = main.high < usual.low * taken.low, main.low > usual.high * taken.high
        if below or above:
            name = f"-{component.name}" if component.name else ""
            share = f"{float(Fraction(main.low) / taken.low) * 100:.1f} %"
            text = (
                f"transformation {item.id}: {share} of what went in came out as product, "
                f"{'less' if below else 'more'} than usual ({float(usual.low) * 100:g} to "
                f"{float(usual.high) * 100:g} %: {usual.source}); ask for the production record and the waste sold"
            )
            yield Gap(f"gap-yield-unusual-{item.id}{name}", "yield-unusual", item.id, _box_rows(box), text)


def _stock(scope: Scope) -> Iterator[Gap]:
    for node in sorted(scope.nodes):
        account = scope.book.accounts.get(node)
        if account is None:
            continue
        moved = [scope.movement(i) for day in account.days for i in (*day.arrivals, *day.departures)]
        name = f"{node.lot}-{node.holder}"
        if not account.comparable:
            text = (
                f"lot {node.lot} at {node.holder} is weighed {' and '.join(account.bases)}; "
                f"its masses are not compared without a conversion, only what it is made of"
            )
            yield Gap(f"gap-basis-mixed-{name}", "basis-mixed", node.lot, rows_of(moved), text)
        for day in account.days:
            off = day.lost.high > 0 or (day.shown.high > 0 and len(account.days) > 0 and bool(day.counts))
            if not off or account.root:
                continue
            rows = rows_of(moved, (count.count.ref for count in day.counts))
            when = f"on {day.on}" if day.on else "of a day that is not stated"
            sense = "less" if day.lost.high > 0 else "more"
            text = (
                f"stock count of lot {node.lot} at {node.holder} {when}: {sense} than the records leave there"
            )
            yield Gap(
                f"gap-not-reconciled-{name}-{day.on or 'undated'}", "not-reconciled", node.lot, rows, text
            )


def _unread(scope: Scope) -> Iterator[Gap]:
    lots = {node.lot for node in scope.nodes}
    holders = {node.holder for node in scope.nodes}
    doubtful = scope.book.ledger.doubtful_transformations & set(scope.transformations)
    files = {
        line.ref.file
        for item in scope.book.case.transformations
        if item.id in doubtful
        for line in item.lines
        if line.ref is not None
    }
    for row in scope.book.case.unread:
        of_lot = row.lot in lots if row.lot else row.holder in holders if row.holder else True
        if of_lot or row.ref.file in files:
            about = row.lot or row.holder or row.ref.file
            text = f"{row.ref.file} row {row.ref.row} could not be read ({row.reason}); what depends on it is unknown"
            yield Gap(f"gap-unread-{row.ref.file}-{row.ref.row}", "unread", about, (row.ref,), text)


def _loops(scope: Scope) -> Iterator[Gap]:
    network = scope.book.network
    for loop in network.loops:
        nodes = {node for cell in loop if (node := network.cells[cell].node) is not None}
        if not nodes & scope.nodes:
            continue
        lots = sorted({node.lot for node in nodes})
        moved = [
            movement
            for movement in map(scope.movement, scope.movements)
            if {movement.giver, movement.taker} & nodes
        ]
        text = (
            f"lots {', '.join(lots)} lead to one another on the same day or without dates; "
            f"how much of what came in went round is unknown"
        )
        yield Gap(f"gap-cycle-{'-'.join(lots)}", "cycle", lots[0], rows_of(moved), text)


def _box_rows(box: Box) -> tuple[RowRef, ...]:
    return _rows(item.line.ref for item in (*box.component.inputs, *box.component.outputs))


def _rows(refs: Iterable[RowRef | None]) -> tuple[RowRef, ...]:
    return tuple(sorted({ref for ref in refs if ref is not None}))


def _kg(value: Exact) -> str:
    return format(rounded_even(value), "f")
