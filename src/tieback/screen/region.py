"""Addresses, codes and names that point to a region: alerts of kind `region`.

A party is not a site: an address is that of the site given; a code says where a firm registered; a place in
a name alone is a weak clue. Conflicts and clues that settle nothing raise an alert that says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files

from tieback.model.alert import Alert, AlertKind, Alignment, EntityRef, Subject
from tieback.model.answer import Answer
from tieback.model.party import Party
from tieback.model.place import XINJIANG, PlaceClue, Placement
from tieback.model.site import Site
from tieback.names.clue import describe
from tieback.names.country import CHINA
from tieback.names.gazetteer import places
from tieback.names.hint import may_point
from tieback.names.identifier import check_uscc
from tieback.names.place import locate, points_to
from tieback.names.reading import Part, PartKind
from tieback.proof.digest import sha256
from tieback.screen.alerting import alert_id
from tieback.screen.context import country_code
from tieback.screen.meeting import names_of, subject_of
from tieback.screen.name import ready
from tieback.screen.score import decimal_bits, squash, total_bits, weights

LIST = "cn_xj"
REGION = EntityRef(XINJIANG, "Xinjiang Uyghur Autonomous Region")

_WHOLE_REGION = "650000"
_PROVINCE_DIGITS = "65"  # GB/T 2260
_TABLES = ("place.csv", "postal_code.csv")
_ANSWERS = {
    Answer.YES: ("region_yes", "lies in"),
    Answer.CONFLICT: ("region_conflict", "has clues for and against lying in"),
    Answer.UNKNOWN: ("region_unknown", "may lie in"),
}
_GAP = "  "


@cache
def region_digest() -> str:
    """SHA-256 over the place tables: what stands for an edition of this list."""
    return sha256(b"".join(files("tieback.names").joinpath(table).read_bytes() for table in _TABLES))


def meet_region(party: Party, sites: Sequence[Site], threshold: Decimal) -> Iterator[Alert]:
    """The region alerts of a party and of its sites, each subject at most one."""
    for alert in (_party_alert(party), *(_site_alert(site, party) for site in sites)):
        if alert is not None and alert.score >= threshold:
            yield alert


def meet_stray(site: Site, threshold: Decimal) -> Iterator[Alert]:
    """The region alert of a site whose party is not in the records."""
    alert = _site_alert(site, Party(site.party, site.party, declared=False))
    if alert is not None and alert.score >= threshold:
        yield alert


def _site_alert(site: Site, party: Party) -> Alert | None:
    country = country_code(site.country or party.country)
    placement = _located(site.address, site.postal_code, country, (site.lat, site.lon))
    if not _worth_saying(placement):
        return None
    weight, verb = _ANSWERS[placement.answer]
    text, clues = _one_text(site, placement.clues)
    kind = site.kind.value if site.kind is not None else "kind not stated"
    rows = _rows(clues, weights()[weight])
    subject = Subject("site", site.id, party.name or party.name_local or "")
    told = f"The address {site.id} of party {site.party} ({kind}) {verb} {REGION.name}: {placement.reason}."
    return _alert(subject, rows, text, told, f"address: {placement.answer.value}")


@lru_cache(maxsize=1 << 14)
def _located(
    address: str | None,
    postal_code: str | None,
    country: str | None,
    coordinates: tuple[Decimal | None, Decimal | None],
) -> Placement:
    """Many sites of a file state the same city and nothing else."""
    return locate(address, postal_code, country, XINJIANG, coordinates)


def _worth_saying(placement: Placement) -> bool:
    if placement.answer not in _ANSWERS:
        return False
    return placement.answer is not Answer.UNKNOWN or any(
        points_to(clue, XINJIANG) for clue in placement.clues
    )


def _one_text(site: Site, clues: Sequence[PlaceClue]) -> tuple[str, list[PlaceClue]]:
    """Address and postal code in one line, and the clues with their spans in it."""
    address, code = site.address or "", site.postal_code or ""
    shift = len(address) + len(_GAP) if address else 0
    text = _GAP.join(part for part in (address, code) if part)
    return text, [_moved(clue, address, code, shift) for clue in clues]


def _moved(clue: PlaceClue, address: str, code: str, shift: int) -> PlaceClue:
    """The clue with its span in the line; one from another field (the country) has none."""
    if address[clue.start : clue.end] == clue.text:
        return clue
    if code[clue.start : clue.end] == clue.text:
        return replace(clue, start=clue.start + shift, end=clue.end + shift)
    return replace(clue, start=0, end=0)


def _party_alert(party: Party) -> Alert | None:
    """What a party's own code and names say; both are signals, neither says where goods are made."""
    model = weights()
    rows: list[Alignment] = []
    texts: list[str] = []
    told: list[str] = []
    for identifier in party.identifiers:
        if identifier.scheme.casefold() == "uscc" and _registered_in_region(identifier.value):
            rows.append(
                _row(
                    len(_GAP.join([*texts, ""])), identifier.value, "identifier", "code", model["region_code"]
                )
            )
            texts.append(identifier.value)
            told.append(
                f"code {identifier.value} was issued there (where a firm registered, not where it makes)"
            )
    for name in names_of(party) if party.kind != "person" else ():  # people bear names of places
        clue = _name_clue(name, party.country)
        if clue is not None:
            offset = len(_GAP.join([*texts, ""])) + clue.start
            first = not any(row.rule == "name" for row in rows)
            rows.append(_row(offset, clue.text, "place", "name", model["region_name"] if first else 0.0))
            texts.append(name)
            told.append(f'name "{name}" holds {clue.meaning} (a weak clue)')
    if not rows:
        return None
    text = f"Party {party.id} points to {REGION.name}: {'; '.join(told)}."
    rule = " and ".join(sorted({row.rule for row in rows}))
    return _alert(subject_of(party), rows, _GAP.join(texts), text, rule)


