"""The SDN XML file. The small file is invented."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from tieback.lists import catalogue, intake
from tieback.lists.catalog.us_ofac_sdn.parse import parse
from tieback.lists.edition import ListedAddress, ListedName
from tieback.model.party import Identifier
from tieback.model.refusal import Refused

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/sanctions/sdn.xml.gz"
CARD = catalogue.card("us_ofac_sdn")
ENTRIES = """
<sdnEntry><uid>1</uid><lastName>EXAMPLE COMPANY LTD.</lastName><sdnType>Entity</sdnType>
 <remarks>(Linked To: EXAMPLE)</remarks>
 <programList><program>EXA</program><program>MPLE</program></programList>
 <idList><id><uid>9</uid>
 <idType>Unified Social Credit Code (USCC)</idType><idNumber>91650100MA00000000</idNumber></id>
 <id><uid>8</uid><idType>Secondary sanctions risk:</idType><idNumber>section 1</idNumber></id></idList>
 <akaList><aka><uid>2</uid><type>a.k.a.</type><category>strong</category><lastName>EXCO</lastName></aka>
 <aka><uid>3</uid><type>f.k.a.</type><category>strong</category><lastName>OLDCO</lastName></aka>
 <aka><uid>4</uid><type>a.k.a.</type>
 <category>weak</category><lastName>EX</lastName></aka></akaList>
 <addressList><address><uid>5</uid><address1>1 Example Road</address1>
 <city>Exampleville</city>
 <postalCode>12345</postalCode><country>China</country></address></addressList>
</sdnEntry>
<sdnEntry><uid>10</uid><firstName>Jane</firstName><lastName>EXAMPLE</lastName>
 <sdnType>Individual</sdnType>
 <programList><program>EXA</program></programList>
 <dateOfBirthList>
 <dateOfBirthItem><uid>11</uid><dateOfBirth>10 Dec 1948</dateOfBirth>
 <mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList></sdnEntry>
<sdnEntry><uid>20</uid><lastName>EXAMPLE STAR</lastName><sdnType>Vessel</sdnType>
 <programList><program>EXA</program></programList>
 <idList><id><uid>21</uid>
 <idType>Vessel Registration Identification</idType>
 <idNumber>IMO 1234567</idNumber></id></idList>
 <vesselInfo><callSign>EX1</callSign><vesselType>Tug</vesselType><vesselFlag>Cuba</vesselFlag></vesselInfo></sdnEntry>
<sdnEntry><uid>30</uid><sdnType>Entity</sdnType><programList/></sdnEntry>
"""


def document(entries=ENTRIES, count=4, head=""):
    return (
        f'<?xml version="1.0" standalone="yes"?>{head}<sdnList xmlns="https://example.org/XML">'
        f"<publshInformation><Publish_Date>05/07/2024</Publish_Date><Record_Count>{count}</Record_Count></publshInformation>"
        f"{entries}</sdnList>"
    ).encode()


def test_names_kinds_ids_addresses_and_notes_are_read():
    parsed = parse(document(), "sdn.xml", CARD)
    company, person, vessel = parsed.entities
    assert [(name.text, name.kind) for name in company.names] == [
        ("EXAMPLE COMPANY LTD.", "primary"),
        ("EXCO", "alias"),
        ("OLDCO", "former"),
        ("EX", "weak"),
    ]
    assert company.sections == ("EXA", "MPLE")
    assert company.identifiers == (Identifier("uscc", "91650100MA00000000"),)
    assert company.addresses == (ListedAddress("1 Example Road, Exampleville", "12345", "CN"),)
    assert company.country == "CN"
    assert company.note == "(Linked To: EXAMPLE); Secondary sanctions risk: section 1"
    assert (person.name, person.kind, person.note) == ("EXAMPLE, Jane", "person", "born 10 Dec 1948")
    assert (vessel.kind, vessel.country) == ("vessel", "CU")
    assert vessel.identifiers == (Identifier("imo", "1234567"), Identifier("call sign", "EX1"))
    assert vessel.names == (ListedName("EXAMPLE STAR", "primary"),)


def test_every_element_is_read_or_refused_and_the_count_is_checked():
    parsed = parse(document(), "sdn.xml", CARD)
    assert (parsed.elements, len(parsed.entities), len(parsed.refused)) == (4, 3, 1)
    assert parsed.refused[0].row == 4
    assert (parsed.expected, parsed.published_on) == (4, date(2024, 5, 7))


@pytest.mark.parametrize("count", [3, 5, 14966])
def test_a_file_of_another_size_than_it_states_is_refused(count):
    with pytest.raises(Refused, match="4 entries where the file itself states"):
        parse(document(count=count), "sdn.xml", CARD)


def test_a_truncated_file_is_refused():
    with pytest.raises(Refused, match="not well-formed"):
        parse(document()[:-200], "sdn.xml", CARD)


def test_a_document_type_is_refused():
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(Refused, match="document type"):
        parse(document(head=bomb), "sdn.xml", CARD)


def test_another_list_of_the_same_format_is_not_taken_for_this_one():
    with pytest.raises(Refused, match="fewer than the 1000"):
        intake.read(document(), "consolidated.xml")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no shared data")
def test_the_official_file_is_read_whole():
    data = SHARED.read_bytes()
    found = intake.read(data, SHARED.name)
    assert (found.counts.elements, found.counts.entities, found.counts.refused) == (14966, 14966, 0)
    assert found.counts.aliases == gzip.decompress(data).count(b"<aka>")
    assert (found.edition.complete, found.edition.expected) == (True, 14966)
    assert len({entity.id for entity in found.edition.entities}) == 14966
    assert sum(name.kind == "weak" for entity in found.edition.entities for name in entity.names) == 3694


def test_dates_of_birth_and_tail_numbers_are_kept():
    aircraft = """<sdnEntry><uid>50</uid><lastName>EX-AMPLE</lastName><sdnType>Aircraft</sdnType>
    <programList/><idList><id><uid>51</uid><idType>Aircraft Tail Number</idType><idNumber>EX-AMPLE</idNumber></id>
    </idList></sdnEntry>"""
    nameless = "<sdnEntry><uid>30</uid><sdnType>Entity</sdnType><programList/></sdnEntry>"
    parsed = parse(document(ENTRIES.replace(nameless, aircraft)), "sdn.xml", CARD)
    _, person, _, plane = parsed.entities
    assert person.births == ("10 Dec 1948",)
    assert plane.identifiers == (Identifier("tail number", "EX-AMPLE"),)
