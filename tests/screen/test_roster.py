"""Files of parties, whatever their columns are called."""

from decimal import Decimal
from pathlib import Path

import pytest

from tieback.model.party import Identifier
from tieback.model.refusal import Refused
from tieback.model.site import SiteKind
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


HEADERS = {
    "Arabic": "اسم الشركة;البلد;العنوان;الرمز البريدي",
    "Bengali": "সরবরাহকারী;দেশ;ঠিকানা;পোস্ট কোড",
    "Chinese": "厂名;国别;地址;邮编",
    "Dutch": "Leverancier;Land;Adres;Postcode",
    "English": "Manufacturer Name;Cntry;Street;Post Code",
    "French": "Raison sociale;Code pays;Adresse postale;CP",
    "German": "Name des Lieferanten;Ländercode;Straße und Ort;PLZ",
    "Indonesian": "Nama Perusahaan;Negara;Alamat;Kodepos",
    "Italian": "Ragione sociale;Nazione;Indirizzo;CAP",
    "Japanese": "会社名;国;住所;郵便番号",
    "Korean": "회사명;국가;주소;우편번호",
    "Polish": "Nazwa dostawcy;Kraj;Adres;Kod pocztowy",
    "Portuguese": "Razão social;País;Morada;Código Postal",
    "Russian": "Поставщик;Страна;Адрес;Индекс",
    "Spanish": "RAZON SOCIAL;Nación;Domicilio;C.P.",
    "Thai": "ชื่อบริษัท;ประเทศ;ที่อยู่;รหัสไปรษณีย์",
    "Traditional Chinese": "廠商名稱;國家;公司地址;郵遞區號",
    "Turkish": "Firma adı;Ülke kodu;Adresi;PK",
    "Uyghur": "شىركەت نامى;دۆلەت;ئادرېس;پوچتا نومۇرى",
    "Vietnamese": "Tên công ty;Nước;Địa chỉ công ty;Mã bưu điện",
}


@pytest.mark.parametrize("language", HEADERS)
def test_headers_are_read_in_the_languages_of_suppliers(tmp_path: Path, language: str) -> None:
    found = roster(tmp_path, f"{HEADERS[language]}\nEXAMPLE Mill;CN;Road 5;843000\n")
    assert [column for _, column in found.mapping] == ["name", "country", "address", "postal_code"]
    assert (found.parties[0].name, found.sites[0].postal_code) == ("EXAMPLE Mill", "843000")


@pytest.mark.parametrize("local", ["会社名", "회사명", "Поставщик", "ชื่อบริษัท", "اسم الشركة", "公司名称"])
def test_beside_a_latin_header_of_names_one_in_another_script_holds_the_local_name(
    tmp_path: Path, local: str
) -> None:
    for header in (f"Supplier name,{local}", f"{local},Supplier name"):
        names = "EXAMPLE Mill,示例" if header.startswith("Supplier") else "示例,EXAMPLE Mill"
        (party,) = roster(tmp_path, f"{header}\n{names}\n").parties
        assert (party.name, party.name_local) == ("EXAMPLE Mill", "示例")


def test_an_office_and_a_factory_are_two_places(tmp_path: Path) -> None:
    head = "name,country,Registered address,Office address,Factory address,Warehouse address,Mailing address"
    found = roster(tmp_path, f"{head}\nEXAMPLE,CN,Beijing,Shanghai,Urumqi,Kashgar,Box 5\n")
    assert [(site.kind, site.address) for site in found.sites] == [
        (SiteKind.PRODUCTION, "Urumqi"),
        (SiteKind.REGISTERED, "Beijing"),
        (SiteKind.OFFICE, "Shanghai"),
        (SiteKind.WAREHOUSE, "Kashgar"),
        (SiteKind.MAILING, "Box 5"),
    ]
    assert len({site.id for site in found.sites}) == 5
    assert {site.party for site in found.sites} == {found.parties[0].id}
    (plain, factory) = roster(tmp_path, "name,Adresse,生产地址\nEXAMPLE,Berlin,新疆\n").sites
    assert (plain.kind, plain.address, factory.kind) == (None, "Berlin", SiteKind.PRODUCTION)
