"""Country names as official lists print them, beside those that `table.code` reads. Never a guess."""

import csv
import re
from functools import cache
from importlib.resources import files


@cache
def alpha2(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country name or code; None if nobody here knows it or it is none."""
    if re.fullmatch(r"[A-Z]{2}", text):
        return text
    if found := _spellings().get(_key(text)):
        return found
    from tieback.table.code import parse_country
    from tieback.table.fault import CellError

    try:
        return parse_country(text)
    except CellError:
        return None


@cache
def _spellings() -> dict[str, str]:
    table = (files("tieback.lists") / "country.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {_key(name): row["code"] for row in rows for name in row["spellings"].split("|")}


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
