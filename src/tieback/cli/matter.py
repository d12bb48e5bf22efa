"""What a desk can decide: the alerts of a case, or of a file of parties, each with what it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tieback.model.refusal import Refused

if TYPE_CHECKING:
    from tieback.lists.edition import Edition
    from tieback.model.alert import Alert
    from tieback.model.case import Decision
    from tieback.model.party import Party
    from tieback.model.site import Site
    from tieback.screen.deciding import Asked

JOURNAL = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Matter:
    """The journal that decisions go to, and everything that can be decided, by id, in the order found."""

    journal: Path
    asked: "dict[str, Asked]"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a file of parties is screened: the desk's folder, lists (none: all), least score, and the day."""

    desk: Path | None
    lists: Sequence[str]
    threshold: Decimal | None
    as_of: date


def open_matter(where: Path, wanted: Wanted) -> Matter:
    """The matter of a case folder or of a file of parties. Raises Refused where it cannot be screened."""
    if where.is_dir():
        if wanted.desk is not None:
            raise Refused("a case keeps its own journal", str(where), remedy="leave --desk out")
        return _of_case(where, wanted)
    if wanted.desk is None:
        raise Refused(
            "a file of parties has no journal of its own",
            str(where),
            remedy="name the folder of the desk with --desk DIR",
        )
    return _of_file(where, wanted.desk, wanted)


def desk_decisions(desk: Path) -> "tuple[Decision, ...]":
    """The decisions of a desk's journal. Raises Refused where the folder is not there, or the journal does not hold."""
    from tieback.screen.decision import read_decisions

    if not desk.is_dir():
        raise Refused("there is no such folder", str(desk), remedy="make it: it keeps the desk's journal")
    return read_decisions(desk / JOURNAL, str(desk / JOURNAL))


def _of_case(folder: Path, wanted: Wanted) -> Matter:
    from tieback.case import read_case
    from tieback.check import choose_editions
    from tieback.lists.store import Store
    from tieback.screen.deciding import Asked

    case = read_case(folder)
    editions = choose_editions(case, folder, Store(), None, None)
    found = _asked(case.parties, case.sites, editions, case.decisions, wanted)
    asked = {item.id: item for item in found}
    held = {decision.alert: decision for decision in case.decisions}
    for edition in editions:  # answers no alert, and is asked for by entries that extend to subsidiaries
        for party in case.parties:
            key = f"affiliation/{edition.list}/{party.id}"
            asked.setdefault(key, Asked(key, standing=held.get(key)))
    return Matter(folder / JOURNAL, asked)


def _of_file(file: Path, desk: Path, wanted: Wanted) -> Matter:
    from tieback.cli.party_file import chosen_editions, read_parties

    decisions = desk_decisions(desk)
    parties, sites = read_parties(file)
    found = _asked(parties, sites, chosen_editions(wanted.lists), decisions, wanted)
    return Matter(desk / JOURNAL, {item.id: item for item in found})


def _asked(
    parties: "Sequence[Party]",
    sites: "Sequence[Site]",
    editions: "Sequence[Edition]",
    decisions: "Sequence[Decision]",
    wanted: Wanted,
) -> "Iterator[Asked]":
    from tieback.model.party import Party
    from tieback.screen.basis import Bases
    from tieback.screen.deciding import Asked
    from tieback.screen.ownership import keys_of
    from tieback.screen.screening import screen

    result = screen(
        parties, sites, editions, threshold=wanted.threshold, decisions=decisions, as_of=wanted.as_of
    )
    by_id = {party.id: party for party in parties}
    own: dict[str, list[Site]] = {}
    for site in sites:
        own.setdefault(site.party, []).append(site)
    owner = {site.id: site.party for site in sites}
    bases = Bases(editions, keys_of(parties), own)
    held: dict[str, list[Decision]] = {}
    for decision in decisions:
        held.setdefault(decision.alert, []).append(decision)
    for alert in result.alerts:
        holder = _holder(alert, owner)
        party = by_id.get(holder) or Party(holder, holder, declared=False)
        basis = bases.of(alert, party, own.get(holder, ()))
        standing = (decision for decision in held.get(alert.id, ()) if decision.basis == basis)
        yield Asked(alert.id, alert, basis, next(standing, None))


def _holder(alert: "Alert", owner: dict[str, str]) -> str:
    return owner[alert.subject.id] if alert.subject.kind == "site" else alert.subject.id
