"""The self-test: seeded, counted by hand on a small list, honest about what it leaves out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.screen import audit as self_test
from tieback.screen.audit import audit, document
from tieback.screen.habit import kinds


def edition(*names: tuple[str, ...]) -> Edition:
    entities = tuple(
        ListedEntity(
            f"e{at}",
            texts[0],
            "company",
            tuple(ListedName(text, "alias" if place else "primary") for place, text in enumerate(texts)),
        )
        for at, texts in enumerate(names)
    )
    day = date(2026, 1, 2)
    return Edition(
        *("example", "EXAMPLE list", "EXAMPLE office", "none", "ab" * 32, "cd" * 32, day, None, None),
        entries=len(entities),
        expected=len(entities),
        complete=True,
        entities=entities,
    )


LIST = edition(
    ("Hotan Tarimex Textile Co., Ltd.", "和田塔里麦斯纺织有限公司"),
    ("Zarbolin Silicon Co., Ltd.",),
    ("Haoyuanpeng Clothing Manufacturing Co., Ltd.", "浩远鹏服装制造有限公司"),
)


def test_every_habit_is_counted_and_the_same_seed_gives_the_same_table() -> None:
    first, second = (audit([LIST], seed=7, sample=20) for _ in range(2))
    assert first == second
    by_kind = {row.kind: row for row in first.measured}
    assert list(by_kind) == list(kinds())
    assert (by_kind["upper"].tried, by_kind["upper"].found, by_kind["upper"].recall) == (
        3,
        3,
        Decimal("1.000"),
    )
    assert (by_kind["traditional"].tried, by_kind["han-to-pinyin"].tried) == (2, 2)
    assert (by_kind["simplified"].tried, by_kind["simplified"].recall, by_kind["simplified"].high) == (
        0,
        None,
        1,
    )


def test_another_seed_draws_other_letters() -> None:
    drawn = {tuple(item.asked for item in self_test._tries("typo", [LIST], seed, 20)) for seed in range(5)}
    assert len(drawn) > 1


def test_a_sample_is_no_larger_than_asked_for() -> None:
    assert all(row.tried <= 2 for row in audit([LIST], seed=1, sample=2).measured)


def test_what_is_missed_lowers_recall_and_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        self_test, "rewrite", lambda kind, text, rng: "Quorvex Wool" if kind == "typo" else None
    )
    row = next(row for row in audit([LIST], seed=1).measured if row.kind == "typo")
    assert (row.tried, row.found, row.recall, row.low) == (5, 0, Decimal("0.000"), Decimal("0.000"))
    assert {item.asked for item in row.missed} == {"Quorvex Wool"}


def test_withheld_names_are_not_met() -> None:
    """Asked in Chinese while the list has no Chinese name: only the romanised or translated brand can be met."""
    row = next(row for row in audit([LIST], seed=1).measured if row.kind == "latin-to-han")
    assert row.tried == 2
    only = replace(LIST, entities=(replace(LIST.entities[1], names=(LIST.entities[1].names[0],)),))
    assert all(row.tried == 0 for row in audit([only], seed=1).measured if row.kind == "latin-to-han")


def test_ships_and_weak_aliases_are_left_out() -> None:
    ship = replace(LIST.entities[0], kind="vessel")
    weak = replace(LIST.entities[1], names=(ListedName("Zarbolin", "weak"),))
    result = audit([replace(LIST, entities=(ship, weak))], seed=1)
    assert all(row.tried == 0 for row in result.measured)


def test_the_document_says_what_was_not_measured() -> None:
    told = document(audit([LIST], seed=7, sample=5), "0.0.0")
    assert (told["seed"], told["interval"]) == (7, "Clopper-Pearson, 95 %")
    assert any("unrelated parties" in text for text in told["not_measured"])
    assert told["kinds"][0]["recall"] == "1.000"
