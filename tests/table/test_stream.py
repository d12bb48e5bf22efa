"""Large files row by row: the same table as when they are read whole, as often as it is asked for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.model.refusal import Refused
from tieback.table.read import read_table
from tieback.table.stream import Streamed, open_source
from tieback.table.write import write_table

cells = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\x00\r"), max_size=8)


def same(path: Path) -> None:
    whole = read_table(path, keep_blank=True)
    source = open_source(path, large_bytes=0)
    assert isinstance(source, Streamed)
    assert (source.header, source.header_row, source.encoding) == (
        whole.header,
        whole.header_row,
        whole.encoding,
    )
    assert tuple(source.rows) == whole.rows
    assert tuple(source.rows) == whole.rows, "a second reading begins anew"
    assert source.count == len(whole.rows)
    assert [note.reason for note in source.notes] == [note.reason for note in whole.notes]


@pytest.mark.parametrize(
    "text",
    [
        "name,country\nEXAMPLE One,CN\n,\n\nEXAMPLE Two,DE\n",
        "EXAMPLE list,,\nName,Country,Address\nA,CN\nB,CN,Road 1,more\n",
        'name;country\n"EXAMPLE\nTwo lines";CN\n',
        'name,country\nEXAMPLE 5" pipe,CN\n',
        "\ufeffname,country\nA,CN\n",
        "name\nEXAMPLE Mill Co., Ltd.\n",
        "name\tcountry\nA\tCN\n",
    ],
)
def test_a_delimited_file_reads_the_same_either_way(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    same(path)


@pytest.mark.parametrize("codec", ["gb18030", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_found_the_same_either_way(tmp_path: Path, codec: str) -> None:
    name = "Müller Exämple Söhne" if codec == "cp1252" else "喀什示例纺织有限公司，示例服装制造"
    path = tmp_path / "t.csv"
    path.write_bytes(f"name,country\n{name},CN\n{name} B,CN\n".encode(codec))
    same(path)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=12))
def test_any_table_written_reads_the_same_either_way(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    write_table(path, ["name", "country", "address"], rows)
    same(path)


def test_a_parquet_file_reads_the_same_either_way(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    write_table(path, ["name", "country"], [[f"EXAMPLE {number}", None] for number in range(7)])
    same(path)


def test_a_small_file_and_a_workbook_are_read_whole(tmp_path: Path) -> None:
    for name in ("t.csv", "t.xlsx"):
        write_table(tmp_path / name, ["name"], [["EXAMPLE"]])
    assert not isinstance(open_source(tmp_path / "t.csv"), Streamed)
    assert not isinstance(open_source(tmp_path / "t.xlsx", large_bytes=0), Streamed)


def test_damage_is_refused_or_noted(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('name,country\n"EXAMPLE,CN\n', encoding="utf-8")
    with pytest.raises(Refused, match="never closed"):
        open_source(path, large_bytes=0)
    path.write_bytes(b"name,country\n" + "喀什示例纺织,中国\n".encode() * 3 + b"\xff\xfe bad,CN\n")
    source = open_source(path, large_bytes=0)
    assert any("unreadable characters, the first in line 5" in note.reason for note in source.notes)
    assert len(list(source.rows)) == 4
    path.write_bytes(b"<html><body>")
    with pytest.raises(Refused, match="a web page"):
        open_source(path, large_bytes=0)
