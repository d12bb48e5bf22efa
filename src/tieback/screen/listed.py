"""The listed entities of several editions, ready to be searched by name and by number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.alert import EntityRef
from tieback.model.party import Identifier
from tieback.screen.index import Index
from tieback.screen.name import Name, ready

# Ships and aircraft bear the names of everything; they are met by number (IMO, tail) only.
_BY_NUMBER_ONLY = frozenset({"vessel", "aircraft"})
_NOT_NUMBERS = frozenset({"mid", "website", "email", "phone", "other", ""})


@dataclass(frozen=True, slots=True)
class Listed:
    """One entity of one edition, under one of its names."""

    edition: Edition
    entity: ListedEntity
    listed_name: ListedName

    @property
    def ref(self) -> EntityRef:
        """The entity as alerts name it."""
        return EntityRef(self.entity.id, self.entity.name)


class ListedParties:
    """What can be met: every name and number of every entity of the editions, in order of edition and entry."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.editions = tuple(editions)

    @cached_property
    def by_text(self) -> dict[str, list[Listed]]:
        """Every text that names a company, person or unknown entity, with all that it names."""
        found: dict[str, list[Listed]] = {}
        for edition in self.editions:
            for entity in edition.entities:
                if entity.kind not in _BY_NUMBER_ONLY:
                    for listed_name in entity.names:
                        found.setdefault(listed_name.text, []).append(Listed(edition, entity, listed_name))
        return found

    @cached_property
    def _names(self) -> list[Name]:
        return [ready(text) for text in self.by_text if text.strip()]

    @cached_property
    def _index(self) -> Index:
        return Index(self._names)

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], list[tuple[Edition, ListedEntity]]]:
        found: dict[tuple[str, str], list[tuple[Edition, ListedEntity]]] = {}
        for edition in self.editions:
            for entity in edition.entities:
                for key in number_keys(entity.identifiers):
                    found.setdefault(key, []).append((edition, entity))
        return found

    def like(self, name: Name) -> list[tuple[Name, list[Listed]]]:
        """Listed names worth comparing with this one, each with all that it names."""
        if not name.folded:
            return []
        found = [self._names[number] for number in self._index.candidates(name)]
        return [(candidate, self.by_text[candidate.text]) for candidate in found]

    def numbered(self, identifier: Identifier) -> list[tuple[Edition, ListedEntity]]:
        """Entities that bear this number."""
        return [found for key in number_keys((identifier,)) for found in self._numbers.get(key, [])]


def number_keys(identifiers: Iterable[Identifier]) -> list[tuple[str, str]]:
    """Scheme and value as compared: letters and digits, upper case. Schemes that several may bear are left out."""
    keys = []
    for identifier in identifiers:
        scheme = identifier.scheme.strip().casefold()
        value = "".join(character for character in identifier.value.upper() if character.isalnum())
        if scheme not in _NOT_NUMBERS and value:
            keys.append((scheme, value))
    return keys
