"""Where an address lies: clues with their spans, and whether they place it in a region.

Yes, no, unknown or conflict; a street or a town named after a region is no clue, and a credit code only a
signal: it shows where a firm registered (research: GB 32100-2015), never where goods are made.
"""

import re
from functools import cache

from tieback.model.answer import Answer
from tieback.model.place import XINJIANG, PlaceClue, Placement
from tieback.names import gazetteer, lexicon, table
from tieback.names.identifier import check_uscc
from tieback.names.lexicon import Grade
from tieback.names.mention import Mention, Use, mentions
from tieback.names.normal import fold, fold_with_offsets
from tieback.names.postal import normalise, region_of_code
from tieback.names.reading import PartKind
from tieback.names.token import tokens_of

CHINA = "CN"
_OUTSIDE = frozenset({"CN-HK", "CN-MO", "CN-TW"})  # own postal and customs territories
_SIX_DIGITS = re.compile(r"(?<![\w.-])\d{6}(?![\w-])")
_CREDIT_CODE = re.compile(r"(?<![0-9a-z])[0-9any][0-9a-z]\d{6}[0-9a-z]{10}(?![0-9a-z])")
_ISO_CODE = re.compile(r"(?<![\w-])cn-(?:[a-z]{2}|\d{2})(?![\w-])")


def find(text: str) -> tuple[PlaceClue, ...]:
    """The clues in `text`, in order: names (with the grade their surroundings leave them), postal codes,
    region codes, credit codes. Streets, towns and estates named after a region are left out."""
    found = mentions(text)
    kept = [mention for mention in found if mention.use is Use.PLAIN or _estate_at_home(mention)]
    near = {region for mention in kept if mention.grade > Grade.FAINT and (region := mention.region)}
    kept = [mention for mention in kept if mention.grade > Grade.FAINT or mention.region in near]
    kept = [_in_context(mention, near) for mention in kept]
    chinese = any(region.startswith(CHINA) for region in near) or any("\u4e00" <= char <= "\u9fff" for char in text)
    abroad = any(not region.startswith(CHINA) for region in near)
    clues = [_name_clue(mention) for mention in kept]
    clues.extend(_code_clues(text, chinese=chinese, abroad=abroad))
    return tuple(sorted(clues, key=lambda clue: (clue.start, clue.end, clue.kind)))


def _estate_at_home(mention: Mention) -> bool:
    """An estate named after a place of Xinjiang is taken to lie there; one named after a partner province
    (喀什广东工业园) may lie anywhere."""
    return mention.use is Use.ESTATE and mention.region == XINJIANG


def _in_context(mention: Mention, near: set[str]) -> Mention:
    """Of several places of one name, the one whose region is named beside it."""
    if len(mention.ids) == 1:
        return mention
    ids = tuple(sorted(mention.ids, key=lambda id_: gazetteer.region_of(id_) not in (near - {mention.region})))
    return Mention(ids, mention.start, mention.end, mention.text, mention.grade, mention.use)


def _name_clue(mention: Mention) -> PlaceClue:
    place = gazetteer.places()[mention.id]
    region = mention.region or place.id
    kind = "country" if place.level == "country" else "name"
    return PlaceClue(kind, mention.text, mention.start, mention.end, region, place.code or None, describe(place.id))


@cache
def describe(place_id: str) -> str:
    """One line on a place: "Hotan (和田地区), prefecture 653200 of Xinjiang"."""
    place = gazetteer.places()[place_id]
    name = f"{place.name} ({place.zh})" if place.zh and place.zh != place.name else place.name
    region = gazetteer.places().get(gazetteer.region_of(place_id) or "")
    code = f" {place.code}" if place.code else ""
    if place.level == "country":
        return f"{name}, country"
    if place.level == "province" or region is None:
        return f"{name}, {_LEVELS[place.level]}{code} of China"
    return f"{name}, {_LEVELS[place.level]}{code} of {region.name}"


_LEVELS = {
    "province": "province-level division",
    "prefecture": "prefecture or city",
    "county": "county or city",
    "corps": "the Production and Construction Corps (XPCC)",
    "division": "division of the XPCC",
    "elsewhere": "place",
}


