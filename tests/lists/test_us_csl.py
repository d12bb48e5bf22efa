"""The Consolidated Screening List CSV. The small file is invented."""

from datetime import date
from pathlib import Path

import pytest

from tieback.lists import catalogue, intake, size
from tieback.lists.catalog.us_csl.parse import parse, recognises
from tieback.lists.edition import ListedAddress
from tieback.model.party import Identifier
from tieback.model.refusal import Refused

SHARED = Path(__file__).resolve().parents[2] / "../shared/data/sanctions/csl_consolidated.csv.gz"
CARD = catalogue.card("us_csl")
HEADER = (
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,"
    "start_date,end_date,alt_names,ids,dates_of_birth\n"
)
ROWS = (
    "a1,Entity List (EL) - Bureau of Industry and Security,,,,Example Co.,,"
    '"1 Example Rd., Exampleville, 830000, CN; 2 Example Rd., CN",'
    "87 FR 1,2022-04-07,,Foo Co.; and Bar Co.,"
    '"CN, 91650100MA00000000, Unified Social Credit Code (USCC); Male, Gender; '
    'IMO 1234567, Vessel Registration Identification",\n'
    '7,Specially Designated Nationals (SDN) - Treasury Department,7,Individual,EXA; MPLE,"EXAMPLE, Jane",,,,,,,,1970\n'
    "7,Capta List (CAP) - Treasury Department,7,Entity,EXA,EXAMPLE BANK,,,,,,,,\n"
    "9,Denied Persons List (DPL) - Bureau of Industry and Security,,,,,,,,,,,,\n"
)


def test_a_row_becomes_an_entity_under_the_list_it_comes_from():
    parsed = parse((HEADER + ROWS).encode(), "csl.csv", CARD)
    company, person, bank = parsed.entities
    assert (company.id, person.id, bank.id) == ("EL-a1", "SDN-7", "CAP-7")
    assert [name.text for name in company.names] == ["Example Co.", "Foo Co.", "Bar Co."]
    assert company.addresses == (
        ListedAddress("1 Example Rd., Exampleville", "830000", "CN"),
        ListedAddress("2 Example Rd.", None, "CN"),
    )
    assert company.identifiers == (Identifier("uscc", "91650100MA00000000"), Identifier("imo", "1234567"))
    assert (company.effective_on, company.source) == (date(2022, 4, 7), "87 FR 1")
    assert (person.kind, person.note, person.births) == ("person", "born 1970", ("1970",))
    assert person.sections == ("Specially Designated Nationals (SDN) - Treasury Department", "EXA", "MPLE")


def test_a_row_without_name_or_cut_short_is_refused_by_number():
    parsed = parse((HEADER + ROWS + "10,Entity List\n").encode(), "csl.csv", CARD)
    assert (parsed.elements, len(parsed.entities)) == (5, 3)
    assert [(note.row, note.reason) for note in parsed.refused] == [
        (5, "a row without a name"),
        (6, "a row with another number of cells than the header"),
    ]


def test_the_file_is_recognised_by_its_columns():
    assert recognises(HEADER.encode())
    assert recognises(b"\xef\xbb\xbf" + HEADER.encode())
    assert not recognises(b"name,aliases\n")


def test_a_short_file_is_refused():
    with pytest.raises(Refused, match="fewer than the 1000"):
        intake.read((HEADER + ROWS).encode(), "csl.csv")


def test_an_own_id_for_an_official_file_is_refused():
    with pytest.raises(Refused, match="it is list us_csl, not mine"):
        intake.read((HEADER + ROWS).encode(), "csl.csv", "mine")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no shared data")
def test_the_official_file_is_read_whole():
    found = intake.read(SHARED.read_bytes(), SHARED.name)
    assert (found.counts.elements, found.counts.entities, found.counts.refused) == (14160, 14160, 0)
    assert found.edition.complete
    assert len({entity.id for entity in found.edition.entities}) == 14160
    entity_list = [e for e in found.edition.entities if e.sections[0].startswith("Entity List (EL)")]
    assert len(entity_list) == 2001


def test_a_file_with_far_fewer_entries_than_the_list_is_known_to_have_had_is_not_complete() -> None:
    source = "Entity List (EL) - Bureau of Industry and Security"
    rows = "".join(f"a{number},{source},,,,EXAMPLE {number},,,,,,,,\n" for number in range(2_000))
    parsed = parse((HEADER + rows).encode(), "csl.csv", CARD)
    assert size.check_size(CARD, parsed) == (14_160, False)
