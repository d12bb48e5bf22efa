"""Records that cannot all be true."""

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import pytest

from tieback.model.case import Case
from tieback.model.document import Document
from tieback.model.goods import TransferKind
from tieback.model.record import RowRef
from tieback.trace.tracing import trace


def kinds(traced: object) -> list[str]:
    return sorted(conflict.kind for conflict in traced.conflicts)


def test_a_lot_sold_twice_has_no_bounds_and_names_both_sales(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.transfer("T1", "A", "FARM", "MILL-1", 1, 100),
        r.transfer("T2", "A", "FARM", "MILL-2", 2, 100),
        r.change("Y1", "MILL-1", 3, 3, r.line("in", "A", 100), r.line("out", "Y1", 100)),
        r.raw("G2", "FARM", 0, "C", 5),
    )
    traced = trace(case, "Y1")
    assert kinds(traced) == ["sold-twice"]
    assert {row.row for row in traced.conflicts[0].rows if row.file == "transfers.csv"} == {2, 3}
    assert {(o.least_kg, o.most_kg, o.proportional_kg) for o in (*traced.origins, *traced.through)} == {
        (None, None, None)
    }
    assert traced.untraced_kg is None
    assert trace(case, "C").conflicts == ()


def test_more_out_than_in_is_told_from_sold_twice(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.transfer("T1", "A", "FARM", "MILL", 1, 150),
        r.change("Y", "MILL", 3, 3, r.line("in", "A", 150), r.line("out", "Y", 150)),
    )
    assert kinds(trace(case, "Y")) == ["more-out-than-in"]


def test_using_goods_of_no_stated_mass_after_all_had_left_is_out_of_order(records: SimpleNamespace) -> None:
    """Nothing can have gone in, so no origin would be named and nothing called untraced: a false "none"."""
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.transfer("T1", "A", "FARM", "MILL", 1, 100),
        r.transfer("T2", "A", "MILL", "OTHER", 2, 100),
        r.change("Y", "MILL", 5, 5, r.line("in", "A", None), r.line("out", "Y", 50)),
    )
    traced = trace(case, "Y")
    assert kinds(traced) == ["out-of-order"]
    assert "how much left is not stated" in traced.conflicts[0].text
    assert traced.untraced_kg is None
    assert all(origin.most_kg is None for origin in (*traced.origins, *traced.through))


def test_a_lot_that_weighs_more_than_anything_can_have_given_it_has_no_bounds(
    records: SimpleNamespace,
) -> None:
    """No two records contradict each other, but a count leaves 1 kg, and with a yield of one that makes no 6."""
    r = records
    case = r.case(
        r.raw("G", "MILL", 0, "A", 8),
        r.count("A", "MILL", 3, 1),
        r.change("Y", "MILL", 5, 5, r.line("in", "A", None), r.line("out", "Y", 6, low="0.3", high="1")),
    )
    traced = trace(case, "Y")
    assert kinds(traced) == ["more-out-than-in"]
    assert "6.000 kg of lot Y, of which at most 1.000 kg" in traced.conflicts[0].text
    assert {row.file for row in traced.conflicts[0].rows} == {"transformations.csv"}
    assert traced.untraced_kg is None
    assert all(origin.least_kg is None for origin in (*traced.origins, *traced.through))


def test_shipping_before_the_goods_were_made_is_out_of_order(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 9, "A", 100),
        r.transfer("T1", "A", "FARM", "MILL", 1, 100),
        r.change("Y", "MILL", 12, 12, r.line("in", "A", 100), r.line("out", "Y", 100)),
    )
    assert kinds(trace(case, "Y")) == ["out-of-order"]
    static = trace(case, "Y", time="static")
    assert static.origins[0].least_kg == 100, "dates left aside, nothing contradicts"


@pytest.mark.parametrize(
    ("out", "low", "high"), [(96, "0.8", "0.95"), (70, "0.8", "0.95"), (101, None, None)]
)
def test_a_yield_that_the_records_rule_out_is_a_conflict(
    records: SimpleNamespace, out: int, low: str | None, high: str | None
) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.change("Y", "FARM", 1, 1, r.line("in", "A", 100), r.line("out", "Y", out, low=low, high=high)),
    )
    traced = trace(case, "Y")
    assert kinds(traced) == ["more-out-than-in"]
    assert traced.origins[0].most_kg is None


def test_an_unread_row_may_explain_what_seems_too_much(records: SimpleNamespace) -> None:
    from tieback.model.record import Unread

    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100),
        r.transfer("T1", "A", "FARM", "MILL", 1, 150),
        unread=(Unread(RowRef("transfers.csv", 9), "A", None, "no quantity"),),
    )
    assert trace(case, "A", "MILL").conflicts == ()


def sale(r: SimpleNamespace, *documents: Document, kg: object = 100, **more: object) -> object:
    return trace(
        r.case(
            r.raw("G", "FARM", 0, "A", 500),
            r.transfer("T1", "A", "FARM", "MILL", 1, kg, document="invoice.txt", **more),
            r.transfer("T2", "A", "FARM", "MILL", 2, 50, document="second.txt"),
            documents=documents,
        ),
        "A",
        "MILL",
    )


