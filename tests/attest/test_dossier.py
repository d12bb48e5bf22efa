"""The dossier of a case: what is sealed, what is written, and what is refused."""

import base64
import csv
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tieback import check as job
from tieback.attest import dossier
from tieback.lists.store import Store
from tieback.model.refusal import Refused
from tieback.proof.digest import sha256
from tieback.proof.keys import SigningKey

KEY = SigningKey.from_seed(b"EXAMPLE key, never use elsewhere")


def payload(out: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(out / "dossier.zip") as bag:
        return {
            name.removeprefix("data/"): bag.read(name) for name in bag.namelist() if name.startswith("data/")
        }


def seal(folder: Path, out: Path) -> job.Check:
    return job.check(folder, out=out, key=KEY, store=Store(out / "lists"))


def test_every_document_is_sealed_as_it_lies_in_the_case(checked: Any) -> None:
    done = checked("shirts")
    held = payload(done.out)
    documents = sorted(path for path in (done.folder / "documents").iterdir())
    assert documents
    for path in documents:
        assert held[f"case/documents/{path.name}"] == path.read_bytes()


def test_the_sealed_folder_can_be_checked_again_with_the_same_findings(
    checked: Any, tieback: Any, tmp_path: Path
) -> None:
    for path, data in payload(checked("shirts").out).items():
        target = tmp_path / "unpacked" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    ran = tieback(
        *("check", tmp_path / "unpacked" / "case", "--json", "--out", tmp_path / "again"),
        *("--editions", tmp_path / "unpacked" / "editions.lock"),
    )
    assert ran.code == 0, ran.err
    assert ran.json["findings"] == checked("shirts").result["findings"]
    assert ran.json["case"]["inputs"] == checked("shirts").result["case"]["inputs"]


def test_the_manifest_digest_in_result_json_is_that_of_the_zip(checked: Any) -> None:
    done = checked("solar")
    with zipfile.ZipFile(done.out / "dossier.zip") as bag:
        envelope = json.loads(bag.read("manifest.dsse.json"))
    assert sha256(base64.b64decode(envelope["payload"])) == done.result["dossier"]["manifest_sha256"]
    assert done.result["dossier"]["zip"] == "dossier.zip"
    assert done.result["dossier"]["html"] == "file/dossier.html"


def test_a_document_named_and_not_held_is_said_and_not_sealed(example: Any, tmp_path: Path) -> None:
    folder = example("towels")
    (folder / "documents" / "09_production_X-WEAVE.txt").unlink()
    done = seal(folder, tmp_path / "out")
    assert any("09_production_X-WEAVE.txt" in note.reason for note in done.notes)
    assert "case/documents/09_production_X-WEAVE.txt" not in payload(tmp_path / "out")
    assert "not in the folder" in (tmp_path / "out" / "file" / "dossier.html").read_text("utf-8")


@pytest.mark.parametrize("file", ["parties.csv", "documents/09_production_X-WEAVE.txt"])
@pytest.mark.parametrize("gone", [False, True])
def test_a_file_that_changes_during_the_check_is_refused_and_nothing_is_written(
    example: Any, tmp_path: Path, file: str, gone: bool
) -> None:
    folder = example("towels")
    material = job.material_of(job.check(folder, store=Store(tmp_path / "lists")))
    data = (folder / file).read_bytes()
    (folder / file).unlink()
    if not gone:
        (folder / file).write_bytes(data + b"\n")
    with pytest.raises(Refused, match="changed") as refusal:
        dossier.build(material, folder, tmp_path / "out", KEY)
    assert refusal.value.file == file
    assert not (tmp_path / "out").exists()


def test_a_second_check_in_the_same_folder_gives_the_same_bytes(example: Any, files_of: Any) -> None:
    """The output beside the case is no input of the next check."""
    folder = example("towels")
    seal(folder, folder / "out")
    first = {path: data for path, data in files_of(folder / "out").items() if not path.startswith("lists")}
    seal(folder, folder / "out")
    second = {path: data for path, data in files_of(folder / "out").items() if not path.startswith("lists")}
    assert second == first


def test_items_name_everything_that_can_be_selected_and_which_are_adverse(checked: Any) -> None:
    done = checked("shirts")
    rows = list(csv.DictReader(io.StringIO((done.out / "file" / "items.csv").read_text("utf-8"))))
    adverse = {row["item"]: row["adverse"] for row in rows}
    result = done.result
    assert {f"alert:{row['id']}" for row in result["alerts"]} <= adverse.keys()
    assert {f"gap:{row['id']}" for row in result["gaps"]} <= adverse.keys()
    assert {f"finding:{row['id']}" for row in result["findings"]} <= adverse.keys()
    assert adverse["documents/01_invoice_T-01.txt"] == "no"
    assert adverse["finding:us_uflpa/listed-party/lot/SHIRTS-1"] == "yes"
    assert adverse["finding:us_uflpa/region/lot/SHIRTS-1"] == "yes"
    assert all(row["include"] == row["reason"] == row["by"] == "" for row in rows)


def test_items_that_look_like_formulas_are_neutralised(checked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    material = job.material_of(job.check(checked("towels").folder))
    monkeypatch.setattr(dossier, "items", lambda _: {"=1+2": True, "@SUM(A1)": False})
    rows = list(csv.reader(io.StringIO(dossier.item_table(material).decode("utf-8"))))
    assert [row[0] for row in rows] == ["item", "'=1+2", "'@SUM(A1)"]


def test_an_edition_too_large_is_named_by_digest_only(checked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    material = job.material_of(job.check(checked("towels").folder))
    assert {name for name, _ in dossier.small_editions(material)} == {"us_cbp_wro.json", "us_uflpa.json"}
    monkeypatch.setattr(dossier, "EDITION_ENTRIES", 2)
    assert list(dossier.small_editions(material)) == []
    assert all(edition.sha256.encode() in material.lock for edition in material.editions)


def test_a_case_without_findings_or_documents_still_has_a_page(checked: Any) -> None:
    from tieback.attest.render.page import render

    material = job.material_of(job.check(checked("towels").folder))
    bare = replace(
        material,
        case=replace(material.case, documents=(), sites=(), parties=()),
        editions=(),
        statuses=(),
        alerts=(),
        traces=(),
        findings=(),
        result={**material.result, "notes": [], "regimes": []},
    )
    page = render(bare)
    assert "The case holds no index of documents." in page
    assert "None was found in the records supplied." in page


def test_a_title_of_several_lines_with_controls_is_sealed_as_one_line(example: Any, tieback: Any) -> None:
    folder = example("towels")
    case = folder / "case.toml"
    title = "EXAMPLE towels: complete, and none of it in scope of the invented lists"
    case.write_text(case.read_text("utf-8").replace(title, r"EXAMPLE\u0007 two\nlines\u202e"), "utf-8")
    ran = tieback("check", folder)
    assert ran.code == 0, ran.err
    assert tieback("verify", folder / "out" / "dossier.zip").code == 0


def test_a_case_that_names_a_party_only_is_sealed_and_answers_no_question(
    tieback: Any, tmp_path: Path
) -> None:
    (tmp_path / "case.toml").write_text('title = "EXAMPLE nothing"\nas_of = 2026-09-01\n', "utf-8")
    (tmp_path / "parties.csv").write_text("id,name\nA,EXAMPLE Importer\n", "utf-8")
    ran = tieback("check", tmp_path)
    assert ran.code == 0, ran.err
    assert tieback("verify", tmp_path / "out" / "dossier.zip").code == 0
    result = json.loads((tmp_path / "out" / "result.json").read_bytes())
    assert {row["outcome"] for row in result["findings"]} == {"unknown"}


def test_one_document_on_several_rows_is_sealed_once_and_shown_on_each(example: Any, tieback: Any) -> None:
    folder = example("towels")
    index = folder / "documents.csv"
    lines = index.read_text("utf-8").splitlines()
    index.write_text("\n".join([*lines, lines[1].replace(",T-01,", ",X-GIN,") + "2"]) + "\n", "utf-8")
    assert tieback("check", folder).code == 0
    file = lines[1].partition(",")[0]
    rows = list(csv.DictReader(io.StringIO((folder / "out" / "file" / "items.csv").read_text("utf-8"))))
    assert [row["item"] for row in rows].count(f"documents/{file}") == 1
    page = (folder / "out" / "file" / "dossier.html").read_text("utf-8")
    assert page.count(f"<small>{file}</small>") == 2
