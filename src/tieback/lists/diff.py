"""What two editions of one list add, remove, rename, correct and move.

Entities are paired by id, else by a name they share (primary, alias or former, spelling of form and
punctuation aside) where that is unambiguous. A pair may be renamed, moved and corrected at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tieback.lists.edition import Edition, ListedEntity
from tieback.lists.keys import name_key

_COMPARED = (
    *("kind", "country", "addresses", "identifiers", "births", "effective_on", "ended_on"),
    *("clauses", "scope", "status"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity that only one edition has."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """An entity whose primary name changed (more than its punctuation); `was` is the older one."""

    id: str
    name: str
    was: str


@dataclass(frozen=True, slots=True)
class Moved:
    """An entity whose sections changed."""

    id: str
    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """An entity of which other members changed, by their names in `ListedEntity`."""

    id: str
    name: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences, each in the order of the newer edition (removed: of the older one)."""

    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    moved: tuple[Moved, ...] = ()


def diff(before: Edition | None, after: Edition) -> Difference:
    """From the older edition (None: from nothing) to the newer one."""
    old = before.entities if before else ()
    pairs = _pairs(old, after.entities)
    matched = [(pairs[entity.id], entity) for entity in after.entities if entity.id in pairs]
    gone = {entity.id for entity in pairs.values()}
    return Difference(
        added=tuple(Entry(entity.id, entity.name) for entity in after.entities if entity.id not in pairs),
        removed=tuple(Entry(entity.id, entity.name) for entity in old if entity.id not in gone),
        renamed=tuple(
            Renamed(b.id, b.name, a.name) for a, b in matched if name_key(a.name) != name_key(b.name)
        ),
        corrected=tuple(Corrected(b.id, b.name, changed) for a, b in matched if (changed := _changed(a, b))),
        moved=tuple(
            Moved(b.id, b.name, a.sections, b.sections)
            for a, b in matched
            if set(a.sections) != set(b.sections)
        ),
    )


def _pairs(old: Iterable[ListedEntity], new: Iterable[ListedEntity]) -> Mapping[str, ListedEntity]:
    """Id in the newer edition -> entity of the older one."""
    by_id = {entity.id: entity for entity in old}
    pairs = {entity.id: by_id[entity.id] for entity in new if entity.id in by_id}
    taken = {entity.id for entity in pairs.values()}
    left = _by_name(entity for entity in by_id.values() if entity.id not in taken)
    for entity in new:
        if entity.id in pairs:
            continue
        candidates = {found.id: found for key in _keys(entity) for found in left.get(key, ())}
        free = [found for found in candidates.values() if found.id not in taken]
        if len(free) == 1:
            pairs[entity.id] = free[0]
            taken.add(free[0].id)
    return pairs


def _by_name(entities: Iterable[ListedEntity]) -> dict[str, list[ListedEntity]]:
    index: dict[str, list[ListedEntity]] = {}
    for entity in entities:
        for key in _keys(entity):
            index.setdefault(key, []).append(entity)
    return index


def _keys(entity: ListedEntity) -> tuple[str, ...]:
    """Keys of its names; a weak alias pairs nobody."""
    keys = (name_key(name.text) for name in entity.names if name.kind != "weak")
    return tuple(dict.fromkeys(key for key in keys if key))


def _changed(before: ListedEntity, after: ListedEntity) -> tuple[str, ...]:
    changed = [name for name in _COMPARED if getattr(before, name) != getattr(after, name)]
    if before.name != after.name and name_key(before.name) == name_key(after.name):
        changed.append("name")
    if _others(before) != _others(after):
        changed.append("names")
    return tuple(sorted(changed))


def _others(entity: ListedEntity) -> frozenset[tuple[str, str]]:
    """The publisher's other names; what we added is not the publisher's correction."""
    return frozenset((name.text, name.kind) for name in entity.names[1:] if name.origin == "publisher")
