"""Goods older than their harvest."""

from types import SimpleNamespace

import pytest

from tieback.trace.crop import crop_year
from tieback.trace.tracing import trace


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("raw cotton, crop year 2026/27", 2026),
        ("Raw cotton, Crop: 2025", 2025),
        ("2025/26 crop lint", 2025),
        ("2025/2026 crop lint", 2025),
        ("皮棉 2025年度", 2025),
        ("皮棉2025/26年度", 2025),
        ("crop 2025 and crop 2026", None),
        ("cropped trousers 2026", None),
        ("crop top 2026", None),
        ("lint", None),
        (None, None),
    ],
)
def test_a_crop_year_is_read_from_the_goods(text: str | None, year: int | None) -> None:
    assert crop_year(text) == year


def bought(r: SimpleNamespace, goods: str) -> object:
    return trace(
        r.case(r.raw("G", "GIN", 0, "A", 60), r.transfer("T1", "A", "GIN", "MILL", 3, 60, goods=goods)),
        "A",
        "MILL",
    )


def test_lint_of_a_crop_that_was_not_there_yet_is_out_of_order(records: SimpleNamespace) -> None:
    traced = bought(records, "lint, crop year 2027/28")
    assert [(item.kind, item.ref) for item in traced.conflicts] == [
        ("out-of-order", "G"),
        ("out-of-order", "T1"),
    ]
    assert "is dated 2026-01-04, but its goods are called of crop 2027" in traced.conflicts[1].text
    assert {row.file for row in traced.conflicts[0].rows} == {"transfers.csv", "transformations.csv"}
    assert traced.origins[0].least_kg == 60, "the date is doubted, not the mass"


@pytest.mark.parametrize("goods", ["lint, crop 2026", "lint, crop 2024", "lint"])
def test_a_crop_of_that_year_or_before_is_in_order(records: SimpleNamespace, goods: str) -> None:
    assert bought(records, goods).conflicts == ()
