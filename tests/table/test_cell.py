"""Cells: what people write is read exactly, and what can be read two ways is not read."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.model.goods import Basis, Quantity
from tieback.table.cell import (
    CellError,
    column_mark,
    find_unit,
    parse_country,
    parse_date,
    parse_decimal,
    parse_identifiers,
    parse_percent,
    parse_quantity,
    parse_word,
)
from tieback.table.word import aliases, fold, rows, vocabulary


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200.5", "1200.5"),
        ("1.200,5", "1200.5"),
        ("1 200.5", "1200.5"),
        ("1\u00a0200,5", "1200.5"),
        ("1'200.50", "1200.50"),
        ("1,200", "1200"),
        ("1.200", "1.200"),
        ("1,20", "1.20"),
        ("0,200", "0.200"),
        ("12,34,567", "1234567"),
        ("１２００．５", "1200.5"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+7", "7"),
        (".5", "0.5"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "1,2,3",
        "1.2.3",
        "1,20.5",
        "1e5",
        "2.26E+05",
        "NaN",
        "Infinity",
        "--5",
        "5-",
        "1" * 40,
        "١,٢٠",
        "½x",
    ],
)
def test_what_is_no_number_or_two_numbers_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        parse_decimal(text)


def test_in_a_column_with_both_marks_each_number_that_has_one_meaning_keeps_it() -> None:
    """ "19.5" beside "100.000,0": no thousands are parted so, and only "1.234" is open."""
    mark = column_mark(["100.000,0", "19.5", "60"])
    assert parse_decimal("19.5", mark=mark) == Decimal("19.5")
    assert parse_decimal("100.000,0", mark=mark) == 100_000
    assert parse_decimal("60", mark=mark) == 60
    with pytest.raises(CellError, match="two ways"):
        parse_decimal("1.234", mark=mark)


def test_a_column_settles_its_decimal_mark_only_where_it_agrees() -> None:
    assert column_mark(["1,5", "1,200"]) == ","
    assert column_mark(["1,200.5", "1,200"]) == "."
    assert column_mark(["1,200", None]) is None
    assert parse_decimal("1,200", mark=",") == Decimal("1.200")
    unsure = column_mark(["1,5", "1,200.5"])
    assert parse_decimal("1,200.5", mark=unsure) == Decimal("1200.5")
    with pytest.raises(CellError, match="two ways"):
        parse_decimal("1,200", mark=unsure)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_decimal_survives_every_common_notation(value: Decimal) -> None:
    for text in (
        f"{value:f}",
        f"{value:,f}",
        f"{value:,f}".translate({44: ".", 46: ","}),
        f"{value:,f}".replace(",", " "),
    ):
        assert parse_decimal(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-04",
        "2024/3/4",
        "2024.03.04",
        "20240304",
        "2024年3月4日",
        "２０２４年３月４日",
        "4 March 2024",
        "4th Mar 2024",
        "March 4, 2024",
        "04-MAR-2024",
        "2024-Mar-04",
        "2024-03-04T10:00:00Z",
        "2024-03-04 10:30:00",
    ],
)
def test_a_date_that_means_one_day_is_read(text: str) -> None:
    assert parse_date(text) == date(2024, 3, 4)


def test_day_and_month_are_told_apart_only_where_one_order_is_possible() -> None:
    assert parse_date("25/12/2024") == parse_date("12/25/2024") == date(2024, 12, 25)
    assert parse_date("03/03/2024") == date(2024, 3, 3)
    with pytest.raises(CellError, match="two ways"):
        parse_date("03/04/2024")


@pytest.mark.parametrize(
    "text",
    [
        "4.3.2024",
        "3-4-2024",
        "13-Mar-24",
        "24/3/4",
        "45355",
        "2024年3月",
        "2024-02-30",
        "0204-03-04",
        "yesterday",
        "",
        "113年3月4日",
        "4 Martius 2024",
        "99999999",
    ],
)
def test_a_date_that_can_mean_several_days_or_none_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        parse_date(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_survives_the_unambiguous_notations(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day}",
    ):
        assert parse_date(text) == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_numeric_date_is_never_read_as_another_day(day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}"):
        try:
            assert parse_date(text) == day
        except CellError:
            assert day.day <= 12
            assert day.day != day.month


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("1,200.5 KGS", Quantity(Decimal("1200.5"), "kg")),
        ("500 PCS", Quantity(Decimal(500), "pcs")),
        ("12 打", Quantity(Decimal(12), "dozen")),
        ("226kg", Quantity(Decimal(226), "kg")),
        ("净重 1200 公斤", Quantity(Decimal(1200), "kg", Basis.NET)),
        ("3,000 LBS N.W.", Quantity(Decimal(3000), "lb", Basis.NET)),
        ("100 kg ± 2 %", Quantity(Decimal(100), "kg", Basis.UNKNOWN, Decimal(2))),
        ("100±5 KGM", Quantity(Decimal(100), "kg", Basis.UNKNOWN, Decimal(5))),
        ("5 H87", Quantity(Decimal(5), "pcs")),
        ("3 担", Quantity(Decimal(3), "dan")),
        ("7 skeins", Quantity(Decimal(7), "skeins")),
    ],
)
def test_a_quantity_is_read_with_unit_and_basis(text: str, quantity: Quantity) -> None:
    assert parse_quantity(text) == quantity


def test_unit_and_basis_may_stand_in_their_own_columns() -> None:
    assert parse_quantity("1,200.5", "KGS", "毛重") == Quantity(Decimal("1200.5"), "kg", Basis.GROSS)
    assert parse_quantity("5 kg", "公斤") == Quantity(Decimal(5), "kg")
    with pytest.raises(CellError, match="different units"):
        parse_quantity("5 kg", "lb")
    with pytest.raises(CellError, match="basis"):
        parse_quantity("5 kg net", "kg", "gross")


@pytest.mark.parametrize(
    "text", ["5", "about 5 kg", "约100公斤", "~5 kg", "-5 kg", "kg", "5 kg 6 lb 1e3", ">5 kg", ""]
)
def test_a_quantity_without_unit_or_certainty_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        parse_quantity(text)


@given(
    st.decimals(min_value=0, max_value=10**9, places=3),
    st.sampled_from(["kg", "KGS", "lb", "pcs", "打", "t"]),
)
def test_a_quantity_round_trips_with_any_unit(value: Decimal, unit: str) -> None:
    found = find_unit(unit)
    assert found is not None
    assert parse_quantity(f"{value:,f} {unit}") == Quantity(value, found.id)


@given(st.text(max_size=40))
def test_every_parser_answers_or_says_why_not(text: str) -> None:
    for parse in (
        parse_decimal,
        parse_percent,
        parse_date,
        parse_quantity,
        parse_country,
        parse_identifiers,
        lambda t: parse_word(t, "line"),
    ):
        try:
            parse(text)
        except CellError as error:
            assert error.reason  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cn", "CN"),
        ("CHN", "CN"),
        ("P.R. China", "CN"),
        ("中国", "CN"),
        ("China 中国", "CN"),
        ("Viet Nam", "VN"),
        ("越南", "VN"),
        ("USA", "US"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Korea, Republic of", "KR"),
    ],
)
def test_a_country_is_known_by_codes_and_by_english_and_chinese_names(text: str, code: str) -> None:
    assert parse_country(text) == code


@pytest.mark.parametrize("text", ["Atlantis", "China / Vietnam", ""])
def test_an_unknown_country_and_two_countries_are_refused(text: str) -> None:
    with pytest.raises(CellError):
        parse_country(text)


def test_identifiers_keep_their_schemes() -> None:
    found = parse_identifiers("USCC: 9165 0100 EXAMPLE001; lei：5493001EXAMPLE; OS ID CN2020EXAMPLE; 12345")
    assert [(one.scheme, one.value) for one in found] == [
        ("lei", "5493001EXAMPLE"),
        ("os_id", "CN2020EXAMPLE"),
        ("unknown", "12345"),
        ("uscc", "91650100EXAMPLE001"),
    ]


def test_closed_words_match_in_english_and_chinese() -> None:
    assert [parse_word(word, "line") for word in ("IN", "投入", "产出", "联产品", "废料", "co-product")] == [
        "in",
        "in",
        "out",
        "coproduct",
        "waste",
        "coproduct",
    ]
    assert [
        parse_word(word, "transfer")
        for word in ("销售", "寄售", "来料加工", "集团内", "退货", "样品", "sale 销售")
    ] == ["sale", "consignment", "tolling", "intra-group", "return", "sample", "sale"]
    assert [parse_word(word, "site") for word in ("生产", "注册", "办公", "仓库", "通讯")] == [
        "production",
        "registered",
        "office",
        "warehouse",
        "mailing",
    ]


@pytest.mark.parametrize("name", ["unit", "role", "document_kind", "country", "custody"])
def test_no_word_of_a_table_means_two_things(name: str) -> None:
    seen: dict[str, str] = {}
    for row in rows(name):
        for word in (row["id"], *row["en"].split("|"), *row["zh"].split("|")):
            if fold(word):
                assert seen.setdefault(fold(word), row["id"]) == row["id"], word


def test_units_without_a_source_have_no_factor() -> None:
    assert all(row["source"] for row in rows("unit"))
    assert not any(
        row["factor"]
        for row in rows("unit")
        if "unverified" in row["source"] or "must be stated" in row["source"]
    )
    assert find_unit("candy").factor is None  # type: ignore[union-attr]
    assert vocabulary("unit")[fold("公斤")] == "kg"


@pytest.mark.parametrize("text", ["n/a", "N/A", "n.a.", " N.A. "])
def test_not_applicable_is_not_namibia(text: str) -> None:
    with pytest.raises(CellError, match="names no country"):
        parse_country(text)
    assert parse_country("NA") == parse_country("Namibia") == "NA"


def test_every_name_of_a_country_is_that_country() -> None:
    for row in rows("country"):
        assert {parse_country(word) for word in aliases(row)} == {row["id"]}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Chine", "CN"),
        ("España", "ES"),
        ("Espana", "ES"),
        ("Deutschland", "DE"),
        ("Việt Nam", "VN"),
        ("Türkiye", "TR"),
        ("Áo", "AT"),  # short names keep their accents: they may be codes
        ("AO", "AO"),
        ("NGA", "NG"),
    ],
)
def test_countries_are_read_in_other_languages(said: str, code: str) -> None:
    assert parse_country(said) == code
