"""Reading names into parts."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.names import lexicon, table
from tieback.names.read import read_name
from tieback.names.reading import PartKind, Reading

SHARED = Path(__file__).resolve().parents[2] / "../shared"


def keys(text: str) -> list[tuple[str, str]]:
    """(kind, key) of each part."""
    return [(part.kind.value, part.key) for part in read_name(text).parts]


def comparable(text: str) -> set[tuple[str, str]]:
    """The parts that identify, without the family of the form."""
    return {(kind, key) for kind, key in keys(text) if kind != "form"}


def brand(text: str) -> str:
    return "+".join(part.key for part in read_name(text).of(PartKind.BRAND))


def test_a_name_is_read_into_place_brand_sector_and_form() -> None:
    assert keys("Xinjiang Zhongtai Chemical Co., Ltd.") == [
        ("place", "CN-XJ"),
        ("brand", "zhongtai"),
        ("sector", "chemical"),
        ("form", "limited"),
    ]


def test_chinese_pinyin_and_english_read_alike() -> None:
    forms = {
        "新疆中泰化学股份有限公司",
        "新疆中泰化學股份有限公司",
        "Xinjiang Zhongtai Huaxue Gufen Youxian Gongsi",
        "Xinjiang Zhongtai Chemical Joint Stock Co., Ltd.",
        "Xin Jiang Zhong Tai Hua Xue Gu Fen You Xian Gong Si",
        "新疆中泰 Chemical Joint Stock Co Ltd",
    }
    assert {tuple(keys(form)) for form in forms} == {
        (("place", "CN-XJ"), ("brand", "zhongtai"), ("sector", "chemical"), ("form", "joint-stock"))
    }


CO_LTD = """Co Ltd|Co., Ltd.|Co.,Ltd|CO LTD|Co. Limited|Company Limited|Company Ltd|Limited Company|Limited|Ltd.|
Co. , Ltd .|Limited Liability Company|Youxian Gongsi|You Xian Gong Si|Youxiangongsi|Youxian Zeren Gongsi""".replace(
    "\n", ""
)


@pytest.mark.parametrize("form", CO_LTD.split("|"))
def test_every_co_ltd_form_is_the_same(form: str) -> None:
    assert keys(f"Jiatai Textile {form}")[-1] == ("form", "limited")
    assert brand(f"Jiatai Textile {form}") == "jiatai"


@pytest.mark.parametrize("form", ["有限公司", "有限责任公司", "有限責任公司", " 有限公司"])
def test_every_chinese_co_ltd_form_is_the_same(form: str) -> None:
    assert keys(f"示例纺织{form}")[-1] == ("form", "limited")


def test_joint_stock_is_another_form_of_a_compatible_family() -> None:
    assert keys("示例纺织股份有限公司")[-1] == ("form", "joint-stock")
    families = {row["id"]: row["family"] for row in table.rows("form.csv")}
    assert families["limited"] == "limited"
    assert families["joint-stock"] == "joint-stock"


HOTAN = ["Hotan", "Hetian", "Khotan", "He Tian", "和田", "خوتەن", "Хотан", "和田地区"]
KASHGAR = ["Kashgar", "Kashi", "喀什", "قەشقەر", "Ka Shi"]
AKSU = ["Aksu", "Akesu", "阿克苏", "阿克蘇", "A Ke Su"]
URUMQI = ["Urumqi", "Wulumuqi", "Ürümchi", "Urumchi", "乌鲁木齐", "烏魯木齊", "ئۈرۈمچى", "Wu Lu Mu Qi"]
XPCC = ["XPCC", "Bingtuan", "新疆生产建设兵团", "Xinjiang Production and Construction Corps", "生产建设兵团"]


@pytest.mark.parametrize("exonyms", [HOTAN, KASHGAR, AKSU, URUMQI, XPCC])
def test_exonyms_of_a_place_are_one_place(exonyms: list[str]) -> None:
    assert len({read_name(name).parts[0].key for name in exonyms}) == 1
    assert {read_name(name).parts[0].kind for name in exonyms} == {PartKind.PLACE}


def test_a_city_and_its_prefecture_know_each_other() -> None:
    city, prefecture = read_name("和田市示例").parts[0], read_name("Hotan Jiatai").parts[0]
    assert city.key != prefecture.key
    assert city.key in prefecture.readings
    assert prefecture.key in city.readings


def test_joined_and_split_pinyin_are_one_brand() -> None:
    assert brand("Haoyuanpeng Clothing Manufacturing Co. Ltd") == brand("Beijing Hao Yuan Peng Clothing Mfg")


def test_a_brand_with_the_letter_u_umlaut_knows_its_spellings() -> None:
    part = read_name("东莞绿洲鞋业有限公司").of(PartKind.BRAND)[0]
    assert {"lvzhou", "luzhou"} <= {part.key, *part.readings}
    assert brand("Dongguan Lvzhou Shoes Co. Ltd.") == "lvzhou"
    assert brand("Dongguan Luzhou Shoes Co. Ltd.") == "luzhou"  # not the city of that name in Sichuan


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新疆生产建设兵团第八师", "CN-XPCC-08"),
        ("农八师", "CN-XPCC-08"),
        ("兵团第十二师", "CN-XPCC-12"),
        ("Eighth Division of XPCC", "CN-XPCC-08"),
        ("XPCC 8th Division", "CN-XPCC-08"),
        ("Xinjiang Production and Construction Corps Eighth Division", "CN-XPCC-08"),
    ],
)
def test_divisions_of_the_corps_are_places(text: str, expected: str) -> None:
    assert read_name(text).of(PartKind.PLACE)[-1].key == expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("新疆天山毛纺织有限公司", "Xinjiang Tianshan Wool Textile Co. Ltd."),
        ("四川经纬达科技集团有限公司", "Sichuan Jingweida Technology Group Co., Ltd."),
        ("新疆神火煤电有限公司", "Xinjiang Shenhuo Coal and Electricity Co., Ltd."),
        ("新疆腾翔镁制品有限公司", "Xinjiang Tengxiang Magnesium Products Co., Ltd."),
        ("安徽新雅新材料有限公司", "Anhui Xinya New Materials Co., Ltd."),
        ("新疆哈巴河阿舍勒铜业股份有限公司", "Xinjiang Habahe Ashele Copper Co., Ltd."),
        ("宝武集团新疆八一钢铁有限公司", "Baowu Group Xinjiang Bayi Iron and Steel Co., Ltd."),
        ("南陵县安南罐头食品有限公司", "Nanling County Annan Canned Food Co., Ltd."),
        ("示例（集团）有限公司", "Shili (Group) Co., Ltd."),
        ("乌鲁木齐第一棉花厂", "Urumqi First Cotton Factory"),
        ("新疆棉花有限公司新野分公司", "Xinjiang Cotton Co., Ltd., Xinye Branch"),
        ("新疆棉花有限公司乌鲁木齐分公司", "Xinjiang Mianhua Youxian Gongsi Wulumuqi Fengongsi"),
        ("示例进出口有限公司", "Shili Imp. & Exp. Co., Ltd."),
    ],
)
def test_a_chinese_name_and_its_english_one_have_equal_parts(a: str, b: str) -> None:
    assert comparable(a) == comparable(b)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("PT Jiatai Tekstil Tbk", "pt"),
        ("Jiatai Sdn. Bhd.", "sdn-bhd"),
        ("Jiatai Pvt. Ltd.", "private-limited"),
        ("Jiatai S.A. de C.V.", "sa"),
        ("Jiatai GmbH & Co. KG", "gmbh"),
        ("Jiatai LLC", "llc"),
        ("Jiatai JSC", "joint-stock"),
        ("Jiatai Tekstil San. ve Tic. A.S.", "as"),
        ("ООО Пример", "llc"),
        ("Jiatai Corporation Limited", "limited"),
        ("Cong ty TNHH Jiatai", "vn-tnhh"),
    ],
)
def test_legal_forms_of_other_countries(text: str, form: str) -> None:
    assert form in {part.key for part in read_name(text).of(PartKind.FORM)}
    assert len(read_name(text).of(PartKind.FORM)) <= 2


def test_short_form_words_count_only_at_the_end() -> None:
    assert read_name("Co Jiatai Sa Ag Textile").of(PartKind.FORM) == ()


def test_the_mark_of_invented_parties_is_no_brand() -> None:
    assert brand("EXAMPLE Jiatai Textile Co., Ltd.") == "jiatai"


def test_no_brand_is_invented() -> None:
    assert read_name("Xinjiang Cotton Co., Ltd.").of(PartKind.BRAND) == ()
    assert read_name("新疆棉花有限公司").of(PartKind.BRAND) == ()


def test_a_pinyin_sector_that_is_all_there_is_stays_the_brand() -> None:
    assert brand("Ningbo Huaxue Textile Co., Ltd.") == "huaxue"


def test_numbers_of_units_are_read() -> None:
    assert ("number", "841") in keys("841 Cotton Transfer Warehouse")
    assert ("number", "148") in keys("新疆生产建设兵团第八师一四八团棉纺厂")
    assert ("number", "148") in keys("XPCC 8th Division 148th Regiment Cotton Mill")
    assert ("number", "12") in keys("示例第十二棉纺厂")
    assert ("number", "3") in keys("Jiatai Textile Mill No. 3")


@pytest.mark.parametrize(
    "texts",
    [
        (
            "乌鲁木齐一厂",
            "乌鲁木齐第一厂",
            "Urumqi No. 1 Factory",
            "Urumqi First Factory",
            "Urumqi Factory No. I",
        ),
        ("石河子二棉纺织厂", "Shihezi Second Cotton Textile Mill", "Shihezi 2nd Cotton Textile Mill"),
        (
            "农八师143团",
            "第八师一四三团",
            "XPCC 8th Division 143rd Regiment",
            "XPCC Eighth Division Regiment 143",
        ),
        ("第八师棉纺厂", "农八师棉纺厂", "XPCC Eighth Division Cotton Spinning Mill"),
        ("嘉泰第十二棉纺厂", "Jiatai No. 12 Cotton Spinning Mill", "Jiatai Cotton Spinning Mill No. 12"),
    ],
)
def test_numbers_of_plants_and_units_are_one_in_every_spelling(texts: tuple[str, ...]) -> None:
    numbers = [{key for key in keys(text) if key[0] in ("number", "place")} for text in texts]
    assert numbers[0]
    assert all(found == numbers[0] for found in numbers)


@pytest.mark.parametrize(
    ("text", "key"), [("八一钢铁", "bayi"), ("三一重工", "sanyi"), ("First Solar Inc", "first")]
)
def test_brands_that_are_numbers_stay_brands(text: str, key: str) -> None:
    assert brand(text) == key


def test_a_country_behind_a_latin_brand_is_a_place() -> None:
    assert keys("Jiatai中国有限公司") == [("brand", "jiatai"), ("place", "CN"), ("form", "limited")]


def test_shipping_papers_shorten_words() -> None:
    assert ("sector", "communication") in keys("GUANGZHOU JIATAI COMM GRP")
    assert ("sector", "service") in keys("JIATAI ENERGY TECH & SRVCES LTD")
    assert keys("JIATAI GUANGZHOU") == [("brand", "jiatai"), ("place", "CN-440100")]


def test_an_engine_is_a_trade() -> None:
    assert (
        keys("Jiatai Diesel Engine Co., Ltd.")[1]
        == keys("嘉泰柴油机有限公司")[1]
        == ("sector", "diesel-engine")
    )


def test_a_branch_in_a_place_has_the_key_of_the_place() -> None:
    assert ("branch", "CN-650100") in keys("示例棉业有限公司乌鲁木齐分公司")
    assert ("branch", "CN-650100") in keys("Jiatai Cotton Co., Ltd., Urumqi Branch")


@pytest.mark.parametrize("text", ["", "   ", "---", "&&&", "12", "有限公司", "Ltd", "（）", "\u200b"])
def test_odd_names_are_read_without_complaint(text: str) -> None:
    assert isinstance(read_name(text), Reading)


@pytest.mark.parametrize(
    "piece", ["集团", "co ", "Ltd, ", "公司第一", "an", "Branch ", "新疆", "(", "第八师"]
)
def test_an_endless_name_is_read_in_no_time(piece: str) -> None:
    assert len(read_name(piece * 20_000).parts) <= 400


ALPHABET = "abz ABXé.,&()（）'’-–新疆和田中泰化学有限公司集团第八师分公司厂县市１2\u0301خوتەنХотан한국トヨ"


@settings(deadline=None, max_examples=400)
@given(st.text(max_size=30) | st.text(alphabet=ALPHABET, max_size=30))
def test_parts_stand_in_order_do_not_overlap_and_quote_the_text(text: str) -> None:
    at = 0
    for part in read_name(text).parts:
        assert at <= part.start < part.end <= len(text)
        assert part.text == text[part.start : part.end]
        assert part.key
        assert part.key not in part.readings
        at = part.end


PROVINCES = [
    (row["zh"].split("|")[0], row["id"]) for row in table.rows("place.csv") if row["level"] == "province"
]
SECTORS = [
    (row["zh"].split("|")[0], row["pinyin"].split("|")[0], row["id"]) for row in table.rows("sector.csv")
]
SECTORS = [
    sector
    for sector in SECTORS
    if len(sector[0]) >= 2
    and sector[1]
    and not any(  # 轮胎 sounds like the county 轮台, and a place is read first
        entry.kind is PartKind.PLACE for entry in lexicon.words().entries[(sector[1].replace(" ", ""),)]
    )
]
BRANDS = [
    ("嘉泰", "Jiatai"),
    ("鸿远", "Hongyuan"),
    ("瑞祥", "Ruixiang"),
    ("明辉", "Minghui"),
    ("润丰", "Runfeng"),
]


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(PROVINCES), st.sampled_from(BRANDS), st.sampled_from(SECTORS))
def test_a_composed_chinese_name_reads_like_its_pinyin(
    province: tuple[str, str], name: tuple[str, str], sector: tuple[str, str, str]
) -> None:
    chinese = keys(f"{province[0]}{name[0]}{sector[0]}有限公司")
    joined = sector[1].replace(" ", "")
    assert chinese == [
        ("place", province[1]),
        ("brand", name[1].lower()),
        ("sector", sector[2]),
        ("form", "limited"),
    ]
    brand_part, sector_part, form_part = read_name(f"{name[1]} {joined} Youxian Gongsi").parts
    assert [(part.kind.value, part.key) for part in (brand_part, form_part)] == [chinese[1], chinese[3]]
    assert sector[2] in (sector_part.key, *sector_part.readings)  # homophones: 咨询 and 资讯


@pytest.mark.shared
def test_most_real_factory_names_have_a_brand() -> None:
    path = SHARED / "data/suppliers/opensupplyhub_fixture_facilities.csv"
    if not path.exists():
        pytest.skip("no ../shared")
    with path.open(encoding="utf-8", newline="") as file:
        readings = [read_name(row["name"]) for row in csv.DictReader(file)]
    with_brand = sum(bool(reading.of(PartKind.BRAND)) for reading in readings)
    assert with_brand >= 0.97 * len(readings)


@pytest.mark.parametrize(
    ("old", "chinese"),
    [
        ("Tsingtao", "青岛"),
        ("Kweichow", "贵州"),
        ("Sinkiang", "新疆"),
        ("Amoy", "厦门"),
        ("Swatow", "汕头"),
        ("Foochow", "福州"),
        ("Tientsin", "天津"),
        ("Chinwangtao", "秦皇岛"),
        ("Soochow", "苏州"),
        ("Kiangsu", "江苏"),
        ("Saigon", "胡志明市"),
        ("Dhaka", "达卡"),
        ("Toshkent", "塔什干"),
        ("Enshi", "恩施土家族苗族自治州"),
    ],
)
def test_old_and_foreign_names_of_places_are_one_place(old: str, chinese: str) -> None:
    a, b = read_name(f"{old} Jiatai Textile").parts[0], read_name(f"{chinese}嘉泰纺织有限公司").parts[0]
    assert a.kind is b.kind is PartKind.PLACE
    assert {a.key, *a.readings} & {b.key, *b.readings}


def test_a_county_that_is_a_common_word_needs_its_province_or_unit() -> None:
    assert ("place", "CN-330112") in keys("浙江临安嘉泰纺织有限公司")
    assert brand("东方嘉泰纺织有限公司").startswith("dongfang")
    assert brand("Wanxiang Group") == brand("万象集团") == "wanxiang"


@pytest.mark.parametrize(
    ("text", "number"), [("新疆示例一厂", "1"), ("新疆示例纺织二厂", "2"), ("示例第三分厂", "3")]
)
def test_the_number_of_a_plant_stands_before_the_plant(text: str, number: str) -> None:
    assert [part.key for part in read_name(text).of(PartKind.NUMBER)][:1] == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [("Shili Textile Ltd unit10", "10"), ("Shili Textile plant2", "2"), ("Shili Textile no8", "8")],
)
def test_a_number_written_on_to_its_word_is_a_number(text: str, number: str) -> None:
    assert [part.key for part in read_name(text).of(PartKind.NUMBER)] == [number]


def test_a_common_word_in_brackets_by_itself_is_the_place_it_may_be() -> None:
    assert [part.key for part in read_name("Shili Textile (Shanshan) Co., Ltd.").of(PartKind.PLACE)] == [
        "CN-650421"
    ]
    assert not read_name("Shanshan Textile Co., Ltd.").of(PartKind.PLACE)


def test_a_name_that_begins_with_a_division_and_goes_on_in_pinyin_is_of_the_corps() -> None:
    assert read_name("8th Division Tianye Co., Ltd.").of(PartKind.PLACE)[0].key == "CN-XPCC-08"
    assert "CN-XPCC-01" not in [part.key for part in read_name("1st Division Manchester Ltd").parts]


def test_words_of_other_scripts_are_no_forms_where_letters_are_latin() -> None:
    assert [part.text for part in read_name("Li Ning Company Limited").of(PartKind.BRAND)] == ["Li Ning"]
    assert [part.text for part in read_name("Ju Teng International Holdings").of(PartKind.BRAND)] == [
        "Ju Teng"
    ]
    assert [part.kind for part in read_name("लि टाटा").parts] == [PartKind.FORM, PartKind.BRAND]


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("示例有限整体变更设立的股份有限公司", "示例"),
        ("示例整体变更为股份有限公司", "示例"),
        ("东方市场", "东方"),
    ],
)
def test_conversions_are_told_before_the_form_and_markets_are_no_cities(text: str, brand: str) -> None:
    assert [part.text for part in read_name(text).of(PartKind.BRAND)] == [brand]


def test_a_city_between_brand_and_trade_is_a_place() -> None:
    assert [(part.kind, part.text) for part in read_name("示例南京自动化股份有限公司").parts][:3] == [
        (PartKind.BRAND, "示例"),
        (PartKind.PLACE, "南京"),
        (PartKind.SECTOR, "自动化"),
    ]
