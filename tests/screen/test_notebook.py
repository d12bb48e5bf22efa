"""Screening from Python: the words of docs/notebook.md are what the code says, tables of every kind answer alike."""

import doctest
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

import tieback
from tieback import Screen
from tieback.cli.main import run
from tieback.lists.store import Store
from tieback.model.refusal import Refused

PAGE = Path(__file__).resolve().parents[2] / "docs" / "notebook.md"
OWN = "name,aliases,country\nKashgar Quorvex Textile Co Ltd,喀什阔沃斯纺织有限公司,CN\n"
ROWS = [
    {"Supplier": "Kashi Quorvex Textile", "Country": "China"},
    {"Supplier": "Marvelin Wool", "Country": None},
    {"Supplier": None, "Country": "CN"},
]


@pytest.fixture(autouse=True)
def own_list(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(OWN, encoding="utf-8")
    claims = ["--complete", "--expected", "1", "--published-on", "2026-01-02"]
    assert run(["lists", "import", str(path), "--list", "example_own", *claims]) == 0


def test_the_page_says_what_the_code_says() -> None:
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=flags, encoding="utf-8")
    assert (failed, tried > 5) == (0, True)


def test_import_tieback_alone_stays_light() -> None:
    code = "import sys, tieback; sys.exit(any(name in sys.modules for name in ('polars', 'jinja2', 'tieback.screen')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    with pytest.raises(AttributeError):
        tieback.Nothing  # noqa: B018 - the point is that it is not there


def test_a_name_is_asked_with_what_is_known_of_it() -> None:
    found = Screen(lists=["example_own"]).name(
        "Kashi Quorvex Textile", country="中国", address="Aksu, Xinjiang"
    )
    assert (found.status, found.alerts[0].list, found.name) == (
        "possible match",
        "example_own",
        "Kashi Quorvex Textile",
    )
    assert any(alert.kind.value == "region" for alert in found.alerts)
    assert found.to_dict()["status"] == "possible match"
    assert Screen(lists=["example_own"]).name("Marvelin Wool").status == "none found"
    assert Screen(lists=[]).name("Marvelin Wool").status == "unknown"


def test_tables_of_every_kind_answer_alike() -> None:
    screen = Screen(lists="example_own")
    listed, framed = screen.table(ROWS), screen.table(pl.DataFrame(ROWS))
    assert [result.status for result in listed] == ["possible match", "none found", "unknown"]
    assert listed.to_dicts() == framed.to_dicts()
    assert listed.counts == {"possible match": 1, "none found": 1, "unknown": 1}
    assert listed.to_polars().columns[:3] == ["Supplier", "Country", "tieback_status"]
    with pytest.raises(TypeError, match="DataFrame"):
        screen.table([1, 2])
    with pytest.raises(Refused, match="no column of names"):
        screen.table([{"colour": "red"}])


def test_a_pandas_frame_is_read_where_pandas_is_there() -> None:
    pandas = pytest.importorskip("pandas")
    results = Screen(lists="example_own").table(pandas.DataFrame(ROWS))
    assert [result.status for result in results] == ["possible match", "none found", "unknown"]


def test_a_notebook_shows_the_alignment_and_no_name_becomes_markup() -> None:
    found = Screen(lists="example_own").name("<script>x</script> Kashi Quorvex Textile")
    html = found._repr_html_()
    assert "<script" not in html
    assert 'class="bridge"' in html
    assert "score" in found.explain()


def test_options_that_are_none_are_refused() -> None:
    with pytest.raises(Refused, match="no edition of list nothing"):
        Screen(lists=["nothing"])
    with pytest.raises(Refused, match="between 0 and 1"):
        Screen(threshold=2)
    with pytest.raises(Refused, match="names no country"):
        Screen(lists=["example_own"]).name("EXAMPLE", country="Nowhereland")
    edition = Store().current("example_own")
    assert edition is not None
    assert Screen([edition], threshold="0.9").threshold == Decimal("0.9")