INVOICE = Document(
    "invoice.txt",
    "invoice",
    number="1",
    issuer="FARM",
    payee="FARM",
    sha256="0",
    ref=RowRef("documents.csv", 2),
)
SECOND = Document("second.txt", "invoice", number="2", issuer="FARM", payee="FARM", sha256="1")


def test_a_document_that_states_another_mass_contradicts_its_row(records: SimpleNamespace) -> None:
    invoice = replace(INVOICE, quantity=records.quantity("500"))
    traced = sale(records, invoice, SECOND)
    assert kinds(traced) == ["document-contradiction"]
    assert traced.origins[0].least_kg is None
    assert kinds(sale(records, replace(INVOICE, quantity=records.quantity("0.1", "t")), SECOND)) == []
    assert kinds(sale(records, replace(INVOICE, quantity=records.quantity("500", "pcs")), SECOND)) == []


def test_the_same_figure_in_another_unit_is_a_unit_mismatch(records: SimpleNamespace) -> None:
    assert kinds(sale(records, replace(INVOICE, quantity=records.quantity("100", "lb")), SECOND)) == [
        "unit-mismatch"
    ]


def test_one_invoice_number_on_documents_that_differ_is_reused(records: SimpleNamespace) -> None:
    again = replace(SECOND, number="1", amount=Decimal(7))
    assert kinds(sale(records, replace(INVOICE, amount=Decimal(5)), again)) == ["number-reused"]
    translation = replace(SECOND, number="1", amount=Decimal(7), translation_of="invoice.txt")
    assert kinds(sale(records, replace(INVOICE, amount=Decimal(5)), translation)) == []


def test_one_invoice_for_more_than_it_states_is_reused(records: SimpleNamespace) -> None:
    invoice = replace(INVOICE, quantity=records.quantity("100"), supports=("T1", "T2"))
    assert kinds(sale(records, invoice, SECOND)) == ["number-reused"]


def test_one_file_filed_twice_for_different_deliveries_is_reused(records: SimpleNamespace) -> None:
    again = replace(SECOND, sha256=INVOICE.sha256)
    traced = sale(records, INVOICE, again)
    assert kinds(traced) == ["number-reused"]
    assert "invoice.txt and second.txt are the same file" in traced.conflicts[0].text
    assert kinds(sale(records, INVOICE, replace(again, number=None, translation_of="invoice.txt"))) == []
    copy = replace(INVOICE, file="copy.txt", ref=RowRef("documents.csv", 9))
    assert kinds(sale(records, INVOICE, SECOND, copy)) == [], "a plain copy states nothing else"


def test_a_payee_other_than_the_seller_needs_an_explanation(records: SimpleNamespace) -> None:
    elsewhere = replace(INVOICE, payee="OTHER (EXAMPLE)")
    traced = sale(records, elsewhere, SECOND)
    assert kinds(traced) == ["payee-not-seller"]
    assert traced.origins[0].least_kg is not None, "money does not change the masses"
    agency = Document("agency.txt", "agency-agreement", supports=("T1",), sha256="2")
    assert kinds(sale(records, elsewhere, SECOND, agency)) == []
    assert kinds(sale(records, elsewhere, SECOND, kind=TransferKind.TOLLING)) == []


def test_weights_on_different_bases_are_not_compared(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "FARM", 0, "A", 100, basis="gross"),
        r.transfer("T1", "A", "FARM", "MILL", 1, 104, basis="conditioned"),
    )
    traced = trace(case, "A", "MILL")
    assert kinds(traced) == []
    assert [gap.kind for gap in traced.gaps if gap.ref == "A"] == ["basis-mixed"]
    assert traced.origins[0].least_kg == 104, "nothing else is in it, whatever it weighs"


BALE = "US-PBI-2025-123456789012"


def test_a_bale_that_was_pressed_twice_is_a_number_used_twice(records: SimpleNamespace) -> None:
    r = records

    def case(lot: str) -> Case:
        return r.case(
            r.raw("G1", "GIN-1", 0, lot, 220),
            r.raw("G2", "GIN-2", 3, lot, 221),
            r.transfer("T", lot, "GIN-1", "MILL", 5, 220),
            r.change("X", "MILL", 8, 9, r.line("in", lot, 220), r.line("out", "Y", 220)),
        )

    (clash,) = trace(case(BALE), "Y").conflicts
    assert (clash.kind, clash.ref, len(clash.rows)) == ("number-reused", BALE, 2)
    assert "in G1, in G2" in clash.text
    for lot in ("?-PBI-2025-123456789012", "BIN-7"):  # other bales may carry it; a bin is filled again
        assert not trace(case(lot), "Y").conflicts


def test_a_bale_that_two_sell_and_nobody_sold_them_is_a_number_used_twice(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.transfer("T1", BALE, "TRADER-1", "MILL", 1, 220),
        r.transfer("T2", BALE, "TRADER-2", "MILL", 2, 220),
        r.change("X", "MILL", 8, 9, r.line("in", BALE, 440), r.line("out", "Y", 440)),
    )
    (clash,) = trace(case, "Y").conflicts
    assert "with TRADER-1, with TRADER-2" in clash.text
