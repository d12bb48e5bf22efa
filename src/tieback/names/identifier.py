"""Numbers somebody issued: shape, check characters, and what a Chinese credit code says of its registry.

A well-formed number is not proof that it was issued, or to whom.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tieback.names import gazetteer

_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714-1997
_AUTHORITIES = "123456789ANY"  # GB 32100-2015, amendment 1 (2016): A army, N rural, Y other
_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Uscc:
    """A Unified Social Credit Code in its parts (GB 32100-2015).

    `division` is the GB/T 2260 code of the registry at registration, not of any site, and does not follow
    a firm that moves; `region` its province (ISO 3166-2), None for central registries. `organisation_valid`:
    the inner check character of the organisation code (GB 11714) agrees; older codes are known not to.
    """

    value: str
    authority: str
    category: str
    division: str
    organisation: str
    region: str | None
    organisation_valid: bool


def _compact(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(char for char in plain if char not in " -\t\u00a0")


def check_uscc(text: str) -> Uscc:
    """The parts of a credit code, however spaced or cased. ValueError says what is wrong."""
    value = _compact(text)
    if len(value) != 18:
        raise ValueError(f"a credit code (USCC) has 18 characters, not {len(value)}")
    if wrong := next((char for char in value if char not in _USCC_ALPHABET), None):
        raise ValueError(f"a credit code (USCC) never holds {wrong!r}")
    if value[0] not in _AUTHORITIES:
        raise ValueError(f"no registering authority has the sign {value[0]!r}")
    if not value[2:8].isdigit():
        raise ValueError(f"characters 3 to 8 are a division code of digits, not {value[2:8]!r}")
    if value[17] != _uscc_check(value):
        raise ValueError(f"check character {value[17]!r} should be {_uscc_check(value)!r}")
    organisation = value[8:17]
    return Uscc(
        value=value,
        authority=value[0],
        category=value[1],
        division=value[2:8],
        organisation=organisation,
        region=gazetteer.province_of_code(value[2:8]),
        organisation_valid=organisation[8] == _organisation_check(organisation),
    )


def _uscc_check(value: str) -> str:
    total = sum(
        _USCC_ALPHABET.index(char) * weight for char, weight in zip(value[:17], _USCC_WEIGHTS, strict=True)
    )
    return _USCC_ALPHABET[(31 - total % 31) % 31]


def _organisation_check(code: str) -> str:
    total = sum(_BASE36.index(char) * weight for char, weight in zip(code[:8], _ORG_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def check_lei(text: str) -> str:
    """A Legal Entity Identifier in capitals (ISO 17442: ISO 7064 MOD 97-10). ValueError says what is wrong."""
    value = _compact(text)
    if len(value) != 20:
        raise ValueError(f"an LEI has 20 characters, not {len(value)}")
    if wrong := next((char for char in value if char not in _BASE36), None):
        raise ValueError(f"an LEI never holds {wrong!r}")
    if not value[18:].isdigit():
        raise ValueError("the last two characters of an LEI are digits")
    if int("".join(str(_BASE36.index(char)) for char in value)) % 97 != 1:
        raise ValueError("the check digits of the LEI do not agree")
    return value


def check_os_id(text: str) -> str:
    """An Open Supply Hub facility id: country, year and day, then six characters and a check character.

    Only the shape is checked (CCYYYYDDDXXXXXC, Crockford base 32). ValueError says what is wrong.
    """
    value = _compact(text)
    if len(value) != 15:
        raise ValueError(f"an OS ID has 15 characters, not {len(value)}")
    country, year, day, rest = value[:2], value[2:6], value[6:9], value[9:]
    if not (country.isascii() and country.isalpha()):
        raise ValueError("an OS ID begins with two letters of a country")
    if not (year.isdigit() and day.isdigit() and 1 <= int(day) <= 366):
        raise ValueError("characters 3 to 9 of an OS ID are year and day of the year")
    if not all(char in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" for char in rest):
        raise ValueError("the last six characters of an OS ID are base 32 without I, L, O, U")
    return value


def check_gln(text: str) -> str:
    """A Global Location Number: 13 digits, GS1 check digit. ValueError says what is wrong."""
    value = _compact(text)
    if len(value) != 13 or not (value.isascii() and value.isdigit()):
        raise ValueError("a GLN has 13 digits")
    total = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(value[:12]))
    if (expected := (10 - total % 10) % 10) != int(value[12]):
        raise ValueError(f"check digit {value[12]} of the GLN should be {expected}")
    return value


def check_imo(text: str) -> str:
    """An IMO ship number: 7 digits, with or without "IMO" before them. ValueError says what is wrong."""
    value = _compact(text).removeprefix("IMO").removeprefix(":")
    if len(value) != 7 or not (value.isascii() and value.isdigit()):
        raise ValueError("an IMO number has 7 digits")
    total = sum(int(digit) * weight for digit, weight in zip(value[:6], range(7, 1, -1), strict=True))
    if (expected := total % 10) != int(value[6]):
        raise ValueError(f"check digit {value[6]} of the IMO number should be {expected}")
    return value


_CHECKS: dict[str, Callable[[str], object]] = {
    "uscc": check_uscc,
    "lei": check_lei,
    "gln": check_gln,
    "os_id": check_os_id,
    "imo": check_imo,
}


def fault_of(scheme: str, value: str) -> str | None:
    """What is wrong with a number of this scheme; None if nothing is, or nothing can be checked."""
    try:
        _CHECKS.get(scheme, str)(value)
    except ValueError as error:
        return str(error)
    return None
