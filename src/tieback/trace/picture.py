"""A trace as a picture: nodes and bands for the Sankey, grouped where there are many, and the tables that say the same.

Names and marks only; every number is the trace's own.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from decimal import Decimal

from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.goods import Transfer
from tieback.model.trace import Flow, Trace
from tieback.picture.overview import Unit, is_crowded, open_up, sum_up
from tieback.picture.plate import Opened, Plate
from tieback.picture.sankey import TABLE_HEADER, SankeyBand, SankeyNode, Tone, Within, draw, table
from tieback.trace.mass import Scale, rounded_even

NODE_GAPS = frozenset({"untraced", "mass-unknown", "unread"})
FLOW_GAPS = frozenset({"document-missing", "mass-unknown", "date-missing", "yield-unstated"})
Place = tuple[str, str]  # (lot, holder)
_OPENED_WIDTH = 900


def draw_chain(trace: Trace, case: Case, alerts: Iterable[Alert] = ()) -> str:
    """The SVG of a trace on its own: parties by name, alert, conflict and gap marked by sign and hatch."""
    nodes, bands = chain(trace, case, alerts)
    if is_crowded(nodes):
        grouped = sum_up(nodes, bands, trace.mass_kg)
        return draw(grouped.nodes, grouped.bands, title=f"{_title(trace)}, by holder")
    return draw(nodes, bands, title=_title(trace))


def chain_plate(
    trace: Trace, case: Case, alerts: Iterable[Alert], prefix: str, *, parts: bool = True
) -> Plate:
    """The chain for a page: grouped by holder where it is crowded, each group opened below.

    `prefix`: of the ids that groups link to, unique in the page; `parts` False: without kilograms in the lot.
    """
    nodes, bands = chain(trace, case, alerts)
    if not parts:
        bands = tuple(replace(band, within=None) for band in bands)
    rows = table(nodes, bands)
    if not is_crowded(nodes):
        return Plate(_title(trace), draw(nodes, bands, title=_title(trace)), TABLE_HEADER, rows)
    grouped = sum_up(nodes, bands, trace.mass_kg)
    units = open_up(grouped, nodes, bands)
    anchors = {unit.id: f"{prefix}-{number}" for number, unit in enumerate(units, start=1)}
    linked = [replace(node, link=anchors.get(node.id, "")) for node in grouped.nodes]
    svg = draw(linked, grouped.bands, title=f"{_title(trace)}, by holder; each opens below")
    by_id = {node.id: node for node in grouped.nodes}
    opened = tuple(_open(unit, by_id[unit.id], anchors[unit.id]) for unit in units)
    return Plate(_title(trace), svg, TABLE_HEADER, rows, opened)


def _open(unit: Unit, node: SankeyNode, anchor: str) -> Opened:
    title = f"Tier {node.tier}, {node.label}: {node.sublabel}"
    svg = draw(unit.nodes, unit.bands, title=title, width=_OPENED_WIDTH)
    return Opened(anchor, title, svg, table(unit.nodes, unit.bands))


def _title(trace: Trace) -> str:
    return f"{trace.lot}: where it {'went' if trace.direction == 'down' else 'came from'}"


def chain(
    trace: Trace, case: Case, alerts: Iterable[Alert] = ()
) -> tuple[tuple[SankeyNode, ...], tuple[SankeyBand, ...]]:
    """Nodes and bands of a trace, with the onward transfers of the traced lot itself."""
    alerted = alerted_parties(case, alerts)
    gaps = {(gap.kind, gap.ref) for gap in trace.gaps}
    clashing = {conflict.ref for conflict in trace.conflicts}
    sign = -1 if trace.direction == "down" else 1
    tiers: dict[Place, int] = {(lot.id, lot.holder): sign * lot.tier for lot in trace.lots}
    onward = onward_flows(trace, case)
    for flow in onward:
        tiers.setdefault(flow.target, 0)
    names = {party.id: party.name for party in case.parties}
    nodes = tuple(
        SankeyNode(
            _id(place),
            place[0],
            names.get(place[1], place[1]),
            tier,
            _node_tone(place, alerted, clashing, gaps),
            place[1],
        )
        for place, tier in sorted(tiers.items(), key=lambda item: (-item[1], item[0]))
    )
    bands = tuple(
        SankeyBand(
            _id(flow.source),
            _id(flow.target),
            flow.kg,
            _label(flow),
            _flow_tone(flow, clashing, gaps),
            _within(flow, trace),
        )
        for flow in (*trace.flows, *onward)
        if flow.source in tiers and flow.target in tiers and flow.source != flow.target
    )
    return nodes, bands


def _within(flow: Flow, trace: Trace) -> Within | None:
    """How much of the band is in the traced lot; nothing to say of the lot itself on its way."""
    if trace.direction != "up" or flow.source[0] == trace.lot:
        return None
    return Within(flow.least_kg, flow.proportional_kg, flow.most_kg)


def onward_flows(trace: Trace, case: Case) -> tuple[Flow, ...]:
    """Transfers of the traced lot after it was made: the last leg, which lies outside its upstream closure."""
    if trace.direction != "up":
        return ()
    shown, scale = {flow.id for flow in trace.flows}, Scale(case)
    return tuple(
        Flow(
            item.id,
            (item.lot, item.sender),
            (item.lot, item.receiver),
            _kg(scale, item),
            item.shipped_on.isoformat() if item.shipped_on else None,
            item.document,
        )
        for item in case.transfers
        if item.lot == trace.lot and item.id not in shown
    )


def alerted_parties(case: Case, alerts: Iterable[Alert]) -> frozenset[str]:
    """Parties with an alert of their own or on one of their sites, unless a decision says it is false."""
    owners = {site.id: site.party for site in case.sites}
    standing = [alert for alert in alerts if alert.decision != "false"]
    return frozenset(
        alert.subject.id if alert.subject.kind == "party" else owners.get(alert.subject.id, alert.subject.id)
        for alert in standing
    )


def _id(place: Place) -> str:
    return f"{place[0]} @ {place[1]}"


def _kg(scale: Scale, transfer: Transfer) -> Decimal | None:
    nominal = scale.weigh(transfer.quantity, transfer.lot, transfer.goods).nominal
    return None if nominal is None else rounded_even(nominal)


def _label(flow: Flow) -> str:
    return ", ".join(part for part in (flow.id, flow.on, flow.document or "no document") if part)


def _node_tone(
    place: Place, alerted: Collection[str], clashing: Collection[str], gaps: Collection[tuple[str, str]]
) -> Tone:
    if place[1] in alerted:
        return Tone.ALERT
    if place[0] in clashing:
        return Tone.CONFLICT
    return Tone.GAP if any((kind, place[0]) in gaps for kind in NODE_GAPS) else Tone.NEUTRAL


def _flow_tone(flow: Flow, clashing: Collection[str], gaps: Collection[tuple[str, str]]) -> Tone:
    if flow.id in clashing:
        return Tone.CONFLICT
    return Tone.GAP if any((kind, flow.id) in gaps for kind in FLOW_GAPS) else Tone.NEUTRAL
