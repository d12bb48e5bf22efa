"""Headers: English and Chinese, any case, spacing and order; doubts are reported."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tieback.table.header import columns, match
from tieback.table.word import aliases, canonical, fold, fold_plain, rows

TRANSFERS = columns("transfers")


def test_headers_match_in_any_case_spacing_and_order() -> None:
    found = match(["Shipped-On", "LOT", "\ufefffrom", "To ", "Quantity", "unit"], TRANSFERS)
    assert found.columns == {"shipped_on": 0, "lot": 1, "from": 2, "to": 3, "quantity": 4, "unit": 5}
    assert found.unmatched == ()


def test_chinese_and_bilingual_headers_match() -> None:
    found = match(["编号", "批号 (Lot)", "发货方/From", "收货方", "数量", "发货日期"], TRANSFERS)
    assert found.columns == {"id": 0, "lot": 1, "from": 2, "to": 3, "quantity": 4, "shipped_on": 5}


def test_a_unit_and_a_basis_in_the_header_are_kept() -> None:
    for text, unit, basis in (
        ("Net weight (kg)", "kg", "net"),
        ("毛重（公斤）", "kg", "gross"),
        ("Weight, lbs", "lb", None),
        ("quantity_kg", "kg", None),
    ):
        found = match([text], TRANSFERS)
        assert found.columns == {"quantity": 0}
        assert found.units == {"quantity": unit}
        assert found.bases == ({"quantity": basis} if basis else {})


def test_of_two_candidates_the_better_name_wins_and_both_are_reported() -> None:
    found = match(["Gross weight (kg)", "Net weight (kg)"], TRANSFERS)
    assert found.columns == {"quantity": 1}
    assert found.ambiguous == (("quantity", ("Net weight (kg)", "Gross weight (kg)")),)


def test_two_equal_headers_are_reported() -> None:
    found = match(["lot", "Lot"], {"lot": ["lot"]})
    assert found.columns == {"lot": 0}
    assert found.ambiguous == (("lot", ("lot", "Lot")),)


def test_unknown_headers_are_said() -> None:
    assert match(["lot", "colour", ""], TRANSFERS).unmatched == ("colour",)


def test_every_alias_finds_its_column_when_alone() -> None:
    for row in rows("column"):
        for word in (row["column"], *aliases(row)):
            assert match([word], columns(row["table"])).columns == {row["column"]: 0}, (row["table"], word)


def test_no_alias_serves_two_columns_of_one_table() -> None:
    for table, group in itertools.groupby(rows("column"), key=lambda row: row["table"]):
        words = [fold(word) for row in group for word in {fold(w): w for w in (row["column"], *aliases(row))}]
        assert sorted({word for word in words if words.count(word) > 1}) == [], table


@given(st.permutations(sorted(TRANSFERS)))
def test_the_order_of_columns_does_not_matter(header: list[str]) -> None:
    assert match(header, TRANSFERS).columns == {name: index for index, name in enumerate(header)}


@given(st.lists(st.text(max_size=15), max_size=8))
def test_any_header_gives_distinct_columns(header: list[str]) -> None:
    found = match(header, TRANSFERS)
    assert len(set(found.columns.values())) == len(found.columns)
    assert len(found.mapping) == len(found.columns)


def test_traditional_headers_and_words_are_read_as_simplified_ones() -> None:
    found = match(("公司名稱", "國家", "統一社會信用代碼"), columns("parties")).columns
    assert (found["name"], found["country"], found["uscc"]) == (0, 1, 2)
    found = match(("批號", "發貨方", "收貨方", "數量", "單位"), columns("transfers")).columns
    assert [found[name] for name in ("lot", "from", "to", "quantity", "unit")] == [0, 1, 2, 3, 4]
    assert canonical("產出", "word", "line") == "out"
    assert canonical("銷售", "word", "transfer") == "sale"


def test_a_latin_and_a_chinese_header_of_names_are_two_names_of_one_party() -> None:
    for latin, local in (
        ("Supplier name (English)", "供应商名称"),
        ("英文名称", "公司名称"),
        ("Company", "名称"),
    ):
        for header in ([latin, local], [local, latin]):
            found = match(header, columns("parties"))
            assert header[found.columns["name"]] == latin
            assert header[found.columns["name_local"]] == local
            assert not found.unmatched
            assert not found.ambiguous


def test_two_latin_headers_of_names_stay_a_doubt() -> None:
    found = match(["Supplier name", "Factory name"], columns("parties"))
    assert found.ambiguous == (("name", ("Supplier name", "Factory name")),)


def test_headers_of_other_languages_match_with_and_without_their_accents() -> None:
    parties = {**columns("parties"), "address": columns("sites")["address"]}
    for name, address, country in (
        ("Raison sociale", "Adresse", "Pays"),
        ("RAZÓN SOCIAL", "Direccion", "País"),
        ("Firmenname", "Straße", "Land"),
        ("Nome da empresa", "ENDEREÇO", "Pais"),
        ("Firma adı", "Adres", "Ülke"),
        ("Tên công ty", "Địa chỉ", "Quốc gia"),
        ("Nama perusahaan", "Alamat", "Negara"),
    ):
        assert match([name, address, country], parties).columns == {"name": 0, "address": 1, "country": 2}


def test_no_header_word_of_a_table_belongs_to_two_columns() -> None:
    for table in sorted({row["table"] for row in rows("column")}):
        seen: dict[str, str] = {}
        for column, words in columns(table).items():
            for word in words:
                assert seen.setdefault(fold_plain(word), column) == column, (table, word)
