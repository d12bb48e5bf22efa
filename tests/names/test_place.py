"""Where addresses lie: exonyms, postal codes, and the places that only sound like it."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.answer import Answer
from tieback.names import table
from tieback.names.country import resolve_country
from tieback.names.place import find, locate
from tieback.names.postal import normalise, region_of_code

SHARED = Path(__file__).resolve().parents[2] / "../shared"
YES, NO, UNKNOWN, CONFLICT = Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.CONFLICT

CASES = [
    # what is in Xinjiang
    ("No. 5, Youhao South Road, Urumqi, Xinjiang", "830000", "CN", YES),
    ("新疆维吾尔自治区和田市北京西路155号", None, None, YES),
    ("烏魯木齊市友好路", None, "CN", YES),
    ("خوتەن شەھىرى", None, None, YES),
    ("Шинжаң, Қәшқәр", None, "CN", YES),
    ("XPCC 8th Division, Shihezi", None, "CN", YES),
    ("新疆生产建设兵团第一师阿拉尔市", None, None, YES),
    ("Hetian", None, "CN", YES),
    ("Kashi Prefecture", None, "China", YES),
    ("Korla, Bayingolin", None, "CN", YES),
    ("喀什市广东工业园", None, "CN", YES),  # a park named after the partner province
    ("Guangdong Industrial Park, Kashgar", None, "CN", YES),
    ("No. 1 Beijing South Road, Urumqi", None, "CN", YES),
    (None, "830011", None, YES),
    (None, "８４３０００", "CN", YES),
    ("Building 4", "844000", "CN", YES),
    # what is elsewhere
    ("Xinjiang County, Yuncheng, Shanxi", None, "CN", NO),
    ("山西省运城市新绛县", None, "CN", NO),
    ("Longxing Town, Xinjiang, Yuncheng, Shanxi 043100", None, "CN", NO),
    ("No. 880 Urumqi Middle Road, Jing'an District, Shanghai", None, "CN", NO),
    ("上海市静安区乌鲁木齐中路12号", None, None, NO),
    ("上海乌鲁木齐北路", "200040", "CN", NO),
    ("天津市河西区新疆路", None, "CN", NO),
    ("Xinjiang Road, Qingdao, Shandong", None, "CN", NO),
    ("Xinjiang Hotel, Sanlihe Road, Beijing", None, "CN", NO),
    ("Hetian Town, Changting County, Fujian", None, "CN", NO),
    ("Hetian, Changting, Fujian", None, "CN", NO),
    ("福建省长汀县河田镇", None, "CN", NO),
    ("Aksu, Antalya", None, "TR", NO),
    ("Aksu Mah., Antalya", None, None, NO),
    ("Kashi, Varanasi 221001", None, "IN", NO),
    ("Kashi, Varanasi", "221001", "IN", NO),
    ("Altay", None, "RU", NO),
    ("Altay Republic, Russia", None, None, NO),
    ("Республика Алтай", None, "RU", NO),
    ("Ho Chi Minh City", None, "VN", NO),
    ("Kwun Tong, Kowloon", None, "HK", NO),
    (None, "310000", "CN", NO),
    ("Hangzhou", None, None, NO),
    # what nobody can say
    (None, None, None, UNKNOWN),
    ("", " ", "", UNKNOWN),
    (None, None, "CN", UNKNOWN),
    ("Industrial Park, Building 7", None, "China", UNKNOWN),
    ("Xinjiang Road 5", None, "CN", UNKNOWN),
    ("Xinjiang County", None, "CN", UNKNOWN),
    ("Hetian Town", None, "CN", UNKNOWN),
    (None, "000000", "CN", UNKNOWN),
    (None, "12345", "CN", UNKNOWN),
    (None, None, "Atlantis", UNKNOWN),
    # a wide region of Xinjiang does not give way to another province of China
    ("Zhejiang Aid Office, Aksu", None, "CN", CONFLICT),
    ("Shenzhen Office, Kashi", None, "CN", CONFLICT),
    ("Baicheng County, Aksu", None, "CN", YES),
    ("Yiwu County, Hami", None, "CN", YES),
    ("Yiwu, Zhejiang", None, "CN", NO),
    ("Hetian, Luhe, Guangdong", None, "CN", NO),
    # both
    ("Hangzhou, Zhejiang", "830011", "CN", CONFLICT),
    ("Urumqi, Xinjiang", "310000", "CN", CONFLICT),
    ("Urumqi, Xinjiang", None, "TR", CONFLICT),
    ("新疆乌鲁木齐", None, "VN", CONFLICT),
]


@pytest.mark.parametrize(("address", "postal_code", "country", "answer"), CASES)
def test_addresses_and_the_places_that_only_sound_like_it(
    address: str | None, postal_code: str | None, country: str | None, answer: Answer
) -> None:
    placement = locate(address, postal_code, country)
    assert placement.answer is answer, placement.reason
    assert placement.reason


def test_an_endless_address_is_read() -> None:
    assert locate("Urumqi Road, " * 3000, None, "CN").answer is UNKNOWN
    assert locate("乌鲁木齐路" * 3000, None, "CN").answer is UNKNOWN


def test_a_street_is_not_a_clue() -> None:
    assert find("Urumqi North Road") == ()
    assert find("乌鲁木齐中路") == ()
    assert "Urumqi Road" in locate("Urumqi Road", None, "CN").reason


@pytest.mark.parametrize(
    "text",
    [
        "Hotan",
        "Hetian",
        "Khotan",
        "和田",
        "خوتەن",
        "Kashgar",
        "喀什",
        "Aksu",
        "Akesu",
        "Wulumuqi",
        "XPCC",
        "Bingtuan",
    ],
)
def test_a_place_name_alone_is_a_clue_with_its_span(text: str) -> None:
    clues = find(f"  {text}")
    assert [(clue.region, clue.text, clue.start, clue.end) for clue in clues] == [
        ("CN-XJ", text, 2, 2 + len(text))
    ]
    assert clues[0].meaning


def test_a_clue_names_the_division() -> None:
    assert find("和田市")[0].division == "653201"
    assert find("Hotan")[0].division == "653200"


@pytest.mark.parametrize(
    "row", [r for r in table.rows("place.csv") if r["code"].startswith("65")], ids=lambda r: r["id"]
)
def test_every_division_of_xinjiang_is_found_by_its_chinese_name(row: dict[str, str]) -> None:
    full = row["zh"].split("|")[0]
    assert locate(f"中国{full}", None, "CN").answer is YES


@pytest.mark.parametrize(
    "row", [r for r in table.rows("place.csv") if r["level"] == "prefecture"], ids=lambda r: r["id"]
)
def test_every_prefecture_lies_in_its_province(row: dict[str, str]) -> None:
    clue = find(row["zh"].split("|")[-1] if row["zh"] else row["names"])
    assert clue[0].region == row["parent"]


def test_a_credit_code_is_a_signal_and_never_an_answer() -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    for division, region in (("650100", "CN-XJ"), ("310000", "CN-SH")):
        body = f"91{division}EXAMPLE00"
        total = sum(alphabet.index(char) * pow(3, i, 31) for i, char in enumerate(body))
        code = body + alphabet[-total % 31]
        placement = locate(f"Example, {code}", None, "CN")
        assert placement.answer is UNKNOWN
        assert [(clue.kind, clue.region) for clue in placement.clues if clue.kind == "uscc"] == [
            ("uscc", region)
        ]
        assert "registered" in placement.reason


def test_another_region_can_be_asked_about() -> None:
    assert locate("Hangzhou", None, "CN", "CN-ZJ").answer is YES
    assert locate("Urumqi", None, "CN", "CN").answer is YES
    assert locate("Urumqi", None, "CN", "TR").answer is NO


@pytest.mark.parametrize(
    ("text", "digits", "region"),
    [
        ("830000", "830000", "CN-XJ"),
        (" 84 3000 ", "843000", "CN-XJ"),
        ("８３００００", "830000", "CN-XJ"),
        ("CN-200040", "200040", "CN-SH"),
        ("830000.0", "830000", "CN-XJ"),
        ("383838", "383838", None),
        ("83000", None, None),
        ("8300000", None, None),
        ("83OOOO", None, None),
    ],
)
def test_postal_codes(text: str, digits: str | None, region: str | None) -> None:
    assert normalise(text) == digits
    assert region_of_code(text) == region


@pytest.mark.parametrize(
    ("text", "iso"),
    [("CN", "CN"), ("cn", "CN"), ("China", "CN"), ("P.R. China", "CN"), ("中国", "CN"), ("CHN", "CN"), ("Türkiye", "TR"),
     ("Viet Nam", "VN"), ("USA", "US"), ("HK", "HK"), ("Hong Kong", "HK"), ("Georgia", "GE"), ("Nowhere", None), ("", None)],
)  # fmt: skip
def test_countries_as_files_write_them(text: str, iso: str | None) -> None:
    assert resolve_country(text) == iso


texts = st.text(max_size=30) | st.sampled_from([case[0] or "" for case in CASES])
countries = st.sampled_from([None, "CN", "TR", "IN", "??"])


@settings(deadline=None, max_examples=200)
@given(texts, countries)
def test_clues_quote_the_text(text: str, country: str | None) -> None:
    for clue in find(text):
        assert clue.text == text[clue.start : clue.end]
    assert locate(text, None, country).region == "CN-XJ"


@settings(deadline=None, max_examples=200)
@given(texts, st.sampled_from([None, "CN"]))
def test_a_postal_code_of_xinjiang_never_leaves_a_no(text: str, country: str | None) -> None:
    before = locate(text, None, country)
    after = locate(text, "830000", country)
    if country == "CN" or before.answer is not NO:
        assert after.answer in (YES, CONFLICT)


@pytest.mark.shared
def test_divisions_published_by_the_statistics_bureau_are_in_the_table() -> None:
    path = SHARED / "data/xinjiang/xinjiang_divisions.csv"
    if not path.exists():
        pytest.skip("no ../shared")
    codes = {row["code"] for row in table.rows("place.csv")}
    with path.open(encoding="utf-8", newline="") as file:
        wanted = {row["code"].ljust(6, "0") for row in csv.DictReader(file)} - {"659000"}
    assert wanted <= codes


@pytest.mark.parametrize(
    "text",
    [
        "Urumçi, Çin",
        "Sincan Uygur Özerk Bölgesi, KAŞGAR",
        "ウルムチ市",
        "カシュガル地区",
        "우루무치",
        "신장 위구르 자치구",
        "신장웨이우얼자치구 카슈가르",
        "新彊維吾爾自治區",
    ],
)
def test_the_region_is_known_in_turkish_japanese_korean_and_by_its_common_misspelling(text: str) -> None:
    placement = locate(text, None, None)
    assert placement.answer is YES, placement.reason


def test_the_district_of_ankara_that_bears_the_turkish_name_of_the_region_is_not_it() -> None:
    assert locate("Sincan OSB, Ankara", None, "TR").answer is NO
    assert locate("Sincan", None, None).answer is UNKNOWN
