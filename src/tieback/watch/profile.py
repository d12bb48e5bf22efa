"""What one user watches: suppliers, places, goods, conventions, laws, and rules that mute or boost.

A profile is a value: from a case (`of_case`), from watch.toml (`profile_file`), or both (`join`). It learns nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tieback.model.case import Case
from tieback.model.party import Party
from tieback.names.clue import find
from tieback.names.gazetteer import region_of
from tieback.names.read import read_name
from tieback.names.reading import PartKind


@dataclass(frozen=True, slots=True)
class WatchedParty:
    """A company the user is exposed to, and what tells it from a namesake.

    `names`: the name and its aliases, in any script. `regions`: ISO 3166-1 or -2 codes of its sites; `country` its own.
    `hs`: prefixes of the goods it makes or sells, digits only; `identifiers`: numbers issued to it; `kin`: ids of
    parent, sisters and subsidiaries. `tier`: 1 for who sells to the user, 2 and more for those behind, None if unknown.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    regions: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class FeedRule:
    """A rule the user wrote. `effect`: mute | boost; it applies where every given member does.

    `words`: any of them in the text; `links`: any of these ("party:ACME", "place:CN-XJ", "goods:cotton");
    `source`: that one.
    """

    effect: str
    reason: str
    words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything watched. `hs`: prefixes, digits only; `places`: gazetteer ids or ISO codes."""

    parties: tuple[WatchedParty, ...] = ()
    places: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()  # law and list ids
    rules: tuple[FeedRule, ...] = ()
    cases: tuple[str, ...] = field(default=())


def of_case(case: Case) -> Profile:
    """The profile that a case implies: its parties but the importer, their sites, the goods they pass on, its regimes."""
    tiers = _tiers(case)
    parties = tuple(_watched(case, party, tiers) for party in case.parties if party.id != case.importer)
    entries = tuple(digits for entry in case.entries if (digits := hs_digits(entry.hts or "")))
    hs = sorted({*entries, *(code for party in parties for code in party.hs)})
    return Profile(parties=parties, hs=tuple(hs), laws=case.regimes, cases=(case.name,))


def hs_digits(text: str) -> str:
    """The first six digits of a tariff number, without dots; "" where there are fewer than two."""
    digits = "".join(char for char in text if char.isascii() and char.isdigit())[:6]
    return digits if len(digits) > 1 else ""


def _tiers(case: Case) -> Mapping[str, int]:
    """Party id -> the fewest transfers between it and the importer."""
    tiers = {case.importer: 0} if case.importer else {}
    front = list(tiers)
    while front:
        found = {t.sender: tiers[t.receiver] + 1 for t in case.transfers if t.receiver in front}
        front = [party for party in found if party not in tiers]
        tiers.update({party: found[party] for party in front})
    return {party: tier for party, tier in tiers.items() if party}


def _watched(case: Case, party: Party, tiers: Mapping[str, int]) -> WatchedParty:
    sites = [site for site in case.sites if site.party == party.id]
    regions = {site.country for site in sites if site.country} | _regions_of(
        site.address or "" for site in sites
    )
    regions |= _places_in(party.name) | _places_in(party.name_local or "")
    hs = {hs_digits(t.hs or "") for t in case.transfers if t.sender == party.id} - {""}
    kin = {other.id for other in case.parties if other.parent and other.parent in {party.id, party.parent}}
    kin |= {other.id for other in case.parties if other.id == party.parent}
    return WatchedParty(
        id=party.id,
        name=party.name,
        names=tuple(name for name in (party.name, party.name_local) if name),
        country=party.country,
        regions=tuple(sorted(regions)),
        hs=tuple(sorted(hs)),
        identifiers=tuple(identifier.value for identifier in party.identifiers),
        kin=tuple(sorted(kin - {party.id})),
        tier=tiers.get(party.id),
    )


def _regions_of(addresses: Iterable[str]) -> set[str]:
    return {clue.region for address in addresses for clue in find(address) if clue.kind != "uscc"}


def _places_in(name: str) -> set[str]:
    keys = (part.key for part in read_name(name).of(PartKind.PLACE))
    return {region for key in keys if (region := region_of(key))}


def join(profiles: Iterable[Profile]) -> Profile:
    """Several profiles as one; a party of the same id or name in two of them is watched once, with all that is known."""
    parties: dict[str, WatchedParty] = {}
    found = list(profiles)
    for party in (party for profile in found for party in profile.parties):
        key = next((k for k, known in parties.items() if k == party.id or known.name == party.name), party.id)
        parties[key] = _merged(parties[key], party) if key in parties else party
    return Profile(
        parties=tuple(parties.values()),
        places=_all(profile.places for profile in found),
        hs=_all(profile.hs for profile in found),
        conventions=_all(profile.conventions for profile in found),
        laws=_all(profile.laws for profile in found),
        rules=tuple(dict.fromkeys(rule for profile in found for rule in profile.rules)),
        cases=_all(profile.cases for profile in found),
    )


def _merged(one: WatchedParty, other: WatchedParty) -> WatchedParty:
    tiers = [tier for tier in (one.tier, other.tier) if tier is not None]
    return replace(
        one,
        names=_all((one.names, other.names)),
        country=one.country or other.country,
        regions=_all((one.regions, other.regions)),
        hs=_all((one.hs, other.hs)),
        identifiers=_all((one.identifiers, other.identifiers)),
        kin=_all((one.kin, other.kin)),
        tier=min(tiers, default=None),
    )


def _all(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry for group in groups for entry in group))
