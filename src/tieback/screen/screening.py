"""Screening: every party and site against every edition, each meeting an explained alert, each party a status.

Deterministic: the same parties, sites, editions, threshold and decisions give the same alerts in the same order.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.case import Decision
from tieback.model.party import Party
from tieback.model.site import Site
from tieback.screen.alerting import latest_decisions, strongest
from tieback.screen.listed import ListedParties
from tieback.screen.meeting import meet_names, meet_numbers
from tieback.screen.ownership import keys_of, meet_parents
from tieback.screen.region import meet_region, meet_stray
from tieback.screen.score import THRESHOLD
from tieback.screen.status import Status, judge


@dataclass(frozen=True, slots=True)
class Screening:
    """Alerts by party in the order given, strongest first; a status for every party; what was counted."""

    alerts: tuple[Alert, ...]
    threshold: Decimal
    counts: Mapping[str, int]  # parties, sites, alerts, and parties by status
    statuses: tuple[Status, ...]


def screen(
    parties: Sequence[Party],
    sites: Sequence[Site],
    editions: Sequence[Edition],
    *,
    threshold: Decimal | None = None,
    decisions: Iterable[Decision] = (),
    progress: Callable[[int], None] | None = None,
) -> Screening:
    """Screen parties with their sites against editions.

    `threshold`: least score of an alert (default `score.THRESHOLD`); exact matches are alerts whatever it is.
    `decisions` mark alerts and never remove one. `progress` is told how many parties are done.
    """
    least = THRESHOLD if threshold is None else threshold
    listed = ListedParties(editions)
    by_party = _sites_by_party(sites)
    direct = _Direct(listed, by_party, least)
    by_key = keys_of(parties)
    decided = latest_decisions(decisions)
    alerts: list[Alert] = []
    statuses: list[Status] = []
    for number, party in enumerate(parties, start=1):
        own = by_party.get(party.id, [])
        found = strongest(
            [*direct(party), *meet_region(party, own, least), *meet_parents(party, by_key, direct)]
        )
        marked = tuple(replace(alert, decision=decided.get(alert.id)) for alert in found)
        alerts.extend(marked)
        statuses.append(judge(party, marked, listed.editions))
        if progress is not None:
            progress(number)
    known = {party.id for party in parties}
    for site in sites:
        if site.party not in known:
            alerts.extend(replace(alert, decision=decided.get(alert.id)) for alert in meet_stray(site, least))
    return Screening(tuple(alerts), least, _counts(parties, sites, alerts, statuses), tuple(statuses))


class _Direct:
    """Name and identifier alerts of a party, found once: parents are asked for again and again."""

    def __init__(
        self, listed: ListedParties, sites: Mapping[str, Sequence[Site]], threshold: Decimal
    ) -> None:
        self._listed = listed
        self._sites = sites
        self._threshold = threshold
        self._found: dict[str, tuple[Alert, ...]] = {}

    def __call__(self, party: Party) -> tuple[Alert, ...]:
        if party.id not in self._found:
            sites = self._sites.get(party.id, [])
            named = meet_names(party, sites, self._listed, self._threshold)
            self._found[party.id] = strongest([*meet_numbers(party, self._listed), *named])
        return self._found[party.id]


def _sites_by_party(sites: Sequence[Site]) -> dict[str, list[Site]]:
    by_party: dict[str, list[Site]] = {}
    for site in sites:
        by_party.setdefault(site.party, []).append(site)
    return by_party


def _counts(
    parties: Sequence[Party], sites: Sequence[Site], alerts: Sequence[Alert], statuses: Sequence[Status]
) -> dict[str, int]:
    counts = {"parties": len(parties), "sites": len(sites), "alerts": len(alerts)}
    for status in statuses:
        counts[status.answer] = counts.get(status.answer, 0) + 1
    return counts
