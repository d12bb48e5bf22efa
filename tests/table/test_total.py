"""Rows of totals are told from records, and records never from rows of totals."""

from pathlib import Path

import pytest

from tieback.table.record import read_records
from tieback.table.total import is_total


@pytest.mark.parametrize(
    "cells",
    [
        ("TOTAL", None, None, "83,030.5", None),
        ("合计 Total", "合计 Total", "6 suppliers"),
        (None, "Grand total:", "1200", "kg"),
        ("Tổng cộng", "12.480,5", "kg"),
        ("合计：", None, "¥ 98 000", "CNY"),
        ("Summe", "3 Stück"),
    ],
)
def test_a_word_for_a_total_with_figures_after_it_is_a_row_of_totals(cells: tuple[str | None, ...]) -> None:
    assert is_total(cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("Total", None, None),  # no figure
        ("TOTAL-7", "EXAMPLE Gin", "EXAMPLE Mill", "1200", "kg"),
        ("Total", "GIN", "SPIN", "1200", "kg"),  # a lot that somebody calls so, with its parties
        ("7", "Total", "EX"),
        ("T1", "sale", "TOTAL", "GIN", "SPIN", "5"),
        (None, None),
    ],
)
def test_whatever_names_anything_else_is_a_record(cells: tuple[str | None, ...]) -> None:
    assert not is_total(cells)


def test_a_company_called_total_stays_a_party(tmp_path: Path) -> None:
    assert not is_total(("Total", "3012345678901"), names=(0,))
    file = tmp_path / "parties.csv"
    file.write_text("name,gln\nEXAMPLE Mill,1\nTotal,3012345678901\n", encoding="utf-8")
    assert [row.text("name") for row in read_records(file, "parties", (), file="parties.csv")] == [
        "EXAMPLE Mill",
        "Total",
    ]


def test_a_row_of_totals_is_named_and_left_out_of_the_records(tmp_path: Path) -> None:
    file = tmp_path / "transfers.csv"
    file.write_text(
        "id,lot,from,to,quantity,unit\nT1,L,A,B,5,kg\nT2,L,A,B,6,kg\nTOTAL,,,,11,kg\n", encoding="utf-8"
    )
    sheet = read_records(file, "transfers", (), file="transfers.csv")
    assert [row.number for row in sheet] == [2, 3]
    assert [(note.row, note.reason) for note in sheet.notes] == [(4, "a row of totals")]
