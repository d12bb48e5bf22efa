"""Chinese postal codes: six digits, of which the first two name the province."""

import unicodedata
from functools import cache

from tieback.names import table


@cache
def _prefixes() -> dict[str, str]:
    return {row["prefix"]: row["region"] for row in table.rows("postal_code.csv")}


def normalise(text: str) -> str | None:
    """The six digits of a postal code as it is typed (full width, spaced, or "830000.0" out of a sheet)."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix(".0")
    if plain[:2].upper() == "CN":
        plain = plain[2:].lstrip("- ")
    digits = "".join(plain.split())
    return digits if len(digits) == 6 and digits.isascii() and digits.isdigit() else None


def region_of_code(text: str) -> str | None:
    """The province (ISO 3166-2) of a Chinese postal code; None if it is not one.

    Other countries write six digits too: whether the code is Chinese is for the caller to know.
    """
    digits = normalise(text)
    return _prefixes().get(digits[:2]) if digits else None
