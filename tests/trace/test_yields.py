"""The process table: what bounds, and what only guides."""

import csv
from fractions import Fraction
from importlib.resources import files
from types import SimpleNamespace

from tieback.trace.tracing import trace
from tieback.trace.yields import process_guides, process_yield

ROWS = list(csv.DictReader(files("tieback.trace").joinpath("process.csv").read_text("utf-8").splitlines()))


def test_every_row_has_a_source_and_a_share_that_can_be() -> None:
    for row in ROWS:
        assert row["source"], row
        assert row["part"] in {"product", "coproduct", "waste", "loss"}
        assert row["status"] in {"read", "unverified"}
        assert 0 <= Fraction(row["share_min"]) <= Fraction(row["share_max"]) <= 1


def test_only_a_product_whose_source_was_read_bounds() -> None:
    for row in ROWS:
        found = process_yield(row["process"], 2026)
        bounding = [
            r
            for r in ROWS
            if r["process"] == row["process"] and (r["part"], r["status"]) == ("product", "read")
        ]
        assert (found is not None) == bool(bounding)
        guides = process_guides(row["process"], None)
        assert all(not guide.known or guide.part != "product" for guide in guides)


def test_a_process_is_known_in_both_languages_and_any_case() -> None:
    found = process_yield("Carded  Cotton Spinning", 2024)
    assert found == process_yield("普梳棉纺", None)
    assert found is not None
    assert (found.low, found.high) == (Fraction(17, 20), Fraction(9, 10))
    assert process_yield("alchemy", 2024) is None


def test_an_unverified_figure_is_told_and_moves_no_bound(records: SimpleNamespace) -> None:
    r = records

    def traced(process: str) -> object:
        return trace(
            r.case(
                r.raw("G", "FARM", 0, "A", 100),
                r.change("S", "GIN", 1, 1, r.line("in", "A", 100), r.line("out", "L", 60), process=process),
                r.transfer("T", "A", "FARM", "GIN", 0, 100),
            ),
            "L",
        )

    known, unknown = traced("轧花"), traced("some step")
    assert known.origins == unknown.origins
    texts = [next(gap.text for gap in item.gaps if gap.kind == "yield-unstated") for item in (known, unknown)]
    assert "which decide nothing: product 33 to 35 %; coproduct 55 to 66 %; waste 10 %" in texts[0]
    assert "decide nothing" not in texts[1]
    assert not any(gap.kind == "yield-unusual" for gap in known.gaps)
