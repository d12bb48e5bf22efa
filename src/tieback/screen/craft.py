"""The numbers of ships and aircraft: which a listed one bears, and which pass on to others."""

from tieback.lists.edition import ListedEntity
from tieback.model.party import Identifier

VESSEL, AIRCRAFT = "vessel", "aircraft"
PASSED_ON = frozenset({"call sign", "mmsi"})  # numbers that another ship may bear tomorrow


def numbers_of(entity: ListedEntity) -> tuple[Identifier, ...]:
    """The numbers of a listed entity; an aircraft is often listed under its tail number as its name."""
    if entity.kind != AIRCRAFT:
        return entity.identifiers
    return (*entity.identifiers, *(Identifier("tail number", name.text) for name in entity.names))
