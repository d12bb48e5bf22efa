"""What an edition of a list says, and does not say: who counts as listed, from when, and what is missing of it."""

from collections.abc import Iterator, Sequence
from datetime import date

from tieback.assess.chain import Chain
from tieback.assess.ground import Fact, Ground, state, unless
from tieback.assess.regime import Regime
from tieback.assess.rule import Atom
from tieback.assess.sentence import listing
from tieback.lists.edition import Edition, ListedEntity
from tieback.model.alert import Alert, AlertKind, EntityRef
from tieback.model.answer import Answer
from tieback.model.case import Case
from tieback.model.finding import Reason

OWNERSHIP_EVIDENCE = frozenset({"ownership-record", "registry-extract", "business-licence"})


def edition_of(list_id: str, editions: Sequence[Edition]) -> Edition | None:
    """The edition used of that list."""
    return next((edition for edition in editions if edition.list == list_id), None)


def entity_of(alert: Alert, edition: Edition | None) -> ListedEntity | None:
    """The listed entity that an alert met."""
    entities = edition.entities if edition else ()
    return next((entity for entity in entities if entity.id == alert.entity.id), None)


def subject_party(alert: Alert, case: Case) -> str:
    """The party an alert is about; for a site, the party whose site it is."""
    if alert.subject.kind != "site":
        return alert.subject.id
    return next((site.party for site in case.sites if site.id == alert.subject.id), alert.subject.id)


def confirmed(alert: Alert, regime: Regime, holder: str) -> Fact:
    """The fact "this possible match is the listed entity".

    Exact, or confirmed by a recorded decision: yes. Undecided: unknown. Dismissed by a recorded decision: no,
    but an exact match that was dismissed is a conflict, shown from both sides. A stated parent chain is never
    exact: a list names entities, and whom else it reaches is a question of its own.
    """
    exact = alert.exact and alert.kind is not AlertKind.OWNERSHIP
    said = alert.text.rstrip(".")
    if alert.decision == "true":
        answer, text = Answer.YES, f"{said}. Confirmed by a recorded decision."
    elif alert.decision == "false" and exact:
        answer, text = (
            Answer.CONFLICT,
            f"{said}. The match is exact, and a recorded decision says that it is not the same.",
        )
    elif alert.decision == "false":
        answer, text = Answer.NO, f"{said}. A recorded decision says that it is not the same."
    elif exact:
        answer, text = Answer.YES, f"{said}. The match is exact."
    else:
        answer, text = Answer.UNKNOWN, f"{said}. Possible match, not decided."
    return state(regime, Atom("alert-confirmed", alert.id), answer, Reason("alert", alert.id, text), holder)


def in_force(
    entity: ListedEntity | None, ref: EntityRef, edition: Edition | None, chain: Chain, regime: Regime
) -> Fact:
    """The fact "the listing was in force on the date of importation" (of any, where lots came in several).

    An entry without an effective date was in force from the day of the edition that names it, at the latest.
    """
    days = chain.imported_on
    day = listing([item.isoformat() for item in days])
    stated = chain.import_date_stated
    when = (
        f"the date of importation ({day})"
        if stated
        else f"the as-of date ({day}), as no importation is stated"
    )
    name = f"Entry {ref.name}"
    if entity is None:
        answer, text = Answer.UNKNOWN, f"{name}: the edition used does not hold it."
    elif entity.ended_on and all(entity.ended_on <= item for item in days):
        answer = Answer.NO if stated else Answer.UNKNOWN  # the goods may have been imported before that day
        text = f"{name}: removed from {entity.ended_on}, not after {when}."
    elif entity.effective_on is None:
        told = edition.dated_on if edition else None
        known = told is not None and any(told <= item for item in days)
        answer = Answer.YES if known else Answer.UNKNOWN
        rest = f"it stands in the edition of {told or 'an unknown day'}"
        text = f"{name}: no effective date is given; {rest}, {'not after' if known else 'not known before'} {when}."
    elif any(entity.effective_on <= item for item in days):
        answer, text = Answer.YES, f"{name}: in force from {entity.effective_on}, not after {when}."
    elif not stated:  # the goods may be imported on or after that day
        answer = Answer.UNKNOWN
        text = f"{name}: in force from {entity.effective_on}, after {when}."
    else:
        answer, text = (
            Answer.NO,
            f"{name}: in force from {entity.effective_on}, after {when}; does not apply.",
        )
    about = f"{edition.list if edition else 'no edition'}/{ref.id}"
    return state(regime, Atom("listing-in-force", about), answer, Reason("rule", about, text))


def completeness(list_id: str, edition: Edition | None, as_of: date, regime: Regime) -> Ground:
    """Is the edition complete, and was it out by the as-of date? Without that it supports no *no*."""
    atom = Atom("edition-complete", list_id)
    if edition is None:
        text = f"No edition of {list_id} is installed; nothing was searched."
        return unless(state(regime, atom, Answer.UNKNOWN, Reason("rule", list_id, text)))
    told = edition.dated_on
    name = f"{list_id} edition {told or 'without a date'}"
    if not edition.complete:
        text = f"{name} holds {_held(edition)}; a party it does not name may still be listed."
    elif told is None:
        text = f"{name}: it does not say when it was published."
    elif told > as_of:
        text = f"{name} came out after the as-of date {as_of}; what stood on the list that day is not known from it."
    else:
        text = f"{name} is complete with {edition.entries:,} entries."
        return unless(state(regime, atom, Answer.YES, Reason("rule", list_id, text)))
    return unless(state(regime, atom, Answer.UNKNOWN, Reason("rule", list_id, text), edition.publisher))


def _held(edition: Edition) -> str:
    if edition.expected is None:
        return f"{edition.entries:,} entries; how many are missing is not known"
    missing = max(edition.expected - edition.entries, 0)
    return f"{edition.entries:,} of {edition.expected:,} entries: {missing:,} missing"


def affiliation(chain: Chain, edition: Edition | None, regime: Regime) -> Iterator[Ground]:
    """Entries that extend to subsidiaries or affiliates: a list of names cannot show who is not one of them.

    Closed for a maker by a recorded decision on `affiliation/LIST/PARTY`; if the entries extend to subsidiaries
    only, also by a stated parent or an ownership document.
    """
    if edition is None:
        return
    extending = [entity for entity in edition.entities if entity.clauses]
    if not extending:
        return
    closed = all(set(entity.clauses) == {"subsidiaries"} for entity in extending)
    loose = [party for party in chain.makers if not _examined(chain, party, edition.list, owned=closed)]
    if not loose:
        return
    text = (
        f"{edition.list}: {len(extending)} entries extend to subsidiaries or affiliates that are not named; "
        f"whether {listing(loose)} is one of them is not shown."
    )
    atom = Atom("affiliation-excluded", edition.list)
    yield unless(state(regime, atom, Answer.UNKNOWN, Reason("rule", edition.list, text), "; ".join(loose)))


def _examined(chain: Chain, party_id: str, list_id: str, *, owned: bool) -> bool:
    told = {decision.alert: decision.value for decision in chain.case.decisions}
    if told.get(f"affiliation/{list_id}/{party_id}") == "false":
        return True
    party = chain.parties.get(party_id)
    documented = any(
        document.kind in OWNERSHIP_EVIDENCE and document.sha256 and party_id in document.supports
        for document in chain.case.documents
    )
    return owned and bool((party and party.parent) or documented)
