"""Own lists: columns, identifiers, claims that must add up."""

import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.lists import intake, own
from tieback.lists.edition import ListedName, Scope
from tieback.lists.intake import Declared
from tieback.model.party import Identifier
from tieback.model.refusal import Refused

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def read(text, **given):
    data = text if isinstance(text, bytes) else text.encode()
    return intake.read(
        data, "mine.csv", given.pop("list_id", "my_list"), given.pop("declared", None), NOW, **given
    )


def only(text):
    (entity,) = read(text).edition.entities
    return entity


def test_every_column_reaches_the_entity():
    entity = only(
        "name,aliases,country,section,effective_date,identifiers,name_local,address,postal_code,goods,hs,region,"
        "superseded_by,for_imports_from,clauses,ended_on,kind\n"
        "Example Cotton Co.,Foo|Bar,China,ii|v,2024-05-17,uscc:91650100MA00000000;lei=549300EXAMPLE00000XX,示例棉业,"
        '"1 Example Road, Example City",830000,cotton,5201;5203.00,'
        "CN-XJ,us_uflpa,2022-06-21,and its subsidiaries,2026-01-01,company\n"
    )
    assert [(name.text, name.kind, name.origin) for name in entity.names] == [
        ("Example Cotton Co.", "primary", "publisher"),
        ("Foo", "alias", "publisher"),
        ("Bar", "alias", "publisher"),
        ("示例棉业", "alias", "publisher"),
    ]
    assert (entity.country, entity.sections, entity.kind) == ("CN", ("ii", "v"), "company")
    assert (entity.effective_on, entity.ended_on) == (date(2024, 5, 17), date(2026, 1, 1))
    assert set(entity.identifiers) == {
        Identifier("uscc", "91650100MA00000000"),
        Identifier("lei", "549300EXAMPLE00000XX"),
    }
    assert (entity.addresses[0].text, entity.addresses[0].postal_code) == (
        "1 Example Road, Example City",
        "830000",
    )
    assert entity.scope == Scope("cotton", ("5201", "520300"), "CN-XJ", "us_uflpa", date(2022, 6, 21))
    assert entity.clauses == ("subsidiaries",)


def test_a_local_name_with_a_source_of_its_own_is_our_overlay():
    entity = only("name,name_local,name_local_source\nExample,示例,registry extract\n")
    assert entity.names[1] == ListedName("示例", "alias", "overlay", "registry extract")


def test_headers_match_in_chinese_any_case_and_order():
    entity = only("别名,国家,企业名称\nFoo|Bar,中国,示例纺织有限公司\n")
    assert entity.name == "示例纺织有限公司"
    assert (entity.country, len(entity.names)) == ("CN", 3)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("uscc:91650100MA00000000", {Identifier("uscc", "91650100MA00000000")}),
        (
            "USCC = 91650100MA00000000; LEI: 549300EXAMPLE00000XX",
            {Identifier("uscc", "91650100MA00000000"), Identifier("lei", "549300EXAMPLE00000XX")},
        ),
        ("91650100MA00000000", {Identifier("uscc", "91650100MA00000000")}),
        ("统一社会信用代码：91650100MA00000000", {Identifier("uscc", "91650100MA00000000")}),
        ("", set()),
    ],
)
def test_identifiers_are_read_generously(cell, expected):
    assert set(own.read_identifiers(cell)) == expected


def test_a_row_without_a_name_is_refused_and_the_rest_is_read():
    found = read("name,country\nExample,CN\n,US\nOther,\n")
    assert (found.counts.elements, found.counts.entities, found.counts.refused) == (3, 2, 1)
    assert [(note.row, note.column) for note in found.notes if note.column == "name"] == [(3, "name")]


def test_an_unreadable_date_keeps_the_entity_and_is_noted():
    found = read("name,effective_date\nExample,sometime\n")
    assert found.edition.entities[0].effective_on is None
    assert any(note.column == "effective_date" and note.row == 2 for note in found.notes)


def test_two_rows_of_one_name_are_two_entities_with_ids_of_their_own():
    edition = read("name,section\nExample,i\nExample,ii\n").edition
    assert len({entity.id for entity in edition.entities}) == 2


@pytest.mark.parametrize(
    ("text", "expected", "reason"),
    [
        ("name\nA\nB\n", 3, "declared complete with 3 entries, but it has 2"),
        ("name\nA\nB\n", 1, "declared complete with 1 entries, but it has 2"),
        ("name,country\nA,CN\n,CN\n", 2, "cannot be read"),
        ("name\nA\n", None, "without the number"),
    ],
)
def test_a_claim_of_completeness_must_add_up(text, expected, reason):
    with pytest.raises(Refused, match=reason):
        read(text, declared=Declared(complete=True, expected=expected))


def test_a_complete_own_list_says_so_and_when():
    edition = read(
        "name\nA\nB\n", declared=Declared(complete=True, expected=2, published_on=date(2026, 1, 2))
    ).edition
    assert (edition.complete, edition.expected, edition.entries, edition.published_on) == (
        True,
        2,
        2,
        date(2026, 1, 2),
    )


def test_without_a_claim_an_own_list_is_incomplete():
    assert not read("name\nA\n").edition.complete


def test_an_own_list_may_stand_for_a_list_of_the_catalogue():
    edition = read("name\nA\n", list_id="us_uflpa", declared=Declared(True, 1)).edition
    assert (edition.list, edition.title, edition.complete) == ("us_uflpa", "UFLPA Entity List", True)


@pytest.mark.parametrize("list_id", ["My List", "../up", "", "a" * 65, "élan"])
def test_an_id_that_cannot_name_a_list_is_refused(list_id):
    with pytest.raises(Refused, match="cannot name a list"):
        read("name\nA\n", list_id=list_id)


def test_a_file_that_is_no_known_list_needs_an_id():
    with pytest.raises(Refused, match="--list"):
        intake.read(b"name\nA\n", "mine.csv")


@pytest.mark.parametrize("data", [b"", b"   \n"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(Refused, match="empty"):
        read(data)


def test_a_table_without_names_is_refused():
    with pytest.raises(Refused, match="no column that holds names"):
        read("colour,size\nred,1\n")


def test_a_workbook_is_read_like_a_csv_file():
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Aliases"])
    sheet.write_row(1, 0, ["Example Co., Ltd.", "Foo|Bar"])
    book.close()
    (entity,) = read(stream.getvalue()).edition.entities
    assert [name.text for name in entity.names] == ["Example Co., Ltd.", "Foo", "Bar"]


def test_gb18030_is_read_as_written():
    assert (
        read("name,aliases\n示例纺织有限公司,别名甲|别名乙丙丁\n".encode("gb18030")).edition.entities[0].name
        == "示例纺织有限公司"
    )


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_identifier_cell_breaks_the_reader(cell):
    for found in own.read_identifiers(cell):
        assert found.value.strip()


def test_dates_of_birth_stay_as_they_stand_and_an_unread_one_is_noted():
    parsed = own.read_rows(
        {"name": 0, "kind": 1, "born": 2}, [(2, ["EXAMPLE, Jane", "person", "circa 1960; soon"])], "own.csv"
    )
    assert parsed.entities[0].births == ("circa 1960", "soon")
    assert [(note.row, note.column) for note in parsed.notes] == [(2, "born")]
