"""What two names have left for certain, and the most that such parts can come to: for `prospect`, before a comparison."""

from collections.abc import Container, Sequence

from tieback.names.reading import PartKind
from tieback.screen.evidence import Evidence
from tieback.screen.name import Name
from tieback.screen.parts import is_country, weigh_places, weigh_sectors, weigh_simple
from tieback.screen.score import weights
from tieback.screen.trade import is_wide
from tieback.screen.unit import Unit

# Parts that may be left, and whether one of them is for certain.
Left = dict[PartKind, tuple[list[Unit], bool]]
_POOLED = (PartKind.QUALIFIER, PartKind.NUMBER)  # weighed alike, beside places and trades
_BREAKING = (PartKind.PLACE, PartKind.SECTOR, PartKind.NUMBER)
_OMITTED = ("qualifier_omitted", "structure_omitted")
_NONE: tuple[list[Unit], bool] = ([], False)


def left_of(name: Name, used: int, may: Container[int]) -> Left:
    """The parts that are no brand and did not meet, by kind; certain where no word of theirs may meet anything."""
    found: Left = {}
    words = name.words
    for at, unit in enumerate(words.units):
        if unit.kind is not PartKind.BRAND and not used >> at & 1:
            units, certain = found.get(unit.kind, ([], False))
            units.append(words.origin[at])
            found[unit.kind] = units, certain or at not in may
    return found


def is_broken(parts: Left) -> bool:
    """Is a place, a trade or a number left for certain?"""
    return any(parts.get(kind, _NONE)[1] for kind in _BREAKING)


def weigh_left(
    a: Left, b: Left, met: Sequence[Evidence], *, across: bool = False, translated: bool = False
) -> float:
    """The most that places, trades, qualifiers and numbers which did not meet can come to.

    `across` two scripts; `translated`: a trade may be in common that is not among what `met`.
    """
    total = 0.0
    for kind in (PartKind.PLACE, PartKind.SECTOR, *_POOLED):
        (one, sure), (other, certain) = a.get(kind, _NONE), b.get(kind, _NONE)
        if not one and not other:
            continue
        shared = any(row.part == kind.value for row in met)
        both = _weighed(kind, one, other, shared=shared, across=across)
        if translated and kind is PartKind.SECTOR and not shared:
            both = max(both, _weighed(kind, one, other, shared=True, across=across))
        if sure and certain:
            total += both
        elif sure or certain:
            alone = (one, []) if sure else ([], other)
            total += max(both, _weighed(kind, *alone, shared=shared, across=across))
        else:
            total += max(both, 0.0)
    return total


def _weighed(kind: PartKind, a: Sequence[Unit], b: Sequence[Unit], *, shared: bool, across: bool) -> float:
    """What parts of a kind take away or add at most, if all of these or some of each side are left."""
    if kind is PartKind.PLACE:
        if shared and any(is_country(unit) for unit in (*a, *b)):
            return max(0.0, weights()["place_within"])
        rows = weigh_places(a, b, shared=shared)
    elif kind is PartKind.SECTOR:
        return _weigh_trades(a, b, shared=shared, across=across)
    else:
        rows = weigh_simple(kind, a, b, across=across)
        if not across and kind is PartKind.QUALIFIER and not (a and b):
            return max(weights()[name] for name in _OMITTED)  # which of them is left is not known
    return sum(row.bits for row in rows)


def _weigh_trades(a: Sequence[Unit], b: Sequence[Unit], *, shared: bool, across: bool) -> float:
    """The same for trades: with fewer of them left, kin or siblings may be gone, or only wide trades stay."""
    (row,) = weigh_sectors(a, b, shared=shared, across=across)
    model, suffix = weights(), "_across" * across
    if not a or not b:
        return row.bits if across else max(model["sector_omitted"], model["sector_more_omitted"])
    most = max(row.bits, model[("sector_partly" if shared else "sector_contradicts") + suffix])
    if across and not shared and any(map(is_wide, (*a, *b))):
        return max(most, model["sector_contradicts_wide"])
    return most
