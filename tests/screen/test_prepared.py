"""Prepared lists: kept whole, used only if whole and of the same content and rules, made anew otherwise."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from tests.screen.test_screening import edition, entity

from tieback.screen import prepared
from tieback.screen.flat import Flat
from tieback.screen.key import keys_of_name
from tieback.screen.prepared import Prepared, prepare

LIST = edition(
    entity("e1", "Hotan Tarimex Textile Co., Ltd.", "和田塔里麦斯纺织有限公司"),
    entity("e2", "Zarbolin Silicon Co., Ltd."),
    entity("e3", "Another Zarbolin", "Zarbolin Silicon Co., Ltd."),
    entity("e4", "MARVELIN STAR", kind="vessel"),
)


@pytest.fixture(autouse=True)
def _keep_small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "WORTH_KEEPING", 0)


def same(one: Prepared, other: Prepared) -> bool:
    arrays = [field.name for field in fields(Flat)]
    mine = ("texts", "name_at", "bearer_at", "bearer_entity", "bearer_name")
    return all(list(getattr(one, name)) == list(getattr(other, name)) for name in mine) and all(
        list(getattr(one.flat, name)) == list(getattr(other.flat, name)) for name in arrays
    )


def kept(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_names_are_held_once_with_all_who_bear_them_and_ships_are_left_out() -> None:
    made = prepare(LIST)
    texts = [made.text(number) for number in range(len(made))]
    assert texts == [
        "Hotan Tarimex Textile Co., Ltd.",
        "和田塔里麦斯纺织有限公司",
        "Zarbolin Silicon Co., Ltd.",
        "Another Zarbolin",
    ]
    assert list(made.bearers(2)) == [(1, 0), (2, 1)]


def test_what_was_kept_is_what_was_made(tmp_path: Path) -> None:
    made = prepare(LIST, tmp_path)
    before = kept(tmp_path).read_bytes()
    again = prepare(LIST, tmp_path)
    assert same(made, again)
    assert isinstance(again.flat.key_hash, memoryview)
    assert again.lookup.admitted(keys_of_name("Zarbolin Silicone")) == [2, 3]
    assert kept(tmp_path).read_bytes() == before


@pytest.mark.parametrize("damage", ["byte", "cut", "empty", "foreign"])
def test_a_damaged_or_foreign_file_is_made_anew(damage: str, tmp_path: Path) -> None:
    made = prepare(LIST, tmp_path)
    file = kept(tmp_path)
    data = file.read_bytes()
    wrong = {
        "byte": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        "cut": data[: len(data) // 2],
        "empty": b"",
        "foreign": b"something else altogether\n" * 100,
    }
    file.write_bytes(wrong[damage])
    assert same(prepare(LIST, tmp_path), made)
    assert file.read_bytes() == data


def test_other_rules_or_another_content_make_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(LIST, tmp_path)
    first = kept(tmp_path).name
    monkeypatch.setattr(prepared, "rule_version", lambda: "0123456789ab")
    prepare(LIST, tmp_path)
    assert kept(tmp_path).name != first


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert len(prepare(LIST, blocked / "folder")) == 4


def test_small_lists_are_never_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "WORTH_KEEPING", 100)
    prepare(LIST, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_part_of_an_edition_is_not_taken_for_the_whole(tmp_path: Path) -> None:
    prepare(LIST, tmp_path)
    assert len(prepare(replace(LIST, entities=LIST.entities[1:]), tmp_path)) == 2
