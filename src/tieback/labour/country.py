"""Countries under the names that the ILO's pages print, which are often neither the short name nor a common one."""

from difflib import get_close_matches
from functools import cache

from tieback.labour.registry import rows
from tieback.names.country import name_of, resolve_country
from tieback.table.code import parse_country
from tieback.table.fault import CellError
from tieback.table.word import aliases
from tieback.table.word import rows as words

_UNION = frozenset({"eu", "european union", "欧盟", "欧洲联盟"})


def country_named(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country as a page or a person writes it; None if the whole name is not known."""
    plain = " ".join(text.split()).strip(" .")
    return _printed().get(plain.casefold()) or resolve_country(plain) or _listed(plain)


def country_name(code: str) -> str:
    """The English name of a country, of every one that ISO 3166-1 lists; the code itself of any other."""
    name = name_of(code)
    return _listed_names().get(code, code) if name == code else name


def nearest_countries(text: str) -> tuple[str, ...]:
    """Up to four countries that may be meant, as "ZA South Africa": names nearly alike, or codes that begin alike."""
    plain = " ".join(text.split()).casefold()
    named = {name.casefold(): row["id"] for row in words("country") for name in aliases(row)}
    if len(plain) == 2:
        codes = [row["id"] for row in words("country") if row["id"][0].casefold() == plain[0]]
        near = sorted(codes, key=lambda code: abs(ord(code[1].casefold()) - ord(plain[1])))
    else:
        alike = get_close_matches(plain, sorted(named), n=8, cutoff=0.7)
        near = list(dict.fromkeys(named[name] for name in alike))
    return tuple(f"{code} {country_name(code)}" for code in near[:4])


def is_union(text: str) -> bool:
    """Whether the European Union is named, which is no country: the ILO's instruments bind its member states one by one."""
    return " ".join(text.split()).casefold() in _UNION


def _listed(text: str) -> str | None:
    try:
        return parse_country(text)
    except CellError:
        return None


@cache
def _listed_names() -> dict[str, str]:
    return {row["id"]: aliases(row)[0] for row in words("country")}


@cache
def _printed() -> dict[str, str]:
    return {row["name"].casefold(): row["country"] for row in rows("country_name.csv")}
