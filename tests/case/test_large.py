"""A case with Parquet tables: the same records as with sheets, as objects or as arrays."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from tieback.case import read_case
from tieback.case.large import parquet_tables, read_large, row_count
from tieback.cli.main import run
from tieback.trace.array_case import arrays_of
from tieback.trace.parquet.write import write_tables

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(params=["shirts", "towels", "solar"])
def packed(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """An example, and a copy of it whose goods tables are Parquet."""
    sheets, folder = EXAMPLES / request.param, tmp_path / "case"
    shutil.copytree(sheets, folder, ignore=shutil.ignore_patterns("out", ".tieback"))
    for name in write_tables(read_case(sheets), folder):
        for old in folder.glob(f"{Path(name).stem}.*"):
            if old.suffix != ".parquet":
                old.unlink()
    return sheets, folder


def test_parquet_tables_hold_what_the_sheets_hold(packed: tuple[Path, Path]) -> None:
    sheets, folder = map(read_case, packed)
    assert [one.id for one in folder.transfers] == [one.id for one in sheets.transfers]
    assert [one.quantity for one in folder.transfers] == [one.quantity for one in sheets.transfers]
    assert folder.unread == sheets.unread


def test_as_arrays_they_hold_the_same(packed: tuple[Path, Path]) -> None:
    one = arrays_of(read_case(packed[0]))
    case, other = read_large(packed[1])
    assert set(parquet_tables(packed[1])) >= {"transfers", "transformations"}
    assert not case.transfers
    assert row_count(packed[1] / "transfers.parquet") == len(one.transfers)
    assert list(one.transfers.id) == list(other.transfers.id)
    for table in ("transfers", "lines"):
        first, second = getattr(one, table), getattr(other, table)
        for side in ("least", "stated", "most"):
            assert np.array_equal(getattr(first.mass, side), getattr(second.mass, side)), (table, side)
    assert np.array_equal(one.lines.node, other.lines.node)
    assert {party.id for party in case.parties} == {party.id for party in read_case(packed[0]).parties}


def test_the_verb_writes_them_elsewhere_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tables", str(EXAMPLES / "shirts"), "--out", str(tmp_path / "new")]) == 0
    assert "transfers.parquet" in capsys.readouterr().out
    assert (tmp_path / "new" / "transformations.parquet").exists()
    assert run(["tables", str(EXAMPLES / "shirts"), "--out", str(EXAMPLES / "shirts")]) == 3
