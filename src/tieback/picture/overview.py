"""A chain too large to read lot by lot: one node per holder and tier, and the lots that each stands for.

The bands between two such nodes are summed. What they can hold in the traced lot is summed too; the least and the
even mix only where no goods can run through two of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieback.picture.layers import reaches
from tieback.picture.shape import SankeyBand, SankeyNode, Tone, Within, worst

LEGIBLE = 40  # nodes up to which a chain is drawn lot by lot
LEGIBLE_TIER = 14
MOST_HOLDERS = 12  # per tier
_REST = "\x01"


@dataclass(frozen=True, slots=True)
class Overview:
    """The summed chain; `members`: the ids of the nodes behind each of its nodes."""

    nodes: tuple[SankeyNode, ...]
    bands: tuple[SankeyBand, ...]
    members: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """What one node of an overview stands for: its lots, where they went, and the bands between."""

    id: str  # of the overview's node
    nodes: tuple[SankeyNode, ...]
    bands: tuple[SankeyBand, ...]


def is_crowded(nodes: Sequence[SankeyNode]) -> bool:
    """Is the chain too large to be read lot by lot?"""
    tiers = [node.tier for node in nodes]
    return len(nodes) > LEGIBLE or any(tiers.count(tier) > LEGIBLE_TIER for tier in set(tiers))


def sum_up(
    nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand], whole: Decimal | None = None
) -> Overview:
    """The chain by holder and tier; `whole`: kilograms of the traced lot, which no part exceeds."""
    weight = _weights(bands)
    home = _homes(nodes, bands, weight)
    members: dict[str, list[SankeyNode]] = {}
    for node in sorted(nodes, key=lambda node: (-weight.get(node.id, Decimal(0)), node.id)):
        members.setdefault(home[node.id], []).append(node)
    summed = tuple(_summed(name, found) for name, found in sorted(members.items()))
    ends = {node.id: _end(home[node.id], members) for node in nodes}
    return Overview(
        summed,
        _joined(bands, ends, whole),
        {_end(name, members): tuple(node.id for node in found) for name, found in sorted(members.items())},
    )


def open_up(overview: Overview, nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]) -> tuple[Unit, ...]:
    """For each node of an overview, farthest tier first, its lots and where they went; each band is in one of them."""
    by_id = {node.id: node for node in nodes}
    leaving: dict[str, list[SankeyBand]] = {}
    for band in bands:
        leaving.setdefault(band.source, []).append(band)
    found = []
    for name in (node.id for node in sorted(overview.nodes, key=lambda node: (-node.tier, node.id))):
        own = overview.members[name]
        out = [band for member in own for band in leaving.get(member, ())]
        if not out and len(own) == 1:
            continue
        ends = {band.target for band in out} - set(own)
        found.append(Unit(name, tuple(by_id[node] for node in (*own, *sorted(ends))), tuple(out)))
    return tuple(found)


def _weights(bands: Iterable[SankeyBand]) -> dict[str, Decimal]:
    """Kilograms that enter or leave each node."""
    weight: dict[str, Decimal] = {}
    for band in bands:
        for name in (band.source, band.target):
            weight[name] = weight.get(name, Decimal(0)) + (band.kg or 0)
    return weight


def _homes(
    nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand], weight: Mapping[str, Decimal]
) -> dict[str, str]:
    """The group of each node: its holder, at the tier of what the holder makes of it; the lightest holders together."""
    stage = _stages(nodes, bands)
    home: dict[str, str] = {}
    for tier in sorted(set(stage.values())):
        holders: dict[str, list[SankeyNode]] = {}
        for node in nodes:
            if stage[node.id] == tier:
                holders.setdefault(_holder(node), []).append(node)
        ranked = sorted(
            holders,
            key=lambda holder: (
                -worst(node.tone for node in holders[holder]).severity,
                -sum((weight.get(node.id, Decimal(0)) for node in holders[holder]), Decimal(0)),
                holder,
            ),
        )
        kept = ranked if len(ranked) <= MOST_HOLDERS else ranked[: MOST_HOLDERS - 1]
        for holder, own in holders.items():
            name = f"\x02{tier:+07d}." + (holder if holder in kept else _REST)
            home |= dict.fromkeys((node.id for node in own), name)
    return home


def _stages(nodes: Sequence[SankeyNode], bands: Sequence[SankeyBand]) -> dict[str, int]:
    """The tier of each node; of one that its holder uses up, that of what it makes of it."""
    by_id = {node.id: node for node in nodes}
    stage = {node.id: node.tier for node in nodes}
    for band in bands:
        source, target = by_id[band.source], by_id[band.target]
        if _holder(source) == _holder(target) and target.tier < source.tier:
            stage[source.id] = min(stage[source.id], target.tier)
    return stage


def _holder(node: SankeyNode) -> str:
    return node.group or node.sublabel


def _end(name: str, members: Mapping[str, list[SankeyNode]]) -> str:
    """The node of an overview that a group is: a lot alone stays itself."""
    return members[name][0].id if len(members[name]) == 1 else name


def _summed(name: str, found: Sequence[SankeyNode]) -> SankeyNode:
    first = found[0]
    if len(found) == 1:
        return first
    tier = min(node.tier for node in found)
    label = first.sublabel or first.label
    if name.endswith(_REST):
        label = f"+ {len({_holder(node) for node in found})} more holders"
    used = len({node.label for node in found if node.tier > tier})
    made = len({node.label for node in found if node.tier == tier})
    said = [f"{used} lots in, {made} out" if used else f"{made} lots"]
    said += [
        f"{tone.sign} {count}"
        for tone in (Tone.ALERT, Tone.CONFLICT, Tone.GAP)
        if (count := sum(node.tone is tone for node in found))
    ]
    return SankeyNode(name, label, " · ".join(said), tier, worst(node.tone for node in found), first.group)


def _joined(
    bands: Sequence[SankeyBand], ends: Mapping[str, str], whole: Decimal | None
) -> tuple[SankeyBand, ...]:
    """The bands by their two ends, known and unknown masses apart; what stays within a node is left out."""
    onward: dict[str, list[str]] = {}
    for band in bands:
        onward.setdefault(band.source, []).append(band.target)
    sums: dict[tuple[str, str, bool], list[SankeyBand]] = {}
    for band in bands:
        source, target = ends[band.source], ends[band.target]
        if source != target:
            sums.setdefault((source, target, band.kg is None), []).append(band)
    found = []
    for (source, target, unknown), parts in sorted(sums.items()):
        if len(parts) == 1:
            found.append(replace(parts[0], source=source, target=target))
            continue
        kg = None if unknown else sum((part.kg or Decimal(0) for part in parts), Decimal(0))
        found.append(
            SankeyBand(
                source,
                target,
                kg,
                f"{len(parts)} bands",
                worst(part.tone for part in parts),
                _within(parts, whole, apart=not _in_line(parts, onward)),
            )
        )
    return tuple(found)


def _in_line(parts: Sequence[SankeyBand], onward: Mapping[str, Sequence[str]]) -> bool:
    """Can goods that ran through one of the bands come to another of them?"""
    sources = {part.source for part in parts}
    return reaches({part.target for part in parts}, sources, onward)


def _within(parts: Sequence[SankeyBand], whole: Decimal | None, *, apart: bool) -> Within | None:
    """What several bands hold in the lot together; `apart`: no goods run through two of them."""
    known = [part.within for part in parts if part.within is not None]
    if len(known) < len(parts):
        return None
    least, even, most = (
        _sum([item.least for item in known]),
        _sum([item.even for item in known]),
        _sum([item.most for item in known]),
    )
    if not apart:
        even, least = None, max((item.least for item in known if item.least is not None), default=None)
    if whole is not None:
        most = whole if most is None else min(most, whole)
    return Within(least, even, most)


def _sum(masses: Sequence[Decimal | None]) -> Decimal | None:
    known = [mass for mass in masses if mass is not None]
    return sum(known, Decimal(0)) if len(known) == len(masses) else None
