"""GS1 identification keys in their two notations, compared as one: EPC URN and Digital Link.

`urn:epc:class:lgtin:4012345.011111.4444` and `https://id.gs1.org/01/04012345111118/10/4444` name one lot.
The comparison form is the element string `(01)04012345111118(10)4444`; any other URI is its own form.
"""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_URN = re.compile(r"urn:epc:(?:id|class|idpat):(?P<scheme>[a-z]+):(?P<rest>\S+)")
_PRIMARY = {"00": (), "01": ("22", "10", "21"), "253": (), "414": ("254",), "417": (), "8003": (), "8004": ()}
_GLN = re.compile(r"\((?:414|417)\)(\d{13})(?:\(254\)(.+))?")
_CACHED = 65_536


@lru_cache(maxsize=_CACHED)
def comparable(uri: str) -> str:
    """The element string of a GS1 key, or `uri` itself where it is not one we know."""
    text = uri.strip()
    found = _URN.fullmatch(text)
    read = _from_urn(found["scheme"], found["rest"].split(".")) if found else _from_link(text)
    return read or text


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
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _from_urn(scheme: str, parts: list[str]) -> str | None:
    match scheme, parts:
        case (("sgtin" | "lgtin"), [prefix, item, *rest]) if _digits(prefix, item):
            number = item[:1] + prefix + item[1:]
            extra = unquote(".".join(rest))
            suffix = "" if extra in {"", "*"} else f"({'21' if scheme == 'sgtin' else '10'}){extra}"
            return f"(01){number}{check_digit(number)}{suffix}"
        case "sgln", [prefix, place, *rest] if _digits(prefix, place):
            extra = unquote(".".join(rest))
            suffix = "" if extra in {"", "0"} else f"(254){extra}"
            return f"(414){prefix}{place}{check_digit(prefix + place)}{suffix}"
        case "pgln", [prefix, party] if _digits(prefix, party):
            return f"(417){prefix}{party}{check_digit(prefix + party)}"
        case "sscc", [prefix, serial] if _digits(prefix, serial):
            number = serial[:1] + prefix + serial[1:]
            return f"(00){number}{check_digit(number)}"
        case (("grai" | "gdti"), [prefix, kind, *rest]) if _digits(prefix, kind or "0"):
            number = prefix + kind
            lead = "(8003)0" if scheme == "grai" else "(253)"
            return f"{lead}{number}{check_digit(number)}{unquote('.'.join(rest))}"
        case "giai", [prefix, *rest]:
            return f"(8004){prefix}{unquote('.'.join(rest))}"
    return None


def _from_link(text: str) -> str | None:
    if not text.casefold().startswith(("http://", "https://")):
        return None
    steps = [unquote(step) for step in urlsplit(text).path.split("/")]
    for place in range(len(steps) - 1):
        key, value = steps[place], steps[place + 1]
        if key in _PRIMARY and value:
            pairs = dict(zip(steps[place + 2 :: 2], steps[place + 3 :: 2], strict=False))
            number = value.zfill(14) if key == "01" else value
            return f"({key}){number}" + "".join(f"({ai}){pairs[ai]}" for ai in _PRIMARY[key] if ai in pairs)
    return None


def _digits(*parts: str) -> bool:
    return all(part.isascii() and part.isdigit() for part in parts)
