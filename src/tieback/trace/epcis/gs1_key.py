"""GS1 identification keys in their two notations, compared as one: EPC URN and Digital Link.

`urn:epc:class:lgtin:4012345.011111.4444` and `https://id.gs1.org/01/04012345111118/10/4444` name one lot.
The comparison form is the element string `(01)04012345111118(10)4444`; any other URI is its own form.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

_LOT = re.compile(
    r"urn:epc:(?:id|class):(sgtin|lgtin):([0-9]+)\.([0-9]+)\.([\w.~-]+)", re.ASCII
)  # nothing to escape
_URN = re.compile(r"urn:epc:(?:id|class|idpat):(?P<scheme>[a-z]+):(?P<rest>\S+)")
# application identifiers that start a Digital Link: what their value looks like, which qualifiers may follow
_PRIMARY: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "00": (r"\d{18}", ()),
    "01": (r"\d{8}|\d{12,14}", ("22", "10", "21", "235")),
    "253": (r"\d{13}.{0,17}", ()),
    "255": (r"\d{13}\d{0,12}", ()),
    "401": (r".{1,30}", ()),
    "402": (r"\d{17}", ()),
    "414": (r"\d{13}", ("254",)),
    "417": (r"\d{13}", ()),
    "8003": (r"\d{14}.{0,16}", ()),
    "8004": (r".{1,30}", ()),
    "8006": (r"\d{18}", ("22", "10", "21")),
    "8010": (r".{1,30}", ("8011",)),
    "8017": (r"\d{18}", ()),
    "8018": (r"\d{18}", ()),
}
_FINEST: Mapping[
    str, tuple[str, ...]
] = {  # of the qualifiers after a key, the one that counts (CBV 2.0, 8.9)
    "01": ("21", "235", "10"),
    "8006": ("21", "10"),
}
_KEY: Mapping[str, str] = {
    "pgln": "417",
    "gsrn": "8018",
    "gsrnp": "8017",
    "gsin": "402",
    "grai": "8003",
    "gdti": "253",
    "sgcn": "255",
    "giai": "8004",
    "ginc": "401",
}
_QUALIFIER: Mapping[str, str] = {"sgtin": "21", "lgtin": "10", "upui": "235"}
_SHORT: Mapping[str, str] = {  # convenience names of Digital Link 1.1
    "gtin": "01",
    "sscc": "00",
    "itip": "8006",
    "gln": "414",
    "glnx": "254",
    "party": "417",
    "gdti": "253",
    "gcn": "255",
    "ginc": "401",
    "gsin": "402",
    "grai": "8003",
    "giai": "8004",
    "cpid": "8010",
    "cpsn": "8011",
    "gsrn": "8018",
    "gsrnp": "8017",
    "cpv": "22",
    "lot": "10",
    "ser": "21",
    "tpx": "235",
}
_GLN = re.compile(r"\((?:414|417)\)(\d{13})(?:\(254\)(.+))?")
_CACHED = 65_536

Elements = list[tuple[str, str]]  # (application identifier, value), the key first


@lru_cache(maxsize=_CACHED)
def comparable(uri: str) -> str:
    """The element string of a GS1 key, or `uri` itself where it is not one we know."""
    read = _elements(uri.strip())
    return "".join(f"({key}){value}" for key, value in read) if read else uri.strip()


@lru_cache(maxsize=_CACHED)
def canonical_link(uri: str) -> str | None:
    """The constrained canonical Digital Link of a GS1 key: id.gs1.org, the finest identification alone (CBV 2.0, 8.9).

    None where `uri` is no GS1 key.
    """
    if found := _LOT.fullmatch(uri):  # most of all keys
        return _stem(found[1], found[2], found[3]) + found[4]
    read = _elements(uri.strip())
    if not read:
        return None
    (key, number), *rest = read
    others = dict(rest)
    finest = next((ai for ai in _FINEST.get(key, tuple(others)) if ai in others), None)
    tail = "" if finest is None else f"/{finest}/{_escaped(others[finest])}"
    return f"https://id.gs1.org/{key}/{_escaped(number)}{tail}"


@lru_cache(maxsize=_CACHED)
def _stem(scheme: str, prefix: str, item: str) -> str:
    """The canonical link of a product, up to its lot or serial number."""
    return f"https://id.gs1.org/01/{_gtin(prefix, item)}/{_QUALIFIER[scheme]}/"


def gln(text: str) -> tuple[str, str | None] | None:
    """(Global Location Number, extension) of an SGLN, PGLN, Digital Link or bare 13 digits; None if none."""
    text = text.strip()
    if re.fullmatch(r"\d{13}", text):
        return text, None
    found = _GLN.fullmatch(comparable(text))
    return (found[1], found[2]) if found else None


def party_key(text: str) -> str:
    """What a party or its location is compared by: the GLN without extension, else the comparison form."""
    number = gln(text)
    return number[0] if number else comparable(text)


def same_party(a: str, b: str) -> bool:
    """Do two identifiers name one party, whatever their notation?"""
    return party_key(a) == party_key(b)


def is_container(uri: str) -> bool:
    """A logistic unit or asset (SSCC, GRAI, GIAI): it holds goods and is none."""
    return comparable(uri).startswith(("(00)", "(8003)", "(8004)"))


def is_product(uri: str) -> bool:
    """A product number without lot or serial: goods under it cannot be told apart."""
    form = comparable(uri)
    return form.startswith("(01)") and "(10)" not in form and "(21)" not in form


def check_digit(digits: str) -> str:
    """The GS1 modulo-10 check digit that follows `digits` (GS1 General Specifications, 7.9)."""
    total = 3 * sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2]))
    return str(-total % 10)


def _elements(text: str) -> Elements | None:
    found = _URN.fullmatch(text)
    return _from_urn(found["scheme"], found["rest"].split(".")) if found else _from_link(text)


def _escaped(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text
    return quote(text, safe="';=")


def _from_urn(scheme: str, parts: list[str]) -> Elements | None:
    """The elements of an EPC URN: its parts between the dots, the company prefix first (EPC Tag Data Standard 2.0)."""
    match scheme, parts:
        case (("sgtin" | "lgtin" | "upui"), [prefix, item, *rest]) if _digits(prefix, item):
            return [("01", _gtin(prefix, item)), *_extra(_QUALIFIER[scheme], rest)]
        case "itip", [prefix, item, piece, total, *rest] if _digits(prefix, item, piece, total):
            return [("8006", _gtin(prefix, item) + piece + total), *_extra("21", rest)]
        case "sgln", [prefix, place, *rest] if _digits(prefix, place or "0"):
            extra = [] if rest == ["0"] else _extra("254", rest)
            return [("414", _checked(prefix + place)), *extra]
        case (("pgln" | "gsrn" | "gsrnp" | "gsin"), [prefix, number]) if _digits(prefix, number or "0"):
            return [(_KEY[scheme], _checked(prefix + number))]
        case "sscc", [prefix, serial] if _digits(prefix, serial):
            return [("00", _gtin(prefix, serial))]
        case (("grai" | "gdti" | "sgcn"), [prefix, kind, *rest]) if _digits(prefix, kind or "0"):
            number = _checked(prefix + kind)
            serial = "".join(value for _, value in _extra("", rest))
            return [(_KEY[scheme], ("0" if scheme == "grai" else "") + number + serial)]
        case (("giai" | "ginc"), [prefix, *rest]):
            return [(_KEY[scheme], prefix + unquote(".".join(rest)))]
        case "cpi", [prefix, part, *rest] if _digits(prefix):
            return [("8010", prefix + unquote(part)), *_extra("8011", rest)]
    return None


def _gtin(prefix: str, item: str) -> str:
    """Indicator digit, prefix, reference, check digit."""
    return _checked(item[:1] + prefix + item[1:])


def _checked(digits: str) -> str:
    return digits + check_digit(digits)


def _extra(key: str, rest: list[str]) -> Elements:
    """The serial or lot that follows; a pattern's "*" stands for any."""
    value = unquote(".".join(rest))
    return [] if value in {"", "*"} else [(key, value)]


def _from_link(text: str) -> Elements | None:
    if not text.casefold().startswith(("http://", "https://")):
        return None
    steps = [unquote(step) for step in urlsplit(text).path.split("/")]
    for place in range(len(steps) - 1):
        key, value = _SHORT.get(steps[place], steps[place]), steps[place + 1]
        if key in _PRIMARY and re.fullmatch(_PRIMARY[key][0], value):
            names = (_SHORT.get(name, name) for name in steps[place + 2 :: 2])
            pairs = dict(zip(names, steps[place + 3 :: 2], strict=False))
            number = value.zfill(14) if key == "01" else value
            return [(key, number), *((ai, pairs[ai]) for ai in _PRIMARY[key][1] if ai in pairs)]
    return None


def _digits(*parts: str) -> bool:
    return all(part.isascii() and part.isdigit() for part in parts)
