"""Files of parties, whatever their columns are called."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieback.model.party import Identifier
from tieback.model.refusal import Refused
from tieback.screen.roster import Roster, read_roster
from tieback.table.read import read_table


def roster(tmp_path: Path, text: str) -> Roster:
    path = tmp_path / "suppliers.csv"
    path.write_text(text, encoding="utf-8")
    return read_roster(read_table(path))


def test_english_and_chinese_headers_are_read_alike(tmp_path: Path) -> None:
    english = roster(tmp_path, "Supplier Name,Country,Address,Zip Code\nEXAMPLE Mill,China,Road 5,843000\n")
    chinese = roster(tmp_path, "供应商名称,国家,地址,邮编\nEXAMPLE Mill,China,Road 5,843000\n")
    assert english.parties == chinese.parties
    assert english.sites == chinese.sites
    assert (english.parties[0].country, english.sites[0].postal_code) == ("CN", "843000")


def test_city_and_state_belong_to_the_address(tmp_path: Path) -> None:
    (site,) = roster(tmp_path, "name,address,city,state\nEXAMPLE Mill,Road 5,Aksu,Xinjiang\n").sites
    assert site.address == "Road 5, Aksu, Xinjiang"


def test_numbers_parents_and_shares_are_read(tmp_path: Path) -> None:
    (party,) = roster(tmp_path, "id,name,USCC,parent,share min\nP1,EXAMPLE,9165 0100 ABC,P2,51 %\n").parties
    assert party.identifiers == (Identifier("uscc", "91650100ABC"),)
    assert (party.id, party.parent, party.share_min) == ("P1", "P2", Decimal(51))


def test_every_row_stays_and_one_without_a_name_says_so(tmp_path: Path) -> None:
    found = roster(tmp_path, "name,country\nEXAMPLE One,CN\n,CN\nEXAMPLE Two,Nowhereland\n")
    assert [row.number for row in found.rows] == [2, 3, 4]
    assert [row.party is None for row in found.rows] == [False, True, False]
    assert [note.row for row in found.rows for note in found.remarks(row)] == [3, 4]


def test_an_id_that_stands_twice_does_not_merge_two_rows(tmp_path: Path) -> None:
    found = roster(tmp_path, "id,name\nP1,EXAMPLE One\nP1,EXAMPLE Two\n")
    assert len({party.id for party in found.parties}) == 2


def test_a_file_without_a_name_column_is_refused_naming_the_headers(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="colour, weight"):
        roster(tmp_path, "colour,weight\nred,5\n")


def test_kinds_dates_of_birth_and_the_numbers_of_ships_are_read(tmp_path: Path) -> None:
    head = "name,Entity type,DOB,IMO No,call sign\n"
    rows = f"{head}EXAMPLE Jane,Individual,circa 1960,,\nEXAMPLE Star,Ship,,IMO 1234567,EX1\n"
    person, ship = roster(tmp_path, rows).parties
    assert (person.kind, person.born) == ("person", "circa 1960")
    assert ship.kind == "vessel"
    assert ship.identifiers == (Identifier("call sign", "EX1"), Identifier("imo", "IMO 1234567"))


def test_a_wrong_check_digit_and_an_unread_date_are_said(tmp_path: Path) -> None:
    found = roster(tmp_path, "name,born,imo\nEXAMPLE Star,03/04/1960,1234568\n")
    assert found.parties[0].born is None
    assert [note.reason for row in found.rows for note in found.remarks(row)] == [
        "'03/04/1960' can be read two ways (day or month first); write it as YYYY-MM-DD",
        "imo 1234568: check digit 8 of the IMO number should be 7",
    ]


def test_columns_that_were_not_read_are_named(tmp_path: Path) -> None:
    found = roster(
        tmp_path, "name,Ctry,Addr 1,Address line 2,Favourite colour\nEXAMPLE,CHN,Road 5,Aksu,red\n"
    )
    assert [note.reason for note in found.notes] == ["columns not read: Favourite colour"]
    assert (found.parties[0].country, found.sites[0].address) == ("CN", "Road 5, Aksu")


def test_a_cell_that_says_there_is_nothing_is_blank(tmp_path: Path) -> None:
    found = roster(tmp_path, "name,country,address\nN/A,CN,-\nEXAMPLE,n/a,TBD\n")
    assert [row.problem for row in found.rows] == ["no name", None]
    assert (found.parties[0].country, found.sites) == (None, ())
