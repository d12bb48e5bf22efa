"""A company's file: each indicator, what was found and by whom, the reply, the remedy, its verification, what is open.

It is the record a petition to modify an order needs. It never says that an indicator is absent because nobody
looked, nor that one is remedied because the company says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tieback.labour.rule_set import items, rule_sets
from tieback.model.access import Access, AccessGrade
from tieback.model.answer import Answer
from tieback.model.remedy import RemedyRow
from tieback.table.word import fold

EDITION = "indicators-2012"  # the headings are the same in both editions; this one was checked


@dataclass(frozen=True, slots=True)
class IndicatorFile:
    """One indicator of one company. `found`: conflict where sources differ, both shown in `rows`."""

    indicator: str
    found: Answer
    rows: tuple[RemedyRow, ...]
    open_points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """All eleven indicators of one company, in the order of the ILO's booklet."""

    party: str
    indicators: tuple[IndicatorFile, ...]

    @property
    def open_points(self) -> int:
        """How many points are open in all."""
        return sum(len(entry.open_points) for entry in self.indicators)


def headings() -> tuple[str, ...]:
    """The eleven headings."""
    return tuple(rule_sets()[EDITION].blocks)


def heading_of(text: str) -> str | None:
    """The heading that a heading, an item id or an item's question names."""
    wanted = fold(text)
    for heading, members in rule_sets()[EDITION].blocks.items():
        if wanted in {
            fold(heading),
            *(fold(item) for item in members),
            *(fold(items()[item]) for item in members),
        }:
            return heading
    return None


def company_files(
    rows: Sequence[RemedyRow], ledgers: Sequence[Access], held: frozenset[str], as_of: date | None = None
) -> tuple[CompanyFile, ...]:
    """One file per company that has a row, by id. `held`: names of the documents that are in the case.

    Rows dated after `as_of` are left out.
    """
    known = {ledger.id: ledger for ledger in ledgers}
    now = [row for row in rows if as_of is None or row.found_on is None or row.found_on <= as_of]
    return tuple(
        CompanyFile(
            party,
            tuple(
                _indicator(heading, [r for r in now if r.party == party], known, held)
                for heading in headings()
            ),
        )
        for party in sorted({row.party for row in now})
    )


def _indicator(
    heading: str, rows: Sequence[RemedyRow], ledgers: Mapping[str, Access], held: frozenset[str]
) -> IndicatorFile:
    own = tuple(row for row in rows if row.indicator == heading)
    said = {row.found for row in own} & {Answer.YES, Answer.NO}
    found = Answer.CONFLICT if len(said) == 2 else next(iter(said), Answer.UNKNOWN)
    points: list[str] = []
    if not own:
        points.append("nobody is recorded to have looked: unknown")
    if found is Answer.CONFLICT:
        points.append("sources differ on whether it was found")
    for row in own:
        points += _unsupported(row, ledgers, held) if row.found is Answer.NO else _open(row, ledgers, held)
    return IndicatorFile(heading, found, own, tuple(dict.fromkeys(points)))


def _open(row: RemedyRow, ledgers: Mapping[str, Access], held: frozenset[str]) -> list[str]:
    """What is open of an indicator that was found, or may have been."""
    points = [
        f"the document {name} is not in the file" for name in (row.document,) if name and name not in held
    ]
    if row.found is Answer.UNKNOWN:
        return [*points, "whether it was found is not said"]
    if not row.found_by:
        points.append("nobody is named who found it")
    if not row.remedy:
        return [*points, "no remedy is recorded"]
    if not row.remedy_document or row.remedy_document not in held:
        points.append("no document of the remedy is in the file")
    if not row.verified_by:
        return [*points, "nobody has verified the remedy"]
    if fold(row.verified_by) == fold(row.party):
        points.append("the remedy is verified by the company itself")
    if row.remedied_on and row.verified_on and row.verified_on < row.remedied_on:
        points.append(f"verified on {row.verified_on}, before the remedy of {row.remedied_on}")
    if not row.verification_document or row.verification_document not in held:
        points.append("no document of the verification is in the file")
    return [*points, *_access(row, ledgers)]


def _unsupported(row: RemedyRow, ledgers: Mapping[str, Access], held: frozenset[str]) -> list[str]:
    """What a "not found" lacks."""
    points = [] if row.found_by else ["nobody is named who looked"]
    if not row.document or row.document not in held:
        points.append("no document says who looked, and how")
    return [*points, *_access(row, ledgers)]


def _access(row: RemedyRow, ledgers: Mapping[str, Access]) -> list[str]:
    ledger = ledgers.get(row.ledger or "")
    if ledger is None:
        return ["no access ledger: what could be seen is unknown"]
    if ledger.grade is AccessGrade.NONE:
        return [f"ledger {ledger.id} cannot support inference: {'; '.join(ledger.reasons)}"]
    return []
