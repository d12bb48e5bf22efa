"""Where an address lies: `find` its clues, `locate` it in a region. Yes, no, unknown or conflict.

A street or a town named after a region is no clue, and a credit code is a signal only: it shows where a
firm registered, never where goods are made, and never supports a *no*.
"""

from dataclasses import dataclass
from decimal import Decimal

from tieback.model.answer import Answer
from tieback.model.place import XINJIANG, PlaceClue, Placement
from tieback.names import gazetteer
from tieback.names.clue import find, find_among, postal_clue
from tieback.names.coordinate import coordinate_clue
from tieback.names.country import CHINA, name_of, resolve_country
from tieback.names.lexicon import Grade
from tieback.names.mention import Mention, Use, mentions
from tieback.names.postal import normalise, region_of_code

__all__ = ["find", "locate", "points_away", "points_to"]

_XINJIANG_COUNTY = frozenset({"140800", "140825"})  # 运城 and its county 新绛: a Xinjiang that is not 新疆


def locate(
    address: str | None,
    postal_code: str | None,
    country: str | None,
    region: str = XINJIANG,
    coordinates: tuple[Decimal | None, Decimal | None] = (None, None),
) -> Placement:
    """Whether an address lies in `region` (ISO 3166-2 or 3166-1), from what is written of it.

    yes: clues point there and none away; no: clues point only elsewhere; conflict: both; unknown: no clue,
    or only the country that holds the region. The reason names every clue, and what was set aside.
    `coordinates`: latitude and longitude in degrees; they can point into a region, never away from one.
    """
    asides: list[str] = []
    stated = _stated_country(country, asides)
    iso = stated.region if stated else None
    found = mentions(address) if address else ()
    written = find_among(address, found) if address else ()
    abroad = iso != CHINA if iso else any(not clue.region.startswith(CHINA) for clue in written)
    asides.extend(_uses(found))
    weighing = _Weighing(region, written, {(m.start, m.end): m for m in found}, iso, abroad)
    clues = [stated] if stated else []
    for clue in written:
        if objection := weighing.objection(clue):
            asides.append(objection)
        else:
            clues.append(clue)
    if coded := _stated_postal_code(postal_code, abroad, asides):
        clues.append(coded)
    if pointed := coordinate_clue(*coordinates):
        clues.append(pointed)
    return _placement(region, clues, asides)


def points_to(clue: PlaceClue, region: str) -> bool:
    """True if a clue points into `region`."""
    inside = clue.division is not None and gazetteer.within(f"CN-{clue.division}", region)
    return inside or region == clue.region or region in gazetteer.lineage(clue.region)


def points_away(clue: PlaceClue, region: str) -> bool:
    """True if a clue points outside `region`; one that names what contains it points nowhere."""
    return not points_to(clue, region) and clue.region not in gazetteer.lineage(region)


