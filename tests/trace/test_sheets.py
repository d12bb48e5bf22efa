"""Rows to goods records: what cannot be read is named, and makes unknown what hangs on it."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.goods import Basis, LineRole, Quantity
from tieback.model.site import Site
from tieback.table.record import Record, Records, read_records
from tieback.trace.sheet_transformation import parse_yield, read_transformations
from tieback.trace.sheets import read_bom, read_stock, read_transfers, read_unit_weights

SITES = {"S": Site("S", "MILL"), "T": Site("T", "DYER")}


def sheet(tmp_path: Path, kind: str, text: str) -> Records:
    path = tmp_path / f"{kind}.csv"
    path.write_text(text, "utf-8")
    return read_records(path, kind, (), file=path.name)


def as_it_stands(text: str, row: Record) -> str:
    return text


def reasons(records: Records) -> str:
    return "\n".join(f"{note.row}:{note.column}: {note.reason} -> {note.effect}" for note in records.notes)


def test_a_transfer_keeps_unit_basis_and_row(tmp_path: Path) -> None:
    records = sheet(
        tmp_path, "transfers", '批号,发货方,收货方,净重(公斤),发货日期\nL,A,B,"1,200.5",2026年3月4日\n'
    )
    (transfer,), unread = read_transfers(records, as_it_stands)
    assert transfer.quantity == Quantity(Decimal("1200.5"), "kg", Basis.NET)
    assert transfer.shipped_on == date(2026, 3, 4)
    assert transfer.id == "transfers.csv:2"
    assert transfer.ref is not None
    assert transfer.ref.row == 2
    assert unread == ()


def test_an_unreadable_quantity_is_unknown_mass_not_a_blank(tmp_path: Path) -> None:
    records = sheet(
        tmp_path, "transfers", "id,lot,from,to,quantity,unit\n1,L,A,B,lots,kg\n2,L,A,B,,kg\n3,L,A,B,5,\n"
    )
    read, unread = read_transfers(records, as_it_stands)
    assert [transfer.quantity for transfer in read] == [None, None, None]
    assert [(row.ref.row, row.lot) for row in unread] == [(2, "L")], (
        "a blank cell or unit is missing, not misread"
    )
    assert reasons(records).count("its mass is unknown") == 2


def test_a_day_that_can_be_read_two_ways_leaves_its_row_unread(tmp_path: Path) -> None:
    records = sheet(
        tmp_path, "transfers", "id,lot,from,to,shipped_on\n1,L,A,B,03/04/2026\n2,M,A,B,2026-04-03\n"
    )
    read, unread = read_transfers(records, as_it_stands)
    assert [transfer.lot for transfer in read] == ["L", "M"], "the row still links its lot to its parties"
    assert [row.lot for row in unread] == ["L"]


def test_an_unreadable_input_quantity_makes_the_outputs_unknown(tmp_path: Path) -> None:
    records = sheet(
        tmp_path,
        "transformations",
        "id,site,role,lot,quantity,unit\nX,S,in,L,1O0,kg\nX,S,out,M,90,kg\nX,S,waste,W,10,kg\n",
    )
    read, unread = read_transformations(records, {"S": Site("S", "A", "production")})
    assert [line.lot for line in read[0].lines] == ["L", "M", "W"]
    assert {row.lot for row in unread} == {"L", "M", "W"}


def test_a_column_of_decimal_commas_is_read_as_one(tmp_path: Path) -> None:
    records = sheet(tmp_path, "transfers", "id;lot;from;to;quantity;unit\n1;L;A;B;1,5;t\n2;L;A;B;25,440;t\n")
    read, _ = read_transfers(records, as_it_stands)
    assert [transfer.quantity.value for transfer in read if transfer.quantity] == [
        Decimal("1.5"),
        Decimal("25.440"),
    ]
    assert "a comma is the decimal mark" in reasons(records)


def test_two_equal_rows_without_ids_are_two_transfers(tmp_path: Path) -> None:
    records = sheet(tmp_path, "transfers", "lot,from,to,quantity,unit\nL,A,B,5,kg\nL,A,B,5,kg\n")
    read, _ = read_transfers(records, as_it_stands)
    assert len({transfer.id for transfer in read}) == 2


def test_rows_of_one_id_are_one_transformation_with_a_row_per_component(tmp_path: Path) -> None:
    text = (
        "id,site,process,started_on,ended_on,role,component,lot,quantity,unit,yield_min,yield_max\n"
        "X,S,sewing,2026-01-01,,in,shell,FABRIC,100,kg,,\n"
        "Y,T,dyeing,2026-01-01,2026-01-02,out,,DYED,5,kg,,\n"
        "X,,,,2026-01-09,in,thread,THREAD,2,kg,,\n"
        "X,S,,,,out,shell,SHIRTS,90,kg,85%,0.95\n"
        "X,S,,,,out,thread,SHIRTS,1.9,kg,,\n"
        "X,S,,,,waste,shell,CLIPS,10,kg,,\n"
    )
    read, unread = read_transformations(sheet(tmp_path, "transformations", text), SITES)
    assert [(one.id, one.holder, one.process) for one in read] == [
        ("X", "MILL", "sewing"),
        ("Y", "DYER", "dyeing"),
    ]
    sewing = read[0]
    assert (sewing.started_on, sewing.ended_on) == (date(2026, 1, 1), date(2026, 1, 9))
    assert [line.component for line in sewing.lines if line.role is LineRole.OUT] == ["shell", "thread"]
    assert sewing.lines[2].yield_min == Decimal("0.85")
    assert unread == ()


def test_an_unread_input_makes_every_output_unknown(tmp_path: Path) -> None:
    text = "id,site,role,lot,quantity,unit\nX,S,in,A,5,kg\nX,S,in,,5,kg\nX,S,out,B,5,kg\nX,S,waste,C,1,kg\n"
    read, unread = read_transformations(sheet(tmp_path, "transformations", text), SITES)
    assert [line.lot for line in read[0].lines] == ["A", "B", "C"]
    assert {(one.lot, one.holder) for one in unread} == {(None, "MILL"), ("B", None), ("C", None)}


def test_a_row_without_id_or_with_shifted_cells_is_unread(tmp_path: Path) -> None:
    text = "id,site,role,lot,quantity,unit\n,S,in,A,5,kg\nX,S,out,B,1,200,kg\n"
    read, unread = read_transformations(sheet(tmp_path, "transformations", text), SITES)
    assert read == ()
    assert {(one.lot, one.holder) for one in unread} == {("A", None), (None, None)}


@pytest.mark.parametrize(
    ("text", "value"), [("0.92", "0.92"), ("92 %", "0.92"), ("１", "1"), ("1.05", "1.05")]
)
def test_a_yield_is_a_ratio(text: str, value: str) -> None:
    assert parse_yield(text) == Decimal(value)


@pytest.mark.parametrize("text", ["92", "-0.1", "300%", "high"])
def test_what_may_be_a_percentage_without_its_sign_is_no_yield(text: str) -> None:
    with pytest.raises(ValueError, match=r"yield|number"):
        parse_yield(text)


def test_stock_without_a_lot_makes_its_holder_unknown(tmp_path: Path) -> None:
    text = "site,bin,on,quantity,unit\nS,B1,2026-01-01,5,t\nS,,2026-01-01,5,t\n"
    read, unread = read_stock(sheet(tmp_path, "stock", text), SITES)
    assert [(count.lot, count.holder) for count in read] == [("B1", "MILL")]
    assert [(one.lot, one.holder) for one in unread] == [(None, "MILL")]


def test_a_unit_weight_of_nothing_is_refused(tmp_path: Path) -> None:
    records = sheet(tmp_path, "units", "lot,unit,kg\nA,bale,0\nB,包,1 t\n")
    assert [(weight.subject, weight.unit, weight.kg) for weight in read_unit_weights(records)] == [
        ("B", "bale", Decimal(1000))
    ]
    assert "row not read" in reasons(records)


def test_a_blank_lot_in_the_bill_of_materials_is_not_traced(tmp_path: Path) -> None:
    lines = read_bom(sheet(tmp_path, "bom", "部件,占比,批号\n面料,98%,L-1\n缝纫线,2%,\n"))
    assert [(line.component, line.share, line.not_traced) for line in lines] == [
        ("面料", 98, False),
        ("缝纫线", 2, True),
    ]


cells = st.sampled_from(
    ["", "L", "M", "S", "in", "out", "5", "1,5", "kg", "X", "2026-01-01", "03/04/2026", "?"]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(cells, min_size=8, max_size=8), min_size=1, max_size=6))
def test_every_row_is_read_or_unread_and_never_lost(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    header = "id,site,started_on,role,lot,quantity,unit,yield_min"
    text = "\n".join([header, *(",".join(f'"{cell}"' for cell in row) for row in rows)])
    records = sheet(tmp_path_factory.mktemp("rows"), "transformations", text)
    read, unread = read_transformations(records, SITES)
    kept = {line.ref.row for one in read for line in one.lines if line.ref} | {one.ref.row for one in unread}
    repeated = {note.row for note in records.notes if "the same as row" in note.reason}
    assert kept | repeated == {row.number for row in records.table.rows}
    for one in unread:
        assert one.lot or one.holder or (one.lot, one.holder) == (None, None)
