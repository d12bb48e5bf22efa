"""Evidence of the parts that are not the brand: place, trade, qualifier, legal form, number, branch.

Parts of one kind meet when they share a key, in whatever script; what stays is an omission or a contradiction,
weighed after the brand had its chance at it (a word may be a place in one reading and a brand in the other).
"""

from collections.abc import Sequence
from functools import cache

from tieback.names import table
from tieback.names.reading import PartKind
from tieback.screen.evidence import Evidence
from tieback.screen.place import PlaceRelation, grain, relate
from tieback.screen.score import weights
from tieback.screen.unit import Unit

_OTHER_SCRIPT = {PartKind.PLACE: "exonym"}
_OTHER_WORD = {PartKind.PLACE: "exonym", PartKind.FORM: "form"}
_COMPANY = frozenset({PartKind.FORM, PartKind.SECTOR})
_DRESS = frozenset({PartKind.FORM, PartKind.QUALIFIER})
_GROUPS = frozenset({"group", "holding", "holdings"})


def match_kind(kind: PartKind, a: Sequence[Unit], b: Sequence[Unit]) -> list[Evidence]:
    """Pairs of units of this kind that share a key, each unit once, in the order of `a`."""
    free = [unit for unit in b if unit.kind is kind]
    found: list[Evidence] = []
    for unit in a:
        if unit.kind is not kind:
            continue
        partner = next((other for other in free if set(unit.keys) & set(other.keys)), None)
        if partner is not None:
            free.remove(partner)
            bits = _same_bits(kind, unit, len(found))
            found.append(Evidence(kind.value, _how(kind, unit, partner), bits, (unit,), (partner,)))
    return found


def _how(kind: PartKind, a: Unit, b: Unit) -> str:
    if a.text.casefold() == b.text.casefold():
        return "same"
    if a.script != b.script:
        return _OTHER_SCRIPT.get(kind, "translated")
    return _OTHER_WORD.get(kind, "abbreviated")


def _same_bits(kind: PartKind, unit: Unit, before: int) -> float:
    model = weights()
    if kind is PartKind.PLACE:
        return model[f"place_{grain(unit.keys[0])}"]
    if kind is PartKind.SECTOR:
        return model["sector_more" if before else "sector_first"]
    if kind is PartKind.FORM and before:
        return 0.0
    return model[f"{kind.value}_same"]


def weigh_places(a: Sequence[Unit], b: Sequence[Unit], *, shared: bool) -> list[Evidence]:
    """Places that did not meet: within one another, apart, or on one side only."""
    model = weights()
    if not a and not b:
        return []
    if not a or not b:
        bits = model["place_omitted"]
        return [Evidence("place", "omitted", bits, tuple(a[:1]), tuple(b[:1]))]
    related = [(one, other) for one in a for other in b if _related(one, other)]
    if related:
        one, other = related[0]
        return [Evidence("place", "within", model["place_within"], (one,), (other,))]
    if shared and not all(_is_narrow(unit) for unit in (*a, *b)):
        return [Evidence("place", "omitted", model["place_omitted"], (a[0],), (b[0],))]
    return [Evidence("place", "contradicts", model["place_contradicts"], (a[0],), (b[0],))]


def _related(a: Unit, b: Unit) -> bool:
    return any(relate(one, other) is not PlaceRelation.APART for one in a.keys for other in b.keys)


def _is_narrow(unit: Unit) -> bool:
    return grain(unit.keys[0]) != "country"


def weigh_sectors(a: Sequence[Unit], b: Sequence[Unit], *, shared: bool) -> list[Evidence]:
    """Trades that did not meet."""
    model = weights()
    if not a and not b:
        return []
    if not a or not b:
        return [Evidence("sector", "omitted", model["sector_omitted"], tuple(a[:1]), tuple(b[:1]))]
    for one in a:
        for other in b:
            if _akin(one, other):
                bits = 0.0 if shared else model["sector_related"]
                return [Evidence("sector", "related", bits, (one,), (other,))]
    bits = model["sector_partly" if shared else "sector_contradicts"]
    return [Evidence("sector", "contradicts", bits, tuple(a[:1]), tuple(b[:1]))]


def _akin(a: Unit, b: Unit) -> bool:
    """Is one trade the broader of the other, or have both the same broader one?"""
    first = {*a.keys, *map(broader, a.keys)} - {""}
    second = {*b.keys, *map(broader, b.keys)} - {""}
    return bool(first & second)


@cache
def _broader() -> dict[str, str]:
    return {row["id"]: row["broader"] for row in table.rows("sector.csv")}


def broader(sector: str) -> str:
    """The broader trade of a trade, or ""."""
    return _broader().get(sector, "")


def weigh_simple(kind: PartKind, a: Sequence[Unit], b: Sequence[Unit]) -> list[Evidence]:
    """Qualifiers, forms, numbers and branches that did not meet."""
    if not a and not b:
        return []
    rule = "contradicts" if a and b else "omitted"
    bits = weights()[f"{kind.value}_{rule}"]
    name = "form" if kind is PartKind.FORM and rule == "contradicts" else rule
    return [Evidence(kind.value, name, bits, tuple(a[:1]), tuple(b[:1]))]


def weigh_group(a: Sequence[Unit], b: Sequence[Unit]) -> list[Evidence]:
    """A group that names no trade is not the company of a trade that bears its brand."""
    for one, other in ((a, b), (b, a)):
        groups = [unit for unit in one if unit.kind is PartKind.QUALIFIER and set(unit.keys) & _GROUPS]
        trades = [unit for unit in other if unit.kind is PartKind.SECTOR]
        if (
            groups
            and trades
            and not any(unit.kind is PartKind.SECTOR for unit in one)
            and not any(set(unit.keys) & _GROUPS for unit in other if unit.kind is PartKind.QUALIFIER)
        ):
            first, second = (groups[:1], trades[:1]) if one is a else (trades[:1], groups[:1])
            bits = weights()["group_contradicts"]
            return [Evidence("qualifier", "contradicts", bits, tuple(first), tuple(second))]
    return []


def weigh_bare(a: Sequence[Unit], b: Sequence[Unit]) -> list[Evidence]:
    """A name that is one word and nothing else says little of a company that has a trade as well."""
    for one, other in ((a, b), (b, a)):
        core = [unit for unit in one if unit.kind not in _DRESS]
        if len(core) == 1 and core[0].kind is PartKind.BRAND and core[0].script == "latin":
            trades = [unit for unit in other if unit.kind is PartKind.SECTOR]
            if trades:
                first, second = (core, trades) if one is a else (trades, core)
                return [Evidence("sector", "bare name", weights()["bare_name"], tuple(first), tuple(second))]
    return []


def weigh_persons(
    a: Sequence[Unit], b: Sequence[Unit], left_a: Sequence[Unit], left_b: Sequence[Unit]
) -> list[Evidence]:
    """A name of several words and nothing else, as persons have, is met whole or hardly at all by a company.

    `left_a` and `left_b` are the words of the brands that met nothing.
    """
    for one, other, left in ((a, b, left_a), (b, a, left_b)):
        words = [unit for unit in one if unit.kind is PartKind.BRAND]
        bare = len(words) == len(one) > 1
        company = [unit for unit in other if unit.kind in _COMPANY]
        if bare and left and company:
            sides = (tuple(left), tuple(company[:1])) if one is a else (tuple(company[:1]), tuple(left))
            return [Evidence("brand", "partly met", weights()["person_partly"], *sides)]
    return []
