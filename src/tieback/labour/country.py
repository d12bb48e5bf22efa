"""Countries under the names that the ILO's pages print, which are often neither the short name nor a common one."""

from functools import cache

from tieback.labour.registry import rows
from tieback.names.country import resolve_country


def country_named(text: str) -> str | None:
    """ISO 3166-1 alpha-2 of a country as a page or a person writes it; None if the whole name is not known."""
    plain = " ".join(text.split()).strip(" .")
    return _printed().get(plain.casefold()) or resolve_country(plain)


@cache
def _printed() -> dict[str, str]:
    return {row["name"].casefold(): row["country"] for row in rows("country_name.csv")}