def _registered_in_region(code: str) -> bool:
    try:
        return check_uscc(code).division.startswith(_PROVINCE_DIGITS)
    except ValueError:
        return False


def _name_clue(name: str, country: str | None) -> PlaceClue | None:
    """The first place of the region in a name, if the name reads it as a place or it is the region's own name."""
    iso = country_code(country)
    parts = ready(name).reading.of(PartKind.PLACE)
    clue = None
    if may_point(name, XINJIANG):
        spans = [(part.start, part.end) for part in parts]
        toward = [clue for clue in locate(name, None, iso, XINJIANG).clues if points_to(clue, XINJIANG)]
        clue = next((clue for clue in toward if _is_place(clue, spans)), None)
    return clue or (_division_clue(parts) if iso in {None, CHINA} else None)


def _division_clue(parts: Sequence[Part]) -> PlaceClue | None:
    """A division of the Corps that the name bears by its number alone (8th Division Tianye, 第八师天业).

    Armies have divisions too, so an address says more than such a number: `locate` does not take it for a place.
    """
    for part in parts:
        place = places().get(part.key)
        if place is not None and place.level == "division":
            meaning = describe(place.id)
            return PlaceClue("name", part.text, part.start, part.end, XINJIANG, place.code or None, meaning)
    return None


def _is_place(clue: PlaceClue, places: Sequence[tuple[int, int]]) -> bool:
    return clue.division == _WHOLE_REGION or any(
        start < clue.end and clue.start < end for start, end in places
    )


def _rows(clues: Sequence[PlaceClue], bits: float) -> list[Alignment]:
    """A row per clue; the answer's weight stands with the first, for it is one answer."""
    nothing = Alignment((0, 0), (0, 0), "address", "answer", decimal_bits(bits))
    rows = [
        Alignment((clue.start, clue.end), (0, len(REGION.name)), "address", clue.kind, decimal_bits(0.0))
        for clue in clues
    ]
    return [nothing, *rows]


def _row(offset: int, text: str, part: str, rule: str, bits: float) -> Alignment:
    return Alignment((offset, offset + len(text)), (0, len(REGION.name)), part, rule, decimal_bits(bits))


def _alert(subject: Subject, rows: Sequence[Alignment], name_a: str, text: str, rule: str) -> Alert:
    model = weights()
    offset = decimal_bits(model["region_start"] - model["start"])  # `total_bits` starts from the names' prior
    return Alert(
        id=alert_id(subject, LIST, REGION, AlertKind.REGION),
        subject=subject,
        kind=AlertKind.REGION,
        list=LIST,
        edition_sha256=region_digest(),
        entity=REGION,
        score=squash(total_bits(rows) + offset),
        exact=False,  # a place is no legal name and no number
        rule=rule,
        name_a=name_a,
        name_b=REGION.name,
        alignment=tuple(rows),
        text=text,
    )
