"""The SDN list of OFAC from its XML file (`sdnList`; schema OFAC_xml.xsd of the publisher).

Promises every `sdnEntry`, or a reason why not, and that a file with another number of entries than its own
`Record_Count` is refused. The publisher's words stay as they are; dates of birth
stand in `births` and, for the reader, in the note.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from tieback.lists.catalogue import Card
from tieback.lists.country import alpha2
from tieback.lists.edition import ListedAddress, ListedEntity, ListedName
from tieback.lists.parsed import Parsed
from tieback.model.party import Identifier
from tieback.model.record import Note
from tieback.model.refusal import Refused

_KINDS = {"Entity": "company", "Individual": "person", "Vessel": "vessel", "Aircraft": "aircraft"}
# idType -> scheme of our own; other types keep the publisher's word
_SCHEMES = {
    "Unified Social Credit Code (USCC)": "uscc",
    "D-U-N-S Number": "duns",
    "Legal Entity Identifier (LEI)": "lei",
    "Aircraft Tail Number": "tail number",
    "MMSI": "mmsi",
}
# idTypes that say something about the entry and number nothing
_REMARKS = re.compile(
    r"^(Gender|Secondary sanctions risk|Additional Sanctions Information|Organization Established Date"
    r"|Organization Type|Transactions Prohibited|Executive Order|CAATSA|Target Type|Listing Date|Effective Date"
    r"|Purchase/Sales|Aircraft Manufacture Date|Aircraft Model|Aircraft Operator|Former Vessel Flag"
    r"|Vessel Year of Build|Nationality of Registration|Other Vessel)",
)


def recognises(content: bytes) -> bool:
    """An XML file whose root is `sdnList`."""
    return b"<sdnList" in content[:4096]


def parse(data: bytes, file: str, card: Card) -> Parsed:
    """Every entry of the file. Raises Refused for broken XML or a count that does not add up."""
    from tieback.net.unpack import stream_xml

    published_on, stated = _publication(data, file)
    entities: list[ListedEntity] = []
    refused: list[Note] = []
    elements = 0
    for element in stream_xml(data, "sdnEntry", file=file):
        elements += 1
        try:
            entities.append(_entity(element))
        except ValueError as error:
            refused.append(
                Note(file, elements, "sdnEntry", str(error), "the entry is not on the list as read")
            )
    if stated is not None and stated != elements:
        raise Refused(
            f"{elements} entries where the file itself states {stated}",
            file,
            remedy=f"download {card.url} again",
        )
    return Parsed(tuple(entities), elements, tuple(refused), (), published_on, expected=stated)


def _publication(data: bytes, file: str) -> tuple[date | None, int | None]:
    from tieback.net.unpack import stream_xml

    for element in stream_xml(data[:1_000_000], "publshInformation", file=file):
        told = _members(element)
        day = told.get("Publish_Date")
        count = told.get("Record_Count", "")
        return (_day(day) if day else None), (int(count) if count.isdecimal() else None)
    return None, None


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day without an hour
    except ValueError:
        return None


def _entity(element: Any) -> ListedEntity:
    """One entry. Raises ValueError if it has no uid or no name."""
    told = _members(element)
    uid = told.get("uid")
    name = _person(told)
    if not uid or not name:
        raise ValueError("an entry without uid or name")
    addresses = tuple(_address(row) for row in _rows(element, "addressList"))
    identifiers = tuple(_identifiers(element))
    vessel = next(iter(_rows(element, "vesselInfo", direct=True)), {})
    return ListedEntity(
        id=uid,
        name=name,
        kind=_KINDS.get(told.get("sdnType", ""), "unknown"),
        names=(ListedName(name, "primary"), *_aliases(element)),
        country=_country(addresses) or alpha2(vessel.get("vesselFlag", "")),
        addresses=addresses,
        identifiers=identifiers + _call_sign(vessel),
        births=tuple(row["dateOfBirth"] for row in _rows(element, "dateOfBirthList") if "dateOfBirth" in row),
        sections=tuple(node.text.strip() for node in _nodes(element, "programList") if node.text),
        note=_note(element, told, vessel),
    )


def _person(told: dict[str, str]) -> str:
    """A name as the publisher prints it: "LAST, First", or the one it has."""
    return ", ".join(part for part in (told.get("lastName"), told.get("firstName")) if part)


def _aliases(element: Any) -> Iterator[ListedName]:
    for row in _rows(element, "akaList"):
        text = _person(row)
        if not text:
            continue
        weak = row.get("category") == "weak"
        yield ListedName(
            text, "weak" if weak else "former" if row.get("type", "").startswith("f") else "alias"
        )


def _address(row: dict[str, str]) -> ListedAddress:
    parts = (
        row.get(key) for key in ("address1", "address2", "address3", "city", "stateOrProvince", "region")
    )
    return ListedAddress(
        ", ".join(part for part in parts if part), row.get("postalCode"), alpha2(row.get("country", ""))
    )


def _country(addresses: tuple[ListedAddress, ...]) -> str | None:
    """The country of all addresses, if they lie in one."""
    countries = {address.country for address in addresses}
    return countries.pop() if len(countries) == 1 else None


def _identifiers(element: Any) -> Iterator[Identifier]:
    seen = set()
    for row in _rows(element, "idList"):
        kind, number = row.get("idType", ""), row.get("idNumber", "")
        if not number or _REMARKS.match(kind):
            continue
        imo = re.fullmatch(r"IMO\s*(\d{7})", number)
        found = Identifier("imo", imo[1]) if imo else Identifier(_SCHEMES.get(kind, kind), number)
        if found not in seen:
            seen.add(found)
            yield found


def _call_sign(vessel: dict[str, str]) -> tuple[Identifier, ...]:
    sign = vessel.get("callSign")
    return (Identifier("call sign", sign),) if sign else ()


def _note(element: Any, told: dict[str, str], vessel: dict[str, str]) -> str | None:
    parts = [told.get("title"), told.get("remarks")]
    for label, holder, member in (
        ("born", "dateOfBirthList", "dateOfBirth"),
        ("born in", "placeOfBirthList", "placeOfBirth"),
        ("nationality", "nationalityList", "country"),
        ("citizenship", "citizenshipList", "country"),
    ):
        values = [row[member] for row in _rows(element, holder) if member in row]
        parts.append(f"{label} {' or '.join(values)}" if values else None)
    for label, member in (("vessel", "vesselType"), ("flag", "vesselFlag"), ("owner", "vesselOwner")):
        parts.append(f"{label} {vessel[member]}" if member in vessel else None)
    parts += [
        f"{row['idType'].rstrip(' :-')}: {row['idNumber']}"
        for row in _rows(element, "idList")
        if _REMARKS.match(row.get("idType", "")) and row.get("idNumber")
    ]
    return "; ".join(part for part in parts if part) or None


def _nodes(element: Any, holder: str) -> Iterator[Any]:
    for child in element:
        if _tag(child) == holder:
            yield from child


def _rows(element: Any, holder: str, *, direct: bool = False) -> list[dict[str, str]]:
    if direct:
        return [_members(child) for child in element if _tag(child) == holder]
    return [_members(node) for node in _nodes(element, holder)]


def _members(element: Any) -> dict[str, str]:
    """Text of the children by local name; the first of each name counts."""
    members: dict[str, str] = {}
    for child in element:
        text = " ".join((child.text or "").split())
        if text:
            members.setdefault(_tag(child), text)
    return members


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
