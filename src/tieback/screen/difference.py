"""What changed for us between two screenings: alerts that are new, gone, or weigh otherwise than before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """An alert in short. `subject`: version of the party, by which it is known again under another row number."""

    id: str
    subject_kind: str
    subject_id: str
    subject_name: str
    subject: str
    list: str
    entity_id: str
    entity_name: str
    kind: str
    score: str
    exact: bool
    silent: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """One alert before and now."""

    was: Seen
    now: Seen


@dataclass(frozen=True, slots=True)
class Difference:
    """New and changed ones in the order of the later run, gone ones in that of the earlier."""

    new: tuple[Seen, ...] = ()
    gone: tuple[Seen, ...] = ()
    changed: tuple[Changed, ...] = ()


def difference(before: Sequence[Seen], after: Sequence[Seen]) -> Difference:
    """Pairs alerts by who met what (whatever the row), then by alert id; what is left is gone or new."""
    pairs = _pairs(before, after)
    matched = {id(was) for was in pairs.values()}
    return Difference(
        new=tuple(seen for at, seen in enumerate(after) if at not in pairs),
        gone=tuple(seen for seen in before if id(seen) not in matched),
        changed=tuple(
            Changed(pairs[at], seen)
            for at, seen in enumerate(after)
            if at in pairs and _weight(pairs[at]) != _weight(seen)
        ),
    )


def _pairs(before: Iterable[Seen], after: Sequence[Seen]) -> dict[int, Seen]:
    """Place in `after` -> the alert of `before` that it is."""
    left = list(before)
    pairs: dict[int, Seen] = {}
    for key in (_who_met_what, _id):
        known: dict[object, list[Seen]] = {}
        for seen in left:
            known.setdefault(key(seen), []).append(seen)
        for at, seen in enumerate(after):
            if at not in pairs and known.get(key(seen)):
                pairs[at] = known[key(seen)].pop(0)
        left = [seen for rest in known.values() for seen in rest]
    return pairs


def _who_met_what(seen: Seen) -> object:
    return seen.subject, seen.subject_kind, seen.list, seen.entity_id, seen.kind


def _id(seen: Seen) -> object:
    return seen.id


def _weight(seen: Seen) -> object:
    return seen.score, seen.exact, seen.kind, seen.silent
