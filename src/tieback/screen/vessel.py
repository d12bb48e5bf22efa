"""Ships and aircraft: met by the numbers they bear, never by a name alone.

An IMO number and a tail number name one hull. A call sign and an MMSI pass on with the flag: they are possible
matches. Ship names recur by the hundred: the same name is worth saying only beside the same flag, and not where
the IMO numbers differ.
"""

from collections.abc import Iterator

from tieback.lists.edition import Edition, ListedEntity
from tieback.model.alert import Alert, AlertKind, EntityRef, Subject
from tieback.model.party import Identifier, Party
from tieback.screen.alerting import alert_id
from tieback.screen.context import country_code
from tieback.screen.craft import VESSEL
from tieback.screen.evidence import weighed
from tieback.screen.explanation import tell_ship
from tieback.screen.letters import compact
from tieback.screen.listed import ListedParties
from tieback.screen.score import squash, total_bits

_IMO = "imo"


def meet_ships(party: Party, listed: ListedParties) -> Iterator[Alert]:
    """Listed ships that bear the name of a stated vessel under the same flag, where no IMO number parts them."""
    flag = country_code(party.country)
    if party.kind != VESSEL or flag is None:
        return
    for edition, entity in listed.ships(compact(party.name)):
        if entity.country == flag and not _parted(party, entity):
            yield _ship_alert(party, edition, entity)


def _parted(party: Party, entity: ListedEntity) -> bool:
    """Do both bear IMO numbers, and none in common?"""
    ours, theirs = (_imo(bearer.identifiers) for bearer in (party, entity))
    return bool(ours) and bool(theirs) and ours.isdisjoint(theirs)


def _imo(identifiers: tuple[Identifier, ...]) -> set[str]:
    return {
        "".join(char for char in item.value if char.isdigit()) for item in identifiers if item.scheme == _IMO
    }


def _ship_alert(party: Party, edition: Edition, entity: ListedEntity) -> Alert:
    subject = Subject("party", party.id, party.name)
    ref = EntityRef(entity.id, entity.name)
    rows = (weighed("ship_name", "name", "same"), weighed("ship_flag", "country", "same"))
    alignment = tuple(row.alignment() for row in rows)
    return Alert(
        id=alert_id(subject, edition.list, ref, AlertKind.NAME),
        subject=subject,
        kind=AlertKind.NAME,
        list=edition.list,
        edition_sha256=edition.sha256,
        entity=ref,
        score=squash(total_bits(alignment)),
        exact=False,
        rule="same ship name and flag",
        name_a=party.name,
        name_b=entity.name,
        alignment=alignment,
        text=tell_ship(subject, edition, entity),
    )
