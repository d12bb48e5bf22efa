"""What an alert rests on: the subject and the listed entity as screening uses them, and the version of the rules.

Two bases are equal exactly if nothing that screening looks at changed. Ids of parties, sites and rows are left out:
a file sorted anew changes nobody. Lists within are sorted, empty members left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from typing import Any

from tieback.lists.edition import Edition, ListedEntity
from tieback.model.alert import Alert, AlertKind
from tieback.model.memory import Basis, Change
from tieback.model.party import Party
from tieback.model.plain import plain
from tieback.model.site import Site
from tieback.proof.canonical import dump
from tieback.proof.digest import sha256
from tieback.screen.ownership import Holding, chain_above
from tieback.screen.region import LIST as REGION_LIST
from tieback.screen.region import region_digest
from tieback.screen.ruleset import rule_version

# What screening does not look at. Everything else counts, so that a member added to the model counts at once.
NOT_PARTY = frozenset({"id", "role", "role_kind", "parent", "share_min", "share_max", "declared", "ref"})
NOT_SITE = frozenset({"id", "party", "ref"})
NOT_ENTITY = frozenset({"id", "source", "note"})


class Bases:
    """Finds the basis of alerts: `by_key` and `sites` as `screening.Records` holds them."""

    def __init__(
        self, editions: Sequence[Edition], by_key: Mapping[str, Party], sites: Mapping[str, Sequence[Site]]
    ) -> None:
        self._editions = editions
        self._by_key = by_key
        self._sites = sites

    def of(self, alert: Alert, party: Party, sites: Sequence[Site]) -> Basis:
        """The basis of an alert of `party` or of one of its `sites`."""
        if alert.subject.kind == "site":
            site = next(site for site in sites if site.id == alert.subject.id)
            subject = {**site_members(site), "party": _members(party, NOT_PARTY)}
        else:
            subject = _party(party, sites)
            if alert.kind is AlertKind.OWNERSHIP:
                subject["holders"] = [self._holder(holding) for holding in chain_above(party, self._by_key)]
        return Basis(
            alert.list, alert.kind.value, alert.entity.id, subject, self._entity(alert), rule_version()
        )

    def _holder(self, holding: Holding) -> dict[str, Any]:
        shares = {"share_min": plain(holding.share_min), "share_max": plain(holding.share_max)}
        return _kept({**_party(holding.holder, self._sites.get(holding.holder.id, ())), **shares})

    def _entity(self, alert: Alert) -> dict[str, Any]:
        if alert.list == REGION_LIST:
            return {"name": alert.entity.name, "tables": region_digest()}
        return entity_basis(self._entities[alert.list, alert.entity.id])

    @cached_property
    def _entities(self) -> dict[tuple[str, str], ListedEntity]:
        return {
            (edition.list, entity.id): entity for edition in self._editions for entity in edition.entities
        }


def entity_basis(entity: ListedEntity) -> dict[str, Any]:
    """A listed entity with everything but its id, source and note."""
    return _members(entity, NOT_ENTITY)


def key_of(basis: Basis) -> tuple[str, str, str, str]:
    """Subject (digest), list, entity and kind: who met what, whatever the subject's id is."""
    return sha256(dump(basis.subject)), basis.list, basis.entity_id, basis.kind


def digest(basis: Basis) -> str:
    """The version of all three, 16 hexadecimal digits."""
    return sha256(dump(plain(basis)))[:16]


def compare(was: Basis, now: Basis) -> tuple[Change, ...]:
    """Every member that differs, party before entity before rules."""
    rules = [] if was.rules == now.rules else [Change("rules", "version", was.rules, now.rules)]
    return (
        *_changes("party", was.subject, now.subject),
        *_changes("entity", was.entity, now.entity),
        *rules,
    )


def names_in(members: Mapping[str, Any]) -> frozenset[str]:
    """The names and numbers of a subject or an entity, by which one knows it again."""
    found = {members.get("name"), members.get("name_local")}
    found |= {name.get("text") for name in _rows(members, "names")}
    found |= {f"{row.get('scheme')} {row.get('value')}" for row in _rows(members, "identifiers")}
    if isinstance(members.get("party"), Mapping):
        found |= names_in(members["party"])
    return frozenset(text for text in found if text)


def _rows(members: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    return (row for row in members.get(name, ()) if isinstance(row, Mapping))


def _changes(of: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterable[Change]:
    for field in sorted(was.keys() | now.keys()):
        if was.get(field) != now.get(field):
            yield Change(of, field, was.get(field), now.get(field))


def _party(party: Party, sites: Sequence[Site]) -> dict[str, Any]:
    addresses = [site_members(site) for site in sites]
    return _kept({**_members(party, NOT_PARTY), "addresses": addresses})


def site_members(site: Site) -> dict[str, Any]:
    """A site without its ids."""
    return _members(site, NOT_SITE)


def _members(value: Any, left_out: frozenset[str]) -> dict[str, Any]:
    return _kept(
        {
            entry.name: plain(getattr(value, entry.name))
            for entry in fields(value)
            if entry.name not in left_out
        }
    )


def _kept(members: Mapping[str, Any]) -> dict[str, Any]:
    """What is not empty, lists sorted."""
    return {
        name: sorted(value, key=dump) if isinstance(value, list) else value
        for name, value in members.items()
        if value not in (None, "", [], {})
    }
