"""The access ledger of a case: one row per audit, visit or interview, graded as it is read.

A cell that cannot be read counts as not recorded, which never improves a grade. What the journal fixed stands.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tieback.case.folder import JOURNAL, Folder
from tieback.labour.access import conditions, grade
from tieback.labour.access_seal import hold
from tieback.model.access import Access, AccessGrade
from tieback.model.document import Document
from tieback.proof import journal
from tieback.table.cell import CellError, parse_date
from tieback.table.record import Record, Records
from tieback.table.word import canonical

_EFFECT = "the condition counts as not recorded"


def read_access(sheet: Records, folder: Folder) -> tuple[Access, ...]:
    """The ledgers in the order of the table, held to what the case's journal fixed."""
    path = folder.inside(JOURNAL, JOURNAL)
    entries = journal.read(path) if path.is_file() else ()
    held = hold(read_ledgers(sheet), entries)
    for ledger in held:
        if ledger.changed:
            sheet.note(
                ledger.ref.row if ledger.ref else None, None, ledger.reasons[0], "the lower grade holds"
            )
    return held


def note_strange_documents(ledgers: Sequence[Access], documents: Sequence[Document], sheet: Records) -> None:
    """Name ledgers whose document the index does not hold: they speak of no report."""
    indexed = {document.file for document in documents}
    for ledger in ledgers:
        if ledger.document and ledger.document not in indexed and ledger.ref:
            sheet.note(
                ledger.ref.row,
                "document",
                f"{ledger.document!r} is not in documents.csv",
                "the ledger grades no report of this case",
            )


def read_ledgers(sheet: Records) -> tuple[Access, ...]:
    """The ledgers in the order of the table. A row that cannot be trusted is noted; its document has no ledger."""
    read: list[Access] = []
    for row in sheet:
        if row.problem:
            sheet.note(row.number, None, f"row not read: {row.problem}", "its document has no access ledger")
            continue
        read.append(_access(row))
    return _same_id(read, sheet)


def _same_id(ledgers: list[Access], sheet: Records) -> tuple[Access, ...]:
    """Ledgers that share an id cannot be told apart by who refers to it: all carry the lowest grade among them."""
    order = list(AccessGrade)
    lowest: dict[str, Access] = {}
    for ledger in ledgers:
        lowest[ledger.id] = max(lowest.get(ledger.id, ledger), ledger, key=lambda one: order.index(one.grade))
    seen: set[str] = set()
    for ledger in ledgers:
        if ledger.id in seen and ledger.ref:
            sheet.note(
                ledger.ref.row, "id", f"{ledger.id!r} stands on a row above as well", "the lower grade holds"
            )
        seen.add(ledger.id)
    return tuple(
        ledger
        if ledger.grade is lowest[ledger.id].grade
        else replace(
            ledger,
            grade=lowest[ledger.id].grade,
            reasons=tuple(f"another ledger of the same id: {why}" for why in lowest[ledger.id].reasons),
        )
        for ledger in ledgers
    )


def _access(row: Record) -> Access:
    recorded = {}
    asked, refusals = (row.value(name, _count, _EFFECT) for name in ("asked", "refusals"))
    if asked is not None and refusals is not None:
        if refusals <= asked:
            recorded["refusals"] = "counted"
        else:
            row.sheet.note(row.number, "refusals", f"{refusals} of {asked} cannot have refused", _EFFECT)
    for condition in conditions():
        silent = canonical(row.text(condition["id"]), "word", "silent")
        if condition["words"] == "count" or silent:
            continue
        said = row.value(condition["id"], _word_of(condition["words"]), _EFFECT)
        if said is not None:
            recorded[condition["id"]] = said
    fixed_on = row.value("fixed_on", parse_date, "the day the ledger was closed is unknown")
    read_on = row.value("outcomes_read_on", parse_date, "the day outcomes were read is unknown")
    kind = row.value("kind", _word_of("access"), "it is graded as an audit")
    level, reasons = grade(recorded, kind, fixed_on=fixed_on, outcomes_read_on=read_on)
    return Access(
        id=row.text("id") or f"row {row.number}",
        kind=kind,
        document=row.text("document"),
        site=row.text("site"),
        visited_on=row.value("visited_on", parse_date, "the day of the visit is unknown"),
        fixed_on=fixed_on,
        conditions=recorded,
        grade=level,
        reasons=reasons,
        asked=asked,
        refusals=refusals,
        ref=row.ref,
    )


def _count(text: str) -> int:
    """A count of people. Raises CellError for anything else."""
    if not (text.isascii() and text.isdigit()):
        raise CellError(f"{text!r} is not a count")
    return int(text)


def _word_of(kind: str) -> Callable[[str], str]:
    """A parser for the closed words of one kind. Raises CellError for any other."""

    def parse(text: str) -> str:
        found = canonical(text, "word", kind)
        if found is None:
            raise CellError(f"{text!r} is not a word of this column")
        return found

    return parse
