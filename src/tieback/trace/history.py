"""The life of every lot of a trace: made, shipped, counted, used, its papers and its crop, each on its day.

An event is marked where a conflict of the trace names its row. Nothing is placed on a day that no record states.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.goods import LineRole, Quantity, Transformation, TransformationLine
from tieback.model.record import RowRef
from tieback.model.trace import Trace
from tieback.picture.event import Event, Happening, Life
from tieback.picture.lifetime import LEGIBLE, households, summed
from tieback.picture.plate import Opened, Plate
from tieback.picture.shape import Tone, worst
from tieback.picture.timeline import TABLE_HEADER, draw, table
from tieback.trace.crop import crop_year
from tieback.trace.papers import support
from tieback.trace.picture import alerted_parties, onward_flows

Lives = tuple[tuple[Life, ...], tuple[Event, ...]]


def history(trace: Trace, case: Case, alerts: Iterable[Alert] = ()) -> Lives:
    """The lots of a trace and their events, for `tieback.picture.timeline`."""
    alerted = alerted_parties(case, alerts)
    names = {party.id: party.name for party in case.parties}
    holders = _first_holders(trace, case)
    tiers: dict[str, int] = {}
    held: dict[str, set[str]] = defaultdict(set)
    for node in trace.lots:
        tiers[node.id] = min(node.tier, tiers.get(node.id, node.tier))
        held[node.id].add(node.holder)
    clashing = {conflict.ref for conflict in trace.conflicts}
    sign = -1 if trace.direction == "down" else 1
    lives = []
    for lot, tier in sorted(tiers.items()):
        first = holders.get(lot, "")
        others = held[lot]
        tone = Tone.ALERT if others & alerted else Tone.CONFLICT if lot in clashing else Tone.NEUTRAL
        lives.append(Life(lot, lot, names.get(first, first), sign * tier, tone, first))
    return tuple(lives), tuple(_events(trace, case, frozenset(tiers), names))


def history_plate(trace: Trace, case: Case, alerts: Iterable[Alert], prefix: str) -> Plate:
    """The time line for a page: by holder where there are many lots, each holder opened below."""
    lives, events = history(trace, case, alerts)
    rows = table(lives, events)
    title = f"{trace.lot}: when"
    if len(lives) <= LEGIBLE:
        return Plate(title, draw(lives, events, title=title), TABLE_HEADER, rows)
    houses = households(lives, events)
    svg = draw(*summed(houses), title=f"{title}, by holder; each opens below")
    opened = [
        Opened(
            f"{prefix}-{number}",
            name,
            draw(house.lives, house.events, title=name),
            table(house.lives, house.events),
        )
        for number, house in enumerate(houses, start=1)
        for name in [f"Tier {house.whole.tier}, {house.whole.label}: {house.whole.sublabel}"]
    ]
    return Plate(title, svg, TABLE_HEADER, rows, tuple(opened))


def draw_history(trace: Trace, case: Case, alerts: Iterable[Alert] = ()) -> str:
    """The SVG of the time line on its own."""
    lives, events = history(trace, case, alerts)
    if len(lives) <= LEGIBLE:
        return draw(lives, events, title=f"{trace.lot}: when")
    return draw(*summed(households(lives, events)), title=f"{trace.lot}: when, by holder")


def _first_holders(trace: Trace, case: Case) -> dict[str, str]:
    """Who made each lot, else who first had it: nobody delivered it to them."""
    holders: dict[str, str] = {}
    received = {(transfer.lot, transfer.receiver) for transfer in case.transfers}
    for node in sorted(trace.lots, key=lambda node: ((node.id, node.holder) in received, node.holder)):
        holders.setdefault(node.id, node.holder)
    for item in sorted(case.transformations, key=lambda item: item.id, reverse=True):
        for line in item.lines:
            if line.role is not LineRole.IN and item.id in trace.transformations:
                holders[line.lot] = item.holder
    return holders


def _events(trace: Trace, case: Case, lots: frozenset[str], names: dict[str, str]) -> Iterator[Event]:
    marked = {row for conflict in trace.conflicts for row in conflict.rows}
    papers = support(case)
    about: dict[str, set[str]] = defaultdict(set)  # record -> the lots it is about
    transfers = {*trace.transfers, *(flow.id for flow in onward_flows(trace, case))}
    for item in case.transformations:
        if item.id in trace.transformations:
            about[item.id] |= {line.lot for line in item.lines if line.role is not LineRole.IN} & lots
            yield from _making(item, lots, marked)
    for transfer in case.transfers:
        if transfer.id not in transfers or transfer.lot not in lots:
            continue
        about[transfer.id].add(transfer.lot)
        to = names.get(transfer.receiver, transfer.receiver)
        label = f"{transfer.id}: {_said(transfer.quantity)} from {transfer.sender} to {transfer.receiver}"
        yield Event(
            transfer.lot,
            Happening.SHIPPED,
            transfer.shipped_on,
            transfer.received_on or transfer.shipped_on,
            label,
            f"{transfer.id} to {to}",
            _tone(transfer.ref, marked),
        )
        year = crop_year(transfer.goods)
        if year is not None:
            day = date(year, 1, 1)
            yield Event(
                transfer.lot, Happening.CROP, day, day, f"{transfer.goods} ({transfer.id})", f"crop {year}"
            )
    for count in case.stock:
        if count.lot in lots:
            label = f"{_said(count.quantity)} at {count.site}"
            yield Event(
                count.lot, Happening.COUNTED, count.on, count.on, label, label, _tone(count.ref, marked)
            )
    yield from _papers(papers, about, marked)


def _making(item: Transformation, lots: frozenset[str], marked: set[RowRef]) -> Iterator[Event]:
    """One event per lot that goes in, and per lot that comes out."""
    sides: dict[tuple[str, bool], list[TransformationLine]] = defaultdict(list)
    for line in item.lines:
        if line.lot in lots:
            sides[line.lot, line.role is LineRole.IN].append(line)
    for (lot, taken), lines in sorted(sides.items()):
        amounts = ", ".join(_said(line.quantity) for line in lines)
        what = " ".join(part for part in (item.process, amounts, f"at {item.site}") if part)
        tone = worst(_tone(line.ref, marked) for line in lines)
        if taken:
            yield Event(
                lot,
                Happening.USED,
                item.started_on,
                item.started_on,
                f"into {item.id}: {what}",
                item.id,
                tone,
            )
        else:
            yield Event(
                lot, Happening.MADE, item.started_on, item.ended_on, f"{item.id}: {what}", item.id, tone
            )


def _papers(
    papers: Mapping[str, tuple[Document, ...]], about: dict[str, set[str]], marked: set[RowRef]
) -> Iterator[Event]:
    """One event per document and lot, whatever the number of records it supports."""
    seen: set[tuple[str, str]] = set()
    for record, lots in sorted(about.items()):
        for document in papers.get(record, ()):
            for lot in sorted(lots):
                if (document.file, lot) in seen or document.translation_of is not None:
                    continue
                seen.add((document.file, lot))
                kind = document.kind or "document"
                number = f" {document.number}" if document.number else ""
                yield Event(
                    lot,
                    Happening.PAPER,
                    document.issued_on,
                    document.issued_on,
                    f"{kind}{number}, for {record} ({document.file})",
                    f"{kind}{number}",
                    _tone(document.ref, marked),
                )


def _tone(ref: RowRef | None, marked: set[RowRef]) -> Tone:
    return Tone.CONFLICT if ref in marked else Tone.NEUTRAL


def _said(quantity: Quantity | None) -> str:
    return "no quantity" if quantity is None else f"{quantity.value:,f} {quantity.unit}"
