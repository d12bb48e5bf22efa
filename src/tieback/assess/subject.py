"""Which lots of a case are assessed, and the chain that is assessed for each."""

from collections.abc import Sequence
from datetime import date

from tieback.assess.chain import Chain, SubjectLot
from tieback.model.case import Case, Entry
from tieback.model.finding import FindingSubject
from tieback.model.goods import BomLine, LineRole, Transfer
from tieback.model.trace import Trace


def subject_lots(case: Case) -> tuple[SubjectLot, ...]:
    """The lots of the entries; for an entry that names none, and without entries, all last held by the importer.

    Without an importer: all lots that no transformation takes up. Sorted by lot id.
    """
    held = _last_held(case)
    named: dict[str, list[Entry]] = {}
    for entry in case.entries:
        for lot in entry.lots or held:
            named.setdefault(lot, []).append(entry)
    if not case.entries:
        named = {lot: [] for lot in held}
    return tuple(SubjectLot(lot, tuple(entries)) for lot, entries in sorted(named.items()))


def lotless_entries(case: Case) -> tuple[FindingSubject, ...]:
    """Entry lines to which no lot of the records belongs; a case without entries or lots counts as one line."""
    if _last_held(case):
        return ()
    entries = [number for number, entry in enumerate(case.entries, start=1) if not entry.lots]
    named = [case.entries[number - 1].number or str(number) for number in entries]
    if not case.entries:
        named = ["1"]
    return tuple(FindingSubject("entry", name) for name in dict.fromkeys(named))


def bom_lots(case: Case, traces: Sequence[Trace]) -> tuple[str, ...]:
    """The bill-of-materials lots that none of `traces` reaches, sorted: each needs a trace of its own."""
    reached = {lot.id for trace in traces for lot in trace.lots} | {trace.lot for trace in traces}
    return tuple(sorted({line.lot for line in case.bom if line.lot and not line.not_traced} - reached))


def chain_of(case: Case, subject: SubjectLot, traces: Sequence[Trace], as_of: date) -> Chain:
    """The chain of one subject: its trace, and those of bill-of-materials lots outside it."""
    upstream = [trace for trace in traces if trace.direction == "up"]
    trace = next((item for item in upstream if item.lot == subject.lot), None)
    lines = _bom_lines(case, subject)
    reached = {lot.id for lot in trace.lots} if trace else set()
    wanted = {line.lot for line in lines if line.lot and not line.not_traced} - reached - {subject.lot}
    side: dict[str, Trace] = {}
    for item in upstream:
        if item.lot in wanted:
            side.setdefault(item.lot, item)
    return Chain(case, subject, trace, tuple(side[lot] for lot in sorted(side)), lines, as_of)


def _bom_lines(case: Case, subject: SubjectLot) -> tuple[BomLine, ...]:
    """The lines of this lot: those whose style names it, where styles name lots; else all of them."""
    lots = {lot for entry in case.entries for lot in entry.lots}
    if any(line.style in lots for line in case.bom):
        return tuple(line for line in case.bom if line.style not in lots or line.style == subject.lot)
    return case.bom


def _last_held(case: Case) -> tuple[str, ...]:
    used = {
        (line.lot, item.holder)
        for item in case.transformations
        for line in item.lines
        if line.role is LineRole.IN
    }
    last: dict[str, str] = {}
    for item in case.transformations:
        for line in item.lines:
            if line.role is LineRole.OUT:
                last[line.lot] = item.holder
    for transfer in sorted(case.transfers, key=_moved):
        last[transfer.lot] = transfer.receiver
    if case.importer is not None:
        at_importer = {lot for lot, holder in last.items() if holder == case.importer}
        return tuple(sorted(lot for lot in at_importer if (lot, case.importer) not in used))
    taken = {lot for lot, _ in used}
    return tuple(sorted(set(last) - taken))


def _moved(transfer: Transfer) -> tuple[date, str]:
    return (transfer.received_on or transfer.shipped_on or date.min, transfer.id)
