"""A party meets listed entities: by its names and by its numbers, each meeting an explained alert."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tieback.lists.edition import Edition, ListedEntity
from tieback.model.alert import Alert, AlertKind, Alignment, EntityRef, Subject
from tieback.model.answer import Answer
from tieback.model.party import Identifier, Party
from tieback.model.site import Site
from tieback.names.former import split
from tieback.screen.admission import enough
from tieback.screen.alerting import alert_id
from tieback.screen.birth import weigh_births
from tieback.screen.comparison import NOT_DISTINCTIVE, Comparison, compare_names
from tieback.screen.context import Context, agreeing_addresses, country_code, weigh_context
from tieback.screen.craft import PASSED_ON
from tieback.screen.evidence import Evidence
from tieback.screen.explanation import tell_name, tell_number
from tieback.screen.listed import Asked, Listed, ListedParties
from tieback.screen.name import Name, ready
from tieback.screen.person import ONE_WORD, are_persons, company_part
from tieback.screen.prospect import cap
from tieback.screen.score import CERTAIN, decimal_bits, squash, total_bits, weights
from tieback.screen.vessel import meet_ships

_SEVERAL = re.compile(r"[|;；]")
_WORTH_CONTEXT = Decimal(
    "0.15"
)  # below it, neither country nor address brings a name over a sensible threshold
_ANY = Decimal(0)
_DISTINCTIVE = -999.0  # bits that every pair can reach which has something distinctive in common


@dataclass(frozen=True, slots=True)
class Meeting:
    """A name of a party beside a name of a listed entity, compared."""

    name: Name
    bearer: Listed
    comparison: Comparison

    def counts(self, threshold: Decimal) -> bool:
        """Is this an alert?"""
        return self.comparison.exact or self.comparison.score >= threshold

    @property
    def key(self) -> tuple[str, str]:
        """List and entity."""
        return self.bearer.edition.list, self.bearer.entity.id

    def rank(self) -> tuple[Decimal, str, str, str, str]:
        """Best first; ties by list, entity and texts."""
        return -self.comparison.score, *self.key, self.name.text, self.bearer.listed_name.text


def names_of(party: Party) -> tuple[str, ...]:
    """Every name of a party: `name` and `name_local`, each of which may hold several joined by "|" or ";",
    and each of those another one told within it ("formerly known as")."""
    texts = [
        text.strip() for field in (party.name, party.name_local) if field for text in _SEVERAL.split(field)
    ]
    told = [other.text for text in texts for other in split(text)[1]]
    return tuple(dict.fromkeys(text for text in (*texts, *told) if text))


def subject_of(party: Party) -> Subject:
    """The party as the subject of an alert."""
    return Subject("party", party.id, party.name or party.name_local or "")


def meet_numbers(party: Party, listed: ListedParties) -> Iterator[Alert]:
    """Alerts for every number that a listed entity bears as well, exact for those that are never passed on."""
    for identifier in party.identifiers:
        for edition, entity in listed.numbered(identifier):
            yield _number_alert(subject_of(party), identifier, edition, entity)
    yield from meet_ships(party, listed)


def _number_alert(subject: Subject, identifier: Identifier, edition: Edition, entity: ListedEntity) -> Alert:
    ref = EntityRef(entity.id, entity.name)
    text = identifier.value
    exact = identifier.scheme not in PASSED_ON
    bits = weights()["brand_most" if exact else "ship_passed_on"]
    row = Alignment((0, len(text)), (0, len(text)), "identifier", "same", decimal_bits(bits))
    return Alert(
        id=alert_id(subject, edition.list, ref, AlertKind.IDENTIFIER),
        subject=subject,
        kind=AlertKind.IDENTIFIER,
        list=edition.list,
        edition_sha256=edition.sha256,
        entity=ref,
        score=CERTAIN if exact else squash(total_bits((row,))),
        exact=exact,
        rule=f"same {identifier.scheme}",
        name_a=text,
        name_b=text,
        alignment=(row,),
        text=tell_number(subject, identifier, edition, entity),
    )


def asked_of(party: Party, sites: Sequence[Site], threshold: Decimal) -> list[Asked]:
    """The names of a party as lists are asked for them, to find every alert of `threshold` or more."""
    least = enough(threshold, placed=any(site.address for site in sites))
    return [(text, least) for text in names_of(party)]


def meet_names(
    party: Party, sites: Sequence[Site], listed: ListedParties, threshold: Decimal, *, near: bool = False
) -> Iterator[Meeting]:
    """Every listed name that was worth comparing with a name of the party, in its context; pairs that cannot come
    to an alert are left out, unless `near` and something distinctive is in common."""
    for text, least in asked_of(party, sites, threshold):
        needed = (_DISTINCTIVE if near else least / 100) if threshold > cap() else None
        for other, bearers in listed.like(text, least):
            name = ready(text)
            found: dict[tuple[str, float], Comparison] = {}
            for bearer in bearers:
                kinds = (party.kind, bearer.entity.kind)
                doubt = sum(row.bits for row in _doubts(name, party.kind, bearer))
                key = bearer.entity.kind, doubt
                if key not in found:
                    reach = None if needed is None else needed - doubt
                    found[key] = compare_names(
                        name, other, threshold=_ANY, least=_WORTH_CONTEXT, kinds=kinds, needed=reach
                    )
                alone = found[key]
                if alone.match is not Answer.NO and alone.score >= _WORTH_CONTEXT:
                    yield Meeting(name, bearer, _in_context(alone, party, sites, name, bearer))


def _in_context(
    alone: Comparison, party: Party, sites: Sequence[Site], name: Name, bearer: Listed
) -> Comparison:
    """The comparison of the names, with what records and list say of countries and addresses."""
    doubts = _doubts(name, party.kind, bearer)
    addresses = agreeing_addresses(
        [site.address for site in sites if site.address], [entry.text for entry in bearer.entity.addresses]
    )
    kinds = (party.kind, bearer.entity.kind)
    if are_persons(name, ready(bearer.listed_name.text), kinds):
        births = weigh_births(party.born, bearer.entity.births)
        doubts += [row for row in births if row.bits < 0]
        rows = [
            *doubts,
            *weigh_context(Context(None, None, *addresses)),
            *(row for row in births if row.bits > 0),
        ]
    else:
        context = Context(country_code(party.country), bearer.entity.country, *addresses)
        rows = [*doubts, *weigh_context(context)]
    if alone.rule in {NOT_DISTINCTIVE, ONE_WORD}:
        rows = [row for row in rows if row.bits < 0]  # neighbours and compatriots share no name
    alignment = (*alone.alignment, *(row.alignment() for row in rows))
    exact = alone.exact and not doubts and bearer.listed_name.origin == "publisher"
    rule = "same name" if alone.exact and not exact else alone.rule
    score = CERTAIN if exact else squash(total_bits(alignment))
    return replace(alone, score=score, rule=rule, exact=exact, alignment=alignment)


def _doubts(name: Name, kind: str | None, bearer: Listed) -> list[Evidence]:
    """What makes a listed name say less: the publisher calls it weak, or it is a person's and this is a company."""
    model = weights()
    found = []
    if bearer.listed_name.kind == "weak":
        found.append(Evidence("name", "weak alias", model["weak_alias"]))
    listed = bearer.entity.kind
    if kind not in {None, listed} and listed in {"company", "person"}:
        found.append(Evidence("name", f"{kind} and {listed}", model["person_company"]))
    elif listed == "person" and kind is None and company_part(name, ready(bearer.listed_name.text)):
        found.append(Evidence("name", "company and person", model["person_company"]))
    return found


def alert_of(party: Party, meeting: Meeting) -> Alert:
    """The meeting as an alert."""
    subject, name, bearer, comparison = subject_of(party), meeting.name, meeting.bearer, meeting.comparison
    return Alert(
        id=alert_id(subject, bearer.edition.list, bearer.ref, AlertKind.NAME),
        subject=subject,
        kind=AlertKind.NAME,
        list=bearer.edition.list,
        edition_sha256=bearer.edition.sha256,
        entity=bearer.ref,
        score=comparison.score,
        exact=comparison.exact,
        rule=comparison.rule,
        name_a=name.text,
        name_b=bearer.listed_name.text,
        alignment=comparison.alignment,
        text=tell_name(subject, name.text, bearer, comparison),
    )
