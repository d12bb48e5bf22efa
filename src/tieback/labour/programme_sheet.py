"""What sources say of programmes (labour transfers, placement schemes), one row per programme, feature and source.

A row counts only with a source; what cannot be read is noted and documents nothing. No worker and no company is named.
"""

from collections.abc import Mapping
from pathlib import Path

from tieback.labour.programme import Evidence, ProgrammeRisk, weigh
from tieback.labour.registry import rows
from tieback.model.answer import Answer
from tieback.model.record import Note
from tieback.model.refusal import Refused
from tieback.table.grid import TableRow
from tieback.table.header import match
from tieback.table.read import read_table
from tieback.table.word import canonical, fold

HEADERS: Mapping[str, tuple[str, ...]] = {
    "programme": ("programme", "program", "scheme", "项目", "计划"),
    "feature": ("feature", "feature id", "question", "特征", "问题"),
    "answer": ("answer", "documented", "回答", "答案"),
    "source": ("source", "document", "url", "citation", "来源", "出处"),
    "reply": ("reply", "response", "the other side", "回应", "答复"),
}
_NEEDED = ("programme", "feature", "answer", "source")
_EFFECT = "the row documents nothing"


def features() -> dict[str, str]:
    """Feature id -> what it asks."""
    return {row["id"]: row["asks"] for row in rows("programme_feature.csv")}


def read_programmes(path: Path) -> tuple[tuple[ProgrammeRisk, ...], tuple[Note, ...]]:
    """The programmes in the order in which the file first names them, and what could not be read.

    Raises Refused without a column for programme, feature, answer or source.
    """
    table = read_table(path)
    where = match(table.header, HEADERS).columns
    for name in _NEEDED:
        if name not in where:
            raise Refused(
                f"no column for `{name}`",
                table.file,
                table.header_row,
                remedy="`tieback labour programme --template FILE` writes the columns",
            )
    notes = list(table.notes)
    found: dict[str, dict[str, tuple[Evidence, ...]]] = {}
    for row in table.rows:
        cells = {name: " ".join((row.cells[index] or "").split()) for name, index in where.items()}
        if not row.problem and not any(cells.values()):
            continue
        if cells["programme"] and not row.problem:
            found.setdefault(cells["programme"], {})
        fault, column = _fault(row, cells)
        if fault:
            notes.append(Note(table.file, row.number, column, fault, _EFFECT))
            continue
        said = _evidence(cells)
        own = found[cells["programme"]]
        own[said.feature] = (*own.get(said.feature, ()), said)
    return tuple(weigh(programme, evidence) for programme, evidence in found.items()), tuple(notes)


def _fault(row: TableRow, cells: Mapping[str, str]) -> tuple[str, str | None]:
    """Why the row documents nothing, and the column; an empty text if it does."""
    if row.problem:
        return f"row not read: {row.problem}", None
    for name in ("programme", "source"):
        if not cells[name]:
            return f"no {name}", name
    if _feature(cells["feature"]) is None:
        return f"{cells['feature']!r} is none of {', '.join(features())}", "feature"
    if canonical(cells["answer"], "word", "answer") is None:
        return f"{cells['answer']!r} is not yes or no", "answer"
    return "", None


def _evidence(cells: Mapping[str, str]) -> Evidence:
    answer = Answer(canonical(cells["answer"], "word", "answer") or Answer.UNKNOWN)
    return Evidence(_feature(cells["feature"]) or "", answer, cells["source"], cells.get("reply") or None)


def _feature(text: str) -> str | None:
    """The feature that a cell names by its id or its question."""
    words = {fold(word): id_ for id_, asks in features().items() for word in (id_, asks)}
    return words.get(fold(text))
