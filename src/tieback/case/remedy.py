"""remedy.csv: indicators found at companies of the case, remedies and verifications."""

from tieback.case.naming import Names
from tieback.labour.company import heading_of
from tieback.model.answer import Answer
from tieback.model.remedy import RemedyRow
from tieback.table.cell import CellError, parse_date
from tieback.table.record import Record, Records
from tieback.table.word import canonical

_UNKNOWN_DAY = "the day is unknown"


def read_remedies(sheet: Records, names: Names) -> tuple[RemedyRow, ...]:
    """The rows in order. A row without a party or with an indicator that is none of the eleven is noted, not read."""
    read = []
    for row in sheet:
        party, indicator = row.text("party"), row.text("indicator")
        heading = heading_of(indicator) if indicator else None
        problem = row.problem or (None if party else "no party") or (None if heading else _strange(indicator))
        if problem or party is None or heading is None:
            sheet.note(
                row.number, None, f"row not read: {problem}", "what it says is not in the company's file"
            )
            continue
        read.append(_row(row, names, names.resolve(party, row) or party, heading))
    return tuple(read)


def _row(row: Record, names: Names, party: str, heading: str) -> RemedyRow:
    verifier = row.text("verified_by")
    found = row.value("finding", _finding, "whether it was found is unknown")
    return RemedyRow(
        party=party,
        indicator=heading,
        found=found or Answer.UNKNOWN,
        found_on=row.value("found_on", parse_date, _UNKNOWN_DAY),
        found_by=row.text("found_by"),
        document=row.text("document"),
        reply=row.text("reply"),
        remedy=row.text("remedy"),
        remedied_on=row.value("remedied_on", parse_date, _UNKNOWN_DAY),
        remedy_document=row.text("remedy_document"),
        verified_by=names.resolve(verifier, row) if verifier else None,
        verified_on=row.value("verified_on", parse_date, _UNKNOWN_DAY),
        verification_document=row.text("verification_document"),
        ledger=row.text("ledger"),
        note=row.text("note"),
        ref=row.ref,
    )


def _finding(text: str) -> Answer:
    if canonical(text, "word", "silent"):
        return Answer.UNKNOWN
    found = canonical(text, "word", "finding")
    if found is None:
        raise CellError(f"{text!r} is neither found nor not found")
    return Answer.YES if found == "found" else Answer.NO


def _strange(indicator: str | None) -> str:
    return f"{indicator!r} is none of the eleven indicators" if indicator else "no indicator"
