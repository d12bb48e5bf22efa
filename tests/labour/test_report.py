"""The pages: self-contained, escaped, both sides beside one another, the picture with its table."""

import re
from datetime import date
from pathlib import Path

import pytest

from tieback.cli.main import run
from tieback.labour.classification import CaseAnswers, Tag, classify
from tieback.labour.company import company_files
from tieback.labour.convention import conventions, held
from tieback.labour.ratification import Act, Record
from tieback.labour.registry import Confidence, read_span
from tieback.labour.report import company_page, conventions_page, indicators_page
from tieback.labour.rule_set import rule_sets
from tieback.model.answer import Answer
from tieback.model.remedy import RemedyRow

HOSTILE = '<script>alert("示例")</script>'


def loads_nothing(page: str) -> bool:
    """No script, and nothing that a browser would fetch."""
    return not re.search(r"<script|<link|<img|<iframe|@import|url\(|src=", page, re.IGNORECASE)


def test_the_page_of_a_country_has_picture_table_and_both_words() -> None:
    page = conventions_page(conventions("CN", date(2026, 1, 1)))
    assert loads_nothing(page)
    assert "<svg" in page
    assert page.count('<th scope="row">') == 11
    assert page.index("deplored") < page.index("fully in line with the principles")
    assert "in force 2023-08-12" in page


def test_the_page_of_a_country_without_records_says_unknown() -> None:
    page = conventions_page(conventions("ZZ", date(2026, 1, 1)))
    assert "not ratified" not in page
    assert "says nothing about whether there are any" in page


def test_what_people_typed_is_escaped() -> None:
    case = CaseAnswers(
        HOSTILE, HOSTILE, HOSTILE, Answer.NO, {}, voluntariness=None, tags=(Tag("c105-1b", HOSTILE),)
    )
    page = indicators_page(HOSTILE, [classify(case)], list(rule_sets().values()))
    row = RemedyRow(HOSTILE, "debt bondage", Answer.YES, found_by=HOSTILE, reply=HOSTILE, remedy=HOSTILE)
    company = company_page(company_files([row], [], frozenset()), [])
    for written in (page, company):
        assert HOSTILE not in written
        assert "&lt;script&gt;" in written
        assert loads_nothing(written)


def test_a_company_page_shows_the_reply_beside_the_finding() -> None:
    row = RemedyRow("P2", "debt bondage", Answer.YES, found_by="EXAMPLE union", reply="EXAMPLE denial")
    page = company_page(company_files([row], [], frozenset()), [])
    assert page.index("EXAMPLE union") < page.index("EXAMPLE denial")
    assert "no remedy is recorded" in page


def test_the_same_answer_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [tmp_path / "a.html", tmp_path / "b.html"]
    for page in pages:
        assert run(["labour", "conventions", "UZ", "--on", "2026-01-01", "--report", str(page)]) == 0
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_where_the_sources_contradict_no_bar_says_in_force() -> None:
    days = ("1990-01-10", "1991-01-10")
    records = [
        Record("XX", "C029", Act.REGISTERED, read_span(day), Confidence.OFFICIAL, f"EXAMPLE {day}", None)
        for day in days
    ]
    assert "C029: in force" in conventions_page(conventions("XX", date(2026, 1, 1), held(records[:1])))
    both = conventions_page(conventions("XX", date(2026, 1, 1), held(records)))
    assert "<rect" not in both
    assert "sources disagree" in both


def test_the_page_names_the_regular_cycle_of_the_day() -> None:
    assert "every three years" in conventions_page(conventions("CN", date(2026, 1, 1)))
    assert "every two years" in conventions_page(conventions("CN", date(2009, 1, 1)))
