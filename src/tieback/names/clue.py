"""Clues in a text to where something lies: names, postal codes, region codes, credit codes.

Streets, hotels and towns that only bear a region's name are no clues (`aside` says so).
"""

import re
from functools import cache

from tieback.model.place import XINJIANG, PlaceClue
from tieback.names import gazetteer
from tieback.names.country import CHINA
from tieback.names.identifier import check_uscc
from tieback.names.lexicon import Grade
from tieback.names.mention import Mention, Use, mentions
from tieback.names.normal import Folded, fold_with_offsets
from tieback.names.postal import region_of_code

_SIX_DIGITS = re.compile(
    r"(?<![\w.-])\d{6}(?![\w-])|(?<=[\u4e00-\u9fff])\d{6}(?![\w-])|(?<![\w.-])\d{6}(?=[\u4e00-\u9fff])"
)
_CREDIT_CODE = re.compile(r"(?<![0-9a-z])[0-9any][0-9a-z]\d{6}[0-9a-z]{10}(?![0-9a-z])")
_ISO_CODE = re.compile(r"(?<![\w-])cn-(?:[a-z]{2}|\d{2})(?![\w-])")
_LEVELS = {
    "province": "province-level division",
    "prefecture": "prefecture or city",
    "county": "county or city",
    "corps": "Production and Construction Corps (XPCC)",
    "division": "division of the XPCC",
    "elsewhere": "place",
}


def find(text: str) -> tuple[PlaceClue, ...]:
    """The clues in `text`, in order of their spans (code points in `text`)."""
    return find_among(text, mentions(text))


def find_among(text: str, found: tuple[Mention, ...]) -> tuple[PlaceClue, ...]:
    """`find`, given the mentions of the text."""
    plain = [mention for mention in found if mention.use is Use.PLAIN or _estate_at_home(mention)]
    near = {region for mention in plain if mention.grade > Grade.FAINT and (region := mention.region)}
    believed = [_in_context(m, near) for m in plain if m.grade > Grade.FAINT or m.region in near]
    clues = [name_clue(mention) for mention in believed]
    clues.extend(_coded(text, fold_with_offsets(text), read_postal=_may_be_chinese(text, believed)))
    return tuple(sorted(clues, key=lambda clue: (clue.start, clue.end, clue.kind)))


def _estate_at_home(mention: Mention) -> bool:
    """An estate named after a place of Xinjiang is taken to lie there; one named after a partner province
    (喀什广东工业园) may lie anywhere."""
    return mention.use is Use.ESTATE and mention.region == XINJIANG


def _in_context(mention: Mention, near: set[str]) -> Mention:
    """Of several places of one name, the one whose region is named beside it."""
    if len(mention.ids) == 1:
        return mention
    beside = near - {mention.region}
    ids = tuple(sorted(mention.ids, key=lambda id_: gazetteer.region_of(id_) not in beside))
    return Mention(ids, mention.start, mention.end, mention.text, mention.phrase, mention.grade, mention.use)


def _may_be_chinese(text: str, believed: list[Mention]) -> bool | None:
    """Whether six digits may be a Chinese postal code: True, False, or None where nothing says so."""
    if any(not (mention.region or CHINA).startswith(CHINA) for mention in believed):
        return any(m.grade is Grade.STRONG and (m.region or "").startswith(CHINA) for m in believed)
    return True if believed or any("\u4e00" <= char <= "\u9fff" for char in text) else None


def name_clue(mention: Mention) -> PlaceClue:
    """A mention as a clue."""
    place = gazetteer.places()[mention.id]
    kind = "country" if place.level == "country" else "name"
    region = mention.region or place.id
    return PlaceClue(
        kind, mention.text, mention.start, mention.end, region, place.code or None, describe(place.id)
    )


@cache
def describe(place_id: str) -> str:
    """One line on a place: "Hotan (和田地区), prefecture or city 653200 of Xinjiang"."""
    place = gazetteer.places()[place_id]
    name = f"{place.name} ({place.zh})" if place.zh and place.zh != place.name else place.name
    if place.level == "country":
        return f"{name}, country"
    region = gazetteer.places().get(gazetteer.region_of(place_id) or "")
    whole = "China" if place.level == "province" or region is None else region.name
    return f"{name}, {_LEVELS[place.level]}{' ' if place.code else ''}{place.code} of {whole}"


def postal_clue(digits: str, text: str, start: int, end: int, region: str) -> PlaceClue:
    """A Chinese postal code as a clue."""
    meaning = f"postal code {digits} of {gazetteer.places()[region].name}"
    return PlaceClue("postal_code", text[start:end], start, end, region, None, meaning)


def _coded(text: str, folded: Folded, *, read_postal: bool | None) -> list[PlaceClue]:
    clues = []
    for match in _SIX_DIGITS.finditer(folded.text):
        region = region_of_code(match.group())
        if region and (read_postal or (read_postal is None and region == XINJIANG)):
            clues.append(postal_clue(match.group(), text, *folded.span(match.start(), match.end()), region))
    credit = (
        _credit_clue(text, match.group(), *folded.span(match.start(), match.end()))
        for match in _CREDIT_CODE.finditer(folded.text)
    )
    clues.extend(clue for clue in credit if clue)
    for match in _ISO_CODE.finditer(folded.text):
        if region := _region_of_iso(match.group().upper()):
            start, end = folded.span(match.start(), match.end())
            clues.append(PlaceClue("code", text[start:end], start, end, region, None, describe(region)))
    return clues


def _credit_clue(text: str, code: str, start: int, end: int) -> PlaceClue | None:
    try:
        parts = check_uscc(code)
    except ValueError:
        return None
    meaning = f"credit code registered in division {parts.division}: a registry, not a site"
    return PlaceClue("uscc", text[start:end], start, end, parts.region or CHINA, parts.division, meaning)


def _region_of_iso(code: str) -> str | None:
    """CN-XJ and the older numeric form CN-65."""
    if code in gazetteer.places():
        return code
    return gazetteer.province_of_code(code.removeprefix("CN-"))
