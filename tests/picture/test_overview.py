"""Large chains by holder: legible, nothing lost, sums that hold."""

import random
from collections import Counter
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tieback.picture.overview import MOST_HOLDERS, is_crowded, open_up, sum_up
from tieback.picture.sankey import SankeyBand, SankeyNode, Tone, Within, draw

NS = "{http://www.w3.org/2000/svg}"


def large(seed: int, per_tier: int, holders: int) -> tuple[list[SankeyNode], list[SankeyBand]]:
    """Seven tiers: a lot is made, goes to the next holder, and is used there."""
    rng = random.Random(seed)
    nodes: list[SankeyNode] = []
    bands: list[SankeyBand] = []
    made: list[tuple[str, int]] = []
    for tier in range(6, -1, -1):
        count = per_tier if tier else 1
        now: list[tuple[str, int]] = []
        for n in range(count):
            holder = f"P{tier}-{rng.randrange(holders)}"
            lot = f"LOT-{tier}-{n}"
            tone = Tone.ALERT if rng.random() < 0.02 else Tone.NEUTRAL
            nodes.append(SankeyNode(f"{lot}@{holder}", lot, f"EXAMPLE {holder} Mill", tier, tone, holder))
            used = rng.sample(made, min(len(made), 20 if tier == 0 else 3))
            for before, kg in used:
                end = f"{before.split('@')[0]}@{holder}"
                if not any(node.id == end for node in nodes):
                    nodes.append(
                        SankeyNode(
                            end,
                            end.split("@", maxsplit=1)[0],
                            f"EXAMPLE {holder} Mill",
                            tier + 1,
                            Tone.NEUTRAL,
                            holder,
                        )
                    )
                part = Decimal(rng.randint(1, kg))
                within = Within(part / 2, part / 2, part)
                bands.append(SankeyBand(before, end, part, "T", Tone.NEUTRAL, within))
                bands.append(SankeyBand(end, f"{lot}@{holder}", part, "X", Tone.NEUTRAL, within))
            now.append((f"{lot}@{holder}", rng.randint(5, 500)))
        made = now
    return nodes, bands


def test_seven_tiers_and_two_hundred_lots_are_legible_by_holder() -> None:
    nodes, bands = large(1, 33, 4)
    assert len({node.label for node in nodes}) > 190
    assert is_crowded(nodes)
    grouped = sum_up(nodes, bands, Decimal(1000))
    assert len(grouped.nodes) <= 7 * 4 + 1
    root = etree.fromstring(draw(grouped.nodes, grouped.bands, title="t").encode())
    width = float(root.get("width"))
    assert width <= 1300
    sizes = [int(text.get("font-size")) for text in root.iter(f"{NS}text")]
    assert min(sizes) >= 10
    shown = [text.text for text in root.iter(f"{NS}text") if text.get("class") == "figure"]
    assert len(shown) > 0.8 * len(grouped.bands)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), holders=st.integers(1, 16))
def test_every_band_opens_in_one_place_and_every_lot_is_somebodys(seed: int, holders: int) -> None:
    nodes, bands = large(seed, 20, holders)
    grouped = sum_up(nodes, bands)
    members = [member for found in grouped.members.values() for member in found]
    assert sorted(members) == sorted(node.id for node in nodes)
    units = open_up(grouped, nodes, bands)
    opened = Counter(id(band) for unit in units for band in unit.bands)
    assert opened == Counter(id(band) for band in bands)
    for unit in units:
        draw(unit.nodes, unit.bands, title="t")
    per_tier = Counter(node.tier for node in grouped.nodes)
    assert max(per_tier.values()) <= MOST_HOLDERS
    inner = sum(band.kg or 0 for band in bands if _home(grouped, band.source) == _home(grouped, band.target))
    assert sum(band.kg or 0 for band in grouped.bands) + inner == sum(band.kg or 0 for band in bands)
    alerts = {node.id for node in nodes if node.tone is Tone.ALERT}
    marked = {node.id for node in grouped.nodes if node.tone is Tone.ALERT}
    assert {_home(grouped, alert) for alert in alerts} == marked


def _home(grouped: object, member: str) -> str:
    return next(name for name, found in grouped.members.items() if member in found)


def test_sums_are_the_same_in_any_order() -> None:
    nodes, bands = large(3, 25, 5)
    assert sum_up(nodes, bands) == sum_up(nodes[::-1], bands[::-1])


def test_the_least_of_bands_in_line_is_not_added_up() -> None:
    nodes = [
        SankeyNode(name, name, "", tier, group=group)
        for name, tier, group in (("a", 2, "P"), ("b", 2, "Q"), ("c", 2, "P"), ("d", 2, "Q"), ("e", 1, "R"))
    ]
    ten = Within(Decimal(10), Decimal(10), Decimal(10))
    ways = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")]
    bands = [SankeyBand(*way, Decimal(10), within=ten) for way in ways]
    grouped = sum_up(nodes, bands, Decimal(10))
    (to,) = [band for band in grouped.bands if band.kg == 20]
    assert to.within == Within(Decimal(10), None, Decimal(10))
