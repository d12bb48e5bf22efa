"""A party meets listed entities: by its names and by its numbers, each meeting an explained alert."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tieback.lists.edition import Edition, ListedEntity
from tieback.model.alert import Alert, AlertKind, Alignment, EntityRef, Subject
from tieback.model.answer import Answer
from tieback.model.party import Identifier, Party
from tieback.model.site import Site
from tieback.names.reading import PartKind
from tieback.screen.alerting import alert_id
from tieback.screen.comparison import SAME_NAME, Comparison, compare_names
from tieback.screen.context import Context, country_code
from tieback.screen.explanation import tell_name, tell_number
from tieback.screen.listed import Listed, ListedParties
from tieback.screen.name import Name, ready
from tieback.screen.score import CERTAIN, decimal_bits, squash, total_bits, weights

_SEVERAL = re.compile(r"[|;；]")
_WORTH_CONTEXT = Decimal(
    "0.15"
)  # below it, neither country nor address brings a name over a sensible threshold
_MOST_ADDRESSES = 40  # of a listed entity; some have hundreds
_COMPANY_PARTS = frozenset({PartKind.FORM, PartKind.SECTOR})


def names_of(party: Party) -> tuple[str, ...]:
    """Every name of a party: `name` and `name_local`, each of which may hold several joined by "|" or ";"."""
    texts = [
        text.strip() for field in (party.name, party.name_local) if field for text in _SEVERAL.split(field)
    ]
    return tuple(dict.fromkeys(text for text in texts if text))


def subject_of(party: Party) -> Subject:
    """The party as the subject of an alert."""
    return Subject("party", party.id, party.name or party.name_local or "")


def meet_numbers(party: Party, listed: ListedParties) -> Iterator[Alert]:
    """Exact alerts for every number that a listed entity bears as well."""
    for identifier in party.identifiers:
        for edition, entity in listed.numbered(identifier):
            yield _number_alert(subject_of(party), identifier, edition, entity)


def _number_alert(subject: Subject, identifier: Identifier, edition: Edition, entity: ListedEntity) -> Alert:
    ref = EntityRef(entity.id, entity.name)
    text = identifier.value
    row = Alignment(
        (0, len(text)), (0, len(text)), "identifier", "same", decimal_bits(weights()["brand_most"])
    )
    return Alert(
        id=alert_id(subject, edition.list, ref, AlertKind.IDENTIFIER),
        subject=subject,
        kind=AlertKind.IDENTIFIER,
        list=edition.list,
        edition_sha256=edition.sha256,
        entity=ref,
        score=CERTAIN,
        exact=True,
        rule=f"same {identifier.scheme}",
        name_a=text,
        name_b=text,
        alignment=(row,),
        text=tell_number(subject, identifier, edition, entity),
    )


def meet_names(
    party: Party, sites: Sequence[Site], listed: ListedParties, threshold: Decimal
) -> Iterator[Alert]:
    """Alerts for every listed name that scores `threshold` or more, or is exact, against a name of the party."""
    for text in names_of(party):
        name = ready(text)
        for candidate in listed.like(name):
            comparison = _compare(party, sites, name, candidate)
            if comparison.exact or (comparison.match is not Answer.NO and comparison.score >= threshold):
                yield _name_alert(subject_of(party), name, candidate, comparison)


def _compare(party: Party, sites: Sequence[Site], name: Name, candidate: Listed) -> Comparison:
    """The names alone, then with what the records and the list say of countries and addresses."""
    first = compare_names(name, candidate.name, threshold=Decimal(0))
    if first.score < _WORTH_CONTEXT:
        return first
    country, address, entity_address = _context(party, sites, candidate.entity)
    context = Context(country, candidate.entity.country, address, entity_address)
    comparison = compare_names(name, candidate.name, context, Decimal(0))
    return _adjusted(comparison, name, candidate)


def _context(
    party: Party, sites: Sequence[Site], entity: ListedEntity
) -> tuple[str | None, str | None, str | None]:
    """The party's country, and the pair of addresses that agree best, if they agree."""
    from rapidfuzz.fuzz import token_set_ratio

    from tieback.names.normal import fold

    pairs = [
        (token_set_ratio(fold(site.address), fold(address.text)), site.address, address.text)
        for site in sites
        for address in entity.addresses[:_MOST_ADDRESSES]
        if site.address and address.text
    ]
    best = max(pairs, key=lambda pair: pair[0], default=(0.0, None, None))
    country = country_code(party.country)
    # a listed entity has more addresses than its list prints: disagreement says nothing
    return (country, best[1], best[2]) if best[0] >= 80 else (country, None, None)


def _adjusted(comparison: Comparison, name: Name, candidate: Listed) -> Comparison:
    """Weak aliases, persons against companies, names that the publisher does not print."""
    rows = list(comparison.alignment)
    model = weights()
    nothing = (0, 0)
    if candidate.listed_name.kind == "weak":
        rows.append(Alignment(nothing, nothing, "name", "weak alias", decimal_bits(model["weak_alias"])))
    if candidate.entity.kind == "person" and any(unit.kind in _COMPANY_PARTS for unit in name.units):
        rows.append(
            Alignment(nothing, nothing, "name", "company and person", decimal_bits(model["person_company"]))
        )
    doubtful = len(rows) > len(comparison.alignment) or candidate.listed_name.origin != "publisher"
    if not doubtful:
        return comparison
    rule = "same name" if comparison.rule == SAME_NAME else comparison.rule
    score = squash(total_bits(rows))
    return replace(comparison, score=score, rule=rule, exact=False, alignment=tuple(rows))


def _name_alert(subject: Subject, name: Name, candidate: Listed, comparison: Comparison) -> Alert:
    return Alert(
        id=alert_id(subject, candidate.edition.list, candidate.ref, AlertKind.NAME),
        subject=subject,
        kind=AlertKind.NAME,
        list=candidate.edition.list,
        edition_sha256=candidate.edition.sha256,
        entity=candidate.ref,
        score=comparison.score,
        exact=comparison.exact,
        rule=comparison.rule,
        name_a=name.text,
        name_b=candidate.listed_name.text,
        alignment=comparison.alignment,
        text=tell_name(subject, name.text, candidate, comparison),
    )
