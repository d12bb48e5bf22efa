"""Kilograms worked out by hand on small chains, as DESIGN's "Bounds" and "How records are read" say."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FILLED = ("XA SA 2026-01-01 2026-01-02 out - LA 60", "XB SB 2026-01-01 2026-01-02 out - LB 40")
SENT = ("T1 sale LA A C 2026-01-10 2026-01-12 60", "T2 sale LB B C 2026-01-10 2026-01-12 40")
USED = ("XC SC 2026-02-01 2026-02-02 in - LA 60", "XC SC 2026-02-01 2026-02-02 in - LB 40")
OUT = "XC SC 2026-02-01 2026-02-02"


def blend(*outputs: str) -> dict[str, tuple[str, ...]]:
    return {"made": (*FILLED, *USED, *(f"{OUT} {line}" for line in outputs)), "moved": SENT}


BIN = (
    "XA SA 2026-01-01 2026-01-02 out - LA 50",
    "F SC 2026-01-15 2026-01-15 in - LA 50",
    "F SC 2026-01-15 2026-01-15 out - BIN 50",
)
TO_BIN = ("T1 sale LA A C 2026-01-10 2026-01-12 50",)
TWO_FILLS = (
    "XA SA 2026-01-01 2026-01-01 out - LA 50",
    "XB SB 2026-01-01 2026-01-01 out - LB 50",
    "F1 SC 2026-01-20 2026-01-20 in - LA 50",
    "F1 SC 2026-01-20 2026-01-20 out - BIN 50",
    "F2 SC {on} {on} in - LB 50",
    "F2 SC {on} {on} out - BIN 50",
    "X1 SC 2026-01-22 2026-01-22 in - BIN 40",
    "X1 SC 2026-01-22 2026-01-22 out - Y 40",
)


def two_fills(on: str) -> dict[str, tuple[str, ...]]:
    return {
        "made": tuple(line.format(on=on) for line in TWO_FILLS),
        "moved": ("T1 sale LA A C 2026-01-10 2026-01-12 50", "T2 sale LB B C 2026-01-10 2026-01-12 50"),
    }


CASES = {
    "a blend": (blend("out - Y 100"), "Y", ("60.000",) * 3),
    "a split of a blend": (blend("out - Y 30", "out - Z 70"), "Y", ("0.000", "18.000", "30.000")),
    "the other part": (blend("out - Z 30", "out - Y 70"), "Y", ("30.000", "42.000", "60.000")),
    "stated yields": (blend("out - Y 80 0.7 0.9"), "Y", ("44.000", "48.000", "52.000")),
    "yields in per cent": (blend("out - Y 80 70% 90%"), "Y", ("44.000", "48.000", "52.000")),
    "recorded waste and a by-product": (
        blend("out - Y 80", "waste - W 15", "coproduct - V 5"),
        "Y",
        ("40.000", "48.000", "60.000"),
    ),
    "an unstated yield": (blend("out - Y 80"), "Y", ("40.000", "48.000", "60.000")),
    "waste used again": (
        {
            "made": (
                *blend("out - Z 90", "waste - W 10")["made"],
                "X2 SC 2026-02-05 2026-02-06 in - W 10",
                "X2 SC 2026-02-05 2026-02-06 out - Y 10",
            ),
            "moved": SENT,
        },
        "Y",
        ("0.000", "6.000", "10.000"),
    ),
    "a bin drawn after its second fill": (two_fills("2026-01-21"), "Y", ("0.000", "20.000", "40.000")),
    "a fill and a draw on one day": (two_fills("2026-01-22"), "Y", ("0.000", "20.000", "40.000")),
    "a bin drawn before its second fill": (two_fills("2026-01-23"), "Y", ("40.000",) * 3),
    "opening stock": (
        {
            "made": (*BIN, "X SC 2026-02-01 2026-02-01 in - BIN 60", "X SC 2026-02-01 2026-02-01 out - Y 60"),
            "moved": TO_BIN,
            "stock": ("SC BIN 2026-01-14 50",),
        },
        "Y",
        ("10.000", "30.000", "50.000"),
    ),
    "a count that shows more than came": (
        {
            "made": (*BIN, "X SC 2026-02-01 2026-02-01 in - BIN 40", "X SC 2026-02-01 2026-02-01 out - Y 40"),
            "moved": TO_BIN,
            "stock": ("SC BIN 2026-03-01 25",),
        },
        "Y",
        ("25.000", "30.769", "40.000"),
    ),
    "components": (
        {
            "made": (
                *FILLED,
                f"{OUT} in shell LA 60",
                f"{OUT} in lining LB 40",
                f"{OUT} out shell Y 54 0.9 0.9",
                f"{OUT} out lining Y 40",
            ),
            "moved": SENT,
        },
        "Y",
        ("54.000",) * 3,
    ),
    "no dates": (
        {
            "made": (*FILLED, "XC SC - - in - LA 60", "XC SC - - in - LB 40", "XC SC - - out - Y 100"),
            "moved": ("T1 sale LA A C - - 60", "T2 sale LB B C - - 40"),
        },
        "Y",
        ("60.000",) * 3,
    ),
    "a return": (
        {
            "made": (FILLED[0], f"{OUT} in - LA 60", f"{OUT} out - Y 60"),
            "moved": (
                "T1 sale LA A C 2026-01-10 2026-01-12 60",
                "R1 return LA C A 2026-01-13 2026-01-14 30",
                "T3 sale LA A C 2026-01-15 2026-01-16 30",
            ),
        },
        "Y",
        ("60.000",) * 3,
    ),
    "tolling": (
        {
            "made": (
                FILLED[0],
                "XD SD 2026-02-01 2026-02-02 in - LA 60",
                "XD SD 2026-02-01 2026-02-02 out - Y 60",
            ),
            "moved": (
                "T1 sale LA A C 2026-01-10 2026-01-12 60",
                "T2 tolling LA C D 2026-01-13 2026-01-14 60",
                "T3 tolling Y D C 2026-02-15 2026-02-16 60",
            ),
        },
        "Y",
        ("60.000",) * 3,
    ),
}


@pytest.fixture
def traced(build: Callable[..., Path], tieback: Callable[..., Any]) -> Callable[..., Any]:
    def run(records: dict[str, Any], lot: str, *arguments: str) -> Any:
        ran = tieback("trace", build(**records), lot, "--json", *arguments)
        assert ran.code == 0, ran.err
        return ran.json

    return run


def kilograms(document: Any, kind: str, ident: str) -> tuple[str | None, ...]:
    row = next(item for item in document["origins"] if (item["kind"], item["id"]) == (kind, ident))
    return tuple(row[key] for key in ("least_kg", "proportional_kg", "most_kg", "most_traced_kg"))


@pytest.mark.parametrize("name", CASES)
def test_kilograms_are_those_worked_out_by_hand(traced: Callable[..., Any], name: str) -> None:
    records, lot, wanted = CASES[name]
    found = traced(records, lot)
    assert kilograms(found, "lot", "LA")[:3] == wanted
    assert not found["conflicts"]


def test_untraced_mass_may_belong_to_any_party_site_or_region_and_to_no_lot(
    traced: Callable[..., Any],
) -> None:
    records = {"made": (FILLED[0], *USED, f"{OUT} out - Y 100"), "moved": SENT}
    found = traced(records, "Y", "--source", "A", "--source", "B", "--source", "SB", "--source", "CN-XJ")
    assert found["untraced_kg"] == "40.000"
    assert kilograms(found, "party", "A") == ("60.000", "60.000", "100.000", "60.000")
    for kind, ident in (("party", "B"), ("site", "SB"), ("region", "CN-XJ")):
        assert kilograms(found, kind, ident) == ("0.000", "0.000", "40.000", "0.000")
    assert kilograms(traced(records, "Y", "--source", "LA"), "lot", "LA") == ("60.000",) * 4


def test_a_path_names_transfers_of_the_trace(traced: Callable[..., Any]) -> None:
    found = traced(blend("out - Y 100"), "Y")
    for row in (*found["origins"], *found["through"]):
        assert set(row["path"]) <= set(found["transfers"])
    assert next(row["path"] for row in found["origins"] if row["id"] == "LA") == ["T1"]


@pytest.mark.parametrize(
    ("moved", "kind"),
    [
        (
            ("T1 sale LA A C 2026-01-10 2026-01-12 60", "T9 sale LA A D 2026-01-13 2026-01-14 60"),
            "sold-twice",
        ),
        (("T1 sale LA A C 2026-01-10 2026-01-12 50",), "more-out-than-in"),
        (("T1 sale LA A C 2026-03-10 2026-03-12 60",), "out-of-order"),
        (("T1 sale LA A C 2026-01-20 2026-01-12 60",), "out-of-order"),
    ],
)
def test_records_that_cannot_all_be_true_are_named_and_give_no_kilograms(
    traced: Callable[..., Any], moved: tuple[str, ...], kind: str
) -> None:
    found = traced({"made": (FILLED[0], f"{OUT} in - LA 60", f"{OUT} out - Y 60"), "moved": moved}, "Y")
    assert kind in {item["kind"] for item in found["conflicts"]}
    assert found["untraced_kg"] is None
    assert all(row["least_kg"] is None and row["most_kg"] is None for row in found["origins"])


def test_headers_and_words_in_either_chinese_script_give_the_same_graph(
    build: Callable[..., Path], tieback: Callable[..., Any]
) -> None:
    records = blend("out - Y 100")
    plain = tieback("trace", build(**records), "Y", "--json").json["origins"]
    folder = build(**records)
    moved = (
        (folder / "transfers.csv")
        .read_text("utf-8")
        .replace(",sale,", ",銷售,")
        .replace(",kg,net", ",公斤,净重")
    )
    header = "單號,類型,批號,發貨方,收貨方,發貨日期,收貨日期,數量,單位,計重方式\n"
    chinese = header + moved.split("\n", 1)[1]
    made = (folder / "transformations.csv").read_text("utf-8")
    made = made.replace(",in,", ",投入,").replace(",out,", ",产出,").replace("lot,quantity", "批号,数量")
    again = build(transfers=chinese.encode("gb18030"), transformations=made.encode("utf-16"))
    assert tieback("trace", again, "Y", "--json").json["origins"] == plain
