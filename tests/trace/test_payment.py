"""Payments beside invoices of the same deliveries."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from tieback.model.document import Document
from tieback.model.record import RowRef
from tieback.trace.tracing import trace


def paper(
    name: str, kind: str, amount: str | None, *supports: str, currency: str = "USD", **more: object
) -> Document:
    row = RowRef("documents.csv", sum(map(ord, name)))
    value = None if amount is None else Decimal(amount)
    return Document(
        name, kind, amount=value, currency=currency, supports=supports, sha256=name, ref=row, **more
    )


def sales(r: SimpleNamespace, *documents: Document) -> object:
    return trace(
        r.case(
            r.raw("G", "FARM", 0, "A", 150),
            *(r.transfer(f"T{n}", "A", "FARM", "MILL", n, 50) for n in (1, 2, 3)),
            documents=documents,
        ),
        "A",
        "MILL",
    )


def found(traced: object) -> list[tuple[str, str]]:
    open_ = [(gap.kind, gap.text) for gap in traced.gaps if gap.kind == "payment-open"]
    return [*((item.kind, item.text) for item in traced.conflicts), *open_]


def test_one_payment_may_settle_many_invoices_and_many_payments_one(records: SimpleNamespace) -> None:
    invoices = [paper(f"i{n}.pdf", "invoice", "100", f"T{n}") for n in (1, 2, 3)]
    assert found(sales(records, *invoices, paper("p.pdf", "payment", "300", "T1", "T2", "T3"))) == []
    parts = [paper(f"p{n}.pdf", "payment", "50", "T1") for n in (1, 2)]
    assert found(sales(records, *invoices, *parts)) == []


def test_more_paid_than_invoiced_is_a_conflict_that_leaves_the_masses_alone(records: SimpleNamespace) -> None:
    traced = sales(
        records, paper("i.pdf", "invoice", "100.50", "T1"), paper("p.pdf", "payment", "100.51", "T1")
    )
    assert found(traced) == [
        (
            "document-contradiction",
            "p.pdf: 100.51 USD paid, but i.pdf ask for 100.50 USD in all",
        )
    ]
    assert [row.file for row in traced.conflicts[0].rows] == ["documents.csv"] * 2
    assert traced.origins[0].least_kg is not None


def test_less_paid_than_invoiced_is_a_gap(records: SimpleNamespace) -> None:
    traced = sales(records, paper("i.pdf", "invoice", "100", "T1"), paper("p.pdf", "payment", "40", "T1"))
    assert [kind for kind, _ in found(traced)] == ["payment-open"]
    assert "100 USD invoiced, 40 USD paid by p.pdf" in found(traced)[0][1]


@pytest.mark.parametrize(
    "payment",
    [
        paper("p.pdf", "payment", "700", "T1", currency="CNY"),
        paper("p.pdf", "payment", None, "T1"),
        paper("p.pdf", "payment", "700", "T2"),
        paper("p.pdf", "payment", "700", "T1", translation_of="q.pdf"),
    ],
)
def test_what_cannot_be_compared_is_not(records: SimpleNamespace, payment: Document) -> None:
    assert found(sales(records, paper("i.pdf", "invoice", "100", "T1"), payment)) == []


def test_pages_of_one_invoice_are_counted_once(records: SimpleNamespace) -> None:
    pages = [
        paper(f"i{n}.pdf", "invoice", "100", "T1", number="7", issuer="FARM", page=str(n)) for n in (1, 2)
    ]
    assert found(sales(records, *pages, paper("p.pdf", "payment", "100", "T1"))) == []
