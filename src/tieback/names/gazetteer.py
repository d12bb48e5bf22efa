"""What the place table says of a place id: its level, what contains it, which region it lies in."""

import re
from dataclasses import dataclass
from functools import cache

from tieback.names import table


@dataclass(frozen=True, slots=True)
class Place:
    """A row of place.csv. `code`: GB/T 2260 division where it has one; `parent`: id of what contains it."""

    id: str
    level: str  # country | province | prefecture | county | corps | division | elsewhere
    parent: str
    code: str
    zh: str
    name: str
    source: str


@cache
def places() -> dict[str, Place]:
    """Every place of the table by id."""
    return {row["id"]: _place(row) for row in table.rows("place.csv")}


def _place(row: dict[str, str]) -> Place:
    names = table.cells(row["names"]) or table.cells(row["shared"]) or table.cells(row["faint"])
    pinyin = row["pinyin"].replace(" ", "").capitalize()
    zh = table.cells(row["zh"])
    name = (
        _shown().get(row["id"]) or names[0]
        if names and (row["level"] != "county" or not pinyin)
        else pinyin or (zh[0] if zh else row["id"])
    )
    return Place(
        row["id"], row["level"], row["parent"], row["code"], zh[0] if zh else "", name, row["source"]
    )


@cache
def _shown() -> dict[str, str]:
    """Places whose first name of the table is an older spelling that nobody prints any more."""
    return {row["id"]: row["shown"] for row in table.rows("place_shown.csv")}


@cache
def region_of(place_id: str) -> str | None:
    """The province (ISO 3166-2) or, outside China, the country (ISO 3166-1) of a place id; None if unknown."""
    place = places().get(place_id)
    while place is not None and place.level not in ("province", "country"):
        place = places().get(place.parent)
    return place.id if place else None


@cache
def lineage(place_id: str) -> tuple[str, ...]:
    """The id itself and what contains it, inmost first: ("CN-653201", "CN-653200", "CN-XJ", "CN")."""
    chain = []
    place = places().get(place_id)
    while place is not None:
        chain.append(place.id)
        place = places().get(place.parent)
    return tuple(chain)


def within(inner: str, outer: str) -> bool:
    """True if the place `inner` is `outer` or lies in it."""
    return outer in lineage(inner)


_UNIT = re.compile(r"(地区|蒙古自治州|回族自治州|哈萨克自治州|柯尔克孜自治州|自治州|市|县)$")


@cache
def _namesakes() -> dict[str, tuple[str, ...]]:
    """Divisions of Xinjiang that share a name, as Hotan prefecture, city and county do."""
    groups: dict[str, list[str]] = {}
    for place in places().values():
        if place.code.startswith("65") and place.level in ("prefecture", "county"):
            groups.setdefault(_UNIT.sub("", place.zh), []).append(place.id)
    return {id_: tuple(ids) for ids in groups.values() for id_ in ids}


def preferred(ids: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """`ids` with those that lie in a place already named first: Suzhou after Anhui is 宿州."""
    return tuple(sorted(ids, key=lambda id_: not any(within(id_, place) for place in known)))


def readings(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Other ids that a place name read as `ids[0]` may mean."""
    others = (*ids[1:], *_namesakes().get(ids[0], ()))
    return tuple(dict.fromkeys(other for other in others if other != ids[0]))


@cache
def province_of_code(code: str) -> str | None:
    """The province (ISO 3166-2) of a GB/T 2260 code, by its first two digits; None for central registries."""
    wanted = f"{code[:2]}0000"
    return next((p.id for p in places().values() if p.level == "province" and p.code == wanted), None)
