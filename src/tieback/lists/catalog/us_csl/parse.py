"""The US Consolidated Screening List from the CSV file of the International Trade Administration.

One row, one entity, under the list it comes from (`source`). Promises every row, or a reason why not. The
file states neither its date nor its number of rows: a file that was cut between two rows cannot be told from
a whole one here (`size` guards against that).
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from tieback.lists.catalogue import Card
from tieback.lists.country import alpha2
from tieback.lists.edition import ListedAddress, ListedEntity, ListedName
from tieback.lists.parsed import Parsed
from tieback.model.party import Identifier
from tieback.model.record import Note
from tieback.model.refusal import Refused

_HEADER = ("_id", "source", "name", "alt_names", "addresses")
_KINDS = {"Entity": "company", "Individual": "person", "Vessel": "vessel", "Aircraft": "aircraft"}
_SCHEMES = {
    "Unified Social Credit Code (USCC)": "uscc",
    "D-U-N-S Number": "duns",
    "Legal Entity Identifier (LEI)": "lei",
    "Aircraft Tail Number": "tail number",
    "MMSI": "mmsi",
}
_TAG = re.compile(r"\(([A-Z][A-Z-]+)(?:\s+List)?\)")  # "Entity List (EL) - Bureau of Industry and Security"
_BARE_ID = re.compile(r"(?P<country>[A-Z]{2}), (?P<rest>.+)")
# what an `ids` item may end in and still be a number that somebody issued
_NUMBERED = re.compile(
    r"(No\.?|Number|#|ID|Identification|Passport|Code \(USCC\)|SWIFT/BIC|IMO|MMSI|ISIN|NIT #|C\.U\.R\.P\.|R\.F\.C\."
    r"|BIK \(RU\)|\(MSN\)|Number \(Folio\)|License|D\.N\.I\.|LE Number|RFC|C\.R\. No\.|Card"
    r"|Tail Number)$"
)


def recognises(content: bytes) -> bool:
    """A CSV file whose first line has the columns of the list."""
    first = content[:4096].removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode("utf-8", "replace")
    columns = {cell.strip().strip('"') for cell in first.split(",")}
    return columns.issuperset(_HEADER)


def parse(data: bytes, file: str, card: Card) -> Parsed:
    """Every row of the file. Raises Refused if it is not UTF-8 or its rows are not those of its header."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8", file, remedy=f"download {card.url} again") from error
    reader = csv.reader(text.splitlines(keepends=True))
    header = next(reader)
    entities: list[ListedEntity] = []
    refused: list[Note] = []
    taken: Counter[str] = Counter()
    for number, cells in _numbered(reader, file):
        if not any(cells):
            continue
        row = dict(zip(header, cells, strict=False))
        try:
            entities.append(_entity(row, len(cells) == len(header), taken))
        except ValueError as error:
            refused.append(Note(file, number, None, str(error), "the row is not on the list as read"))
    return Parsed(tuple(entities), len(entities) + len(refused), tuple(refused))


def _numbered(reader: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    number = 1
    while True:
        number += 1
        try:
            yield number, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused(f"a broken CSV file ({error})", file, number, remedy="download it again") from error


def _entity(row: dict[str, str], whole: bool, taken: Counter[str]) -> ListedEntity:
    """One row. Raises ValueError if it is cut short or has no name."""
    if not whole:
        raise ValueError("a row with another number of cells than the header")
    name = " ".join(row["name"].split())
    if not name:
        raise ValueError("a row without a name")
    addresses = tuple(_address(text) for text in _split(row["addresses"]))
    source = row["source"].strip()
    return ListedEntity(
        id=_id(row, source, taken),
        name=name,
        kind=_KINDS.get(row.get("type", ""), "unknown"),
        names=(ListedName(name, "primary"), *_aliases(row["alt_names"])),
        country=_country(addresses),
        addresses=addresses,
        identifiers=tuple(dict.fromkeys(_identifiers(row))),
        births=tuple(dict.fromkeys(_split(row.get("dates_of_birth", "")))),
        sections=tuple(dict.fromkeys((source, *_split(row.get("programs", ""))))),
        effective_on=_day(row.get("start_date", "")),
        ended_on=_day(row.get("end_date", "")),
        source=row.get("federal_register_notice", "").strip()
        or row.get("source_list_url", "").strip()
        or None,
        note=_note(row),
    )


def _id(row: dict[str, str], source: str, taken: Counter[str]) -> str:
    """The publisher's id under the list it comes from: one id may stand on several lists."""
    tag = _TAG.search(source)
    wanted = f"{tag[1] if tag else source}-{row['_id'].strip()}"
    taken[wanted] += 1
    return wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}"


def _split(text: str) -> list[str]:
    return [part for piece in text.split(";") if (part := " ".join(piece.split()))]


def _aliases(text: str) -> Iterator[ListedName]:
    """Names between semicolons; the last may be led by "and"."""
    bare = (re.sub(r"^and\s+", "", part) for part in _split(text))
    return (ListedName(part, "alias") for part in bare if part)


def _address(text: str) -> ListedAddress:
    """An address ends in its country code, and before that in its postal code where it has one."""
    head, _, last = text.rpartition(",")
    country = alpha2(last) if re.fullmatch(r"\s*[A-Z]{2}", last) else None
    if country is None:
        return ListedAddress(text)
    rest, _, postal = head.rpartition(",")
    if re.search(r"\d{3}", postal) and re.fullmatch(r"\s*[A-Z0-9][A-Z0-9 -]{2,11}", postal):
        return ListedAddress(rest.strip(), postal.strip(), country)
    return ListedAddress(head.strip(), None, country)


def _country(addresses: tuple[ListedAddress, ...]) -> str | None:
    """The country of all addresses, if they lie in one."""
    countries = {address.country for address in addresses}
    return countries.pop() if len(countries) == 1 else None


def _identifiers(row: dict[str, str]) -> Iterator[Identifier]:
    for item in _split(row.get("ids", "")):
        value, _, kind = item.rpartition(", ")
        if not value or not _NUMBERED.search(kind):
            continue
        found = _BARE_ID.fullmatch(value)
        number = (found["rest"] if found else value).split(", ")[-1]
        imo = re.fullmatch(r"IMO\s*(\d{7})", number)
        yield Identifier("imo", imo[1]) if imo else Identifier(_SCHEMES.get(kind, kind), number)
    if sign := row.get("call_sign", "").strip():
        yield Identifier("call sign", sign)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _note(row: dict[str, str]) -> str | None:
    parts = [" ".join(row.get(column, "").split()) for column in ("title", "remarks")]
    for label, column in (
        ("born", "dates_of_birth"),
        ("born in", "places_of_birth"),
        ("nationality", "nationalities"),
        ("citizenship", "citizenships"),
        ("vessel", "vessel_type"),
        ("flag", "vessel_flag"),
        ("licence requirement:", "license_requirement"),
        ("licence policy:", "license_policy"),
    ):
        value = " ".join(row.get(column, "").split())
        parts.append(f"{label} {value}" if value else "")
    return "; ".join(part for part in parts if part) or None
