"""The chain picture: every band and node inside the frame, widths that add up, well-formed, the same every time."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tieback.picture.figure import short_range
from tieback.picture.sankey import TABLE_HEADER, SankeyBand, SankeyNode, Tone, Within, draw, table
from tieback.picture.wording import measure

NS = "{http://www.w3.org/2000/svg}"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def small() -> tuple[list[SankeyNode], list[SankeyBand]]:
    nodes = [
        SankeyNode("a", "EX-BALE-1", "示例棉业 EXAMPLE Gin", 2, Tone.ALERT),
        SankeyNode("b", "EX-BALE-2", "EXAMPLE Gin", 2),
        SankeyNode("u", "opening stock", "EXAMPLE Spinner", 2, Tone.GAP),
        SankeyNode("y", "YARN <1> & co", "EXAMPLE Spinner", 1),
        SankeyNode("s", "SHIRTS", "EXAMPLE Importer", 0),
    ]
    bands = [
        SankeyBand(
            "a", "y", Decimal(100), "T-1", Tone.ALERT, Within(Decimal("55.4"), Decimal(70), Decimal("99.1"))
        ),
        SankeyBand("b", "y", Decimal("50.5"), "T-2"),
        SankeyBand("u", "y", None, "stock", Tone.GAP, Within(None, None, Decimal(12))),
        SankeyBand("y", "s", Decimal(120)),
    ]
    return nodes, bands


def drawn(nodes: list[SankeyNode], bands: list[SankeyBand], title: str = "EXAMPLE") -> "etree._Element":
    return etree.fromstring(draw(nodes, bands, title=title).encode())


def test_a_small_chain_is_drawn_as_it_should_be() -> None:
    root = drawn(*small())
    assert root.get("role") == "img"
    assert "5 lots in 3 tiers" in root.findtext(f"{NS}desc")
    assert "1 marked alert" in root.findtext(f"{NS}desc")
    texts = ["".join(one.itertext()) for one in root.iter(f"{NS}text")]
    assert {
        "▲ EX-BALE-1",
        "? opening stock",
        "YARN <1> & co",
        "Tier 2",
        "Tier 0",
        "100 kg",
        "mass unknown",
    } <= set(texts)
    dashed = [
        one for one in root.iter(f"{NS}path") if one.get("class") == "band" and one.get("stroke-dasharray")
    ]
    assert len(dashed) == 1


def test_the_small_chain_is_drawn_as_it_was() -> None:
    """After a wanted change: look at the new picture, then write it over sankey_small.svg."""
    assert draw(*small(), title="EXAMPLE") == (Path(__file__).parent / "sankey_small.svg").read_text(
        encoding="utf-8"
    )


def test_origin_stands_left_of_the_traced_lot() -> None:
    root = drawn(*small())
    lefts = {
        group.findtext(f"{NS}title").split(";")[0]: float(group.find(f"{NS}rect").get("x"))
        for group in root.iter(f"{NS}g")
    }
    assert lefts["EX-BALE-1"] < lefts["YARN <1> & co"] < lefts["SHIRTS"]


def test_the_same_values_give_the_same_bytes_in_any_order() -> None:
    nodes, bands = small()
    assert draw(nodes, bands, title="t") == draw(nodes[::-1], bands[::-1], title="t")


def test_nothing_outside_is_referred_to_and_nothing_runs() -> None:
    text = draw(*small(), title="<script>alert(1)</script>")
    assert "<script" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) <= {
        f"#{one}" for one in re.findall(r'id="([^"]*)"', text)
    }
    assert re.findall(r'https?://[^"]*', text) == ["http://www.w3.org/2000/svg"]


def test_goods_that_return_run_back_as_a_dashed_arc() -> None:
    nodes, bands = small()
    root = drawn(nodes, [*bands, SankeyBand("s", "y", Decimal(5), "returned")])
    (arc,) = [one for one in root.iter(f"{NS}path") if one.get("class") == "back"]
    assert arc.get("stroke-dasharray")


def test_a_circle_inside_a_tier_is_drawn() -> None:
    nodes = [SankeyNode(name, name, "", 1) for name in "abc"]
    root = drawn(nodes, [SankeyBand(*pair, Decimal(1)) for pair in ("ab", "bc", "ca", "aa")])
    assert len([one for one in root.iter(f"{NS}path") if one.get("class") == "back"]) == 2


def test_a_crowded_tier_is_summed_and_never_hides_a_mark() -> None:
    nodes = [
        SankeyNode(f"n{n}", f"LOT {n}", "", 1, Tone.ALERT if n == 99 else Tone.NEUTRAL) for n in range(100)
    ]
    nodes.append(SankeyNode("s", "S", "", 0))
    bands = [SankeyBand(f"n{n}", "s", Decimal(1 if n == 99 else 10)) for n in range(100)]
    texts = ["".join(one.itertext()) for one in drawn(nodes, bands).iter(f"{NS}text")]
    assert "+ 41 more lots · 410 kg" in texts
    assert "▲ LOT 99 · 1 kg" in texts
    assert len(table(nodes, bands)) == 100


def test_the_table_holds_every_band_and_every_lone_node() -> None:
    nodes, bands = small()
    rows = table([*nodes, SankeyNode("z", "LONE", "", 4)], bands)
    assert rows[0] == ("4", "LONE", *[""] * 7)
    assert (
        "2",
        "EX-BALE-2 (EXAMPLE Gin)",
        "YARN <1> & co (EXAMPLE Spinner)",
        "50.5",
        "",
        "",
        "",
        "T-2",
        "",
    ) in rows
    assert (
        "2",
        "? opening stock (EXAMPLE Spinner)",
        "YARN <1> & co (EXAMPLE Spinner)",
        "unknown",
        *("unknown", "unknown", "12"),
        "stock",
        "gap in the records",
    ) in rows
    assert all(len(row) == len(TABLE_HEADER) for row in rows)


def test_a_band_without_its_node_is_an_error() -> None:
    with pytest.raises(ValueError, match="not given"):
        draw([SankeyNode("a", "A", "", 0)], [SankeyBand("a", "b", None)], title="t")


@pytest.mark.parametrize("nodes", [[], [SankeyNode("a", "A", "", 0)]])
def test_a_chain_without_bands_is_drawn(nodes: list[SankeyNode]) -> None:
    assert drawn(nodes, []).tag == f"{NS}svg"


@st.composite
def chains(draw_: st.DrawFn) -> tuple[list[SankeyNode], list[SankeyBand]]:
    words = st.text(max_size=12) | st.sampled_from(["示例棉业轧花有限公司", "x" * 60, "\x00\ud800<&>\"'"])
    size = draw_(st.integers(1, 14))
    tones = st.sampled_from(list(Tone))
    nodes = [
        SankeyNode(str(n), draw_(words), draw_(words), draw_(st.integers(0, 4)), draw_(tones))
        for n in range(size)
    ]
    ends = st.integers(0, size - 1).map(str)
    kgs = st.none() | st.decimals(0, 10**7, places=3)
    within = st.none() | st.builds(Within, kgs, kgs, kgs)
    bands = draw_(st.lists(st.builds(SankeyBand, ends, ends, kgs, words, tones, within), max_size=25))
    return nodes, bands


def points(path: str) -> Iterator[tuple[float, float]]:
    """The corners and control points of a path of M, L, C and H."""
    y = 0.0
    for step in re.findall(r"[MLCH][^MLCH]*", path):
        numbers = [float(one) for one in NUMBER.findall(step)]
        if step[0] == "H":
            yield numbers[0], y
            continue
        yield from zip(numbers[::2], numbers[1::2], strict=True)
        y = numbers[-1]


@given(chains())
@settings(max_examples=120, deadline=None)
def test_every_coordinate_lies_inside_the_frame(chain: tuple[list[SankeyNode], list[SankeyBand]]) -> None:
    root = drawn(*chain)
    width, height = (float(one) for one in root.get("viewBox").split()[2:])
    for path in root.iter(f"{NS}path"):
        if path.get("class") in {"band", "back"}:
            for x, y in points(path.get("d")):
                assert 0 <= x <= width
                assert 0 <= y <= height
    for box in root.iter(f"{NS}rect"):
        if box.get("class") == "node":
            x, y, w, h = (float(box.get(name)) for name in ("x", "y", "width", "height"))
            assert 0 <= x <= x + w <= width
            assert 0 <= y <= y + h <= height + 0.02
    for text in root.iter(f"{NS}text"):
        assert 0 <= float(text.get("x")) <= width
        assert 0 <= float(text.get("y")) <= height


@given(chains())
@settings(max_examples=80, deadline=None)
def test_no_figure_on_a_band_covers_another(chain: tuple[list[SankeyNode], list[SankeyBand]]) -> None:
    boxes = []
    for text in drawn(*chain).iter(f"{NS}text"):
        if text.get("class") == "figure":
            wide = float(measure(text.text, 10))
            shift = {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
            left, base = float(text.get("x")) - shift, float(text.get("y"))
            boxes.append((left, left + wide, base - 8, base + 3))
    for one, other in combinations(boxes, 2):
        assert one[0] >= other[1] or other[0] >= one[1] or one[2] >= other[3] or other[2] >= one[3]


def test_a_band_says_how_much_of_it_is_in_the_lot() -> None:
    text = draw(*small(), title="t")
    assert ">55–100<" in text
    assert "in the lot at least 55.4, at most 99.1 kg (even mix 70)" in text
    assert "figures on bands: kilograms of them in the traced lot, least–most" in text


@pytest.mark.parametrize(
    ("within", "said"),
    [
        (Within(Decimal(0), None, Decimal("2205.2")), "≤ 2,206"),
        (Within(Decimal("13.9"), None, Decimal("13.9")), "13.9"),
        (Within(Decimal("1.25"), None, Decimal("10.1")), "1.25–11"),
        (Within(Decimal("13.9"), None, None), "≥ 13"),
        (Within(Decimal(0), None, None), ""),
        (Within(None, None, None), ""),
    ],
)
def test_bounds_on_bands_are_rounded_outward(within: Within, said: str) -> None:
    assert short_range(within) == said


@given(chains())
@settings(max_examples=80, deadline=None)
def test_bars_of_a_column_never_overlap(chain: tuple[list[SankeyNode], list[SankeyBand]]) -> None:
    spans: dict[str, list[tuple[float, float]]] = {}
    for box in drawn(*chain).iter(f"{NS}rect"):
        if box.get("class") == "node":
            spans.setdefault(box.get("x"), []).append((float(box.get("y")), float(box.get("height"))))
    for found in spans.values():
        found.sort()
        for (top, high), (below, _) in pairwise(found):
            assert top + high <= below + 0.02


@given(st.lists(st.integers(1, 500), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_the_widths_of_bands_add_up_to_the_bar(kgs: list[int]) -> None:
    nodes = [SankeyNode(f"n{n}", f"N{n}", "", 1) for n in range(len(kgs))] + [SankeyNode("s", "SUM", "", 0)]
    root = drawn(nodes, [SankeyBand(f"n{n}", "s", Decimal(kg)) for n, kg in enumerate(kgs)])
    widths = [float(one.get("stroke-width")) for one in root.iter(f"{NS}path") if one.get("class") == "band"]
    heights = {
        group.findtext(f"{NS}title"): float(group.find(f"{NS}rect").get("height"))
        for group in root.iter(f"{NS}g")
    }
    assert abs(sum(widths) - heights["SUM"]) < 0.01 * (len(kgs) + 1)
