"""The papers that a kind of transfer is known by."""

import csv
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

import pytest

from tieback.model.document import Document
from tieback.model.goods import TransferKind
from tieback.model.trace import Gap
from tieback.table.word import vocabulary
from tieback.trace.document_set import document_set
from tieback.trace.tracing import trace

KINDS = set(vocabulary("document_kind").values())


def asked(records: SimpleNamespace, kind: TransferKind | None, *held: str, folder: bool = True) -> list[Gap]:
    r = records
    papers = tuple(
        Document(f"{at}.txt", word, supports=("T",), sha256=str(at) if folder else None)
        for at, word in enumerate(held)
    )
    case = r.case(
        r.raw("G", "GIN", 0, "A", 100),
        r.transfer("T", "A", "GIN", "MILL", 1, 100, kind=kind),
        documents=papers,
    )
    return [gap for gap in trace(case, "A", "MILL").gaps if gap.ref == "T"]


@pytest.mark.parametrize("kind", TransferKind)
def test_every_kind_of_transfer_has_a_set_of_known_papers_with_holders(kind: TransferKind) -> None:
    papers = document_set(kind)
    assert papers
    for paper in papers:
        assert set(paper.kinds) <= KINDS
        assert paper.held_by in {"giver", "taker", "both"}


def test_what_has_no_source_is_never_said_to_be_needed() -> None:
    text = files("tieback.trace").joinpath("document_set.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert {row["level"] for row in rows} == {"needed", "usual"}
    assert all(
        row["source"] and "unverified" not in row["source"] for row in rows if row["level"] == "needed"
    )


@pytest.mark.parametrize("kind", TransferKind)
def test_a_transfer_with_one_paper_of_each_sort_lacks_none(
    records: SimpleNamespace, kind: TransferKind
) -> None:
    assert asked(records, kind, *(paper.kinds[-1] for paper in document_set(kind))) == []


def test_one_gap_names_all_that_a_sale_lacks_and_who_would_hold_it(records: SimpleNamespace) -> None:
    (gap,) = asked(records, TransferKind.SALE, "invoice", "purchase-order")
    assert (gap.id, gap.ref, gap.rows[0].row) == ("gap-documents-missing-T", "T", 2)
    assert "payment (ask MILL)" in gap.text
    assert "bill of lading or delivery note or goods receipt (ask GIN or MILL)" in gap.text
    assert "invoice" not in gap.text
    assert "purchase order" not in gap.text


def test_tolling_asks_for_its_contract_and_fee_invoice_and_says_that_this_is_unverified(
    records: SimpleNamespace,
) -> None:
    (gap,) = asked(records, TransferKind.TOLLING, "delivery-note")
    assert gap.text.endswith(
        "usual in the trade (unverified): processing contract, fee invoice or invoice (ask GIN or MILL)"
    )
    assert "payment" not in gap.text


def test_a_paper_that_the_folder_does_not_hold_is_still_asked_for(records: SimpleNamespace) -> None:
    papers = [paper.kinds[0] for paper in document_set(TransferKind.SALE)]
    (gap,) = asked(records, TransferKind.SALE, *papers, folder=False)
    assert gap.kind == "document-missing"
    assert gap.text.startswith("transfer T: the folder lacks 0.txt, 1.txt")
    assert "payment (ask MILL)" in gap.text


def test_a_transfer_whose_kind_nobody_states_is_asked_for_the_papers_of_a_sale(
    records: SimpleNamespace,
) -> None:
    (gap,) = asked(records, None)
    assert "kind not stated, read as a sale" in gap.text
    assert "payment" in gap.text


def test_the_papers_asked_for_change_no_kilogram(records: SimpleNamespace) -> None:
    def kilograms(kind: Any) -> tuple[object, ...]:
        r = records
        case = r.case(r.raw("G", "GIN", 0, "A", 100), r.transfer("T", "A", "GIN", "MILL", 1, 60, kind=kind))
        traced = trace(case, "A", "MILL")
        return traced.mass_kg, traced.origins, traced.through, traced.untraced_kg

    assert len({kilograms(kind) for kind in (None, *TransferKind)}) == 1


def test_a_transfer_without_any_document_is_one_gap_that_names_the_papers_of_its_kind(
    records: SimpleNamespace,
) -> None:
    (gap,) = asked(records, TransferKind.SALE)
    assert gap.id == "gap-document-missing-T"
    assert gap.text.startswith("transfer T has no document; sale: lacks ")
    assert "payment (ask MILL)" in gap.text


def test_a_gap_says_its_tier_and_who_would_hold_what_closes_it(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 100),
        r.transfer("T", "A", "GIN", "MILL", 1, 100, kind=TransferKind.SALE),
        r.change("X", "MILL", 2, 2, r.line("in", "A", 100), r.line("out", "Y", 100)),
        r.transfer("V", "Y", "MILL", "IMPORTER", 3, 100, kind=TransferKind.SALE),
    )
    found = {gap.ref: (gap.tier, gap.holder) for gap in trace(case, "Y").gaps}
    assert found["V"] == (0, "IMPORTER; MILL")
    assert found["X"] == (0, "MILL")
    assert found["T"][1] == "GIN; MILL"
    assert 0 < found["T"][0] <= found["G"][0]
    assert found["G"][1] == "GIN"