@dataclass(frozen=True, slots=True)
class _Weighing:
    """The clues of one address, each judged by the others."""

    region: str
    clues: tuple[PlaceClue, ...]
    mentions: dict[tuple[int, int], Mention]
    iso: str | None  # the country stated beside the address
    abroad: bool

    def objection(self, clue: PlaceClue) -> str | None:
        """Why a clue is set aside, or None if it counts."""
        if clue.kind == "postal_code":
            return f"{clue.text!r} is not read as a Chinese postal code" if self.abroad else None
        mention = self.mentions.get((clue.start, clue.end))
        if mention is None or clue.kind in ("uscc", "code"):
            return None
        if self.iso == CHINA and not clue.region.startswith(CHINA):
            return f"{clue.text!r} is set aside, the country being China"
        if points_to(clue, self.region):
            return f"{clue.text!r} is also the name of a place elsewhere" if self._is_namesake(clue) else None
        if mention.grade is Grade.SHARED and not self._is_supported(clue):
            return f"{clue.text!r} may be {clue.meaning}"
        return None

    def _is_namesake(self, clue: PlaceClue) -> bool:
        """True if a name that points to the region is better explained by what stands beside it."""
        toward = [other for other in self.clues if points_to(other, self.region)]
        if clue.division == "650000" and any(other.division in _XINJIANG_COUNTY for other in self.clues):
            return all(other.text.casefold() == clue.text.casefold() for other in toward)
        beside = [other for other in self.clues if other.kind != "uscc" and points_away(other, self.region)]
        elsewhere = self.abroad or (bool(beside) and self._has_namesake_in_china(clue))
        return elsewhere and not any(self._is_firm(other) for other in toward)

    def _has_namesake_in_china(self, clue: PlaceClue) -> bool:
        """True if other provinces have places that are written so: Hetian (河田), and small places at large."""
        ids = self.mentions[clue.start, clue.end].ids
        others = (gazetteer.region_of(id_) for id_ in ids)
        return gazetteer.places()[ids[0]].level == "county" or any(other != clue.region for other in others)

    def _is_firm(self, clue: PlaceClue) -> bool:
        """True if no place elsewhere bears the name of the clue."""
        mention = self.mentions.get((clue.start, clue.end))
        if mention is None or clue.kind in ("uscc", "postal_code"):
            return clue.kind != "uscc" and not self.abroad
        if self.abroad and mention.text.isascii() and gazetteer.places()[mention.id].level == "county":
            return False
        return mention.grade is Grade.STRONG

    def _is_supported(self, clue: PlaceClue) -> bool:
        return any(
            other is not clue and other.region == clue.region and other.kind != "uscc" for other in self.clues
        )


def _stated_country(country: str | None, asides: list[str]) -> PlaceClue | None:
    if country is None or not country.strip():
        return None
    iso = resolve_country(country)
    if iso is None:
        asides.append(f"country {country!r} is not known")
        return None
    return PlaceClue("country", country, 0, len(country), iso, None, f"country {name_of(iso)}")


def _stated_postal_code(text: str | None, abroad: bool, asides: list[str]) -> PlaceClue | None:
    if text is None or not text.strip():
        return None
    if abroad:  # another country's code, and no clue here
        return None
    digits, region = normalise(text), region_of_code(text)
    if digits is None or region is None:
        asides.append(f"{text!r} is not a valid Chinese postal code")
        return None
    return postal_clue(digits, text, 0, len(text), region)


def _uses(found: tuple[Mention, ...]) -> list[str]:
    said = {
        Use.STREET: "{!r} names a street or a building",
        Use.SETTLEMENT: "{!r} names a town or village",
    }
    return [said[mention.use].format(mention.phrase) for mention in found if mention.use in said]


def _placement(region: str, clues: list[PlaceClue], asides: list[str]) -> Placement:
    believed = [clue for clue in clues if clue.kind != "uscc"]
    toward = [clue for clue in believed if points_to(clue, region)]
    away = [clue for clue in believed if points_away(clue, region)]
    answer = _answer(bool(toward), bool(away))
    sentences = []
    if toward:
        sentences.append(f"for {region}: {_listed(toward)}")
    if away:
        sentences.append(f"for elsewhere: {_listed(away)}")
    if answer is Answer.UNKNOWN:
        sentences.append(f"nothing written here says whether this lies in {region}")
    if len(believed) < len(clues):
        sentences.append("a credit code shows only where a firm registered")
    return Placement(region, answer, tuple(clues), "; ".join([*sentences, *dict.fromkeys(asides)]))


def _answer(toward: bool, away: bool) -> Answer:
    if toward and away:
        return Answer.CONFLICT
    if toward:
        return Answer.YES
    return Answer.NO if away else Answer.UNKNOWN


def _listed(clues: list[PlaceClue]) -> str:
    words = {"postal_code": "postal code ", "country": "country ", "coordinates": "coordinates "}
    return ", ".join(dict.fromkeys(f"{words.get(c.kind, '')}{c.text!r} ({c.region})" for c in clues))
