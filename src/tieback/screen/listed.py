"""The listed entities of several editions, ready to be searched by name and by number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.alert import EntityRef
from tieback.model.party import Identifier
from tieback.screen.craft import VESSEL, numbers_of
from tieback.screen.key import keys_of_name
from tieback.screen.letters import compact
from tieback.screen.name import Name, ready
from tieback.screen.prepared import Prepared, prepare

if TYPE_CHECKING:
    from tieback.screen.bulk import Bulk

_NOT_NUMBERS = frozenset({"mid", "website", "email", "phone", "other", ""})
_WORTH_COMPILED = 20_000_000  # names asked times names listed, from which loading compiled code pays
_EACH = 4_000  # names listed that take as long to look at as it takes to look a name up in a list at all


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


Asked = tuple[str, int]  # a name, and what a pair must be able to reach


class ListedParties:
    """What can be met: every name and number of every entity of the editions, in order of edition and entry."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.editions = tuple(editions)
        self._foreseen: dict[Asked, tuple[tuple[int, ...], ...]] = {}
        self._bulk: dict[int, Bulk] = {}

    @cached_property
    def _prepared(self) -> tuple[Prepared, ...]:
        return tuple(prepare(edition) for edition in self.editions)

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], list[tuple[Edition, ListedEntity]]]:
        found: dict[tuple[str, str], list[tuple[Edition, ListedEntity]]] = {}
        for edition in self.editions:
            for entity in edition.entities:
                for key in number_keys(numbers_of(entity)):
                    found.setdefault(key, []).append((edition, entity))
        return found

    def foresee(self, asked: Iterable[Asked]) -> None:
        """Look many names up at once: `like` then knows them. Only speed depends on it."""
        self._foreseen = {}
        wanted = [one for one in dict.fromkeys(asked) if one[0].strip()]
        pairs = len(wanted) * sum(len(prepared) + _EACH for prepared in self._prepared)
        if pairs < _WORTH_COMPILED and not self._bulk:
            return
        from tieback.screen.inquiry import Inquiry

        inquiry = Inquiry([keys_of_name(text) for text, _ in wanted], [bits for _, bits in wanted])
        rows = [self._compiled(at).found(inquiry) for at in range(len(self._prepared))]
        for number, one in enumerate(wanted):
            self._foreseen[one] = tuple(tuple(row[number]) for row in rows)

    def like(self, text: str, least: int) -> list[tuple[Name, list[Listed]]]:
        """Listed names worth comparing with this one, each with all that it names, in order of edition and entry.

        `least`: what a pair must be able to reach (`admission.enough`).
        """
        met: dict[str, list[Listed]] = {}
        for at, numbers in enumerate(self._admitted(text, least)):
            edition, prepared = self.editions[at], self._prepared[at]
            for number in numbers:
                bearers = met.setdefault(prepared.text(number), [])
                for entity, which in prepared.bearers(number):
                    one = edition.entities[entity]
                    bearers.append(Listed(edition, one, one.names[which]))
        found = [(ready(other), bearers) for other, bearers in met.items()]
        if found and (text, least) in self._foreseen:
            self._listen(ready(text), [other for other, _ in found])
        return found

    def _listen(self, name: Name, others: Sequence[Name]) -> None:
        """Hear at once how well Latin names render Han ones. Only speed depends on it."""
        from tieback.screen.prospect_bulk import listen

        latins, hans = (
            [other for other in others if other.words.scripts == {script}] for script in ("latin", "han")
        )
        if name.words.scripts == {"han"}:
            listen(name, latins)
        elif name.words.scripts == {"latin"}:
            for other in hans:
                listen(other, [name])

    @cached_property
    def _ships(self) -> dict[str, list[tuple[Edition, ListedEntity]]]:
        found: dict[str, list[tuple[Edition, ListedEntity]]] = {}
        for edition in self.editions:
            for entity in edition.entities:
                if entity.kind == VESSEL:
                    for text in {compact(name.text) for name in entity.names} - {""}:
                        found.setdefault(text, []).append((edition, entity))
        return found

    def ships(self, folded: str) -> list[tuple[Edition, ListedEntity]]:
        """Listed vessels of this name (`compact`)."""
        return self._ships.get(folded, [])

    def numbered(self, identifier: Identifier) -> list[tuple[Edition, ListedEntity]]:
        """Entities that bear this number."""
        return [found for key in number_keys((identifier,)) for found in self._numbers.get(key, [])]

    def _admitted(self, text: str, least: int) -> tuple[tuple[int, ...], ...]:
        found = self._foreseen.get((text, least))
        if found is None:
            keys = keys_of_name(text)
            found = tuple(tuple(prepared.lookup.admitted(keys, least)) for prepared in self._prepared)
        return found

    def _compiled(self, at: int) -> "Bulk":
        from tieback.screen.bulk import Bulk

        if at not in self._bulk:
            self._bulk[at] = Bulk(self._prepared[at].flat)
        return self._bulk[at]


def number_keys(identifiers: Iterable[Identifier]) -> list[tuple[str, str]]:
    """Scheme and value as compared: letters and digits, upper case. Schemes that several may bear are left out."""
    keys = []
    for identifier in identifiers:
        scheme = identifier.scheme.strip().casefold()
        value = "".join(character for character in identifier.value.upper() if character.isalnum())
        if scheme == "imo":
            value = value.removeprefix("IMO")
        if scheme not in _NOT_NUMBERS and value:
            keys.append((scheme, value))
    return keys
