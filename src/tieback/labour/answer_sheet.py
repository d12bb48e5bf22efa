"""Answers of interviews or case files, one row per job and reference period, one column per item.

Columns are items by their id or question (item.csv), and case, job, period, child, voluntariness, state_tags. A cell that
cannot be read is noted and stays unknown. Names of workers are not needed: `case` is a pseudonym.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from tieback.labour.classification import CaseAnswers, Tag
from tieback.labour.registry import rows
from tieback.labour.rule_set import items
from tieback.model.answer import Answer
from tieback.model.record import Note, RowRef
from tieback.model.refusal import Refused
from tieback.table.grid import Table, TableRow
from tieback.table.header import match
from tieback.table.read import read_table
from tieback.table.word import canonical, fold

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "case": (
        "case",
        "case id",
        "respondent",
        "respondent id",
        "interview",
        "pseudonym",
        "编号",
        "受访者编号",
    ),
    "job": ("job", "job id", "work", "occupation", "工作", "岗位"),
    "period": ("period", "reference period", "时间段", "参考期"),
    "child": ("child", "is a child", "under 18", "minor", "儿童", "未成年"),
    "voluntariness": ("voluntariness", "voluntary", "自愿程度"),
    "state_tags": ("state tags", "state imposed", "tags", "国家强制形式"),
}
_REFUSED = frozenset(map(fold, ("refused", "refuses", "prefer not to say", "no answer", "拒答", "拒绝回答")))
_GRADES = ("voluntary", "reluctant", "involuntary")
_EFFECT = "the answer is unknown"


def headers() -> tuple[str, ...]:
    """The columns of a template, in order."""
    return (*_HEADERS, *items())


def read_answers(path: Path, file: str | None = None) -> tuple[tuple[CaseAnswers, ...], tuple[Note, ...]]:
    """The cases in the order of the rows, and what could not be read. Raises Refused without a column of items."""
    table = read_table(path, file=file or path.name)
    words = {**_HEADERS, **{item: (item, asks, item.replace("_", " ")) for item, asks in items().items()}}
    found = match(table.header, words)
    if not any(item in found.columns for item in items()):
        raise Refused(
            "no column is an item that rule sets use",
            table.file,
            table.header_row,
            remedy="`tieback labour indicators --template FILE` writes the columns",
        )
    notes = list(table.notes)
    if found.unmatched:
        said = ", ".join(map(repr, found.unmatched))
        notes.append(Note(table.file, table.header_row, None, f"columns that are not used: {said}", "none"))
    cases: list[CaseAnswers] = []
    first: dict[tuple[str, str | None, str | None], int] = {}
    for row in table.rows:
        if row.problem:
            notes.append(
                Note(table.file, row.number, None, f"row not read: {row.problem}", "the case is left out")
            )
        elif any(cell and cell.strip() for cell in row.cells):
            cases.append(_case(table, row, found.columns, notes))
            key = (cases[-1].case, cases[-1].job, cases[-1].period)
            if first.setdefault(key, row.number) != row.number:
                reason = f"the same case, job and period as row {first[key]}"
                notes.append(Note(table.file, row.number, "case", reason, "both rows are shown and counted"))
    return tuple(cases), tuple(notes)


def _case(table: Table, row: TableRow, where: Mapping[str, int], notes: list[Note]) -> CaseAnswers:
    cells = {name: " ".join((row.cells[index] or "").split()) for name, index in where.items()}

    def note(column: str, reason: str, effect: str = _EFFECT) -> None:
        notes.append(Note(table.file, row.number, column, reason, effect))

    answers: dict[str, Answer] = {}
    refused: list[str] = []
    for item in items():
        text = cells.get(item, "")
        if fold(text) in _REFUSED and text:
            refused.append(item)
        elif text and not canonical(text, "word", "silent"):
            if said := canonical(text, "word", "answer"):
                answers[item] = Answer(said)
            else:
                note(item, f"{text!r} is not yes, no, unknown or refused")
    child = canonical(cells.get("child"), "word", "answer")
    if cells.get("child") and child is None and not canonical(cells["child"], "word", "silent"):
        note("child", f"{cells['child']!r} is not yes, no or unknown")
    grade = cells.get("voluntariness", "").casefold()
    if grade and grade not in _GRADES:
        note("voluntariness", f"{grade!r} is none of {', '.join(_GRADES)}", "it is not counted")
    return CaseAnswers(
        case=cells.get("case") or f"row {row.number}",
        job=cells.get("job") or None,
        period=cells.get("period") or None,
        child=Answer(child) if child else Answer.UNKNOWN,
        answers=answers,
        refused=tuple(refused),
        voluntariness=grade if grade in _GRADES else None,
        tags=tuple(_tags(cells.get("state_tags", ""), note)),
        ref=RowRef(table.file, row.number),
    )


def _tags(text: str, note: Callable[..., None]) -> list[Tag]:
    """ "c105-1b: quota from the county; conscription: ..." """
    known = {row["id"] for row in rows("state_tag.csv")}
    out = []
    for part in filter(None, (piece.strip() for piece in text.replace("；", ";").split(";"))):
        tag, _, reason = part.replace("：", ":").partition(":")
        if tag.strip().casefold() not in known:
            note(
                "state_tags", f"{tag.strip()!r} is none of {', '.join(sorted(known))}", "the tag is not taken"
            )
        elif not reason.strip():
            note("state_tags", f"tag {tag.strip()!r} has no reason", "a tag without a reason is not taken")
        else:
            out.append(Tag(tag.strip().casefold(), reason.strip()))
    return out
