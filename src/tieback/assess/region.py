"""The region test: were the goods made wholly or in part in a region, at any tier?

A registered office or a company number never answers it; the places where the records say that something was
made do, and only where evidence supports them can they support a *no*.
"""

from collections.abc import Iterator, Sequence

from tieback.assess.chain import Chain, presence
from tieback.assess.gap import gaps
from tieback.assess.ground import Ground, either, every, state, unless, whether
from tieback.assess.regime import Regime
from tieback.assess.rule import Atom
from tieback.assess.sentence import bounds
from tieback.model.alert import Alert, AlertKind
from tieback.model.answer import Answer
from tieback.model.finding import Reason
from tieback.model.place import Placement


def region_test(chain: Chain, alerts: Sequence[Alert], regime: Regime, region: str) -> Ground:
    """The test grounded for one lot. `alerts`: all of the case; those of kind region count."""
    return either(
        (
            *from_region(chain, alerts, regime, region),
            *_elsewhere(chain, _about(alerts, region), regime, region),
            *gaps(chain, regime),
        )
    )


def from_region(chain: Chain, alerts: Sequence[Alert], regime: Regime, region: str) -> Iterator[Ground]:
    """Per site of production: does it lie in `region`, and did its goods enter the lot?"""
    about = _about(alerts, region)
    placed = set()
    for site_id in chain.production_sites:
        place = _place(chain, site_id, region)
        location = _located(
            place, [alert for alert in about if (alert.subject.kind, alert.subject.id) == ("site", site_id)]
        )
        if location[0] is not Answer.NO:
            placed.add(site_id)
        holder = chain.operator(site_id)
        where = state(regime, Atom("site-in-region", site_id), location[0], location[1], holder)
        there = presence(chain, site_id)
        text = f"Site {site_id}: {there.text}."
        entered = state(
            regime, Atom("site-in-lot", site_id), there.answer, Reason("trace", site_id, text), holder
        )
        yield every((whether(where), whether(entered)))
    if not placed:
        yield from _by_mass(chain, regime, region)


def _about(alerts: Sequence[Alert], region: str) -> list[Alert]:
    return [alert for alert in alerts if alert.kind is AlertKind.REGION and alert.entity.id == region]


def _located(place: Placement, alerts: Sequence[Alert]) -> tuple[Answer, Reason]:
    """Where a site lies: the address, unless a recorded decision on its alert says otherwise.

    A decision that the address is not in the region settles doubt; against an address that says so plainly it
    stands beside it as a conflict.
    """
    for alert in alerts:
        if alert.decision == "true":
            return Answer.YES, Reason("alert", alert.id, f"{place.reason} Confirmed by a recorded decision.")
    for alert in alerts:
        if alert.decision == "false":
            answer = Answer.CONFLICT if place.answer is Answer.YES else Answer.NO
            said = "A recorded decision says that it is not in the region."
            return answer, Reason("alert", alert.id, f"{place.reason} {said}")
    kind, ref = ("alert", alerts[0].id) if alerts else ("rule", "place")
    answer = Answer.UNKNOWN if alerts and place.answer is Answer.NO else place.answer
    return answer, Reason(kind, ref, place.reason)


def _place(chain: Chain, site_id: str, region: str) -> Placement:
    from tieback.names.place import locate

    site = chain.sites.get(site_id)
    if site is None:
        return Placement(
            region, Answer.UNKNOWN, (), f"Site {site_id}: no address is in the records supplied."
        )
    if "-" not in region:  # a country
        answer = Answer.UNKNOWN if not site.country else Answer.YES if site.country == region else Answer.NO
        return Placement(
            region,
            answer,
            (),
            f"Site {site_id} in {region}: {answer}; its country is {site.country or 'not stated'}.",
        )
    found = locate(site.address, site.postal_code, site.country, region, (site.lat, site.lon))
    reason = found.reason.rstrip(".")
    return Placement(
        region, found.answer, found.clues, f"Site {site_id} in {region}: {found.answer}; {reason}."
    )


def _by_mass(chain: Chain, regime: Regime, region: str) -> Iterator[Ground]:
    """The trace's own kilograms of the region, where no site of production explains them."""
    for trace in chain.traces:
        for row in (*trace.origins, *trace.through):
            if (row.kind, row.id) != ("region", region):
                continue
            surely = row.without_mass or (row.least_kg is not None and row.least_kg > 0)
            none = row.most_traced_kg is not None and row.most_traced_kg == 0
            answer = Answer.YES if surely and trace is chain.trace else Answer.NO if none else Answer.UNKNOWN
            text = f"Lot {trace.lot}: {bounds(row, trace.mass_kg)} from {region}."
            if answer is Answer.NO:
                text = f"Lot {trace.lot}: at most 0.000 kg of its traced mass from {region} in the records supplied."
            yield whether(
                state(regime, Atom("goods-from-region", trace.lot), answer, Reason("trace", trace.lot, text))
            )


def _elsewhere(chain: Chain, alerts: Sequence[Alert], regime: Regime, region: str) -> Iterator[Ground]:
    """Alerts on makers of the chain that are not about a site of production: an office, a company number.

    They show where a firm is registered, not where goods were made: never a yes. Undecided, or confirmed
    while a site of production of the firm is without evidence, they keep a no away.
    """
    for alert in alerts:
        about, party = alert.subject.id, alert.subject.id
        if alert.subject.kind == "site":
            site = chain.sites.get(about)
            party = site.party if site else about
        if party not in chain.makers or (alert.subject.kind == "site" and about in chain.production_sites):
            continue
        if alert.decision == "false":
            answer, said = Answer.YES, "A recorded decision says that it is not in the region."
        elif alert.decision == "true" and _all_elsewhere(chain, party, region):
            answer, said = Answer.YES, "Confirmed; its sites of production are located elsewhere."
        else:
            answer, said = (
                Answer.UNKNOWN,
                "Not a site of production; nobody has decided what it means for this lot.",
            )
        reason = Reason("alert", alert.id, f"{alert.text.rstrip('.')}. {said}")
        yield unless(state(regime, Atom("production-elsewhere", alert.id), answer, reason, party))


def _all_elsewhere(chain: Chain, party: str, region: str) -> bool:
    """Are all sites at which `party` made goods of the chain located outside the region?"""
    own = [
        site for site, made in chain.production_sites.items() if any(item.holder == party for item in made)
    ]
    return all(_place(chain, site, region).answer is Answer.NO for site in own)
