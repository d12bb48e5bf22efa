"""The listed-party test: were the goods made wholly or in part by an entity on a list?

The part the party played in this lot decides, and the listing's dates against the date of importation.
"""

from collections.abc import Sequence

from tieback.assess.chain import Chain
from tieback.assess.evidence import names
from tieback.assess.gap import gaps
from tieback.assess.ground import Ground, either, every, whether
from tieback.assess.listing import (
    affiliation,
    completeness,
    confirmed,
    edition_of,
    entity_of,
    in_force,
    subject_party,
)
from tieback.assess.part import role_in_lot
from tieback.assess.regime import Regime, Test
from tieback.lists.edition import Edition
from tieback.model.alert import Alert, AlertKind


def listed_party_test(
    chain: Chain, alerts: Sequence[Alert], editions: Sequence[Edition], regime: Regime, test: Test
) -> Ground:
    """The test grounded for one lot, on every list that it uses."""
    parts: list[Ground] = []
    for list_id in test.lists:
        edition = edition_of(list_id, editions)
        parts += (listed(chain, alert, edition, regime) for alert in on_list(alerts, list_id))
        parts.append(completeness(list_id, edition, chain.as_of, regime))
        parts += affiliation(chain, edition, regime)
    return either((*parts, *names(chain, regime), *gaps(chain, regime)))


def on_list(alerts: Sequence[Alert], list_id: str) -> list[Alert]:
    """The alerts of one list that are about being on it: all kinds but region."""
    return [alert for alert in alerts if alert.list == list_id and alert.kind is not AlertKind.REGION]


def listed(chain: Chain, alert: Alert, edition: Edition | None, regime: Regime) -> Ground:
    """One alert: it is the listed entity, which made goods of the lot, while the listing was in force."""
    party = subject_party(alert, chain.case)
    return every(
        (
            whether(confirmed(alert, regime, party)),
            whether(role_in_lot(chain, party, regime)),
            whether(in_force(entity_of(alert, edition), alert.entity, edition, chain, regime)),
        )
    )
