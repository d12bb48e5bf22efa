"""The sheet on which many alerts are answered at once: written with a row per alert, read back whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from tieback.model.case import Decision
from tieback.model.refusal import Refused
from tieback.screen.basis import digest
from tieback.screen.deciding import Asked, Ruling, decide
from tieback.screen.memory import tell_memory
from tieback.screen.reason import VALUES
from tieback.table.day import parse_date
from tieback.table.fault import CellError
from tieback.table.grid import Table, TableRow
from tieback.table.header import match

SHEET = (
    *(
        "alert",
        "party",
        "party_name",
        "list",
        "listed_as",
        "kind",
        "score",
        "exact",
        "why",
        "remembered",
        "basis",
    ),
    *("decision", "code", "by", "until", "note"),
)
_READ: Mapping[str, tuple[str, ...]] = {
    "alert": ("alert", "警示"),
    "basis": ("basis",),
    "decision": ("decision", "决定"),
    "code": ("code", "理由代码"),
    "by": ("by", "decided by", "决定人"),
    "until": ("until", "有效期至"),
    "note": ("note", "备注"),
}
_WORDS = {
    **{value: value for value in VALUES},
    "needs information": VALUES[2],
    "是": VALUES[0],
    "否": VALUES[1],
    "待查": VALUES[2],
}
_ALERT, _BASIS = "alert:", "basis:"  # before digits, so that no spreadsheet takes them for a number


class SheetRefused(Refused):
    """Rows of a sheet cannot be decisions: the first one is the refusal, all of them are `rows`."""

    def __init__(self, rows: Sequence[Refused]) -> None:
        first = rows[0]
        more = f" (and {len(rows) - 1} more rows)" if len(rows) > 1 else ""
        super().__init__(
            f"{first.reason}{more}; nothing was recorded", first.file, first.row, first.column, first.remedy
        )
        self.rows = tuple(rows)


def sheet_rows(asked: Iterable[Asked]) -> Iterator[tuple[str, ...]]:
    """The rows of a sheet under `SHEET`; the last five cells are to be filled in."""
    for item in asked:
        alert = item.alert
        if alert is None or item.basis is None:
            continue
        yield (
            *(
                _ALERT + item.id,
                alert.subject.id,
                alert.subject.name,
                alert.list,
                alert.entity.name,
                alert.kind.value,
            ),
            *(format(alert.score, "f"), "yes" if alert.exact else "", alert.text),
            tell_memory(alert.memory) if alert.memory else "",
            _BASIS + digest(item.basis),
            *("", "", "", "", ""),
        )


def read_sheet(table: Table, asked: Mapping[str, Asked], on: date, by: str | None) -> tuple[Decision, ...]:
    """The decisions of a filled sheet in its order; rows without decision are passed over.

    `by`: who decides where the row does not say. Raises SheetRefused, naming every row that cannot be recorded.
    """
    columns = match(table.header, _READ).columns
    for needed in ("alert", "decision", "code"):
        if needed not in columns:
            raise Refused(
                f"no column {needed!r}", table.file, table.header_row, needed, "export a sheet and fill it in"
            )
    found: dict[str, Decision] = {}
    faults: list[Refused] = []
    for row in table.rows:
        try:
            decision = _decision(row, columns, asked, on, by)
            if decision is not None:
                _once(decision, found)
                found[decision.alert] = decision
        except Refused as fault:
            faults.append(Refused(fault.reason, table.file, row.number, fault.column, fault.remedy))
    if faults:
        raise SheetRefused(faults)
    return tuple(found.values())


def _once(decision: Decision, found: Mapping[str, Decision]) -> None:
    if decision.alert in found:
        raise Refused("an earlier row decides the same alert", column="alert", remedy="keep one of them")


def _decision(
    row: TableRow, columns: Mapping[str, int], asked: Mapping[str, Asked], on: date, by: str | None
) -> Decision | None:
    if row.problem is not None:
        raise Refused(row.problem)
    cells = {name: (row.cells[index] or "").strip() for name, index in columns.items()}
    if not cells["decision"]:
        if cells["code"]:
            raise Refused("a code without a decision", column="decision", remedy="decide, or clear the code")
        return None
    return decide(_asked(cells, asked), _ruling(cells, by), on)


def _asked(cells: Mapping[str, str], asked: Mapping[str, Asked]) -> Asked:
    stated = cells["alert"].removeprefix(_ALERT)
    item = asked.get(stated)
    if item is None:
        raise Refused(f"there is no alert {stated!r} now", column="alert", remedy="export the sheet again")
    version = cells.get("basis", "").removeprefix(_BASIS)
    if version and item.basis is not None and version != digest(item.basis):
        raise Refused(
            "party, listed entity or rules changed since the sheet was written",
            column="basis",
            remedy="export it again and look once more",
        )
    return item


def _ruling(cells: Mapping[str, str], by: str | None) -> Ruling:
    value = _WORDS.get(cells["decision"].casefold(), cells["decision"])
    ruling = Ruling(value, cells["code"], cells.get("by") or by or "", cells.get("note"))
    if not cells.get("until"):
        return ruling
    try:
        return replace(ruling, until=parse_date(cells["until"]))
    except CellError as fault:
        raise Refused(fault.reason, column="until") from fault
