"""Tables in: recognised by content, numbered as a spreadsheet shows them, refused in one line or noted."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.table import limit
from tieback.table.grid import Table
from tieback.table.read import read_table

HEADER = ("id", "lot", "from", "to", "quantity", "unit")
CHINESE = "编号,名称,国家\nA,示例纺织有限公司,中国\nB,另一示例棉业公司,中国\n"


def csv(tmp_path: Path, text: str | bytes, name: str = "t.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def workbook(tmp_path: Path, fill: Callable[[xlsxwriter.Workbook], None], name: str = "t.xlsx") -> Path:
    path = tmp_path / name
    with xlsxwriter.Workbook(path) as book:
        fill(book)
    return path


def grid(rows: list[list[object]]) -> Callable[[xlsxwriter.Workbook], None]:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)

    return fill


def said(table: Table) -> str:
    return " | ".join(f"{note.reason} -> {note.effect}" for note in table.notes)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_from_the_rows(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "name", "address"], ["1", "EXAMPLE, Ltd", "a; b"], ["2", 'say "x"', "c"]]
    text = "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    table = read_table(csv(tmp_path, text))
    assert table.header == ("id", "name", "address")
    assert [row.cells for row in table.rows] == [("1", "EXAMPLE, Ltd", "a; b"), ("2", 'say "x"', "c")]


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, "lot;quantity;unit\nA;1,5;kg\nB;2,25;kg\n"))
    assert [row.cells for row in table.rows] == [("A", "1,5", "kg"), ("B", "2,25", "kg")]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, 'id,name\n1,"two\nlines"\n\n2,b\n'))
    assert [(row.number, row.cells) for row in table.rows] == [(2, ("1", "two\nlines")), (4, ("2", "b"))]


@pytest.mark.parametrize(
    ("encoding", "name", "noted"),
    [
        ("utf-8", "UTF-8", False),
        ("utf-8-sig", "UTF-8 with BOM", False),
        ("utf-16", "UTF-16", True),
        ("gb18030", "GB18030", True),
        ("big5", "Big5", True),
    ],
)
def test_chinese_encodings_are_found_and_said(tmp_path: Path, encoding: str, name: str, noted: bool) -> None:
    text = "名稱,國家\n示例紡織有限公司,中國\n範例棉業股份有限公司,越南\n" if encoding == "big5" else CHINESE
    table = read_table(csv(tmp_path, text.encode(encoding)))
    assert table.encoding == name
    assert table.rows[0].cells[-1] in {"中国", "中國"}
    assert (f"read as {name}" in said(table)) == noted


def test_latin_text_is_not_taken_for_chinese(tmp_path: Path) -> None:
    text = (
        "id,name,city\n1,Société Générale d'Exemple,Orléans\n2,Müller & Söhne,Köln\n3,Señor Ñandú,São Paulo\n"
    )
    table = read_table(csv(tmp_path, text.encode("latin-1")))
    assert table.encoding == "Windows-1252"
    assert table.rows[1].cells == ("2", "Müller & Söhne", "Köln")
    assert "last resort" in said(table)


def test_a_few_damaged_bytes_do_not_turn_utf8_into_chinese(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, CHINESE.encode() + b"C,\xff,\xe4\xb8\xad\xe5\x9b\xbd\n"))
    assert table.encoding == "UTF-8"
    assert table.rows[0].cells[1] == "示例纺织有限公司"
    assert "unreadable characters, the first in line 4" in said(table)


def test_a_row_with_more_cells_than_headers_has_a_problem(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, "lot,quantity,unit\nA,1,200,kg\nB,5,kg\nC,5\n"))
    assert [row.problem is not None for row in table.rows] == [True, False, False]
    assert "more cells than headers in row 2" in said(table)
    assert "fewer cells than headers in row 4" in said(table)


def test_numbers_and_dates_of_a_workbook_come_exactly(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["lot", "quantity", "shipped on", "code"])
        page.write_row(1, 0, ["A", 1200.1 + 0.1 + 0.2])
        page.write_datetime(1, 2, date(2024, 3, 4), book.add_format({"num_format": "dd/mm/yy"}))
        page.write_number(1, 3, 100200)
        page.write_row(2, 0, ["B", 0.1 + 0.2])
        page.write_number(2, 3, 91650100123456789)

    table = read_table(workbook(tmp_path, fill))
    assert table.rows[0].cells == ("A", "1200.4", "2024-03-04", "100200")
    assert table.rows[1].cells[1] == "0.3"
    assert "more than 15 digits in row 3" in said(table)


def test_a_merged_cell_holds_its_value_for_every_cell_it_covers(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.merge_range("A1:D1", "EXAMPLE transfers of 2026")
        page.write_row(1, 0, ["id", "lot", "from", "to"])
        page.merge_range("A3:A4", "T-1")
        page.write_row(2, 1, ["L1", "A", "B"])
        page.write_row(3, 1, ["L2", "A", "B"])

    table = read_table(workbook(tmp_path, fill))
    assert table.header == ("id", "lot", "from", "to")
    assert table.header_row == 2
    assert [(row.number, row.cells[0]) for row in table.rows] == [(3, "T-1"), (4, "T-1")]
    assert "merged cells begin in row 3" in said(table)


def test_a_header_over_two_rows_is_joined(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        for place, word in enumerate(["id", "lot", "from", "to"]):
            page.merge_range(0, place, 1, place, word)
        page.merge_range(0, 4, 0, 5, "Quantity")
        page.write_row(1, 4, ["value", "unit"])
        page.write_row(2, 0, ["T-1", "L", "A", "B", 5, "kg"])

    table = read_table(workbook(tmp_path, fill))
    assert table.header == ("id", "lot", "from", "to", "Quantity value", "Quantity unit")
    assert table.rows[0].cells == ("T-1", "L", "A", "B", "5", "kg")


def test_a_second_header_row_of_a_csv_is_joined_too(tmp_path: Path) -> None:
    table = read_table(csv(tmp_path, "id,lot,from,to,Quantity,\n,,,,value,unit\nT-1,L,A,B,5,kg\n"))
    assert table.header[4:] == ("Quantity value", "unit")
    assert len(table.rows) == 1


def test_formulas_are_read_as_stored_and_named(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, ["lot", "quantity"])
        page.write(1, 0, "A")
        page.write_formula(1, 1, "=500+700", None, 1200)

    table = read_table(workbook(tmp_path, fill))
    assert table.rows[0].cells == ("A", "1200")
    assert "formula in B2" in said(table)


def test_the_first_filled_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Empty")
        book.add_worksheet("Data").write_row(0, 0, ["lot", "quantity"])
        book.add_worksheet("More").write_row(0, 0, ["x"])

    path = workbook(tmp_path, fill)
    table = read_table(path)
    assert table.sheet == "Data"
    assert "not read: 'More'" in said(table)
    assert read_table(path, "More").header == ("x",)
    with pytest.raises(Refused, match="no sheet 'Nil'"):
        read_table(path, "Nil")


def test_a_hidden_sheet_is_not_preferred(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        hidden = book.add_worksheet("Hidden")
        hidden.write(0, 0, "x")
        shown = book.add_worksheet("Shown")
        shown.write_row(0, 0, ["lot", "quantity"])
        shown.activate()
        shown.set_first_sheet()
        hidden.hide()

    assert read_table(workbook(tmp_path, fill)).sheet == "Shown"


def test_json_lines_keep_decimals_and_name_broken_lines(tmp_path: Path) -> None:
    text = '{"lot": "A", "quantity": 1200.10, "supports": ["x", "y"]}\n{"lot": broken\n\n'
    text += '{"lot": "B", "unit": null, "ok": true}\n'
    table = read_table(csv(tmp_path, text, "t.jsonl"))
    assert table.header == ("lot", "quantity", "supports", "unit", "ok")
    assert table.rows[0].cells[:3] == ("A", "1200.10", "x;y")
    assert table.rows[1].problem
    assert table.rows[1].number == 2
    assert table.rows[2].cells == ("B", None, None, None, "true")


def test_a_table_is_known_by_content_not_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, grid([["lot", "quantity"], ["A", 5]]))
    disguised = path.rename(tmp_path / "t.csv")
    assert read_table(disguised).rows[0].cells == ("A", "5")


def test_parquet_is_read(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    path = tmp_path / "t.parquet"
    polars.DataFrame(
        {"lot": ["A", None], "quantity": [0.1, 2.0], "on": [date(2024, 3, 4), None]}
    ).write_parquet(path)
    table = read_table(path)
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("A", "0.1", "2024-03-04")),
        (3, (None, "2", None)),
    ]
    path.write_bytes(b"PAR1 and then nothing")
    with pytest.raises(Refused, match="damaged"):
        read_table(path)


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "t.csv", "empty"),
        (b"\n\n  \n", "t.csv", "empty"),
        (b"\xef\xbb\xbf", "t.csv", "empty"),
        (b"", "t.xlsx", "empty"),
        (b"%PDF-1.7 ...", "t.csv", "PDF"),
        (b"<html><table><tr><td>x</td></tr></table>", "t.xls", "web page"),
        (b'<?xml version="1.0"?><x/>', "t.csv", "XML"),
        (b"PK\x03\x04 not a zip", "t.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "t.xls", "damaged"),
        (b"id,name\n\x00\x01\x02\x00\x03", "t.csv", "zero bytes"),
        (b'id,name\n1,"never closed\n2,b\n', "t.csv", "never closed"),
        (b'id,name\n1,"' + b"x" * 200_000 + b'"\n', "t.csv", "131,072"),
        (b"[1, 2", "t.json", "JSON"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, data: bytes, name: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_table(csv(tmp_path, data, name))
    assert reason in str(refusal.value)
    assert str(refusal.value).startswith(name)
    assert "\n" not in str(refusal.value)


def test_a_sheet_of_200_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as stream:
        stream.write(b"lot,quantity,unit\n")
        stream.truncate(200_000_000)
    started = time.perf_counter()
    with pytest.raises(Refused, match="at most 100 MB"):
        read_table(path)
    assert time.perf_counter() - started < 1


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tieback.table.delimited.MOST_ROWS", 10)
    with pytest.raises(Refused, match="rows"):
        read_table(csv(tmp_path, "a,b\n" + "1,2\n" * 20))


def repacked(path: Path, name: str, data: bytes) -> None:
    """The workbook at `path` with one part replaced."""
    with zipfile.ZipFile(path) as archive:
        held = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in (held | {name: data}).items():
            archive.writestr(each, content)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = workbook(tmp_path, grid([["lot"], ["A"]]))
    repacked(path, "xl/worksheets/sheet1.xml", b" " * (limit.MOST_UNPACKED_BYTES + 1))
    assert path.stat().st_size < 1_000_000
    started = time.perf_counter()
    with pytest.raises(Refused, match="unpacks to more"):
        read_table(path)
    assert time.perf_counter() - started < 2


def test_a_directory_that_lies_about_sizes_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, grid([["lot"], ["A"]]))
    repacked(path, "xl/worksheets/sheet1.xml", b" " * 5_000_000)
    data = bytearray(path.read_bytes())
    real = struct.pack("<L", 5_000_000)
    while (at := data.find(real)) >= 0:
        data[at : at + 4] = struct.pack("<L", 5_000)
    path.write_bytes(data)
    with pytest.raises(Refused, match="more than the ZIP's directory says"):
        read_table(path)


def test_a_zip_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(limit.MOST_PARTS + 1):
            archive.writestr(str(number), b"")
    with pytest.raises(Refused, match="parts"):
        read_table(path)


def test_xml_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, grid([["lot"], ["A"]]))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    repacked(path, "xl/worksheets/sheet1.xml", bomb)
    with pytest.raises(Refused, match="entities"):
        read_table(path)


def test_a_part_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    head = f'<o:document-content xmlns:o="{space}office:1.0" xmlns:table="{space}table:1.0"><o:body><o:spreadsheet>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", head + '<table:table table:name="S"><table:table-row>')
    with pytest.raises(Refused, match="damaged"):
        read_table(path)


def test_a_part_that_states_more_items_than_it_holds_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, grid([["lot"], ["A"]]))
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    texts = (
        b'<sst xmlns="' + space + b'" count="99999999999" uniqueCount="99999999999"><si><t>lot</t></si></sst>'
    )
    repacked(path, "xl/sharedStrings.xml", texts)
    with pytest.raises(Refused, match="more items"):
        read_table(path)


def _sheet(rows: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


def test_one_far_cell_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = workbook(tmp_path, grid([["lot"], ["A"]]))
    sheet = _sheet(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    repacked(path, "xl/worksheets/sheet1.xml", sheet)
    with pytest.raises(Refused, match="used area"):
        read_table(path)


def test_shared_texts_cannot_be_multiplied_without_end(tmp_path: Path) -> None:
    path = workbook(tmp_path, grid([["lot"], ["A"]]))
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(1, 40_001))
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + cells
        + b"</sheetData></worksheet>"
    )
    repacked(path, "xl/worksheets/sheet1.xml", sheet)
    texts = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + b"x" * 32_000
        + b"</t></si></sst>"
    )
    repacked(path, "xl/sharedStrings.xml", texts)
    with pytest.raises(Refused, match="shared texts"):
        read_table(path)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data),
        st.binary(max_size=200).map(lambda data: b"PAR1" + data + b"PAR1"),
    )
)
def test_random_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "t.csv"
    path.write_bytes(data)
    try:
        table = read_table(path)
    except Refused as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - either outcome is right
    else:
        assert all(len(row.cells) == len(table.header) for row in table.rows)


def test_a_title_merged_over_every_column_is_not_the_header(tmp_path: Path) -> None:
    title = "EXAMPLE suppliers 2026"
    text = f"{title},{title},{title}\nSupplier Name,Ctry,n\nA EXAMPLE,CN,1\n"
    table = read_table(csv(tmp_path, text))
    assert table.header == ("Supplier Name", "Ctry", "n")
    assert [row.number for row in table.rows] == [3]


def test_a_row_of_one_text_is_the_header_where_no_known_words_follow(tmp_path: Path) -> None:
    assert read_table(csv(tmp_path, "x,x\n1,2\n3,4\n")).header == ("x", "x")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes
) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        grid([["lot", "quantity"], ["A", 5]])(book)
    data = bytearray(out.getvalue())
    at %= len(data)
    data[at : at + len(noise)] = noise
    path = tmp_path_factory.mktemp("damaged") / "t.xlsx"
    path.write_bytes(data)
    try:
        read_table(path)
    except Refused as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - either outcome is right


def test_blank_rows_are_kept_for_outputs_that_answer_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("name1,name2\na,b\n,\n\nc,d\n,\n", encoding="utf-8")
    assert [row.cells for row in read_table(path).rows] == [("a", "b"), ("c", "d")]
    kept = read_table(path, keep_blank=True).rows
    assert [row.cells for row in kept] == [("a", "b"), (None, None), ("c", "d"), (None, None)]
    assert [row.number for row in kept] == [2, 3, 5, 6]


def test_blank_rows_of_a_workbook_are_kept_between_filled_ones(tmp_path: Path) -> None:
    path = tmp_path / "pairs.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, cells in ((0, ("name1", "name2")), (1, ("a", "b")), (3, ("c", "d"))):
            sheet.write_row(row, 0, cells)
    assert [row.number for row in read_table(path, keep_blank=True).rows] == [2, 3, 4]


def test_a_cover_sheet_without_headers_is_set_aside_and_said(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Cover").write_column(0, 0, ["EXAMPLE Brands", "prepared for EXAMPLE customs"])
        sheet = book.add_worksheet("Suppliers")
        sheet.write_row(0, 0, ["Supplier", "Country"])
        sheet.write_row(1, 0, ["EXAMPLE Mill", "CN"])

    table = read_table(workbook(tmp_path, fill))
    assert table.sheet == "Suppliers"
    assert "not read: 'Cover'" in said(table)


def test_without_known_headers_anywhere_the_first_sheet_is_read(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        for name in ("A", "B"):
            book.add_worksheet(name).write_row(0, 0, ["colour", "mood"])

    assert read_table(workbook(tmp_path, fill)).sheet == "A"
