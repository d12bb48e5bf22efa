"""The sites of a trace for its map: where things happened, what else the parties of the chain have, and what joins them.

Two sites are joined where a lot made at one went into a transformation at the other. Nothing is placed by guess.
"""

from collections import defaultdict
from collections.abc import Iterable

from tieback.model.alert import Alert
from tieback.model.case import Case
from tieback.model.goods import LineRole
from tieback.model.site import Site
from tieback.model.trace import Trace
from tieback.picture.map import TABLE_HEADER, MapLink, MapSite, draw, table
from tieback.picture.plate import Plate
from tieback.picture.shape import Tone
from tieback.trace.mass import Exact, Scale, rounded_even
from tieback.trace.picture import alerted_parties

_ELSEWHERE = 10_000  # rank of sites at which no record of the trace happened


def map_plate(trace: Trace, case: Case, alerts: Iterable[Alert] = ()) -> Plate:
    """The map for a page."""
    sites = sites_of(trace, case, alerts)
    title = f"{trace.lot}: where"
    return Plate(title, draw(sites, links_of(trace, case), title=title), TABLE_HEADER, table(sites))


def sites_of(trace: Trace, case: Case, alerts: Iterable[Alert] = ()) -> tuple[MapSite, ...]:
    """The sites of every party of the chain, those where something was made first, origin first."""
    alerted = alerted_parties(case, alerts)
    names = {party.id: party.name for party in case.parties}
    holders = {node.holder for node in trace.lots}
    tiers = _tiers(trace, case)
    found = []
    for site in case.sites:
        if site.party not in holders and site.id not in tiers:
            continue
        tone = Tone.ALERT if site.party in alerted else Tone.NEUTRAL
        rank = -tiers[site.id] if site.id in tiers else _ELSEWHERE
        found.append(
            MapSite(
                site.id,
                names.get(site.party, site.party),
                _what(site, made=site.id in tiers),
                site.country or "",
                site.lat,
                site.lon,
                rank,
                tone,
            )
        )
    return tuple(found)


def links_of(trace: Trace, case: Case) -> tuple[MapLink, ...]:
    """What was made at one site and went into production at another, summed by their two ends."""
    scale, known = Scale(case), {site.id for site in case.sites}
    made_at: dict[str, set[str]] = defaultdict(set)
    wanted = [item for item in case.transformations if item.id in trace.transformations]
    for item in wanted:
        for line in item.lines:
            if line.role is not LineRole.IN:
                made_at[line.lot].add(item.site)
    masses: dict[tuple[str, str], Exact | None] = {}
    lots: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in wanted:
        for line in item.lines:
            origins = made_at.get(line.lot, set())
            if line.role is not LineRole.IN or len(origins) != 1:  # of several makers, who knows which
                continue
            ends = (min(origins), item.site)
            if ends[0] == ends[1] or not set(ends) <= known:
                continue
            mass = scale.weigh(line.quantity, line.lot).nominal
            before = masses.get(ends, 0)
            masses[ends] = None if mass is None or before is None else before + mass
            lots[ends].add(line.lot)
    return tuple(
        MapLink(*ends, None if mass is None else rounded_even(mass), _said(lots[ends]))
        for ends, mass in sorted(masses.items())
    )


def parties_without_site(trace: Trace, case: Case) -> tuple[str, ...]:
    """Parties of the chain of whom the records name no site at all, sorted."""
    sited = {site.party for site in case.sites}
    return tuple(sorted({node.holder for node in trace.lots} - sited))


def _tiers(trace: Trace, case: Case) -> dict[str, int]:
    """The greatest tier at which something of the trace was made at each site."""
    tier = {(node.id, node.holder): node.tier for node in trace.lots}
    found: dict[str, int] = {}
    for item in case.transformations:
        if item.id in trace.transformations:
            made = [
                tier.get((line.lot, item.holder), 0) for line in item.lines if line.role is not LineRole.IN
            ]
            found[item.site] = max(found.get(item.site, 0), *made, 0)
    return found


def _what(site: Site, *, made: bool) -> str:
    kind = site.kind.value if site.kind else "kind not stated"
    return kind if made else f"{kind}, no record of this chain"


def _said(lots: set[str]) -> str:
    names = sorted(lots)
    return ", ".join(names) if len(names) <= 4 else f"{', '.join(names[:3])} and {len(names) - 3} more lots"
