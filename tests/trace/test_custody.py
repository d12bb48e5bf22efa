"""What certificates of custody allow to conclude."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tieback.case import read_case
from tieback.model.document import Document
from tieback.model.record import RowRef
from tieback.table.word import canonical
from tieback.trace.custody import models, speaks
from tieback.trace.tracing import settle, trace


def certificate(custody: str | None) -> Document:
    return Document(
        "cert.pdf",
        "custody-certificate",
        supports=("T1",),
        sha256="0",
        ref=RowRef("documents.csv", 2),
        custody=custody,
    )


def bought(r: SimpleNamespace, *documents: Document) -> object:
    return r.case(
        r.transfer("T1", "U", "TRADER", "MILL", 1, 60),
        r.change("Y", "MILL", 5, 5, r.line("in", "U", 60), r.line("out", "Y1", 60)),
        documents=documents,
    )


@pytest.mark.parametrize("model", sorted(models()))
def test_no_certificate_moves_a_bound(records: SimpleNamespace, model: str) -> None:
    bare, certified = trace(bought(records), "Y1"), trace(bought(records, certificate(model)), "Y1")
    assert (certified.origins, certified.untraced_kg) == (bare.origins, bare.untraced_kg)


@pytest.mark.parametrize("model", [*sorted(models()), None, "gold standard"])
def test_what_does_not_speak_of_all_goods_is_a_gap_and_closes_no_way(
    records: SimpleNamespace, model: str | None
) -> None:
    case = bought(records, certificate(model))
    gaps = [gap for gap in trace(case, "Y1").gaps if gap.kind.startswith("custody")]
    cut = next(item for item in settle(case, "Y1", ids=["untraced"])[0] if item.by == "document")
    if model in {"identity-preserved", "segregated"}:
        assert gaps == []
        assert [member.id for member in cut.members] == ["cert.pdf"]
        return
    assert [gap.kind for gap in gaps] == ["custody-content" if model in models() else "custody-unstated"]
    assert (gaps[0].ref, [row.row for row in gaps[0].rows]) == ("T1", [2])
    assert "cert.pdf, for T1" in gaps[0].text
    assert [(member.kind, member.id) for member in cut.members] == [("transfer", "T1")]


def test_credit_says_nothing_of_the_goods() -> None:
    assert models()["credit"]["content"] == models()["book-and-claim"]["content"] == "no"
    assert not speaks(certificate("credit"))
    assert speaks(Document("invoice.pdf", "invoice"))
    assert not speaks(Document("invoice.pdf", "invoice", custody="mass-balance"))
    assert all(row["source"] and row["content"] in {"yes", "share", "no"} for row in models().values())


@pytest.mark.parametrize(
    ("word", "id_"),
    [
        ("Mass Balance", "mass-balance"),
        ("质量平衡", "mass-balance"),
        ("IP", "identity-preserved"),
        ("隔离", "segregated"),
    ],
)
def test_models_are_read_in_both_languages(word: str, id_: str) -> None:
    assert canonical(word, "custody") == id_


def test_the_column_is_read_from_the_index(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("EXAMPLE", "utf-8")
    (tmp_path / "case.toml").write_text('importer = "US-EXAMPLE"\n', "utf-8")
    (tmp_path / "parties.csv").write_text("id,name\nUS-EXAMPLE,Example Imports (EXAMPLE)\n", "utf-8")
    (tmp_path / "documents.csv").write_text(
        "file,kind,监管链模式,supports\na.txt,transaction certificate,Book and Claim,T1\n", "utf-8"
    )
    (document,) = read_case(tmp_path).documents
    assert (document.kind, document.custody) == ("custody-certificate", "book-and-claim")
