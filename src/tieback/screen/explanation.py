"""One neutral sentence per alert: what met what, in which edition, and on whose word."""

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.alert import Subject
from tieback.model.party import Identifier
from tieback.screen.comparison import Comparison
from tieback.screen.listed import Listed

_NAME_KIND = {"primary": "", "alias": " (alias)", "former": " (former name)", "weak": " (weak alias)"}


def edition_words(edition: Edition) -> str:
    """ "us_uflpa edition 2025-01-15": the list and the day it was published; never another day in its place."""
    if edition.dated_on is not None:
        return f"{edition.list} edition {edition.dated_on.isoformat()}"
    held = f"retrieved {edition.retrieved_at.date()}" if edition.retrieved_at else edition.sha256[:12]
    return f"{edition.list} edition of unknown date ({held})"


def missing_words(edition: Edition) -> str:
    """How much of an incomplete edition is missing."""
    if edition.expected is not None and edition.expected > edition.entries:
        missing = edition.expected - edition.entries
        return f"{edition_words(edition)} holds {edition.entries} of {edition.expected} entries: {missing} missing"
    return f"{edition_words(edition)} holds {edition.entries} entries and is not known to be complete"


def tell_name(subject: Subject, text: str, candidate: Listed, comparison: Comparison) -> str:
    """The sentence of a name alert."""
    name = candidate.listed_name
    entity = "" if name.text == candidate.entity.name else f" of {candidate.entity.name}"
    how = "has the same name as" if comparison.exact else "resembles"
    return (
        f'The name "{text}" of {subject.kind} {subject.id} {how} "{name.text}"{_NAME_KIND.get(name.kind, "")}'
        f"{entity} in {edition_words(candidate.edition)} ({comparison.rule}){_whose(name)}."
    )


def _whose(name: ListedName) -> str:
    if name.origin == "publisher":
        return ""
    source = f", source {name.source}" if name.source else ""
    return f"; this name is not the publisher's but an addition of ours{source}"


def tell_number(subject: Subject, identifier: Identifier, edition: Edition, entity: ListedEntity) -> str:
    """The sentence of an identifier alert."""
    return (
        f"The {identifier.scheme} {identifier.value} of {subject.kind} {subject.id} is that of "
        f"{entity.name} in {edition_words(edition)}."
    )


def tell_ship(subject: Subject, edition: Edition, entity: ListedEntity) -> str:
    """The sentence of a ship met by its name and flag."""
    return (
        f'The name "{subject.name}" and the flag of {subject.kind} {subject.id} are those of the vessel {entity.name} '
        f"in {edition_words(edition)}; ship names recur: compare the IMO numbers."
    )
