"""What met nothing: on one side an omission, on both a contradiction, weighed by kind.

A part that one name has and the other lacks says little: columns are short and people leave things out. A part that
both have and that differs says much. What one side adds to the brand may contradict what the other adds even if
they were read as different kinds ("Localization" against "Global Solutions").
"""

from collections.abc import Iterable, Sequence

from tieback.names.meaning import renderings, stem
from tieback.names.reading import PartKind
from tieback.names.script import HAN
from tieback.screen.brand import comparable
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.name import Name
from tieback.screen.parts import (
    is_country,
    weigh_bare,
    weigh_common_place,
    weigh_group,
    weigh_persons,
    weigh_places,
    weigh_sectors,
    weigh_simple,
)
from tieback.screen.person import may_be_person
from tieback.screen.score import weights
from tieback.screen.short import INITIALS, own_initials
from tieback.screen.unit import Unit

_APART = (PartKind.FORM, PartKind.BRANCH)
_SIMPLE = (PartKind.QUALIFIER, PartKind.FORM, PartKind.NUMBER, PartKind.BRANCH)
_DESCRIBING = (PartKind.SECTOR, PartKind.QUALIFIER, PartKind.PLACE)


def weigh_leftover(
    a: Name, b: Name, used_a: int, used_b: int, words: Sequence[Evidence], met: Sequence[Evidence]
) -> list[Evidence]:
    """Rows for what neither `words` (brands) nor `met` (other parts) used; `used_*` say which words were."""
    rest_a = _by_kind(a, [*a.words.left(used_a), *_apart(a, (unit for row in met for unit in row.a))])
    rest_b = _by_kind(b, [*b.words.left(used_b), *_apart(b, (unit for row in met for unit in row.b))])

    def left(kind: PartKind) -> tuple[Sequence[Unit], Sequence[Unit]]:
        return rest_a.get(kind, ()), rest_b.get(kind, ())

    across = a.words.scripts != b.words.scripts
    rows = _brand(*left(PartKind.BRAND), words)
    rows += _described(rest_a, rest_b, words)
    places = left(PartKind.PLACE)
    alone = _standing(a, places[0]) if places[0] else _standing(b, places[1])
    rows += weigh_places(*places, shared=_has(met, PartKind.PLACE), alone=alone)
    trades = weigh_sectors(
        *left(PartKind.SECTOR), shared=_has([*met, *words], PartKind.SECTOR), across=across
    )
    rows += [*trades, *weigh_common_place(trades, met)]
    for kind in _SIMPLE:
        rows += weigh_simple(kind, *left(kind), across=across)
    stood_for = {unit for row in words if row.weight in INITIALS for unit in (*row.a, *row.b)}
    if not stood_for and (may_be_person(a) or may_be_person(b)):
        rows += weigh_persons(a.units, b.units, *left(PartKind.BRAND), across=across)
    apart = [[unit for unit in name.units if unit not in stood_for] for name in (a, b)]
    rows += [*weigh_group(*apart, across=across), *weigh_bare(*apart, across=across)]
    if words and not rest_a.keys() - {PartKind.FORM} and not rest_b.keys() - {PartKind.FORM}:
        rows.append(weighed("all_met", "name", "all met"))
        if any(row.weight == "form_contradicts" for row in rows):
            rows.append(weighed("twins", "form", "twins"))
    return rows


def _apart(name: Name, used: Iterable[Unit]) -> list[Unit]:
    """Forms and branches that met nothing."""
    met = set(used)
    return [unit for unit in name.units if unit.kind in _APART and unit not in met]


def _by_kind(name: Name, found: Iterable[Unit]) -> dict[PartKind, list[Unit]]:
    """What is left, but for initials that only repeat the name."""
    own = own_initials(name)
    kinds: dict[PartKind, list[Unit]] = {}
    for unit in found:
        if unit not in own:
            kinds.setdefault(unit.kind, []).append(unit)
    return kinds


def _has(rows: Iterable[Evidence], kind: PartKind) -> bool:
    return any(row.part == kind.value for row in rows)


def _brand(a: Sequence[Unit], b: Sequence[Unit], words: Sequence[Evidence]) -> list[Evidence]:
    """Words of the brand that met nothing: on both sides a contradiction, on one an omission."""
    if not a and not b:
        return []
    model = weights()
    heavy, light = sorted((sum(unit.weight for unit in a), sum(unit.weight for unit in b)), reverse=True)
    met = [unit for row in words for unit in (*row.a, *row.b)]
    across = len({unit.script for unit in (*a, *b, *met)}) > 1
    rate = "brand_omitted_across" if across else "brand_omitted"
    if across and met and all(unit.script == HAN for unit in (*a, *b)):
        rate = "brand_omitted_han"
    times = min(heavy - light, model["brand_omitted_most"])
    missing = weighed(rate, "brand", "omitted", tuple(a), tuple(b), times)
    if a and b and not comparable(a, b):
        known = sum(row.bits for row in words)
        partly = known >= model["brand_distinctive"]
        if _would_render(a) or _would_render(b):
            weight = "brand_partly_other_meaning" if partly else "brand_other_meaning"
            return [weighed(weight, "brand", "other meaning", tuple(a), tuple(b))]
        if partly:
            return [weighed("brand_partly_incomparable", "brand", "other script", tuple(a), tuple(b))]
        return [weighed("brand_incomparable", "brand", "other script", tuple(a), tuple(b))]
    if not a or not b:
        return [missing]
    times = min(light, model["brand_contradicts_most"])
    against = weighed("brand_contradicts", "brand", "contradicts", tuple(a), tuple(b), times)
    return [against, missing] if round(missing.bits, 2) else [against]


def _would_render(units: Sequence[Unit]) -> bool:
    """Are these English words whose Chinese is known, so that they might have met the characters and did not?"""
    return all(
        unit.script == "latin" and any(len(han) == 1 for han in renderings((stem(unit.keys[0]),)))
        for unit in units
    )


def _described(
    a: dict[PartKind, list[Unit]], b: dict[PartKind, list[Unit]], words: Sequence[Evidence]
) -> list[Evidence]:
    """Words that one side adds to a shared brand against a trade, qualifier or place that the other adds."""
    if not words:
        return []
    for one, other in ((a, b), (b, a)):
        named = one.get(PartKind.BRAND, [])
        described = [unit for kind in _DESCRIBING for unit in other.get(kind, ())]
        same_kind = any(kind in one for kind in _DESCRIBING)
        if (
            named
            and described
            and PartKind.BRAND not in other
            and not same_kind
            and comparable(named, described)
        ):
            times = min(sum(unit.weight for unit in named), weights()["descriptor_most"])
            sides = (tuple(named), tuple(described[:1])) if one is a else (tuple(described[:1]), tuple(named))
            return [weighed("descriptor_contradicts", "brand", "contradicts", *sides, times)]
    return []


def _standing(name: Name, places: Sequence[Unit]) -> str:
    """The weight of places that the other name lacks, by where they stand: a country after the brand, or a town
    between brand and legal form, as in the names of subsidiaries; or before the brand or at the end."""
    first = next((unit.start for unit in name.units if unit.kind is PartKind.BRAND), None)
    form = max((unit.start for unit in name.units if unit.kind is PartKind.FORM), default=0)
    if first is None:
        return "place_omitted"
    if any(unit.start > first and is_country(unit) for unit in places):
        return "place_tail"
    return "place_inside" if any(first < unit.start < form for unit in places) else "place_omitted"
