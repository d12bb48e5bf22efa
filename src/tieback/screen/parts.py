"""Evidence of the parts that are not the brand: place, trade, qualifier, legal form, number, branch.

Parts of one kind meet when they share a key, in whatever script; what stays is an omission or a contradiction,
weighed after the brand had its chance at it (a word may be a place in one reading and a brand in the other).
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from tieback.names import lexicon, table
from tieback.names.reading import PartKind
from tieback.names.syllable import is_pinyin
from tieback.names.token import tokens_of
from tieback.screen.evidence import Evidence, weighed
from tieback.screen.letters import ascii_letters
from tieback.screen.place import PlaceRelation, grain, relate
from tieback.screen.spelling import spelling
from tieback.screen.trade import akin, are_kin, contains, is_wide
from tieback.screen.unit import Unit

_OTHER_SCRIPT = {PartKind.PLACE: "exonym"}
_OTHER_WORD = {PartKind.PLACE: "exonym", PartKind.FORM: "form"}
_COMPANY = frozenset({PartKind.FORM, PartKind.SECTOR, PartKind.QUALIFIER})
_DRESS = frozenset({PartKind.FORM, PartKind.QUALIFIER})
_WORD_LETTERS, _ENDING = 6, 3  # words of six letters and more are kept but for their endings
_SISTERS = frozenset({"sector_contradicts", "sector_sibling", "sector_sibling_across"})
_OMITTED_TRADE = ("sector_omitted", "sector_more_omitted")  # none in common; one in common
_STRUCTURE = frozenset({"group", "holding", "holding-group", "international-holdings", "subsidiary"})
_GROUPS = frozenset({"group", "holding", "holdings"})


def match_kind(kind: PartKind, a: Sequence[Unit], b: Sequence[Unit]) -> list[Evidence]:
    """Pairs of units of this kind that share a key, each unit once, in the order of `a`."""
    free = [unit for unit in b if unit.kind is kind]
    found: list[Evidence] = []
    for unit in a:
        if unit.kind is not kind:
            continue
        partner = next((other for other in free if not set(unit.keys).isdisjoint(other.keys)), None)
        if partner is not None:
            free.remove(partner)
            how = _how(kind, unit, partner)
            weight = _weight_of(kind, unit, how, len(found))
            found.append(weighed(weight, kind.value, how, (unit,), (partner,)))
    return found


def _how(kind: PartKind, a: Unit, b: Unit) -> str:
    first, second = a.text.casefold(), b.text.casefold()
    if first == second:
        return "same"
    if a.script != b.script or (kind is not PartKind.PLACE and _is_spoken(a) != _is_spoken(b)):
        return _OTHER_SCRIPT.get(kind, "translated")
    if kind is PartKind.SECTOR and a.script == "latin" and not _abbreviates(first, second):
        return "translated" if _is_foreign(a) != _is_foreign(b) else "other word"
    return _OTHER_WORD.get(kind, "abbreviated")


@lru_cache(maxsize=65536)
def _abbreviates(a: str, b: str) -> bool:
    """Is one spelled like the other, or its beginning ("Tex", "Textile"), and no word of its own?"""
    first, second = ascii_letters(a), ascii_letters(b)
    short, long = sorted((first, second), key=len)
    kept = len(short) < _WORD_LETTERS or short[: len(short) - _ENDING] == long[: len(short) - _ENDING]
    return (
        kept
        and short[:2] == long[:2]
        and (long.startswith(short) or spelling(first, second).share > 0 or _drops_letters(short, long))
    )


def _drops_letters(short: str, long: str) -> bool:
    """ "txtl" for "textile": letters left out, none changed."""
    rest = iter(long)
    return all(letter in rest for letter in short)


def _weight_of(kind: PartKind, unit: Unit, how: str, before: int) -> str:
    if kind is PartKind.PLACE:
        return f"place_{grain(unit.keys[0])}"
    if kind is PartKind.SECTOR:
        return "sector_more" if before else "sector_other_word" if how == "other word" else "sector_first"
    if kind is PartKind.FORM and before:
        return "form_more"
    return f"{kind.value}_same"


def weigh_places(
    a: Sequence[Unit], b: Sequence[Unit], *, shared: bool, alone: str = "place_omitted"
) -> list[Evidence]:
    """Places that did not meet: within one another, apart, or on one side only.

    `alone`: the weight of a place on one side only; it says more where it stands as in the names of subsidiaries.
    """
    if not a and not b:
        return []
    if not a or not b:
        return [weighed(alone, "place", "omitted", tuple(a[:1]), tuple(b[:1]))]
    related = [(one, other) for one in a for other in b if _related(one, other)]
    if related:
        one, other = related[0]
        return [weighed("place_within", "place", "within", (one,), (other,))]
    if shared and any(is_country(unit) for unit in (*a, *b)):
        return [weighed("place_omitted", "place", "omitted", (a[0],), (b[0],))]
    return [weighed("place_contradicts", "place", "contradicts", (a[0],), (b[0],))]


def _related(a: Unit, b: Unit) -> bool:
    return any(relate(one, other) is not PlaceRelation.APART for one in a.keys for other in b.keys)


def is_country(unit: Unit) -> bool:
    """Is this place a country or wider?"""
    return grain(unit.keys[0]) == "country"


def weigh_sectors(a: Sequence[Unit], b: Sequence[Unit], *, shared: bool, across: bool) -> list[Evidence]:
    """Trades that did not meet. `across` two scripts trades are named freely, and a contradiction says less."""
    if not a and not b:
        return []
    if not a or not b:
        weight = "sector_omitted_across" if across else _OMITTED_TRADE[shared]
        return [weighed(weight, "sector", "omitted", tuple(a[:1]), tuple(b[:1]))]
    if related := _first(_is_related, a, b):
        weight = "sector_related_more" if shared else "sector_related"
        return [weighed(weight, "sector", "related", *related)]
    if across and (kin := _first(are_kin, a, b)):
        return [weighed("sector_kin_more" if shared else "sector_kin", "sector", "related", *kin)]
    if siblings := _first(akin, a, b):
        weight = "sector_sibling_more" if shared else "sector_sibling"
        return [weighed(weight + "_across" * across, "sector", "siblings", *siblings)]
    weight = "sector_partly" if shared else "sector_contradicts"
    if across:
        weight += "_across"
        if not shared and (all(map(is_wide, a)) or all(map(is_wide, b))):
            weight = "sector_contradicts_wide"
    return [weighed(weight, "sector", "contradicts", tuple(a[:1]), tuple(b[:1]))]


def weigh_common_place(trades: Sequence[Evidence], met: Sequence[Evidence]) -> list[Evidence]:
    """A town in common says little of two trades in one script that differ: sister companies share it."""
    apart = any(row.weight in _SISTERS for row in trades)
    town = next((row for row in met if row.weight == "place_local"), None)
    return [weighed("sisters_place", "place", "sisters", town.a, town.b)] if apart and town else []


_Trades = tuple[tuple[Unit], tuple[Unit]]


def _first(stand: Callable[[Unit, Unit], bool], a: Sequence[Unit], b: Sequence[Unit]) -> _Trades | None:
    """The first trades that stand so to one another."""
    return next((((one,), (other,)) for one in a for other in b if stand(one, other)), None)


def _is_related(a: Unit, b: Unit) -> bool:
    """Is one trade the broader of the other, or holds its name, or is spelled alike?"""
    return contains(a, b) or _spelled_alike(a, b)


def _spelled_alike(a: Unit, b: Unit) -> bool:
    """Trades a letter apart, in Latin letters: a slip, or "silicone" for "silicon"."""
    first, second = ascii_letters(a.text), ascii_letters(b.text)
    return bool(first and second) and spelling(first, second).share > 0


def weigh_simple(kind: PartKind, a: Sequence[Unit], b: Sequence[Unit], *, across: bool) -> list[Evidence]:
    """Qualifiers, forms, numbers and branches that did not meet."""
    if not a and not b:
        return []
    rule = "contradicts" if a and b else "omitted"
    weight = f"{kind.value}_{rule}"
    if kind is PartKind.QUALIFIER:
        if across:
            weight += "_across"
        elif rule == "omitted" and any(not _STRUCTURE.isdisjoint(unit.keys) for unit in (*a, *b)):
            weight = "structure_omitted"
    if kind is PartKind.FORM and rule == "contradicts":
        rule = "form"
        if not _other_family(a[0], b[0]):
            weight = "form_other_word"
    return [weighed(weight, kind.value, rule, tuple(a[:1]), tuple(b[:1]))]


@cache
def _families() -> dict[str, str]:
    return {row["id"]: row["family"] for row in table.rows("form.csv")}


def _other_family(a: Unit, b: Unit) -> bool:
    """Forms of two families, neither of them the general "company"; across scripts nobody translates with care."""
    first, second = _families().get(a.keys[0], ""), _families().get(b.keys[0], "")
    if a.script != b.script or _is_spoken(a) != _is_spoken(b):
        return False
    return first != second and "company" not in {first, second}


def _is_spoken(unit: Unit) -> bool:
    """Is it Chinese in Latin letters ("gufen youxian gongsi")?"""
    return unit.script == "latin" and is_pinyin(ascii_letters(unit.text))


def _is_foreign(unit: Unit) -> bool:
    """Is it the word of another language than English ("maquinaria")?"""
    return tuple(token.key for token in tokens_of(unit.text)) in lexicon.foreign()


def weigh_group(a: Sequence[Unit], b: Sequence[Unit], *, across: bool) -> list[Evidence]:
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
            weight = "group_contradicts_across" if across else "group_contradicts"
            return [weighed(weight, "qualifier", "contradicts", tuple(first), tuple(second))]
    return []


def weigh_bare(a: Sequence[Unit], b: Sequence[Unit], *, across: bool) -> list[Evidence]:
    """A name that is one word and nothing else says little of a company that has a trade as well."""
    for one, other in ((a, b), (b, a)):
        core = [unit for unit in one if unit.kind not in _DRESS]
        if len(core) == 1 and core[0].kind is PartKind.BRAND and core[0].script == "latin":
            trades = [unit for unit in other if unit.kind is PartKind.SECTOR]
            if trades:
                first, second = (core, trades) if one is a else (trades, core)
                weight = "bare_name_across" if across else "bare_name"
                return [weighed(weight, "sector", "bare name", tuple(first), tuple(second))]
    return []


def weigh_persons(
    a: Sequence[Unit], b: Sequence[Unit], left_a: Sequence[Unit], left_b: Sequence[Unit], *, across: bool
) -> list[Evidence]:
    """A name of several words and nothing else, as persons have, is met whole or hardly at all by a company.

    `left_a` and `left_b` are the words of the brands that met nothing.
    """
    weight = "person_partly_across" if across else "person_partly"
    for one, other, left in ((a, b, left_a), (b, a, left_b)):
        words = [unit for unit in one if unit.kind is PartKind.BRAND]
        bare = len(words) == len(one) > 1
        company = [unit for unit in other if unit.kind in _COMPANY]
        if bare and left and company:
            sides = (tuple(left), tuple(company[:1])) if one is a else (tuple(company[:1]), tuple(left))
            return [weighed(weight, "brand", "partly met", *sides)]
    return []
