"""Which items of the internal file leave the house, who chose them, and why an adverse one stays behind.

Dropping an adverse fact silently can be a material omission (19 USC 1592, unverified here): an item that
speaks against the goods may be left out only with a reason and a name.
"""

from dataclasses import dataclass
from pathlib import Path

from tieback.attest.material import Material
from tieback.model.answer import Answer
from tieback.model.refusal import Refused
from tieback.table.header import match
from tieback.table.read import read_table

COLUMNS = {
    "item": ("item", "项目"),
    "include": ("include", "included", "纳入"),
    "reason": ("reason", "理由"),
    "by": ("by", "signer", "签署人"),
}
WORDS = {"yes": True, "y": True, "是": True, "no": False, "n": False, "否": False}


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


def items(material: Material) -> dict[str, bool]:
    """Every item that can be chosen, and whether it is adverse (must not be left out silently)."""
    found: dict[str, bool] = {}
    for document in material.case.documents:
        found[f"documents/{document.file}"] = False
    for finding in material.findings:
        found[f"finding:{finding.id}"] = finding.outcome is not Answer.NO
    for alert in material.alerts:
        found[f"alert:{alert.id}"] = True
    for trace in material.traces:
        found.update({f"gap:{gap.id}": True for gap in trace.gaps})
        found.update({f"conflict:{conflict.id}": True for conflict in trace.conflicts})
    return found


def read_selection(path: Path, material: Material) -> Selection:
    """Read a selection (columns item, include, reason, by). Raises `Refused` at the first thing amiss."""
    known = items(material)
    choices = {choice.item: choice for choice in _choices(path)}
    for choice in choices.values():
        if choice.item not in known:
            raise Refused(
                f"no item {choice.item!r} in this case", path.name, choice.row, "item", "see file/items.csv"
            )
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
