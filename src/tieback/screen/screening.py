"""Screening: every party and site against every edition, each meeting an explained alert, each party a status.

Deterministic: the same parties, sites, editions, threshold and decisions give the same alerts in the same order.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice

from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.case import Decision
from tieback.model.party import Party
from tieback.model.site import Site
from tieback.screen.alerting import strongest
from tieback.screen.basis import Bases
from tieback.screen.listed import ListedParties
from tieback.screen.meeting import Meeting, alert_of, asked_of, meet_names, meet_numbers
from tieback.screen.memory import Desk
from tieback.screen.ownership import keys_of, meet_parents
from tieback.screen.region import meet_region, meet_stray
from tieback.screen.score import THRESHOLD
from tieback.screen.status import Status, judge

_NEAR = 3  # near misses kept of one party
_NEAR_SCORE = Decimal("0.40")  # what cannot reach it is no near miss
BATCH = 8192  # parties looked up at once


@dataclass(frozen=True, slots=True)
class Screening:
    """Alerts by party in the order given, strongest first; a status for every party; what was counted."""

    alerts: tuple[Alert, ...]
    threshold: Decimal
    counts: Mapping[str, int]  # parties, sites, alerts, silent ones among them, and parties by status
    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Screened:
    """One party: its alerts and those of its sites, strongest first, its status, and what came near an alert."""

    party: Party
    alerts: tuple[Alert, ...]
    status: Status
    near: tuple[Meeting, ...] = ()  # best first; only on request


@dataclass(frozen=True, slots=True)
class Records:
    """What is known of other parties, for stated parents: parties by `ownership.keys_of`, their sites by id."""

    by_key: Mapping[str, Party] = field(default_factory=dict)
    sites: Mapping[str, Sequence[Site]] = field(default_factory=dict)


_NOTHING = Records()


class Screener:
    """Editions made ready once, against which parties are screened one by one, in any number and order.

    `threshold`: least score of an alert (default `score.THRESHOLD`); exact matches are alerts whatever it is.
    `decisions` (in the order of the journal) mark alerts and never remove one; `as_of` is the day on which they are
    asked whether they still hold. `records`: where stated parents are looked up; one that is not
    there is screened by the name stated.
    """

    def __init__(
        self,
        editions: Sequence[Edition],
        *,
        threshold: Decimal | None = None,
        decisions: Iterable[Decision] = (),
        as_of: date | None = None,
        records: Records = _NOTHING,
    ) -> None:
        self.editions = tuple(editions)
        self.threshold = THRESHOLD if threshold is None else threshold
        self._listed = ListedParties(self.editions)
        self._records = records
        bases = Bases(self.editions, records.by_key, records.sites)
        self._desk = Desk(decisions, as_of, self.editions, bases)
        self._holders: dict[Party, tuple[Alert, ...]] = {}

    def party(self, party: Party, sites: Sequence[Site] = (), *, near: bool = False) -> Screened:
        """Screen one party with its sites. `near`: also what came nearest to an alert without being one."""
        met = self._meet(party, sites, near=near)
        direct = self._direct(party, met)
        parents = meet_parents(party, self._records.by_key, self._of_holder) if party.parent else ()
        found = strongest([*direct, *meet_region(party, sites, self.threshold), *parents])
        alerts = self._desk.mark(found, party, sites)
        missed = self._missed(met, alerts) if near else ()
        return Screened(party, alerts, judge(party, alerts, self.editions), missed)

    def many(
        self, asked: Iterable[tuple[Party, Sequence[Site]]], *, near: bool = False
    ) -> Iterator[Screened]:
        """Screen parties with their sites, in order, as `party` does; thousands at a time are looked up at once."""
        waiting = iter(asked)
        while batch := list(islice(waiting, BATCH)):
            self.foresee(batch, near=near)
            for party, sites in batch:
                yield self.party(party, sites, near=near)

    def foresee(self, batch: Iterable[tuple[Party, Sequence[Site]]], *, near: bool = False) -> None:
        """Look up at once what parties about to be screened will be compared with. Only speed depends on it."""
        reach = self._reach(near=near)
        self._listed.foresee(one for party, sites in batch for one in asked_of(party, sites, reach))

    def stray(self, site: Site) -> tuple[Alert, ...]:
        """The alerts of a site whose party is not in the records."""
        alerts = meet_stray(site, self.threshold)
        return self._desk.mark(alerts, Party(site.party, site.party, declared=False), (site,))

    def _meet(self, party: Party, sites: Sequence[Site], *, near: bool = False) -> list[Meeting]:
        """Every name worth comparing, compared. `near`: those that fall short are wanted too."""
        return list(meet_names(party, sites, self._listed, self._reach(near=near), near=near))

    def _reach(self, *, near: bool) -> Decimal:
        """The least score that a pair must be able to reach to be compared."""
        return min(self.threshold, _NEAR_SCORE) if near else self.threshold

    def _direct(self, party: Party, met: Iterable[Meeting]) -> tuple[Alert, ...]:
        """Alerts by name and by number."""
        named = [alert_of(party, meeting) for meeting in met if meeting.counts(self.threshold)]
        return strongest([*meet_numbers(party, self._listed), *named])

    def _of_holder(self, holder: Party) -> tuple[Alert, ...]:
        """Alerts by name and number of a stated parent, found once: many parties may state the same."""
        if holder not in self._holders:
            sites = self._records.sites.get(holder.id, ())
            self._holders[holder] = self._direct(holder, self._meet(holder, sites))
        return self._holders[holder]

    def _missed(self, met: Iterable[Meeting], alerts: Iterable[Alert]) -> tuple[Meeting, ...]:
        """The best meeting below the threshold with each entity that no alert names."""
        named = {(alert.list, alert.entity.id) for alert in alerts}
        below = [meeting for meeting in met if not meeting.counts(self.threshold)]
        best: dict[tuple[str, str], Meeting] = {}
        for meeting in sorted(below, key=Meeting.rank):
            if meeting.key not in named:
                best.setdefault(meeting.key, meeting)
        return tuple(best.values())[:_NEAR]


def screen(
    parties: Sequence[Party],
    sites: Sequence[Site],
    editions: Sequence[Edition],
    *,
    threshold: Decimal | None = None,
    decisions: Iterable[Decision] = (),
    as_of: date | None = None,
    progress: Callable[[int], None] | None = None,
) -> Screening:
    """Screen parties with their sites against editions; see `Screener` for the options.

    `progress` is told how many parties are done.
    """
    by_party = _sites_by_party(sites)
    records = Records(keys_of(parties), by_party)
    screener = Screener(editions, threshold=threshold, decisions=decisions, as_of=as_of, records=records)
    alerts: list[Alert] = []
    statuses: list[Status] = []
    asked = ((party, by_party.get(party.id, ())) for party in parties)
    for number, screened in enumerate(screener.many(asked), start=1):
        alerts.extend(screened.alerts)
        statuses.append(screened.status)
        if progress is not None:
            progress(number)
    known = {party.id for party in parties}
    for site in sites:
        if site.party not in known:
            alerts.extend(screener.stray(site))
    counts = _counts(parties, sites, alerts, statuses)
    return Screening(tuple(alerts), screener.threshold, counts, tuple(statuses))


def _sites_by_party(sites: Sequence[Site]) -> dict[str, list[Site]]:
    by_party: dict[str, list[Site]] = {}
    for site in sites:
        by_party.setdefault(site.party, []).append(site)
    return by_party


def _counts(
    parties: Sequence[Party], sites: Sequence[Site], alerts: Sequence[Alert], statuses: Sequence[Status]
) -> dict[str, int]:
    silent = sum(1 for alert in alerts if alert.silent)
    counts = {"parties": len(parties), "sites": len(sites), "alerts": len(alerts), "silent": silent}
    for status in statuses:
        counts[status.answer] = counts.get(status.answer, 0) + 1
    return counts
