"""What the records do not say."""

from types import SimpleNamespace

from tieback.model.document import Document
from tieback.model.goods import BomLine
from tieback.model.record import RowRef, Unread
from tieback.trace.papers import support
from tieback.trace.tracing import trace


def bom(component: str, lot: str | None, row: int) -> BomLine:
    return BomLine("S-1", component, None, None, None, None, lot, lot is None, None, RowRef("bom.csv", row))


def gaps(traced: object, kind: str) -> list[object]:
    return [gap for gap in traced.gaps if gap.kind == kind]


def test_a_transfer_without_a_document_is_a_gap(records: SimpleNamespace) -> None:
    r = records
    documents = (
        Document("production.txt", "production-record", supports=("G",), sha256="0"),
        Document("invoice.txt", "invoice", sha256="1"),
        Document("lost.txt", "invoice", sha256=None),
    )
    case = r.case(
        r.raw("G", "GIN", 0, "A", 100),
        r.transfer("T1", "A", "GIN", "MILL", 1, 30, document="documents/invoice.txt"),
        r.transfer("T2", "A", "GIN", "MILL", 1, 30),
        r.transfer("T3", "A", "GIN", "MILL", 1, 20, document="lost.txt"),
        r.transfer("T4", "A", "GIN", "MILL", 1, 20, document="never.txt"),
        documents=documents,
    )
    found = gaps(trace(case, "A", "MILL"), "document-missing")
    assert [(gap.id, gap.rows[0].row) for gap in found] == [
        ("gap-document-missing-T2", 3),
        ("gap-document-missing-T3", 4),
        ("gap-document-missing-T4", 5),
    ]
    assert "the folder lacks lost.txt" in found[1].text
    assert [document.file for document in support(case)["G"]] == ["production.txt"]


def test_a_mass_that_cannot_be_derived_says_what_to_supply(records: SimpleNamespace) -> None:
    r = records
    case = r.case(r.raw("G", "GIN", 0, "A", 10, unit="bale"))
    traced = trace(case, "A")
    assert traced.mass_kg is None
    assert (traced.origins[0].least_kg, traced.origins[0].most_kg, traced.origins[0].without_mass) == (
        0,
        None,
        True,
    )
    assert "state kg per bale in units.csv" in gaps(traced, "mass-unknown")[0].text


def test_a_yield_that_nobody_states_is_said(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 100),
        r.change(
            "S", "GIN", 1, 1, r.line("in", "A", 100), r.line("out", "Y", 87), process="carded cotton spinning"
        ),
        r.change("K", "GIN", 2, 2, r.line("in", "Y", 87), r.line("out", "Z", 80), process="knitting"),
    )
    traced = trace(case, "Z")
    assert [gap.ref for gap in gaps(traced, "yield-assumed")] == ["S"]
    assert [gap.ref for gap in gaps(traced, "yield-unstated")] == ["K"]


def test_components_that_do_not_pair_are_taken_together_and_said(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 60),
        r.raw("G2", "GIN", 0, "B", 40),
        r.change(
            "X",
            "GIN",
            1,
            1,
            r.line("in", "A", 60, "shell"),
            r.line("in", "B", 40, "lining"),
            r.line("out", "Y", 100),
        ),
    )
    traced = trace(case, "Y")
    assert [gap.id for gap in gaps(traced, "component-mismatch")] == ["gap-component-mismatch-X"]
    assert [str(o.most_kg) for o in traced.origins if o.kind == "lot"] == ["60.000", "40.000"]


def test_a_component_that_no_input_names_is_untraced(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 60),
        r.change(
            "X",
            "GIN",
            1,
            1,
            r.line("in", "A", 60, "shell"),
            r.line("out", "Y", 60, "shell"),
            r.line("out", "Y", 2, "thread"),
        ),
    )
    traced = trace(case, "Y")
    assert [gap.id for gap in gaps(traced, "untraced")] == ["gap-untraced-Y-GIN-X"]
    assert traced.untraced_kg == 2


def test_bom_lines_that_lead_nowhere_are_gaps_of_finished_lots_only(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "GIN", 0, "A", 60),
        r.change("X", "GIN", 1, 1, r.line("in", "A", 60), r.line("out", "Y", 60)),
        bom=(bom("body", "A", 2), bom("thread", None, 3), bom("label", "ELSEWHERE", 4)),
        has_bom=True,
    )
    assert [gap.ref for gap in gaps(trace(case, "Y"), "bom-not-traced")] == ["ELSEWHERE", "thread"]
    assert gaps(trace(case, "A"), "bom-not-traced") == []


def test_a_lost_row_of_a_transformation_opens_its_outputs(records: SimpleNamespace) -> None:
    r = records
    lines = [r.line("in", "A", 100), r.line("out", "Y", 100)]
    lost = Unread(RowRef("transformations.csv", 4), "B", "GIN", "the quantity cannot be read")
    case = r.case(
        r.change("X", "GIN", 1, 1, *lines), r.transfer("T", "A", "T", "GIN", 0, 100), unread=(lost,)
    )
    traced = trace(case, "Y", sources=("CN-XJ", "A"))
    assert {o.id: (o.least_kg, o.most_kg) for o in traced.origins} == {"A": (0, 100), "CN-XJ": (0, 100)}
    assert [gap.id for gap in gaps(traced, "unread")] == ["gap-unread-transformations.csv-4"]


def test_a_transformation_that_lost_its_inputs_is_not_raw_material(records: SimpleNamespace) -> None:
    r = records
    lost = Unread(RowRef("transformations.csv", 3), None, None, "no lot")
    case = r.case(r.raw("G", "GIN", 0, "A", 100), unread=(lost,), countries={"GIN": "US"})
    found = {o.id: (o.least_kg, o.most_kg) for o in trace(case, "A", sources=("US", "CN-XJ")).origins}
    assert found == {"US": (0, 100), "CN-XJ": (0, 100)}


def test_a_yield_outside_the_usual_range_is_said_whoever_states_it(records: SimpleNamespace) -> None:
    r = records
    for out, waste, said in ((97, 0, "97.0 % of what went in"), (87, 10, None), (60, 30, "60.0 %")):
        lines = [r.line("in", "A", 100), r.line("out", "Y", out, low="0.1", high="1")]
        lines += [r.line("waste", "W", waste)] if waste else []
        case = r.case(
            r.raw("G", "GIN", 0, "A", 100),
            r.change("S", "GIN", 1, 1, *lines, process="carded cotton spinning"),
        )
        found = gaps(trace(case, "Y"), "yield-unusual")
        assert [said in gap.text for gap in found] == ([True] if said else [])
