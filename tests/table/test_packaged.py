"""Tables that ship with the code: read once, and a slip of whoever corrects one is told by file and line."""

import sys

import pytest

from tieback.model.refusal import Refused
from tieback.table.packaged import packaged_rows


@pytest.fixture
def package(tmp_path, monkeypatch):
    (tmp_path / "shelf").mkdir()
    (tmp_path / "shelf" / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "shelf", raising=False)
    yield tmp_path / "shelf"
    packaged_rows.cache_clear()
    sys.modules.pop("shelf", None)


def test_rows_come_in_order_and_blank_lines_are_left_out(package):
    (package / "a.csv").write_text('word,key\n工厂,"a, b"\n\nx,\n', encoding="utf-8")
    assert packaged_rows("shelf", "a.csv", "word", "key") == (
        {"word": "工厂", "key": "a, b"},
        {"word": "x", "key": ""},
    )
    (package / "a.csv").unlink()
    assert len(packaged_rows("shelf", "a.csv", "word", "key")) == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("word,key\na,b,c\n", "a.csv, row 2: 3 cells where the header has 2"),
        ("word,key\na,b\n\nc\n", "a.csv, row 4: 1 cells where the header has 2"),
        ("word,kye\na,b\n", "a.csv, row 1: its header 'word,kye' should be word,key"),
        ("word,word\na,b\n", "a.csv, row 1: its header 'word,word' should be word,key"),
        ("", "a.csv, row 1: its header '' should be word,key"),
    ],
)
def test_a_table_that_is_not_what_it_should_be_is_refused(package, text, told):
    (package / "a.csv").write_text(text)
    with pytest.raises(Refused) as refusal:
        packaged_rows("shelf", "a.csv", "word", "key")
    assert str(refusal.value).startswith(told)
