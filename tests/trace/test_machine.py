"""Machines that several runs share, and waste that a site uses again."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from tieback.case import read_case
from tieback.model.case import Case
from tieback.model.document import Document
from tieback.trace.tracing import trace


def two_runs(r: SimpleNamespace, days: tuple[int, int, int, int], **more: object) -> Case:
    first, second, third, fourth = days
    case = r.case(
        r.raw("GA", "MILL", 0, "A", 10),
        r.raw("GB", "MILL", 0, "B", 10),
        r.change("X1", "MILL", first, second, r.line("in", "A", 10), r.line("out", "Y1", 10)),
        r.change("X2", "MILL", third, fourth, r.line("in", "B", 10), r.line("out", "Y2", 10)),
        **more,
    )
    made = tuple(
        replace(item, machine="JET 3" if item.id == "X1" else "jet  3") if item.id[0] == "X" else item
        for item in case.transformations
    )
    return replace(case, transformations=made)


def shared(case: Case, lot: str) -> list[str]:
    return [gap.text for gap in trace(case, lot).gaps if gap.kind == "machine-shared"]


def test_what_was_in_the_machine_before_is_named(records: SimpleNamespace) -> None:
    (text,) = shared(two_runs(records, (1, 2, 3, 4)), "Y2")
    assert text.startswith(
        "transformation X2 ran on jet  3 at site of MILL after X1, which took in A; no record says"
    )
    assert shared(two_runs(records, (1, 2, 3, 4)), "Y1") == []


def test_runs_at_the_same_time_are_named_for_both(records: SimpleNamespace) -> None:
    case = two_runs(records, (1, 4, 3, 5))
    assert "at the same time as X1, which took in A" in shared(case, "Y2")[0]
    assert "at the same time as X2, which took in B" in shared(case, "Y1")[0]


@pytest.mark.parametrize(("kind", "count"), [("changeover-record", 0), ("production-record", 1)])
def test_a_changeover_record_closes_the_gap(records: SimpleNamespace, kind: str, count: int) -> None:
    paper = Document("clean.pdf", kind, supports=("X2",), sha256="0" * 64)
    assert len(shared(two_runs(records, (1, 2, 3, 4), documents=(paper,)), "Y2")) == count


def test_a_second_pass_of_the_same_goods_is_no_meeting(records: SimpleNamespace) -> None:
    r = records
    case = r.case(
        r.raw("G", "MILL", 0, "A", 10),
        r.change("X1", "MILL", 1, 1, r.line("in", "A", 10), r.line("out", "Y1", 10)),
        r.change("X2", "MILL", 1, 2, r.line("in", "Y1", 10), r.line("out", "Y2", 10)),
    )
    made = tuple(replace(item, machine="JET") if item.id[0] == "X" else item for item in case.transformations)
    assert shared(replace(case, transformations=made), "Y2") == []


def test_reused_waste_without_a_lot_is_untraced_and_dated(tmp_path: object) -> None:
    folder = tmp_path
    (folder / "case.toml").write_text('importer = "IMP"\n', "utf-8")
    (folder / "parties.csv").write_text("id,name\nMILL,EXAMPLE Mill\nIMP,EXAMPLE Importer\n", "utf-8")
    (folder / "sites.csv").write_text("id,party,kind,country\nS,MILL,production,TR\n", "utf-8")
    (folder / "transformations.csv").write_text(
        "id,site,机台,started_on,ended_on,role,lot,quantity,unit\n"
        "G,S,,2026-01-01,2026-01-01,out,A,90,kg\n"
        "X,S,炉 1,2026-01-05,2026-01-06,in,A,90,kg\n"
        "X,S,炉 1,2026-01-05,2026-01-06,回用,,10,kg\n"
        "X,S,炉 1,2026-01-05,2026-01-06,out,Y,100,kg\n",
        "utf-8",
    )
    case = read_case(folder)
    assert {item.machine for item in case.transformations} == {None, "炉 1"}
    traced = trace(case, "Y")
    assert traced.untraced_kg == 10
    assert not [gap for gap in traced.gaps if gap.kind == "unread"]
    assert any("re-used waste" in note.reason for note in case.notes)
    assert {
        (item.id, str(item.least_kg), str(item.most_kg)) for item in traced.origins if item.kind == "region"
    } == {
        ("CN-XJ", "0.000", "10.000"),
        ("TR", "90.000", "100.000"),
    }
