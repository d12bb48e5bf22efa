"""The rule version: the same for the same rules, another for any other."""

import importlib
from pathlib import Path

import pytest

from tieback.screen import ruleset


def version_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(ruleset, "__file__", str(folder / "screen" / "ruleset.py"))
    ruleset.rule_version.cache_clear()
    try:
        return ruleset.rule_version()
    finally:
        ruleset.rule_version.cache_clear()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name, text in (
        ("names/place.csv", "id\n"),
        ("names/read.py", "A = 1\n"),
        ("screen/weight.csv", "w\n"),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_it_has_twelve_digits_and_does_not_change_between_calls() -> None:
    first = ruleset.rule_version()
    ruleset.rule_version.cache_clear()
    assert first == ruleset.rule_version() == importlib.import_module("tieback.screen.ruleset").rule_version()
    assert len(first) == 12
    assert set(first) <= set("0123456789abcdef")


@pytest.mark.parametrize("name", ["names/place.csv", "names/read.py", "screen/weight.csv"])
def test_any_table_or_line_of_source_gives_another_version(
    name: str, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version_in(package, monkeypatch)
    assert before == version_in(package, monkeypatch)
    (package / name).write_text("changed\n")
    assert version_in(package, monkeypatch) != before


def test_a_file_more_gives_another_version_and_compiled_files_do_not(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = version_in(package, monkeypatch)
    (package / "names" / "read.pyc").write_bytes(b"\0")
    assert version_in(package, monkeypatch) == before
    (package / "names" / "new.csv").write_text("")
    assert version_in(package, monkeypatch) != before
