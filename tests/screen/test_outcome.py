"""The answers of a file, row by row: looked up thousands at a time, and the same as one by one."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.screen import listed
from tieback.screen.listed import Asked, ListedParties
from tieback.screen.outcome import outcomes
from tieback.screen.roster import Roster, read_roster
from tieback.screen.screening import Screener
from tieback.table.read import read_table

LISTED = [
    "Hotan Tarimex Textile Co., Ltd.",
    "和田塔里麦斯纺织有限公司",
    "Zarbolin Silicon Co., Ltd.",
    "Quorvex Wool",
]
ASKED = [
    "HETIAN TARIMEX TEX",
    "塔里麦斯纺织",
    "",
    "Zarboline Silicon",
    "EXAMPLE Bakery",
    "???",
    "Quorvex Wool Mill",
]


def edition() -> Edition:
    entities = tuple(
        ListedEntity(f"E{number}", text, "company", (ListedName(text, "primary"),))
        for number, text in enumerate(LISTED)
    )
    return Edition(
        *("example", "EXAMPLE list", "EXAMPLE office", "EXAMPLE", "0" * 64, "0" * 64),
        *(date(2026, 1, 2), None, None),
        entries=len(entities),
        expected=len(entities),
        complete=True,
        entities=entities,
    )


def roster(tmp_path: Path) -> Roster:
    path = tmp_path / "suppliers.csv"
    path.write_text("name,note\n" + "".join(f"{name},x\n" for name in ASKED), "utf-8")
    return read_roster(read_table(path))


@pytest.mark.parametrize("near", [False, True])
def test_rows_looked_up_by_compiled_code_are_answered_as_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, near: bool
) -> None:
    told: list[list[Asked]] = []
    foresee = ListedParties.foresee

    def spy(self: ListedParties, asked: Iterable[Asked]) -> None:
        told.append(list(asked))
        foresee(self, told[-1])

    monkeypatch.setattr(ListedParties, "foresee", spy)
    rows = roster(tmp_path)
    plain = list(outcomes(rows, Screener([edition()]), near=near))
    monkeypatch.setattr(listed, "_WORTH_COMPILED", 0)
    compiled = list(outcomes(rows, Screener([edition()]), near=near))
    assert compiled == plain
    assert [[text for text, _ in asked] for asked in told] == [[name for name in ASKED if name]] * 2
    assert [bool(outcome.alerts) for outcome in plain] == [True, True, False, True, False, False, True]


def test_a_lookup_that_fails_costs_no_row_its_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = roster(tmp_path)
    whole = list(outcomes(rows, Screener([edition()])))

    def failing(self: ListedParties, asked: Iterable[Asked]) -> None:
        raise ValueError("EXAMPLE")

    monkeypatch.setattr(ListedParties, "foresee", failing)
    assert list(outcomes(rows, Screener([edition()]))) == whole
