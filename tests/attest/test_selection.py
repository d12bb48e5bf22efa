"""What leaves the house: only what somebody chose, and nothing adverse left out without a reason and a name."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tieback import check as job
from tieback.attest.selection import Selection, items, read_selection
from tieback.model.refusal import Refused

ALERTED = "KNITTER"
CHOSEN = ("documents/01_invoice_T-01.txt", "documents/05_invoice_T-06_zh.txt")


@pytest.fixture(scope="module")
def material(checked: Any) -> Any:
    return job.material_of(job.check(checked("shirts").folder))


def write(path: Path, rows: Iterable[tuple[str, ...]], header: str = "item,include,reason,by") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        csv.writer(file).writerows(rows)
    return path


def everything_adverse(material: Any) -> list[tuple[str, ...]]:
    return [(item, "yes", "", "") for item, adverse in items(material).items() if adverse]


def left_out(material: Any, kind: str) -> str:
    return next(item for item, adverse in items(material).items() if adverse and item.startswith(kind))


def test_all_adverse_items_included_leave_nothing_to_explain(material: Any, tmp_path: Path) -> None:
    rows = [*everything_adverse(material), (CHOSEN[0], "yes", "", "")]
    selection = read_selection(write(tmp_path / "s.csv", rows), material)
    assert selection == Selection(frozenset(row[0] for row in rows), ())


@pytest.mark.parametrize("kind", ["alert:", "finding:", "gap:"])
@pytest.mark.parametrize("words", [("no", "", ""), ("no", "not material", ""), ("no", "", "A. Example"), ()])
def test_an_adverse_item_left_out_without_reason_and_name_is_refused_by_name(
    material: Any, tmp_path: Path, kind: str, words: tuple[str, ...]
) -> None:
    item = left_out(material, kind)
    rows = [row for row in everything_adverse(material) if row[0] != item]
    rows += [(item, *words)] if words else []
    with pytest.raises(Refused) as refusal:
        read_selection(write(tmp_path / "s.csv", rows), material)
    assert item in refusal.value.reason
    assert refusal.value.row == (len(rows) + 1 if words else None)


def test_an_adverse_item_left_out_with_reason_and_name_is_an_omission(material: Any, tmp_path: Path) -> None:
    item = left_out(material, "gap:")
    rows = [row for row in everything_adverse(material) if row[0] != item]
    rows.append((item, "no", "explained in the cover letter", "A. Example"))
    [omission] = read_selection(write(tmp_path / "s.csv", rows), material).omissions
    assert (omission.item, omission.reason, omission.by) == (
        item,
        "explained in the cover letter",
        "A. Example",
    )


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (("documents/absent.txt", "yes", "", ""), "item", "documents/absent.txt"),
        ((CHOSEN[0], "perhaps", "", ""), "include", "perhaps"),
    ],
)
def test_an_unknown_item_or_word_is_refused_with_its_row(
    material: Any, tmp_path: Path, row: tuple[str, ...], column: str, said: str
) -> None:
    rows = [*everything_adverse(material), row]
    with pytest.raises(Refused) as refusal:
        read_selection(write(tmp_path / "s.csv", rows), material)
    assert (refusal.value.row, refusal.value.column) == (len(rows) + 1, column)
    assert said in refusal.value.reason


def test_an_item_chosen_twice_is_refused(material: Any, tmp_path: Path) -> None:
    rows = [*everything_adverse(material), (CHOSEN[0], "no", "", ""), (CHOSEN[0], "yes", "", "")]
    with pytest.raises(Refused, match="twice"):
        read_selection(write(tmp_path / "s.csv", rows), material)


def test_a_table_without_the_columns_is_refused(material: Any, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="item and include"):
        read_selection(write(tmp_path / "s.csv", [("x", "yes")], "what,whether"), material)


def test_chinese_headers_and_words_are_read_and_blank_means_no(material: Any, tmp_path: Path) -> None:
    rows = [(item, "是", "", "") for item, *_ in everything_adverse(material)]
    rows += [(CHOSEN[0], "是", "", ""), (CHOSEN[1], "", "", "")]
    selection = read_selection(write(tmp_path / "s.csv", rows, "项目,纳入,理由,签署人"), material)
    assert CHOSEN[0] in selection.included
    assert CHOSEN[1] not in selection.included


def test_a_gap_and_a_document_of_one_name_are_two_items(material: Any) -> None:
    kinds = {item.partition(":")[0].partition("/")[0] for item in items(material)}
    assert kinds == {"documents", "finding", "alert", "gap"}
