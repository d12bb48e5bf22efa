import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tieback.model.refusal import Refused
from tieback.watch.claim import parse
from tieback.watch.claim.parse import MODEL, check_model, load_parser


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the small files of the model beside its large ones by link."""
    found = find_spec(MODEL)
    assert found is not None
    assert found.origin is not None
    copy = tmp_path / MODEL
    shutil.copytree(Path(found.origin).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def test_the_installed_model_is_the_one_we_know(model: Path) -> None:
    check_model(model)


def test_a_changed_file_is_refused_by_name(model: Path) -> None:
    (model / "meta.json").write_text("{}", "utf-8")
    with pytest.raises(
        Refused, match=r"meta\.json: language model: is not the file we know: its sha256 differs"
    ):
        check_model(model)


def test_a_file_too_many_is_refused(model: Path) -> None:
    (model / "extra.py").write_text("", "utf-8")
    with pytest.raises(Refused, match="is not part of the model we know"):
        check_model(model)


def test_a_missing_file_is_refused(model: Path) -> None:
    (model / "__init__.py").unlink()
    with pytest.raises(Refused, match="is missing; install the"):
        check_model(model)


def test_without_the_extra_there_is_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parse, "find_spec", lambda _: None)
    assert load_parser() is None


def test_offsets_count_code_points_of_the_whole_text() -> None:
    parser = load_parser()
    assert parser is not None
    text = "示例.\n\nAna “e\u0301” said\nso."
    (tree,) = parser.read(text, [(5, len(text))])
    assert next(word.text for word in tree.words if text[word.start : word.end] == word.text) == "Ana"
    assert "".join(text[word.start : word.end] for word in tree.words) == text[5:].replace(" ", "").replace(
        "\n", ""
    )
