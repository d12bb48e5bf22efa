"""Countries as files write them: code, English or Chinese name."""

from functools import cache

from tieback.names import gazetteer, lexicon, table
from tieback.names.normal import fold
from tieback.names.reading import PartKind
from tieback.names.token import tokens_of

CHINA = "CN"
_OWN_CODE = {"CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW"}  # ISO 3166-1 codes of their own


@cache
def resolve_country(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country: "CN", "CHN", "China", "P.R. China", "中国". None if not known."""
    plain = fold(text).strip(" .")
    code = plain.upper()
    if len(code) == 2 and (code in gazetteer.places() or f"CN-{code}" in _OWN_CODE):
        return code
    if found := _alpha3().get(code):
        return found
    if entries := lexicon.han().entries.get(plain):
        return _first(tuple(entry.id for entry in entries if entry.kind is PartKind.PLACE))
    keys = [token.key for token in tokens_of(plain)]
    for end, words in lexicon.words().at(keys, 0) if keys else ():
        if end == len(keys):
            return _first(tuple(entry.id for entry in words if entry.kind is PartKind.PLACE))
    return None


@cache
def _alpha3() -> dict[str, str]:
    return {row["alpha3"]: row["id"] for row in table.rows("alpha3.csv")}


def _first(ids: tuple[str, ...]) -> str | None:
    for id_ in ids:
        if gazetteer.places()[id_].level == "country":
            return id_
        if id_ in _OWN_CODE:
            return _OWN_CODE[id_]
    return None


def name_of(iso: str) -> str:
    """The English name of a country code, or the code itself."""
    place = gazetteer.places().get(iso) or gazetteer.places().get(f"CN-{iso}")
    return place.name if place else iso
