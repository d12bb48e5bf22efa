"""Crowded tiers: the smallest unmarked nodes are summed into one, which says how many it stands for."""

from collections.abc import Sequence
from decimal import Decimal

from tieback.picture.shape import SankeyBand, SankeyNode, worst

MOST_PER_TIER = 60


def group(
    nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]
) -> tuple[tuple[SankeyNode, ...], tuple[SankeyBand, ...]]:
    """At most 60 nodes a tier, marked ones first, then the heaviest; bands between two sums become one."""
    weight: dict[str, Decimal] = {}
    for band in bands:
        for name in (band.source, band.target):
            weight[name] = weight.get(name, Decimal(0)) + (band.kg or 0)
    into: dict[str, str] = {}
    shown: list[SankeyNode] = []
    for tier in sorted({node.tier for node in nodes}):
        members = sorted(
            (node for node in nodes if node.tier == tier),
            key=lambda node: (-node.tone.severity, -weight.get(node.id, Decimal(0)), node.id),
        )
        if len(members) <= MOST_PER_TIER:
            shown += members
            continue
        rest = members[MOST_PER_TIER - 1 :]
        name = f"\x01rest of tier {tier}"
        shown += members[: MOST_PER_TIER - 1]
        shown.append(
            SankeyNode(
                name,
                f"+ {len(rest)} more lots",
                "summed; see the table",
                tier,
                worst(node.tone for node in rest),
            )
        )
        into |= {node.id: name for node in rest}
    return tuple(sorted(shown, key=lambda node: node.id)), _joined(bands, into)


def _joined(bands: Sequence[SankeyBand], into: dict[str, str]) -> tuple[SankeyBand, ...]:
    """Bands of summed nodes by their two ends; known and unknown masses stay apart. Sums have no inner bands."""
    kept: list[SankeyBand] = []
    sums: dict[tuple[str, str, bool], list[SankeyBand]] = {}
    for band in bands:
        source, target = into.get(band.source, band.source), into.get(band.target, band.target)
        if (source, target) == (band.source, band.target):
            kept.append(band)
        elif source != target:
            sums.setdefault((source, target, band.kg is None), []).append(band)
    for (source, target, unknown), parts in sums.items():
        kg = None if unknown else sum((part.kg or Decimal(0) for part in parts), Decimal(0))
        kept.append(SankeyBand(source, target, kg, f"{len(parts)} bands", worst(part.tone for part in parts)))
    return tuple(
        sorted(
            kept,
            key=lambda band: (band.source, band.target, band.kg is None, band.kg or 0, band.label, band.tone),
        )
    )
