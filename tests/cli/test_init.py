"""`tieback init` writes a case that can be filled in at once."""

import json
import re
from pathlib import Path

import pytest

from tieback.case import read_case
from tieback.cli.main import run
from tieback.model.refusal import Refused


def test_an_empty_case_lacks_only_a_party(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "case"
    assert run(["init", str(root)]) == 0
    with pytest.raises(Refused, match="no party can be read"):
        read_case(root)
    with (root / "parties.csv").open("a", encoding="utf-8") as stream:
        stream.write("IMP,EXAMPLE Importer,,importer,US,,,,,,,,\n")
    case = read_case(root)
    assert [party.id for party in case.parties] == ["IMP"]
    assert not case.has_bom
    assert not case.unread


def test_every_commented_key_of_the_template_is_a_key_of_a_case(tmp_path: Path) -> None:
    run(["init", str(tmp_path / "case")])
    root = tmp_path / "case"
    lines = (root / "case.toml").read_text("utf-8").splitlines()
    kept = [line.removeprefix("# ") for line in lines if re.match(r"# (\w+ = |\[)", line)]
    (root / "case.toml").write_text("\n".join(kept).replace("lists/my_edition.csv", "parties.csv"), "utf-8")
    (root / "parties.csv").write_text("id,name\nIMPORTER,EXAMPLE Importer\n", "utf-8")
    case = read_case(root)
    assert not [note for note in case.notes if "is not one of a case" in note.reason]
    assert case.entries[0].lots == ("LOT-1", "LOT-2")
    assert case.detention is not None


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("x")
    assert run(["init", str(tmp_path)]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert "not empty" in capsys.readouterr().err
    assert run(["init", str(tmp_path / "mine.txt")]) == 3


def test_json_prints_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "case"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "tieback.init/1"
    assert "case.toml" in document["files"]


def test_an_example_is_copied_and_can_be_read(tmp_path: Path) -> None:
    assert run(["init", str(tmp_path / "case"), "--example", "shirts"]) == 0
    assert read_case(tmp_path / "case").importer == "IMPORTER"


def test_an_example_that_there_is_not_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "case"), "--example", "../shirts"]) == 3
    assert "there is no example '../shirts'; name one of shirts, solar, towels" in capsys.readouterr().err