def _code_clues(text: str, *, chinese: bool, abroad: bool) -> list[PlaceClue]:
    folded = fold_with_offsets(text)
    clues = []
    for match in _SIX_DIGITS.finditer(folded.text):
        region = region_of_code(match.group())
        if region and not (abroad and not chinese) and (chinese or region == XINJIANG):
            clues.append(_postal_clue(match.group(), *folded.span(match.start(), match.end()), region, text))
    for match in _CREDIT_CODE.finditer(folded.text):
        try:
            code = check_uscc(match.group())
        except ValueError:
            continue
        start, end = folded.span(match.start(), match.end())
        meaning = f"credit code registered in division {code.division}: where a firm registered, not where it makes goods"
        clues.append(PlaceClue("uscc", text[start:end], start, end, code.region or CHINA, code.division, meaning))
    for match in _ISO_CODE.finditer(folded.text):
        if region := _region_of_iso(match.group().upper()):
            start, end = folded.span(match.start(), match.end())
            clues.append(PlaceClue("code", text[start:end], start, end, region, None, describe(region)))
    return clues


def _postal_clue(code: str, start: int, end: int, region: str, text: str) -> PlaceClue:
    name = gazetteer.places()[region].name
    return PlaceClue("postal_code", text[start:end], start, end, region, None, f"postal code {code} of {name}")


def _region_of_iso(code: str) -> str | None:
    """CN-XJ and the older numeric form CN-65."""
    if code in gazetteer.places():
        return code
    number = f"{code.removeprefix('CN-')}0000"
    return next((p.id for p in gazetteer.places().values() if p.level == "province" and p.code == number), None)


