"""Parquet tables of goods records: what is written is read again, and read as the sheets are."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieback.model.case import Case
from tieback.model.goods import UnitWeight
from tieback.model.refusal import Refused
from tieback.model.site import Site
from tieback.table.record import read_records
from tieback.trace.array import UNDATED, UNMEASURED, Arrays
from tieback.trace.array_case import arrays_of
from tieback.trace.parquet.read import Known, read_arrays
from tieback.trace.parquet.write import TABLES, schema, write_tables
from tieback.trace.sheet_transformation import read_transformations
from tieback.trace.sheets import read_stock, read_transfers

SITES = {"S": Site("S", "MILL"), "T": Site("T", "DYER"), "site of MILL": Site("site of MILL", "MILL")}


def where(text: str) -> tuple[str, str] | None:
    if text.startswith("site of "):
        return text, text.removeprefix("site of ")
    return (text, SITES[text].party) if text in SITES else None


def load(folder: Path, weights: tuple[UnitWeight, ...] = ()) -> Arrays:
    files = {
        kind: (f"{kind}.parquet", folder / f"{kind}.parquet")
        for kind in TABLES
        if (folder / f"{kind}.parquet").exists()
    }
    return read_arrays(files, Known(str, where, weights))


def alike(one: Arrays, other: Arrays) -> None:
    """Every column of both is equal; row numbers are those of each file."""
    for table in ("words", "nodes", "transfers", "makings", "lines", "counts"):
        first, second = getattr(one, table), getattr(other, table)
        for name in first.__slots__:
            a, b = getattr(first, name), getattr(second, name)
            if name == "mass":
                for side in a.__slots__:
                    assert getattr(a, side).tolist() == getattr(b, side).tolist(), (table, side)
            elif name != "row":
                assert list(a) == list(b), (table, name)


@pytest.fixture
def case(records: SimpleNamespace) -> Case:
    r = records
    return r.case(  # type: ignore[no-any-return]
        r.raw("G1", "GIN", 0, "BALES", "1000", process="ginning"),
        r.transfer("T2", "BALES", "GIN", "MILL", 2, "600.123456", document="inv.pdf", basis="net", hs="5201"),
        r.transfer("T1", "BALES", "GIN", "MILL", None, None),
        r.transfer("T3", "BALES", "GIN", "OTHER", 3, "100", tolerance="0.5", unit="lb"),
        r.transfer("T4", "BALES", "GIN", "OTHER", 3, "2", unit="bale", goods="lint"),
        r.change(
            "S1",
            "MILL",
            5,
            9,
            r.line("in", "BALES", "600", "cotton"),
            r.line("out", "YARN", "500", "cotton", low="0.8", high="0.9", document="spin.pdf"),
            r.line("waste", "NOILS", "100", "cotton"),
        ),
        r.count("YARN", "MILL", 12, "499"),
        r.count("YARN", "MILL", None, "0"),
        unit_weights=(
            UnitWeight("lint", "bale", Decimal(226), "EXAMPLE"),
            UnitWeight("BALES", "bale", Decimal(220), None),
        ),
    )


def test_what_is_written_is_read_again(case: Case, tmp_path: Path) -> None:
    assert write_tables(case, tmp_path) == (
        "transfers.parquet",
        "transformations.parquet",
        "stock.parquet",
        "units.parquet",
    )
    found = load(tmp_path, case.unit_weights)
    assert not found.unread
    assert not found.notes
    alike(found, arrays_of(case))


def test_the_tables_have_the_published_types(case: Case, tmp_path: Path) -> None:
    write_tables(case, tmp_path)
    for table in TABLES:
        kinds = pl.read_parquet_schema(tmp_path / f"{table}.parquet")
        assert list(kinds) == [column.name for column in schema(table)]
        for column in schema(table):
            expected = {"text": pl.String, "word": pl.Categorical, "day": pl.Date, "number": pl.Decimal}[
                column.type
            ]
            assert kinds[column.name] == expected or isinstance(kinds[column.name], expected)


def test_the_sheet_reader_takes_the_same_file(case: Case, tmp_path: Path) -> None:
    write_tables(case, tmp_path)
    sheet = read_records(tmp_path / "transfers.parquet", "transfers", (), file="transfers.parquet")
    read, unread = read_transfers(sheet, lambda text, _: text)
    assert unread == ()
    assert {one.id: one.quantity for one in read} == {one.id: one.quantity for one in case.transfers}
    assert not sheet.found.unmatched


def test_shuffled_rows_give_the_same_arrays(case: Case, tmp_path: Path) -> None:
    write_tables(case, tmp_path)
    before = load(tmp_path, case.unit_weights)
    for name in ("transfers", "stock"):
        frame = pl.read_parquet(tmp_path / f"{name}.parquet")
        frame.sample(fraction=1, shuffle=True, seed=5).write_parquet(tmp_path / f"{name}.parquet")
    alike(load(tmp_path, case.unit_weights), before)


def test_a_number_with_more_places_than_the_schema_is_refused_not_rounded(
    records: SimpleNamespace, tmp_path: Path
) -> None:
    case = records.case(records.transfer("T", "L", "A", "B", 1, "0.0000001"))
    with pytest.raises(Refused, match="more than 6 decimal places"):
        write_tables(case, tmp_path)


def table(path: Path, rows: list[dict[str, Any]], **kinds: Any) -> None:
    pl.DataFrame(rows, schema_overrides=kinds, infer_schema_length=None).write_parquet(path)


def test_bad_rows_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    good = {"id": "A", "lot": "L", "from": "X", "to": "Y", "quantity": 5, "unit": "kg"}
    rows = [
        good,
        good | {"id": "B", "quantity": -1},
        good | {"id": "C", "quantity": 0},
        good | {"id": "D", "lot": " "},
        good | {"id": "E"},
        good | {"id": "E", "quantity": 6},
        good,
        good | {"id": "F", "unit": None},
        good | {"id": "G", "unit": "sack of hope"},
    ]
    table(tmp_path / "transfers.parquet", rows)
    found = load(tmp_path)
    assert list(found.transfers.id) == ["A", "B", "C", "F", "G"]
    assert found.transfers.mass.most.tolist() == [5_000_000, *[UNMEASURED] * 4]
    said = [(note.row, note.column) for note in found.notes]
    assert (3, "quantity") in said
    assert (4, "quantity") in said
    assert (5, None) in said
    assert {(6, None), (7, None)} <= set(said)
    assert (8, None) in said
    assert (9, "quantity") in said
    assert sorted((row.ref.row, row.lot, row.holder) for row in found.unread if row.lot) == [
        (3, "L", None),
        (6, "L", None),
        (7, "L", None),
    ]
    assert sorted(row.holder or "" for row in found.unread if row.ref.row == 5) == ["X", "Y"]


@pytest.mark.parametrize(
    ("values", "kind", "milligrams"),
    [
        ([1.25, float("nan")], pl.Float64, 1_250_000),
        (["1.25", "about 2"], pl.String, 1_250_000),
        ([Decimal("1.250"), Decimal("99999999999999999.000")], pl.Decimal(30, 3), 1_250_000),
    ],
)
def test_numbers_of_any_type_are_exact_or_unread(
    tmp_path: Path, values: list[Any], kind: Any, milligrams: int
) -> None:
    rows = [
        {"id": str(n), "lot": "L", "from": "X", "to": "Y", "quantity": value, "unit": "kg"}
        for n, value in enumerate(values)
    ]
    table(tmp_path / "transfers.parquet", rows, quantity=kind)
    found = load(tmp_path)
    assert found.transfers.mass.least.tolist() == [milligrams, 0]
    assert found.transfers.mass.most.tolist() == [milligrams, UNMEASURED]
    assert [row.ref.row for row in found.unread] == [3]


def test_days_may_be_text_and_a_bad_one_is_unread(tmp_path: Path) -> None:
    rows = [
        {"id": str(n), "lot": "L", "from": "X", "to": "Y", "shipped_on": day}
        for n, day in enumerate(["2026-03-04", "03/04/2026", None])
    ]
    table(tmp_path / "transfers.parquet", rows)
    found = load(tmp_path)
    assert found.transfers.shipped_on.tolist() == [20516, UNDATED, UNDATED]
    assert [row.ref.row for row in found.unread] == [3]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.write_bytes(b"PAR1 no"), "damaged"),
        (lambda path: table(path, [{"id": "A", "lot": "L", "from": "X"}]), "no column for `to`"),
        (
            lambda path: table(path, [{"lot": "L", "from": "X", "to": "Y", "quantity": [1]}]),
            "is no type of number",
        ),
    ],
)
def test_what_is_no_table_of_goods_is_refused(tmp_path: Path, make: Callable[[Path], Any], said: str) -> None:
    make(tmp_path / "transfers.parquet")
    with pytest.raises(Refused, match=said):
        load(tmp_path)


_CELLS = {
    "id": st.sampled_from(["1", "2", "3", None]),
    "site": st.sampled_from(["S", "S", "S", "T", "nowhere", None]),
    "process": st.sampled_from(["spinning", "dyeing", None]),
    "started_on": st.sampled_from(["2026-01-01", "2026-01-02", None, "soon"]),
    "ended_on": st.sampled_from(["2026-02-01", None]),
    "role": st.sampled_from(["in", "out", "投入", "waste", "reused", "strange", None]),
    "component": st.sampled_from(["cotton", None]),
    "lot": st.sampled_from(["L", "M", " N ", None]),
    "quantity": st.sampled_from(["5", "0", "1.5", None, "-2"]),
    "unit": st.sampled_from(["kg", "t", "bale", None]),
    "yield_min": st.sampled_from(["0.5", None, "7"]),
    "yield_max": st.sampled_from(["0.9", None, "0.1"]),
}


@given(st.lists(st.fixed_dictionaries(_CELLS), min_size=1, max_size=7))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_transformations_are_read_as_the_sheet_is(tmp_path: Path, rows: list[dict[str, str | None]]) -> None:
    pl.DataFrame(rows, schema=dict.fromkeys(_CELLS, pl.String)).write_parquet(
        tmp_path / "transformations.parquet"
    )
    sheet = read_records(
        tmp_path / "transformations.parquet", "transformations", (), file="transformations.parquet"
    )
    read, unread = read_transformations(sheet, SITES)
    found = load(tmp_path)
    alike(found, arrays_of(_empty(transformations=read)))
    assert _unread(found.unread) == _unread(unread)


_MOVE = {
    "id": st.sampled_from(["1", "2", "3", None]),
    "kind": st.sampled_from(["sale", "退货", "odd", None]),
    "lot": st.sampled_from(["L", "M", None]),
    "from": st.sampled_from(["A", "B", None]),
    "to": st.sampled_from(["A", "C", None]),
    "shipped_on": st.sampled_from(["2026-01-01", "soon", None]),
    "quantity": st.sampled_from(["5", "0", "1.5", None, "-2", "x"]),
    "unit": st.sampled_from(["kg", "斤", "bale", None]),
    "tolerance": st.sampled_from(["0.5", None]),
    "basis": st.sampled_from(["net", "odd", None]),
}


@given(st.lists(st.fixed_dictionaries(_MOVE), min_size=1, max_size=7))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_transfers_are_read_as_the_sheet_is(tmp_path: Path, rows: list[dict[str, str | None]]) -> None:
    pl.DataFrame(rows, schema=dict.fromkeys(_MOVE, pl.String)).write_parquet(tmp_path / "transfers.parquet")
    sheet = read_records(tmp_path / "transfers.parquet", "transfers", (), file="transfers.parquet")
    read, unread = read_transfers(sheet, lambda text, _: text)
    found = load(tmp_path)
    alike(found, arrays_of(_empty(transfers=read)))
    assert _unread(found.unread) == _unread(unread)


_COUNT = {
    "site": st.sampled_from(["S", "T", "nowhere", None]),
    "lot": st.sampled_from(["L", "M", None]),
    "on": st.sampled_from(["2026-01-01", "soon", None]),
    "quantity": st.sampled_from(["5", "0", None, "-2"]),
    "unit": st.sampled_from(["kg", "g", None]),
}


@given(st.lists(st.fixed_dictionaries(_COUNT), min_size=1, max_size=5))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_stock_is_read_as_the_sheet_is(tmp_path: Path, rows: list[dict[str, str | None]]) -> None:
    pl.DataFrame(rows, schema=dict.fromkeys(_COUNT, pl.String)).write_parquet(tmp_path / "stock.parquet")
    sheet = read_records(tmp_path / "stock.parquet", "stock", (), file="stock.parquet")
    read, unread = read_stock(sheet, SITES)
    found = load(tmp_path)
    alike(found, arrays_of(_empty(stock=read)))
    assert _unread(found.unread) == _unread(unread)


def _empty(**records: Any) -> Case:
    return replace(Case("example", None, None, None, None, ()), **records)


def _unread(rows: Any) -> set[tuple[int, str | None, str | None]]:
    return {(row.ref.row, row.lot, row.holder) for row in rows}


def test_a_stated_owner_survives_the_arrays(tmp_path: Path, case: Case) -> None:
    told = replace(case, transfers=tuple(replace(one, owner="EXAMPLE-OWNER") for one in case.transfers))
    write_tables(told, tmp_path)
    arrays = load(tmp_path, case.unit_weights)
    assert len(told.transfers) > 0
    assert {arrays.words.holders[int(code)] for code in arrays.transfers.owner} == {"EXAMPLE-OWNER"}
    assert arrays_of(told).transfers.owner.tolist() == arrays.transfers.owner.tolist()
