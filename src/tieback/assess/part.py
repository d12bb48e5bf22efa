"""The part a party played in a lot: by what is recorded first, by what it is called only where nothing is.

The listed-party tests ask who mined, produced or manufactured; what a firm calls itself does not answer that.
"""

from tieback.assess.chain import Chain, presence, raw
from tieback.assess.ground import Fact, state
from tieback.assess.regime import Regime
from tieback.assess.rule import Atom
from tieback.assess.sentence import listing
from tieback.model.answer import Answer, either, every
from tieback.model.finding import Reason
from tieback.model.party import RoleKind

MAKERS = frozenset({RoleKind.PRODUCER, RoleKind.PROCESSOR})
SERVICES = frozenset({RoleKind.CARRIER, RoleKind.BANK})


def role_in_lot(chain: Chain, party_id: str, regime: Regime) -> Fact:
    """The fact "this party mined, produced or manufactured goods of this lot"."""
    if party_id in chain.makers:
        answer, text = _made(chain, party_id, regime)
    elif party_id in chain.holders:
        answer, text = _held(chain, party_id, regime)
    else:
        answer, text = _absent(chain, party_id, regime)
    reason = Reason("trace", chain.lot, text)
    return state(regime, Atom("role-in-lot", party_id), answer, reason, party_id)


def _made(chain: Chain, party_id: str, regime: Regime) -> tuple[Answer, str]:
    made = [item for item in chain.transformations if item.holder == party_id]
    role = RoleKind.PRODUCER if any(raw(item) for item in made) else RoleKind.PROCESSOR
    sites = [presence(chain, site) for site in sorted({item.site for item in made})]
    answer = every((regime.reading(role).reading, either(item.answer for item in sites)))
    entered = next((item for item in sites if item.answer is Answer.YES), sites[0])
    steps = listing([f"{item.process or 'a transformation'} ({item.id})" for item in made])
    said = (
        regime.reading(role).text
        if answer is Answer.YES
        else f"recorded as {role} of goods that may enter this lot"
    )
    if answer is Answer.NO:
        said = "recorded as maker of goods that do not enter this lot as far as the records supplied show"
    return answer, f"Party {party_id} {said}: {steps}; {entered.text}."


def _held(chain: Chain, party_id: str, regime: Regime) -> tuple[Answer, str]:
    role = _stated(chain, party_id)
    if role in MAKERS:
        text = (
            f"Party {party_id} is stated as {role}, yet no transformation of goods of this lot is recorded."
        )
        return Answer.UNKNOWN, text
    row = regime.reading(role or RoleKind.OTHER)
    return row.reading, f"Party {party_id} {row.text}."


def _absent(chain: Chain, party_id: str, regime: Regime) -> tuple[Answer, str]:
    role = _stated(chain, party_id)
    works = any(item.holder == party_id for item in chain.case.transformations)
    if role in MAKERS and not works:
        return (
            Answer.UNKNOWN,
            f"Party {party_id} is stated as {role}, yet no transformation of it is recorded.",
        )
    if role in SERVICES:
        return regime.reading(role).reading, f"Party {party_id} {regime.reading(role).text}."
    return Answer.NO, f"Party {party_id}: not reachable from lot {chain.lot} in the records supplied."


def _stated(chain: Chain, party_id: str) -> RoleKind | None:
    party = chain.parties.get(party_id)
    return party.role_kind if party else None
