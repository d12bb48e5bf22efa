"""How much of the recorded mass has papers behind it."""

from decimal import Decimal
from types import SimpleNamespace

from tieback.model.cut import Coverage
from tieback.model.document import Document
from tieback.trace.tracing import cover


def test_mass_by_tier_and_kind_of_document(records: SimpleNamespace) -> None:
    r = records
    documents = (
        Document("inv.pdf", "invoice", supports=("T1", "T2"), sha256="0"),
        Document("pay.pdf", "payment", supports=("T1",), sha256="0"),
        Document("lost.pdf", "packing-list", supports=("T1",), sha256=None),
    )
    case = r.case(
        r.raw("G", "FARM", 0, "A", 60),
        r.transfer("T1", "A", "FARM", "MILL", 1, 60),
        r.transfer("T2", "U", "TRADER", "MILL", 1, 20),
        r.transfer("T3", "V", "TRADER", "MILL", 1, 7, unit="bale"),
        r.change(
            "Y",
            "MILL",
            5,
            5,
            r.line("in", "A", 60),
            r.line("in", "U", 20),
            r.line("in", "V", 7, unit="bale"),
            r.line("out", "Y1", 80),
        ),
        documents=documents,
    )
    rows = [(row.tier, row.of, row.document, str(row.kg), str(row.share)) for row in cover(case, "Y1")]
    assert rows == [
        (0, "transformation", None, "80.000", "100.0"),
        (1, "transfer", "invoice", "80.000", "100.0"),
        (1, "transfer", "payment", "60.000", "75.0"),
        (1, "transfer", None, "0.000", "0.0"),
        (1, "transformation", None, "60.000", "100.0"),
        (1, "untraced", None, "20.000", "12.5"),
    ]
    delivered = next(row for row in cover(case, "Y1") if row.of == "transfer")
    assert delivered == Coverage(
        1, "transfer", "invoice", Decimal("80.000"), Decimal("80.000"), Decimal("100.0"), 1
    )
