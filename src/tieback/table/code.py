"""Countries and identifiers in a cell."""

import re
from functools import cache

from tieback.model.party import Identifier
from tieback.table.fault import CellError
from tieback.table.word import aliases, canonical, fold, pieces, rows, unaccented

_SCHEMES = {
    "uscc": "uscc",
    "usci": "uscc",
    "usccode": "uscc",
    "unifiedsocialcreditcode": "uscc",
    "creditcode": "uscc",
    "统一社会信用代码": "uscc",
    "社会信用代码": "uscc",
    "信用代码": "uscc",
    "lei": "lei",
    "osid": "os_id",
    "oarid": "os_id",
    "gln": "gln",
    "mid": "mid",
    "duns": "duns",
    "dunsnumber": "duns",
    "imo": "imo",
    "imonumber": "imo",
    "tail": "tail number",
    "tailnumber": "tail number",
    "mmsi": "mmsi",
    "callsign": "call sign",
}
_LABELLED = re.compile(r"^\s*([^\d\W][^:：=]*?)\s*[:：=]\s*(\S.*?)\s*$")
_WORD_FIRST = re.compile(r"^\s*([^\W\d]+(?:[ -][^\W\d]+)?)\s+([0-9A-Z][0-9A-Z .\-]*)\s*$", re.IGNORECASE)
_NOT_STATED = re.compile(
    r"\s*n\s*[./\\]\s*a\s*\.?\s*", re.IGNORECASE
)  # "n/a" is not Namibia, whose code is NA

_TYPED_PLAIN = 4


@cache
def _countries() -> dict[str, str]:
    table = rows("country")
    named = [(word, row["id"]) for row in table for word in aliases(row)]
    # Short names stay accented: "Áo" is Austria, "AO" Angola.
    plain = {fold(bare): code for word, code in named if len(bare := unaccented(word)) >= _TYPED_PLAIN}
    words = plain | {fold(word): code for word, code in named}
    return words | {fold(row[code]): row["id"] for code in ("alpha3", "id") for row in table}


def parse_country(text: str) -> str:
    """ISO 3166-1 alpha-2 of a code or of a name in a language of the table. Raises CellError for none or several."""
    if _NOT_STATED.fullmatch(text):
        raise CellError(f"{text.strip()!r} names no country of ISO 3166-1")
    countries = _countries()
    if whole := countries.get(fold(text)):
        return whole
    found = {countries[fold(piece)] for piece in pieces(text)[1:] if fold(piece) in countries}
    if len(found) == 1:
        return found.pop()
    raise CellError(
        f"{text.strip()!r} names no country of ISO 3166-1"
        if not found
        else f"{text.strip()!r} names two countries"
    )


def parse_identifiers(text: str) -> tuple[Identifier, ...]:
    """ "USCC: 9165...; LEI 5493..." -> identifiers, sorted, schemes as in `Identifier`.

    A number without a scheme keeps the scheme "unknown". Check characters are not verified here.
    """
    parts = re.split(r"[;；|\n]+|,(?=\s*[A-Za-z]+\s*:)", text)
    return tuple(sorted({_identifier(part) for part in parts if part.strip()}))


def identifier(scheme: str, value: str) -> Identifier:
    """One identifier of a known scheme, blanks and hyphens of the value taken out."""
    scheme = _SCHEMES.get(fold(scheme), scheme)
    kept = (
        value.strip() if scheme not in {"uscc", "lei", "gln", "mid"} else re.sub(r"[\s\-]", "", value).upper()
    )
    return Identifier(scheme, kept)


def _identifier(part: str) -> Identifier:
    for pattern in (_LABELLED, _WORD_FIRST):
        if (match := pattern.match(part)) and (pattern is _LABELLED or fold(match.group(1)) in _SCHEMES):
            word = match.group(1)
            return identifier(_SCHEMES.get(fold(word), word.strip().lower()), match.group(2))
    return identifier("unknown", part)


def parse_kind(text: str) -> str:
    """What kind of party: company, person, vessel or aircraft. Raises CellError naming the words it knows."""
    return parse_word(text, "party")


def parse_word(text: str, kind: str) -> str:
    """The canonical word of a closed vocabulary of word.csv. Raises CellError naming the words it knows."""
    if found := canonical(text, "word", kind):
        return found
    known = ", ".join(row["id"] for row in rows("word") if row["kind"] == kind)
    raise CellError(f"{text.strip()!r} is none of {known}")
