"""A trace as a picture: nodes and bands for the Sankey, and the table that says the same.

Names and marks only; every number is the trace's own.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal

from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.goods import Transfer
from tieback.model.trace import Flow, Trace
from tieback.picture.sankey import SankeyBand, SankeyNode, Tone, draw, table
from tieback.trace.mass import Scale, rounded_even

NODE_GAPS = frozenset({"untraced", "mass-unknown", "unread"})
FLOW_GAPS = frozenset({"document-missing", "mass-unknown", "date-missing", "yield-unstated"})
Place = tuple[str, str]  # (lot, holder)


def draw_chain(trace: Trace, case: Case, alerts: Iterable[Alert] = ()) -> str:
    """The SVG of a trace: parties by name, an alert and a gap marked by sign and hatch."""
    nodes, bands = chain(trace, case, alerts)
    return draw(nodes, bands, title=f"Chain of lot {trace.lot}")


def chain_table(trace: Trace, case: Case, alerts: Iterable[Alert] = ()) -> tuple[tuple[str, ...], ...]:
    """The same in rows of text, under `tieback.picture.sankey.TABLE_HEADER`."""
    return table(*chain(trace, case, alerts))


def chain(
    trace: Trace, case: Case, alerts: Iterable[Alert] = ()
) -> tuple[tuple[SankeyNode, ...], tuple[SankeyBand, ...]]:
    """Nodes and bands of a trace, with the onward transfers of the traced lot itself."""
    alerted = alerted_parties(case, alerts)
    gaps = {(gap.kind, gap.ref) for gap in trace.gaps}
    tiers: dict[Place, int] = {(lot.id, lot.holder): lot.tier for lot in trace.lots}
    onward = onward_flows(trace, case)
    for flow in onward:
        tiers.setdefault(flow.target, 0)
    names = {party.id: party.name for party in case.parties}
    nodes = tuple(
        SankeyNode(
            _id(place), place[0], names.get(place[1], place[1]), tier, _node_tone(place, alerted, gaps)
        )
        for place, tier in sorted(tiers.items(), key=lambda item: (-item[1], item[0]))
    )
    bands = tuple(
        SankeyBand(_id(flow.source), _id(flow.target), flow.kg, _label(flow), _flow_tone(flow, gaps))
        for flow in (*trace.flows, *onward)
        if flow.source in tiers and flow.target in tiers and flow.source != flow.target
    )
    return nodes, bands


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


def _node_tone(place: Place, alerted: Collection[str], gaps: Collection[tuple[str, str]]) -> Tone:
    if place[1] in alerted:
        return Tone.ALERT
    return Tone.GAP if any((kind, place[0]) in gaps for kind in NODE_GAPS) else Tone.NEUTRAL


def _flow_tone(flow: Flow, gaps: Collection[tuple[str, str]]) -> Tone:
    return Tone.GAP if any((kind, flow.id) in gaps for kind in FLOW_GAPS) else Tone.NEUTRAL
