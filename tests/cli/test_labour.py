"""`tieback labour`: what binds a state on a day, with sources."""

import json
from pathlib import Path

import pytest

from tieback.cli.main import run


def _json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["labour", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_contract_of_conventions(capsys: pytest.CaptureFixture[str]) -> None:
    document = _json(capsys, "conventions", "CN", "--on", "2023-09-01")
    assert document["country"] == "CN"
    assert document["on"] == "2023-09-01"
    lines = document["instruments"]
    assert isinstance(lines, list)
    first = {line["code"]: line for line in lines}["C029"]
    assert first["status"] == "in_force"
    assert first["approved_on"] == "2022-04-20"
    assert first["registered_on"] == "2022-08-12"
    assert first["in_force_computed_on"] == "2023-08-12"
    assert first["first_report_due_on"] == "2024-09-01"
    assert first["source"].startswith("http")


def test_a_comment_stands_with_body_verb_and_the_reply(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labour", "conventions", "China", "--on", "2025-12-31"]) == 0
    out = capsys.readouterr().out
    assert "CAS conclusion, C111" in out
    assert "fully in line with the principles of the Convention" in out
    assert "CEACR direct request, C029, Art. 2(1)" in out


def test_a_country_without_records_is_unknown_and_never_not_ratified(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = _json(capsys, "conventions", "AD", "--on", "2026-01-01")
    lines = document["instruments"]
    assert isinstance(lines, list)
    assert {line["status"] for line in lines} == {"unknown"}
    assert run(["labour", "conventions", "AD"]) == 0
    assert "not ratified" not in capsys.readouterr().out


def test_a_word_that_is_no_country_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labour", "conventions", "Atlantis"]) == 3
    assert "'Atlantis' is no country" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ZZ", "near it: ZW Zimbabwe, ZM Zambia"),
        ("Vietnma", "near it: VN Vietnam"),
        ("EU", "the European Union is no country"),
        ("European  Union", "the European Union is no country"),
        ("", "give an ISO 3166-1 code"),
    ],
)
def test_a_mistyped_country_is_refused_with_what_may_be_meant(
    capsys: pytest.CaptureFixture[str], said: str, told: str
) -> None:
    assert run(["labour", "conventions", said]) == 3
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1


def test_every_code_of_iso_3166_is_a_country_with_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labour", "conventions", "tv", "--on", "2026-01-01"]) == 0
    assert capsys.readouterr().out.startswith("Tuvalu (TV) on 2026-01-01")


def test_a_day_that_is_none_is_a_fault_of_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labour", "conventions", "CN", "--on", "yesterday"]) == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_an_instrument_lists_its_articles_with_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labour", "instrument", "C29"]) == 0
    out = capsys.readouterr().out
    assert "Art. 2(1)" in out
    assert "menace of any penalty" in out
    assert "[unverified]" not in out


def test_an_article_without_a_source_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["labour", "instrument", "C187"]) == 0
    assert "[unverified]" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "code"),
    [("UK", "GB"), ("uk", "GB"), ("Iran (Islamic Republic of)", "IR"), ("香港", "HK"), ("tw", "TW")],
)
def test_a_country_goes_by_its_own_code_however_it_is_written(
    capsys: pytest.CaptureFixture[str], said: str, code: str
) -> None:
    assert _json(capsys, "conventions", said, "--on", "2026-01-01")["country"] == code


def test_a_row_of_a_saved_page_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    page = tmp_path / "jp.html"
    rows = "<tr><td>C105</td><td>soon</td></tr><tr><td>C029</td><td>1 May 1990</td><td>In Force</td></tr>"
    page.write_text(f"<h1>Ratifications for Japan</h1><table>{rows}</table>", encoding="utf-8")
    assert run(["labour", "read", str(page)]) == 0
    assert capsys.readouterr().err == "jp.html: not read, nothing follows from it: C105 | soon\n"
