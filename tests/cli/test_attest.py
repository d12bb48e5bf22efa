"""`tieback attest`: the internal file, the seal, and a submission that holds only what was chosen."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tieback.proof import journal

DOCUMENTS = ("documents/01_invoice_T-01.txt", "documents/05_invoice_T-06_zh.txt")


def item_rows(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / "file" / "items.csv").read_text("utf-8"))))


def choose(out: Path, path: Path, leave: str = "", reason: str = "", by: str = "") -> Path:
    """The items of a checked case, filled in: all that is adverse but `leave`, and two documents."""
    rows = item_rows(out)
    for row in rows:
        wanted = row["adverse"] == "yes" or row["item"] in DOCUMENTS
        row["include"] = "yes" if wanted and not (leave and row["item"].startswith(leave)) else "no"
        if leave and row["item"].startswith(leave):
            row |= {"reason": reason, "by": by}
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys())
        table.writeheader()
        table.writerows(rows)
    return path


def test_without_a_selection_it_writes_what_check_writes(
    checked: Any,
    tieback: Any,
    files_of: Any,
    monkeypatch: pytest.MonkeyPatch,
    session_home: Path,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(session_home))
    ran = tieback("attest", checked("shirts").folder, "--out", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert files_of(tmp_path / "out") == files_of(checked("shirts").out)
    assert ran.out.splitlines() == [
        str(tmp_path / "out" / "file" / "dossier.html"),
        str(tmp_path / "out" / "dossier.zip"),
    ]


def test_a_submission_holds_only_what_was_chosen(
    example: Any, checked: Any, tieback: Any, files_of: Any, tmp_path: Path
) -> None:
    folder, out = example("shirts"), tmp_path / "out"
    selection = choose(checked("shirts").out, tmp_path / "s.csv")
    ran = tieback("attest", folder, "--select", selection, "--out", out)
    assert ran.code == 0, ran.err
    assert set(files_of(out / "submission")) == {"index.html", *DOCUMENTS}
    for path in DOCUMENTS:
        assert (out / "submission" / path).read_bytes() == (folder / path).read_bytes()
    page = (out / "submission" / "index.html").read_text("utf-8")
    root = html.fromstring(page)
    assert len(root.xpath("//section[@id='documents']//tbody/tr")) == len(DOCUMENTS)
    assert "01_payment_T-01.txt" not in page.replace("01_invoice_T-01.txt", "")
    assert not root.xpath("//script")
    assert not (folder / "journal.jsonl").exists()


def test_what_counsel_reads_stays_inside(example: Any, checked: Any, tieback: Any, tmp_path: Path) -> None:
    """Left out with reason and name: neither the alert nor its mark on the picture, nor what would change it."""
    folder, out = example("shirts"), tmp_path / "out"
    selection = choose(checked("shirts").out, tmp_path / "s.csv", "alert:", "not the same firm", "A. Example")
    assert tieback("attest", folder, "--select", selection, "--out", out).code == 0
    page = (out / "submission" / "index.html").read_text("utf-8")
    [alert] = checked("shirts").result["alerts"]
    assert alert["id"] not in page
    table = html.fromstring(page).xpath("//section[@id='chain']//table")[0]
    assert "▲" not in "".join(table.itertext())
    assert "What would change it" not in page
    assert "not the same firm" not in page


def test_an_earlier_selection_leaves_nothing_behind(
    example: Any, checked: Any, tieback: Any, files_of: Any, tmp_path: Path
) -> None:
    folder, out = example("shirts"), tmp_path / "out"
    choice = choose(checked("shirts").out, tmp_path / "s.csv")
    assert tieback("attest", folder, "--select", choice, "--out", out).code == 0
    choice.write_text(choice.read_text("utf-8").replace(f"{DOCUMENTS[1]},yes", f"{DOCUMENTS[1]},no"), "utf-8")
    assert tieback("attest", folder, "--select", choice, "--out", out).code == 0
    assert set(files_of(out / "submission")) == {"index.html", DOCUMENTS[0]}


def test_an_adverse_item_left_out_silently_is_refused_and_nothing_is_written(
    example: Any, checked: Any, tieback: Any, tmp_path: Path
) -> None:
    folder, out = example("shirts"), tmp_path / "out"
    selection = choose(checked("shirts").out, tmp_path / "s.csv", "alert:")
    ran = tieback("attest", folder, "--select", selection, "--out", out)
    [alert] = checked("shirts").result["alerts"]
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert f"alert:{alert['id']}" in ran.err
    assert not out.exists()
    assert not (folder / "journal.jsonl").exists()


def test_an_omission_is_in_the_journal_and_the_journal_in_the_seal(
    example: Any, checked: Any, tieback: Any, tmp_path: Path
) -> None:
    folder, out = example("shirts"), tmp_path / "out"
    selection = choose(checked("shirts").out, tmp_path / "s.csv", "alert:", "not the same firm", "A. Example")
    for number in (1, 2):
        ran = tieback("attest", folder, "--select", selection, "--out", out, "--json")
        assert ran.code == 0, ran.err
        entries = journal.read(folder / "journal.jsonl")  # the chain is verified
        assert [entry.kind for entry in entries] == ["omission"] * number
    [alert] = checked("shirts").result["alerts"]
    assert entries[0].body == {
        "item": f"alert:{alert['id']}",
        "reason": "not the same firm",
        "by": "A. Example",
    }
    assert "journal.jsonl" in {item["path"] for item in ran.json["case"]["inputs"]}
    verdict = tieback("verify", out / "dossier.zip", "--json").json
    assert verdict["verdict"] == "intact"
    assert ran.json["findings"] == checked("shirts").result["findings"]


def test_a_journal_that_was_altered_is_refused(
    example: Any, tieback: Any, tmp_path: Path, checked: Any
) -> None:
    folder = example("shirts")
    selection = choose(checked("shirts").out, tmp_path / "s.csv", "alert:", "not the same firm", "A. Example")
    tieback("attest", folder, "--select", selection, "--out", tmp_path / "out")
    path = folder / "journal.jsonl"
    path.write_text(path.read_text("utf-8").replace("A. Example", "B. Example"), "utf-8")
    ran = tieback("attest", folder, "--out", tmp_path / "again")
    assert (ran.code, ran.err.count("\n")) == (3, 1)
    assert "journal.jsonl" in ran.err


def test_json_is_the_result_with_the_submission(
    example: Any, checked: Any, tieback: Any, tmp_path: Path
) -> None:
    selection = choose(checked("shirts").out, tmp_path / "s.csv")
    ran = tieback("attest", example("shirts"), "--select", selection, "--out", tmp_path / "out", "--json")
    document = json.loads(ran.out)
    assert document["submission"] == str(tmp_path / "out" / "submission" / "index.html")
    del document["submission"]
    assert document == json.loads((tmp_path / "out" / "result.json").read_bytes())


def test_pdf_is_not_there_and_says_what_to_do(example: Any, tieback: Any) -> None:
    ran = tieback("attest", example("towels"), "--pdf")
    assert ran.code == 4
    assert "print file/dossier.html" in ran.err
    assert ran.err.count("\n") == 1
