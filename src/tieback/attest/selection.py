"""Which items of the internal file leave the house, who chose them, and why an adverse one stays behind.

Dropping an adverse fact silently can be a material omission (19 USC 1592, unverified here): an item that
speaks against the goods may be left out only with a reason and a name.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tieback.attest.material import Material
from tieback.model.alert import Alert
from tieback.model.answer import Answer
from tieback.model.document import Document
from tieback.model.finding import Finding
from tieback.model.refusal import Refused
from tieback.model.trace import Conflict, Gap
from tieback.table.header import match
from tieback.table.read import read_table

COLUMNS = {
    "item": ("item", "项目"),
    "include": ("include", "included", "纳入"),
    "reason": ("reason", "理由"),
    "by": ("by", "signer", "签署人"),
}
WORDS = {"yes": True, "y": True, "是": True, "no": False, "n": False, "否": False, "": False}


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of the selection. `row` counts as a spreadsheet shows it."""

    item: str
    include: bool
    reason: str
    by: str
    row: int


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes into the submission, and the adverse items left out with reason and signer."""

    included: frozenset[str]
    omissions: tuple[Choice, ...]


def document_path(document: Document) -> str:
    """Where a document lies below the case, with slashes: also its name as an item."""
    return str(PurePosixPath("documents", document.file.replace("\\", "/")))


def finding_item(finding: Finding) -> str:
    """The name of a finding as an item."""
    return f"finding:{finding.id}"


def alert_item(alert: Alert) -> str:
    """The name of an alert as an item."""
    return f"alert:{alert.id}"


def gap_item(gap: Gap | Conflict) -> str:
    """The name of a gap or a conflict as an item."""
    return f"{'gap' if isinstance(gap, Gap) else 'conflict'}:{gap.id}"


def items(material: Material) -> dict[str, bool]:
    """Every item that can be chosen, and whether it is adverse (must not be left out silently)."""
    found: dict[str, bool] = {}
    for document in material.case.documents:
        found[document_path(document)] = False
    for finding in material.findings:
        found[finding_item(finding)] = finding.outcome is not Answer.NO
    for alert in material.alerts:
        found[alert_item(alert)] = True
    for trace in material.traces:
        found.update({gap_item(gap): True for gap in trace.gaps})
        found.update({gap_item(conflict): True for conflict in trace.conflicts})
    return found


def read_selection(path: Path, material: Material) -> Selection:
    """Read a selection (columns item, include, reason, by). Raises `Refused` at the first thing amiss."""
    known = items(material)
    choices: dict[str, Choice] = {}
    for choice in _choices(path):
        if choice.item not in known:
            raise Refused(
                f"no item {choice.item!r} in this case", path.name, choice.row, "item", "see file/items.csv"
            )
        if choice.item in choices:
            raise Refused(
                f"{choice.item} is chosen twice", path.name, choice.row, "item", "keep one of the rows"
            )
        choices[choice.item] = choice
    included = frozenset(choice.item for choice in choices.values() if choice.include)
    omissions = []
    for item in sorted(item for item, adverse in known.items() if adverse and item not in included):
        left_out = choices.get(item)
        if left_out is None or not (left_out.reason and left_out.by):
            raise Refused(
                f"{item} speaks against the goods and is left out without a reason and a name",
                path.name,
                left_out.row if left_out else None,
                remedy="include it, or give `reason` and `by`",
            )
        omissions.append(left_out)
    return Selection(included, tuple(omissions))


def _choices(path: Path) -> list[Choice]:
    table = read_table(path)
    columns = match(table.header, COLUMNS).columns
    if "item" not in columns or "include" not in columns:
        raise Refused(
            "a selection needs the columns item and include", path.name, remedy="see file/items.csv"
        )
    choices = []
    for row in table.rows:
        cells = {
            name: (row.cells[index] or "").strip() if index < len(row.cells) else ""
            for name, index in columns.items()
        }
        if not any(cells.values()):
            continue
        include = WORDS.get(cells["include"].casefold())
        if include is None:
            raise Refused(
                f"{cells['include']!r} is neither yes nor no",
                path.name,
                row.number,
                "include",
                "write yes or no",
            )
        choices.append(
            Choice(cells["item"], include, cells.get("reason", ""), cells.get("by", ""), row.number)
        )
    return choices
