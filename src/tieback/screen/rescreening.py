"""Screening again after lists or parties changed: only what changed is compared, and the answer is that of a full run.

Which two names are compared, and how, depends on the two and the rules alone. So what an unchanged party met among
unchanged entities is taken over; an unchanged party is compared with the changed entities, a changed party with all.
Numbers, places, stated parents, decisions and statuses are worked out anew: they compare no names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from tieback.lists.edition import Edition
from tieback.model.alert import Alert
from tieback.model.case import Decision
from tieback.model.party import Party
from tieback.model.site import Site
from tieback.proof.digest import sha256
from tieback.screen.basis import NOT_PARTY, NOT_SITE
from tieback.screen.difference import Difference, Seen, difference
from tieback.screen.listed import Listed, ListedParties
from tieback.screen.meeting import Meeting, asked_of, meet_names
from tieback.screen.name import Name, ready
from tieback.screen.ruleset import rule_version
from tieback.screen.score import THRESHOLD
from tieback.screen.screening import Records, Screened, Screener
from tieback.screen.state import Met, State, seen

_DIGITS = 32  # of a version


@dataclass(slots=True)
class Work:
    """What a run did. `since`: the as-of date of the run it started from; None: everything was compared."""

    since: str | None = None
    list_changes: int = 0
    party_changes: int = 0
    pairs: int = 0  # of names


class Rescreener(Screener):
    """A screener that starts from the `state` of an earlier run, if its rules and threshold are the same.

    `state()` is what the next run starts from, once every party has been screened; `work` counts; `difference()`
    tells what changed. Near misses are not kept: who asks for them has everything compared.
    """

    def __init__(
        self,
        editions: Sequence[Edition],
        before: State | None,
        *,
        as_of: date,
        threshold: Decimal | None = None,
        decisions: Iterable[Decision] = (),
        records: Records | None = None,
    ) -> None:
        super().__init__(
            editions, threshold=threshold, decisions=decisions, as_of=as_of, records=records or Records()
        )
        self.work = Work()
        self._before = before if before is not None and usable(before, self.threshold) else None
        self._now = State(rule_version(), self.threshold, as_of.isoformat(), _versions(self.editions, before))
        changed = self._changes()
        self.work.since = self._before.as_of if self._before else None
        self.work.list_changes = len(changed) if self._before else 0
        self._listed = self._all = _Counted(self.editions, self.work)
        only = [_part(edition, changed) for edition in self.editions]
        self._listed_anew = _Counted(only, self.work)
        self._anew = any(edition.entities for edition in only)
        self._changed = changed
        self._known_names = _Names(self.editions)
        self._alerts: list[Seen] = []
        self._met: dict[str, list[Meeting]] = {}

    def party(self, party: Party, sites: Sequence[Site] = (), *, near: bool = False) -> Screened:
        """As `Screener.party`."""
        screened = super().party(party, sites, near=near)
        key = version(party, sites)
        self._alerts.extend(seen(alert, key) for alert in screened.alerts)
        return screened

    def foresee(self, batch: Iterable[tuple[Party, Sequence[Site]]], *, near: bool = False) -> None:
        """As `Screener.foresee`; only what is going to be compared is looked up."""
        reach = self._reach(near=near)
        names = [
            (asked_of(party, sites, reach), near or not self._is_known(version(party, sites)))
            for party, sites in batch
        ]
        self._all.foresee(name for found, new in names if new for name in found)
        if self._anew:
            self._listed_anew.foresee(name for found, new in names if not new for name in found)

    def _is_known(self, key: str) -> bool:
        return self._before is not None and key in self._before.subjects

    def stray(self, site: Site) -> tuple[Alert, ...]:
        """As `Screener.stray`."""
        alerts = super().stray(site)
        key = version(Party(site.party, site.party), (site,))
        self._alerts.extend(seen(alert, key) for alert in alerts)
        return alerts

    def state(self) -> State:
        """What the next run starts from."""
        self._now.alerts = tuple(self._alerts)
        return self._now

    def difference(self) -> Difference:
        """New, gone and changed alerts since the run it started from; nothing if it started from none."""
        return difference(self._before.alerts, self._alerts) if self._before else Difference()

    @property
    def parties_gone(self) -> int:
        """Subjects of the earlier run that this one did not meet."""
        return len(self._before.subjects.keys() - self._now.subjects.keys()) if self._before else 0

    def _meet(self, party: Party, sites: Sequence[Site], *, near: bool = False) -> list[Meeting]:
        key = version(party, sites)
        if key in self._met and not near:
            return self._met[key]
        before = None if self._before is None else self._before.subjects.get(key)
        if before is None and self._before is not None and key not in self._now.subjects:
            self.work.party_changes += 1
        if before is None or near:
            met = list(meet_names(party, sites, self._all, self._reach(near=near), near=near))
        else:
            kept = [row for row in before if (row.list, row.entity) not in self._changed]
            met = [self._known_names.meeting(row) for row in kept]
            if self._anew:  # else no name need be read
                met += meet_names(party, sites, self._listed_anew, self._reach(near=near))
        telling = [meeting for meeting in met if meeting.counts(self.threshold)]
        self._now.subjects[key] = tuple(self._known_names.row(meeting) for meeting in _best(telling))
        if not near:
            self._met[key] = telling
        return met

    def _changes(self) -> frozenset[tuple[str, str]]:
        """List and id of every entity that is new, gone or not what it was."""
        if self._before is None:
            return frozenset()
        found = set()
        for list_id in self._now.lists.keys() | self._before.lists.keys():
            was = self._before.lists.get(list_id, ("", {}))[1]
            now = self._now.lists.get(list_id, ("", {}))[1]
            found |= {(list_id, key) for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
        return frozenset(found)


def usable(state: State, threshold: Decimal | None) -> bool:
    """Was the state made by these rules with this threshold (None: the default)?"""
    least = THRESHOLD if threshold is None else threshold
    return state.rules == rule_version() and state.threshold == least


def version(party: Party, sites: Sequence[Site]) -> str:
    """The version of a party: what screening uses of it and of its sites, ids and row numbers left out."""
    content = _content(party, NOT_PARTY), [_content(site, NOT_SITE) for site in sites]
    return sha256(repr(content).encode("utf-8", "surrogatepass"))[:_DIGITS]


def _content(value: Any, left_out: frozenset[str]) -> list[str]:
    return [
        f"{entry.name}={getattr(value, entry.name)!r}"
        for entry in fields(value)
        if entry.name not in left_out
    ]


def _versions(editions: Sequence[Edition], before: State | None) -> dict[str, tuple[str, dict[str, str]]]:
    """Per list the digest of its content and a version per entity id; those of an edition that stayed are taken over."""
    found = {}
    for edition in editions:
        known = before.lists.get(edition.list) if before else None
        if known is not None and edition.content_sha256 and known[0] == edition.content_sha256:
            found[edition.list] = known
            continue
        texts: dict[str, list[str]] = {}
        for entity in edition.entities:
            texts.setdefault(entity.id, []).append(repr(entity))
        keys = {
            key: sha256("\n".join(parts).encode("utf-8", "surrogatepass"))[:_DIGITS]
            for key, parts in texts.items()
        }
        found[edition.list] = (edition.content_sha256, keys)
    return found


def _part(edition: Edition, changed: frozenset[tuple[str, str]]) -> Edition:
    """The changed entities alone; without the digest of the whole, under which prepared names are kept."""
    entities = tuple(entity for entity in edition.entities if (edition.list, entity.id) in changed)
    return replace(edition, entities=entities, content_sha256="")


def _best(meetings: Iterable[Meeting]) -> list[Meeting]:
    """The strongest meeting with each entity: of the others no alert is made."""
    best: dict[tuple[str, str], Meeting] = {}
    for meeting in sorted(meetings, key=lambda item: (not item.comparison.exact, *item.rank())):
        best.setdefault(meeting.key, meeting)
    return list(best.values())


class _Counted(ListedParties):
    """Listed parties that count the pairs of names they propose."""

    def __init__(self, editions: Sequence[Edition], work: Work) -> None:
        super().__init__(editions)
        self._work = work

    def like(self, text: str, least: int) -> list[tuple[Name, list[Listed]]]:
        found = super().like(text, least)
        self._work.pairs += len(found)
        return found


class _Names:
    """Every name of every entity by its place, so that a meeting can be told again from a new edition."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._editions = {edition.list: edition for edition in editions}
        self._places: dict[str, Mapping[str, list[Listed]]] = {}

    def meeting(self, met: Met) -> Meeting:
        """A meeting as it was, with the edition as it is."""
        return Meeting(ready(met.text), self._names(met.list)[met.entity][met.name], met.comparison)

    def row(self, meeting: Meeting) -> Met:
        """A meeting as it is kept."""
        list_id, entity = meeting.key
        wanted = meeting.bearer.entity, meeting.bearer.listed_name
        names = self._names(list_id)[entity]
        place = next(at for at, item in enumerate(names) if (item.entity, item.listed_name) == wanted)
        return Met(list_id, entity, place, meeting.name.text, meeting.comparison)

    def _names(self, list_id: str) -> Mapping[str, list[Listed]]:
        if list_id not in self._places:
            found: dict[str, list[Listed]] = {}
            edition = self._editions[list_id]
            for entity in edition.entities:
                found.setdefault(entity.id, []).extend(Listed(edition, entity, name) for name in entity.names)
            self._places[list_id] = found
        return self._places[list_id]
