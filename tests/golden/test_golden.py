"""What the examples say, word by word. After a change that is meant: `make golden`, and read the difference."""

import difflib
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
NAMES = ("shirts", "solar", "towels")


@pytest.fixture(scope="module")
def regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden_regenerate", HERE / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("file", ["findings.json", "page.txt"])
@pytest.mark.parametrize("name", NAMES)
def test_an_example_says_what_its_golden_file_says(
    checked: Any, regenerate: ModuleType, name: str, file: str
) -> None:
    told = regenerate.golden(checked(name).result, checked(name).page)[file]
    kept = (HERE / name / file).read_text("utf-8")
    difference = list(
        difflib.unified_diff(kept.splitlines(), told.splitlines(), "golden", "now", lineterm="", n=1)
    )
    if difference:
        pytest.fail(
            "\n".join(["`make golden` writes it anew, if this is meant:", *difference[:80]]), pytrace=False
        )