@cache
def resolve_country(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country as files write it: "CN", "China", "中国", "CHN". None if not known."""
    plain = fold(text).strip(" .")
    if (code := plain.upper()) in gazetteer.places() and len(code) == 2:
        return code
    if code in _ALPHA3:
        return _ALPHA3[code]
    keys = [token.key for token in tokens_of(plain)]
    if not keys:
        return None
    for end, entries in lexicon.words().at(keys, 0):
        if end == len(keys):
            return _country_among(tuple(entry.id for entry in entries if entry.kind is PartKind.PLACE))
    return _country_among(tuple(e.id for e in lexicon.han().entries.get(plain, ()) if e.kind is PartKind.PLACE))


def _country_among(ids: tuple[str, ...]) -> str | None:
    for id_ in ids:
        if gazetteer.places()[id_].level == "country":
            return id_
        if id_ in _OUTSIDE:
            return id_.removeprefix("CN-")
    return None


_ALPHA3 = {row["alpha3"]: row["id"] for row in table.rows("alpha3.csv")}


def locate(
    address: str | None, postal_code: str | None, country: str | None, region: str = XINJIANG
) -> Placement:
    """Whether an address lies in `region` (ISO 3166-2 or 3166-1), from what is written of it.

    yes: clues point there and none away; no: clues point only elsewhere; conflict: both; unknown: no clue,
    or only the country that holds the region.
    """
    clues: list[PlaceClue] = []
    asides: list[str] = []
    iso = _read_country(country, clues, asides)
    found = mentions(address) if address else ()
    in_text = find(address) if address else ()
    abroad = iso not in (None, CHINA) or (iso is None and _names_abroad(in_text))
    asides.extend(_set_aside(found))
    weighed = _weigh(in_text, found, region, abroad=abroad, iso=iso, asides=asides)
    clues.extend(weighed)
    if postal_code and postal_code.strip():
        clues.extend(_read_postal_code(postal_code, abroad, asides))
    toward, away = _sides(clues, region)
    return Placement(region, _answer(toward, away), tuple(clues), _reason(region, toward, away, clues, asides))


def _read_country(country: str | None, clues: list[PlaceClue], asides: list[str]) -> str | None:
    if country is None or not country.strip():
        return None
    iso = resolve_country(country)
    if iso is None:
        asides.append(f"country {country!r} is not known")
        return None
    place = gazetteer.places().get(iso) or gazetteer.places().get(f"CN-{iso}")
    meaning = f"country {place.name}" if place else f"country {iso}"
    clues.append(PlaceClue("country", country, 0, len(country), iso, None, meaning))
    return iso


def _names_abroad(clues: tuple[PlaceClue, ...]) -> bool:
    return any(clue.kind in ("country", "name") and not clue.region.startswith(CHINA) for clue in clues)


def _set_aside(found: tuple[Mention, ...]) -> list[str]:
    said = {
        Use.STREET: "{!r} names a street or a building",
        Use.SETTLEMENT: "{!r} names a town or a village",
    }
    return [said[mention.use].format(mention.text) for mention in found if mention.use in said]


def _weigh(
    clues: tuple[PlaceClue, ...],
    found: tuple[Mention, ...],
    region: str,
    *,
    abroad: bool,
    iso: str | None,
    asides: list[str],
) -> list[PlaceClue]:
    """The clues of an address without those that a better one explains away."""
    grades = {(mention.start, mention.end): mention for mention in found}
    elsewhere = any(_points_away(clue, region) for clue in clues if clue.kind in ("name", "code", "postal_code"))
    firm = any(_is_firm(clue, grades, region, abroad=abroad) for clue in clues)
    jiangxian = any(clue.division in ("140800", "140825") for clue in clues)  # 运城, 新绛
    kept = []
    for clue in clues:
        mention = grades.get((clue.start, clue.end))
        if clue.kind == "country" and iso == CHINA and clue.region != CHINA:
            asides.append(f"{clue.text!r} is set aside, the country being China")
        elif mention is None or clue.kind in ("postal_code", "uscc", "code"):
            kept.append(clue)
        elif points_to(clue, region):
            namesake = (abroad or elsewhere) and not firm and not _is_firm(clue, grades, region, abroad=abroad)
            if namesake or (jiangxian and clue.division == "650000" and not _others(clues, clue, region)):
                asides.append(f"{clue.text!r} is also a place elsewhere")
            else:
                kept.append(clue)
        elif mention.grade is Grade.SHARED and not _supported(clue, clues):
            asides.append(f"{clue.text!r} may be {clue.meaning}")
        elif iso == CHINA and not clue.region.startswith(CHINA):
            asides.append(f"{clue.text!r} is set aside, the country being China")
        else:
            kept.append(clue)
    return kept


def _is_firm(
    clue: PlaceClue, grades: dict[tuple[int, int], Mention], region: str, *, abroad: bool
) -> bool:
    """A clue toward the region that a namesake elsewhere does not explain."""
    if not points_to(clue, region) or clue.kind == "uscc":
        return False
    mention = grades.get((clue.start, clue.end))
    if mention is None:
        return not abroad
    if abroad and gazetteer.places()[mention.id].level == "county" and mention.text.isascii():
        return False
    return mention.grade is Grade.STRONG


def _others(clues: tuple[PlaceClue, ...], clue: PlaceClue, region: str) -> bool:
    return any(points_to(other, region) and other.text.casefold() != clue.text.casefold() for other in clues)


def _supported(clue: PlaceClue, clues: tuple[PlaceClue, ...]) -> bool:
    return any(other is not clue and other.region == clue.region and other.kind != "uscc" for other in clues)


def _read_postal_code(text: str, abroad: bool, asides: list[str]) -> list[PlaceClue]:
    if abroad:
        asides.append(f"postal code {text!r} is not read as a Chinese one")
        return []
    region, digits = region_of_code(text), normalise(text)
    if region is None or digits is None:
        asides.append(f"{text!r} is not a valid Chinese postal code")
        return []
    return [_postal_clue(digits, 0, len(text), region, text)]


def points_to(clue: PlaceClue, region: str) -> bool:
    """True if a clue points into `region`."""
    return region == clue.region or region in gazetteer.lineage(clue.region) or _division_in(clue, region)


def _division_in(clue: PlaceClue, region: str) -> bool:
    return clue.division is not None and gazetteer.within(f"CN-{clue.division}", region)


def _points_away(clue: PlaceClue, region: str) -> bool:
    """True if a clue points outside `region`; one that only names what contains it points nowhere."""
    return not points_to(clue, region) and clue.region not in gazetteer.lineage(region)


def _sides(clues: list[PlaceClue], region: str) -> tuple[list[PlaceClue], list[PlaceClue]]:
    believed = [clue for clue in clues if clue.kind != "uscc"]
    return (
        [clue for clue in believed if points_to(clue, region)],
        [clue for clue in believed if _points_away(clue, region)],
    )


def _answer(toward: list[PlaceClue], away: list[PlaceClue]) -> Answer:
    if toward and away:
        return Answer.CONFLICT
    if toward:
        return Answer.YES
    return Answer.NO if away else Answer.UNKNOWN


def _reason(
    region: str, toward: list[PlaceClue], away: list[PlaceClue], clues: list[PlaceClue], asides: list[str]
) -> str:
    sentences = []
    if toward:
        sentences.append(f"{_listed(toward)} point to {region}")
    if away:
        sentences.append(f"{_listed(away)} point elsewhere ({', '.join(sorted({clue.region for clue in away}))})")
    if not toward and not away:
        sentences.append(f"nothing written here says whether this lies in {region}")
    if any(clue.kind == "uscc" for clue in clues):
        sentences.append("a credit code shows only where a firm registered")
    return "; ".join([*sentences, *dict.fromkeys(asides)])


def _listed(clues: list[PlaceClue]) -> str:
    shown = {"postal_code": "postal code ", "country": "country "}
    return ", ".join(dict.fromkeys(f"{shown.get(clue.kind, '')}{clue.text!r}" for clue in clues))
