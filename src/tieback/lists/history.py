"""Was a name on a list on one day, as known on another? Two times: when it was listed, and when that was known.

An edition counts as known from the day it was published (retrieved, where it does not say). "No" rests only on
a complete edition that was still given out on the day asked about; everything else is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tieback.lists.edition import Edition, ListedEntity
from tieback.model.answer import Answer


@dataclass(frozen=True, slots=True)
class AsOf:
    """The answer, one sentence why, and the edition and entity it rests on."""

    answer: Answer
    reason: str
    edition: Edition | None = None
    entity: ListedEntity | None = None


def was_listed(editions: Sequence[Edition], name: str, on: date, known_on: date) -> AsOf:
    """Whether `name` was on the list on `on`, as known on `known_on`. `editions` of one list, oldest
    installation first. Names are compared exactly once case, script variant and spacing are folded."""
    known = sorted((edition for edition in editions if _day(edition) <= known_on), key=_day)
    if not known:
        return AsOf(Answer.UNKNOWN, f"no edition that was known on {known_on} is held")
    before = [edition for edition in known if _day(edition) <= on]
    after = [edition for edition in known if _day(edition) > on]
    telling = before[-1:] + after  # the edition in force on the day, and all that look back on it
    met = [(edition, entity) for edition in telling for entity in _find(edition, name)]
    for edition, entity in met:
        if _listed(entity, on) is Answer.YES or (edition in before and _listed(entity, on) is Answer.UNKNOWN):
            return AsOf(Answer.YES, _yes(edition, entity), edition, entity)
    for edition, entity in met:
        if edition.complete and _listed(entity, on) is Answer.NO:
            return AsOf(Answer.NO, _outside(edition, entity, on), edition, entity)
    if met:
        edition, entity = met[-1]
        reason = f"{entity.name} is on {_title(edition)}, but not from when"
        if _listed(entity, on) is Answer.NO:
            reason = f"{_outside(edition, entity, on)}, but that edition is incomplete"
        return AsOf(Answer.UNKNOWN, reason, edition, entity)
    return _absent(name, before[-1] if before else None, on, known_on)


def _absent(name: str, edition: Edition | None, on: date, known_on: date) -> AsOf:
    if edition is None:
        return AsOf(Answer.UNKNOWN, f"no edition that was in force on {on} is held")
    if not edition.complete:
        of = f" of {edition.expected}" if edition.expected is not None else ""
        reason = (
            f"{name!r} is not among the {edition.entries} entries{of} held of {_title(edition)}: incomplete"
        )
        return AsOf(Answer.UNKNOWN, reason, edition)
    last = edition.retrieved_at.date() if edition.retrieved_at else _day(edition)
    if on > min(last, known_on):
        reason = (
            f"{name!r} is not on {_title(edition)}, but that edition was last seen on {min(last, known_on)}"
        )
        return AsOf(Answer.UNKNOWN, reason, edition)
    return AsOf(Answer.NO, f"{name!r} is not on {_title(edition)}, which is complete", edition)


def _find(edition: Edition, name: str) -> tuple[ListedEntity, ...]:
    from tieback.names.normal import fold

    wanted = fold(name)
    return tuple(
        entity for entity in edition.entities if any(fold(listed.text) == wanted for listed in entity.names)
    )


def _listed(entity: ListedEntity, on: date) -> Answer:
    if entity.ended_on is not None and entity.ended_on <= on:
        return Answer.NO
    if entity.effective_on is None:
        return Answer.UNKNOWN
    return Answer.YES if entity.effective_on <= on else Answer.NO


def _day(edition: Edition) -> date:
    """The day from which an edition counts as known; one without any date is never known."""
    return edition.known_on or date.max


def _title(edition: Edition) -> str:
    return f"{edition.list} edition {_day(edition)}"


def _yes(edition: Edition, entity: ListedEntity) -> str:
    since = f", effective {entity.effective_on}" if entity.effective_on else ", its effective date not stated"
    return f"{entity.name} is on {_title(edition)}{since}"


def _outside(edition: Edition, entity: ListedEntity, on: date) -> str:
    if entity.ended_on is not None and entity.ended_on <= on:
        return f"{entity.name} is on {_title(edition)}, ended {entity.ended_on}"
    return f"{entity.name} is on {_title(edition)}, effective only from {entity.effective_on}"
