"""Tables out: the cells that went in come back, none of them a formula, whole files only."""

from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.table.neutral import neutralise
from tieback.table.read import read_table
from tieback.table.write import Layout, open_table, write_table

SUFFIXES = [".csv", ".tsv", ".xlsx", ".jsonl", ".parquet"]
DAY, INSTANT = date(2024, 3, 5), datetime.fromisoformat("2024-03-05T14:30:00")
HEADER = ["lot", "quantity", "名称"]
text = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=12,
).filter(str.strip)


DATA = {".jsonl", ".parquet"}  # programs read these: texts stay as they are


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_is_read_back(tmp_path: Path, suffix: str) -> None:
    rows = [["A", "1,200.5", "示例公司"], ["B", None, 'a "quoted", cell'], ["C", "-5", "x;y"]]
    path = tmp_path / f"t{suffix}"
    write_table(path, HEADER, rows)
    table = read_table(path)
    assert table.header == tuple(HEADER)
    assert [list(row.cells) for row in table.rows] == rows
    assert [path.name for path in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_formulas_are_neutralised_where_a_spreadsheet_reads_them(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"t{suffix}"
    write_table(path, ["=id", "name"], [["=1+1", "@SUM(A1)"], ["-1+1", "＝x"]])
    table = read_table(path)
    if suffix in DATA:
        assert table.header == ("=id", "name")
        assert [row.cells for row in table.rows] == [("=1+1", "@SUM(A1)"), ("-1+1", "＝x")]
        return
    assert table.header == ("'=id", "name")
    assert [row.cells for row in table.rows] == [("'=1+1", "'@SUM(A1)"), ("'-1+1", "'＝x")]


def workbook(path: Path) -> Path:
    """A workbook with a number, a code kept as text, one of sixteen digits that lost its last, days and a yes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Lieferanten")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    for place, text in enumerate(("no", "code", "long", "since", "seen", "name", "active")):
        sheet.write_string(0, place, text)
    sheet.write_number(1, 0, 7.25)
    sheet.write_string(1, 1, "007")
    sheet.write_number(1, 2, 1234567890123456)
    sheet.write_datetime(1, 3, DAY, day)
    sheet.write_datetime(1, 4, INSTANT, instant)
    sheet.write_string(1, 5, "EXAMPLE Mill")
    sheet.write_boolean(1, 6, True)
    sheet.write_number(2, 0, -3)
    sheet.write_string(2, 5, "=EXAMPLE")
    book.close()
    return path


def test_numbers_and_days_of_a_workbook_are_such_in_the_workbook_written(tmp_path: Path) -> None:
    table = read_table(workbook(tmp_path / "in.xlsx"), keep_blank=True)
    write_table(tmp_path / "out.xlsx", table.header, [row.cells for row in table.rows], sheet=table.sheet)
    with python_calamine.load_workbook(tmp_path / "out.xlsx") as book:
        assert book.sheet_names == ["Lieferanten"]
        rows = book.get_sheet_by_index(0).to_python()[1:]
    held = [
        7.25,
        "007",
        "1234567890123460",
        DAY,
        INSTANT,
        "EXAMPLE Mill",
        True,
    ]
    assert rows == [held, [-3.0, "", "", "", "", "'=EXAMPLE", ""]]


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".parquet"])
def test_they_are_texts_everywhere_else(tmp_path: Path, suffix: str) -> None:
    table = read_table(workbook(tmp_path / "in.xlsx"), keep_blank=True)
    write_table(tmp_path / f"out{suffix}", table.header, [row.cells for row in table.rows])
    cells = read_table(tmp_path / f"out{suffix}").rows[0].cells
    assert cells[:4] == ("7.25", "007", "1234567890123460", "2024-03-05")
    assert cells[4:] == ("2024-03-05 14:30:00", "EXAMPLE Mill", "true")


def test_a_workbook_holds_text_only(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    write_table(
        path, ["id", "url"], [["007", "https://example.invalid"], ["=1", "{=A1}"]], readme=["=read me"]
    )
    with python_calamine.load_workbook(path) as book:
        assert book.sheet_names == ["Sheet1", "README"]
        assert all(isinstance(cell, str) for row in book.get_sheet_by_index(0).to_python() for cell in row)
        assert book.get_sheet_by_index(1).to_python() == [["'=read me"]]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, suffix: str) -> None:
    one, two = tmp_path / f"a{suffix}", tmp_path / f"b{suffix}"
    for path in (one, two):
        write_table(path, HEADER, [["A", "1", "x"]])
    assert one.read_bytes() == two.read_bytes()


def test_the_byte_order_mark_is_an_option(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_table(path, ["名称"], [["x"]])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    write_table(path, ["名称"], [["x"]], bom=False)
    assert path.read_bytes() == "名称\r\nx\r\n".encode()


def test_what_a_format_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"cannot write \.doc"):
        write_table(tmp_path / "t.doc", ["a"], [])
    with pytest.raises(Refused, match="too long"):
        write_table(tmp_path / "t.xlsx", ["a"], [["x" * 40_000]])
    for suffix in (".jsonl", ".parquet"):
        with pytest.raises(Refused, match="two columns"):
            write_table(tmp_path / f"t{suffix}", ["a", "a"], [["x", "y"]])
    with pytest.raises(Refused, match="cannot be written"):
        write_table(tmp_path / "nowhere" / "t.csv", ["a"], [["x"]])
    assert list(tmp_path.iterdir()) == []


def test_a_row_of_another_width_is_a_programming_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="wide"):
        write_table(tmp_path / "t.csv", ["a", "b"], [["x"]])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(text, text), min_size=1, max_size=5),
    st.sampled_from([".csv", ".tsv", ".xlsx", ".jsonl"]),
)
def test_any_text_survives_but_for_the_apostrophe(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], suffix: str
) -> None:
    path = tmp_path_factory.mktemp("rows") / f"t{suffix}"
    write_table(path, ["lot", "goods"], rows)
    expected = rows if suffix in DATA else [tuple(map(neutralise, row)) for row in rows]
    assert [row.cells for row in read_table(path).rows] == expected


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError])
def test_what_is_interrupted_leaves_what_was_there(
    tmp_path: Path, suffix: str, fault: type[BaseException]
) -> None:
    path = tmp_path / f"t{suffix}"
    path.write_bytes(b"as it was")

    def stopped() -> None:
        with open_table(path, ["a"], Layout(rows=100_000)) as table:
            table.write(["x"])
            raise fault

    with pytest.raises(fault):
        stopped()
    assert path.read_bytes() == b"as it was"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_parquet_file_of_many_chunks_keeps_rows_and_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tieback.table.write._CHUNK_ROWS", 3)
    path = tmp_path / "t.parquet"
    rows = [[str(number), None if number % 2 else "名称"] for number in range(11)]
    write_table(path, ["a", "b"], rows)
    assert [list(row.cells) for row in read_table(path).rows] == rows
    assert [item.name for item in tmp_path.iterdir()] == ["t.parquet"]


@pytest.mark.parametrize("expected", [None, 100_000])
def test_a_further_sheet_takes_its_own_rows(tmp_path: Path, expected: int | None) -> None:
    path = tmp_path / "t.xlsx"
    layout = Layout("Parties", others={"explanation": ["row", "why"]}, rows=expected)
    with open_table(path, ["name"], layout) as table:
        table.write(["EXAMPLE"])
        table.write_other("explanation", ["1", "=same"])
        table.write(["EXAMPLE 2"])
        table.write_other("explanation", ["2", None])
    with python_calamine.load_workbook(path) as book:
        assert book.sheet_names == ["Parties", "explanation"]
        assert book.get_sheet_by_name("Parties").to_python() == [["name"], ["EXAMPLE"], ["EXAMPLE 2"]]
        assert book.get_sheet_by_name("explanation").to_python() == [
            ["row", "why"],
            ["1", "'=same"],
            ["2", ""],
        ]
