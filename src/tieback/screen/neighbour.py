"""The listed names that look or sound most like a name, for people who look something up: it orders, and decides nothing.

Names are ranked as written and by the keys of their parts, the same in any script (`nearest`); what is shown is ordered by
the score of `compare`. Every name has neighbours, however unlike. Short lists are compared whole; long ones import numba.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.alert import EntityRef
from tieback.names.read import read_name
from tieback.names.reading import PartKind

if TYPE_CHECKING:
    from tieback.screen.nearest import Nearest

_SHORT = 2_000  # ways of writing that are sooner compared one by one than ranked
_POOL = (
    3  # times as many names are ranked as are shown: one entity has several names, and the score orders anew
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A listed entity under the name of it that is likest. `score`: 0 to 1, as `compare` gives it without a base rate."""

    list: str
    entity: EntityRef
    name: str
    score: Decimal


class Neighbours:
    """The names of several editions, made ready to be looked up."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._bearers: list[tuple[Edition, ListedEntity, ListedName]] = [
            (edition, entity, name)
            for edition in editions
            for entity in edition.entities
            for name in entity.names
        ]

    @cached_property
    def _spelled(self) -> tuple[list[str], list[int]]:
        """Every way a listed name is written, and whose it is."""
        pairs = [(way, at) for at, (_, _, name) in enumerate(self._bearers) for way in _ways(name.text)]
        return [way for way, _ in pairs], [at for _, at in pairs]

    @cached_property
    def _nearest(self) -> "Nearest":
        from tieback.screen.nearest import Nearest

        return Nearest(self._spelled[0])

    def of(self, names: Iterable[str], most: int = 20) -> list[list[Neighbour]]:
        """Up to `most` listed entities per name, likest first; none only where nothing is listed or the name is blank."""
        return [self._ordered(name, most) if name.strip() and self._bearers else [] for name in names]

    def _ordered(self, name: str, most: int) -> list[Neighbour]:
        best: dict[tuple[str, str], Neighbour] = {}
        for one in self._pool(name, most):
            key = one.list, one.entity.id
            if key not in best or one.score > best[key].score:
                best[key] = one
        return sorted(best.values(), key=lambda one: -one.score)[:most]

    def _pool(self, name: str, most: int) -> Iterator[Neighbour]:
        from tieback.screen.comparison import compare

        for at in self._likest(name, most * _POOL):
            edition, entity, listed = self._bearers[at]
            found = compare(name, listed.text, kinds=(None, entity.kind))
            yield Neighbour(edition.list, EntityRef(entity.id, entity.name), listed.text, found.score)

    def _likest(self, name: str, most: int) -> Iterable[int]:
        owner = self._spelled[1]
        if len(owner) <= _SHORT:
            return range(len(self._bearers))
        return dict.fromkeys(owner[place] for row in self._nearest.of(_ways(name), most) for place in row)


def _ways(name: str) -> tuple[str, ...]:
    """As written, and as its parts are called in any script: CN-XJ zhongtai chemical."""
    keys = " ".join(part.key for part in read_name(name).parts if part.kind is not PartKind.FORM)
    return (name, keys) if keys else (name,)
