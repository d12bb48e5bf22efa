"""Delimited text: one column, or the delimiter that fits."""

from tieback.table.delimited import read_delimited


def test_in_a_file_of_one_column_a_comma_belongs_to_the_name() -> None:
    grid = read_delimited(b'name\nEXAMPLE Mill Co., Ltd.\n"EXAMPLE Gin, Inc."\n', "a.csv")
    assert [cells for _, cells in grid.rows] == [
        ("name",),
        ("EXAMPLE Mill Co., Ltd.",),
        ("EXAMPLE Gin, Inc.",),
    ]
