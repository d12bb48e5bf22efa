"""Country names as lists write them, to ISO 3166-1 alpha-2. A name it does not know is None, never a guess."""

import csv
from functools import cache
from importlib.resources import files


def alpha2(text: str) -> str | None:
    """The code of a country name or of a code in any case; None if `country.csv` does not have it."""
    return _codes().get(_key(text))


@cache
def _codes() -> dict[str, str]:
    table = (files("tieback.lists") / "country.csv").read_text(encoding="utf-8")
    codes: dict[str, str] = {}
    for row in csv.DictReader(table.splitlines()):
        for name in (row["code"], *row["names"].split("|")):
            codes[_key(name)] = row["code"]
    return codes


def _key(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
