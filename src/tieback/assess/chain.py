"""The chain of one lot: its own trace, those of bill-of-materials lots it does not reach, who did what in it.

It reads the records as the trace left them; it draws no conclusion about any law.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tieback.assess.sentence import bounds
from tieback.model.answer import Answer, either
from tieback.model.case import Case, Entry
from tieback.model.goods import BomLine, LineRole, Transfer, Transformation
from tieback.model.party import Party
from tieback.model.record import RowRef
from tieback.model.site import Site
from tieback.model.trace import Origin, Trace


@dataclass(frozen=True, slots=True)
class SubjectLot:
    """A lot to be assessed, all of it as made, and the entry lines it stands in."""

    lot: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Chain:
    """The chain of `subject` in `case`. `trace` None: the lot could not be traced."""

    case: Case
    subject: SubjectLot
    trace: Trace | None
    side: tuple[Trace, ...]
    bom: tuple[BomLine, ...]
    as_of: date

    @property
    def lot(self) -> str:
        """The id of the lot."""
        return self.subject.lot

    @property
    def traces(self) -> tuple[Trace, ...]:
        """Its own trace, then the side traces."""
        return ((self.trace,) if self.trace else ()) + self.side

    @cached_property
    def imported_on(self) -> tuple[date, ...]:
        """Dates of importation, sorted; the as-of date where none is stated."""
        stated = {entry.imported_on for entry in self.subject.entries if entry.imported_on}
        return tuple(sorted(stated)) or (self.as_of,)

    @property
    def import_date_stated(self) -> bool:
        """Does an entry state when the lot was imported?"""
        return any(entry.imported_on for entry in self.subject.entries)

    @cached_property
    def parties(self) -> dict[str, Party]:
        """The case's parties by id."""
        return {party.id: party for party in self.case.parties}

    @cached_property
    def sites(self) -> dict[str, Site]:
        """The case's sites by id."""
        return {site.id: site for site in self.case.sites}

    @cached_property
    def transformations(self) -> tuple[Transformation, ...]:
        """The transformations of the chain, in the order of the records."""
        ids = {item for trace in self.traces for item in trace.transformations}
        return tuple(item for item in self.case.transformations if item.id in ids)

    @cached_property
    def transfers(self) -> tuple[Transfer, ...]:
        """The transfers of the chain and, from its maker on, those of the lot itself that led to the importer."""
        ids = {item for trace in self.traces for item in trace.transfers} | self._deliveries()
        return tuple(item for item in self.case.transfers if item.id in ids)

    def _deliveries(self) -> set[str]:
        """Transfers of the lot on the way to the importer; all of them where none is recorded to have got there."""
        moved = [item for item in self.case.transfers if item.lot == self.lot]
        reached, found = (
            {self.case.importer},
            {item.id for item in moved if item.receiver == self.case.importer},
        )
        if not found:
            return {item.id for item in moved}
        while True:
            reached |= {item.sender for item in moved if item.id in found}
            more = {item.id for item in moved if item.receiver in reached} - found
            if not more:
                return found
            found |= more

    @cached_property
    def production_sites(self) -> dict[str, tuple[Transformation, ...]]:
        """Site id -> its transformations in the chain, by site id."""
        found: dict[str, list[Transformation]] = {}
        for item in self.transformations:
            found.setdefault(item.site, []).append(item)
        return {site: tuple(items) for site, items in sorted(found.items())}

    @cached_property
    def lots(self) -> frozenset[str]:
        """Every lot of the chain."""
        reached = {lot.id for trace in self.traces for lot in trace.lots}
        return frozenset(reached | {trace.lot for trace in self.traces} | {self.lot})

    @cached_property
    def makers(self) -> tuple[str, ...]:
        """Parties that made or transformed goods of the chain, sorted."""
        return tuple(sorted({item.holder for item in self.transformations}))

    @cached_property
    def holders(self) -> tuple[str, ...]:
        """Every party that made, held, sent or received goods of the chain, sorted."""
        held = {lot.holder for trace in self.traces for lot in trace.lots}
        moved = {party for item in self.transfers for party in (item.sender, item.receiver)}
        return tuple(sorted(held | moved | set(self.makers)))

    def operator(self, site_id: str) -> str | None:
        """The party that runs a site: as the sites say, else as the records of what was made there say."""
        site = self.sites.get(site_id)
        made = self.production_sites.get(site_id, ())
        return (site.party if site else None) or next((item.holder for item in made if item.holder), None)


@dataclass(frozen=True, slots=True)
class Presence:
    """Did goods made or processed at a site enter the lot? With the sentence that says how far."""

    answer: Answer
    text: str


def presence(chain: Chain, site_id: str) -> Presence:
    """Yes if least > 0 kg or an input without mass; no if most = 0 kg; else unknown.

    In a side trace (a bill-of-materials lot of which an unknown part went in) only a site through which
    *all* of that lot passed is surely present.
    """
    found: list[tuple[Answer, str]] = []
    made = {item.id for item in chain.production_sites.get(site_id, ())}
    for trace in chain.traces:
        if made & set(trace.transformations):
            rows = [
                row for row in (*trace.origins, *trace.through) if (row.kind, row.id) == ("site", site_id)
            ]
            found.append(_in_trace(trace, rows, whole=trace is not chain.trace))
    if not found:
        return Presence(Answer.NO, "not reachable in the records supplied")
    answer = either(item for item, _ in found)
    text = next(words for item, words in found if item is answer or answer is Answer.UNKNOWN)
    return Presence(answer, text)


def _in_trace(trace: Trace, rows: Sequence[Origin], *, whole: bool) -> tuple[Answer, str]:
    if not rows:
        return Answer.UNKNOWN, "its kilograms cannot be derived from the records supplied"
    answers = [_surely(row, trace) if whole else _enters(row) for row in rows]
    answer = either(answers)
    row = rows[answers.index(answer)]
    return answer, bounds(row, trace.mass_kg) + (f" of lot {trace.lot}" if whole else "")


def _enters(row: Origin) -> Answer:
    if row.without_mass or (row.least_kg is not None and row.least_kg > 0):
        return Answer.YES
    return Answer.NO if row.most_kg is not None and row.most_kg == 0 else Answer.UNKNOWN


def _surely(row: Origin, trace: Trace) -> Answer:
    least, mass = row.least_kg, trace.mass_kg
    if least is not None and mass is not None and least >= mass > 0:
        return Answer.YES
    nothing = row.most_kg is not None and row.most_kg == 0 and not row.without_mass
    return Answer.NO if nothing else Answer.UNKNOWN


def raw(transformation: Transformation) -> bool:
    """Does it make raw material: outputs, and no inputs?"""
    return not any(line.role is LineRole.IN for line in transformation.lines)


def row_of(ref: RowRef | None) -> str | None:
    """ "bom.csv:4": a row as the findings refer to it."""
    return f"{ref.file}:{ref.row}" if ref else None
