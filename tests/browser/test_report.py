"""The screening report in a browser: it asks nobody, works without script, filters, and is walked by keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tieback.cli.main import run

pytestmark = pytest.mark.browser

OWN = "name,aliases,country\nKashgar Quorvex Textile Co Ltd,喀什阔沃斯纺织有限公司,CN\n"
HOSTILE = "<img src=x onerror=document.title='run'> Kashi Quorvex Textile"
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')].filter((item) => item.getBoundingClientRect().right > room + 1
    && !item.closest('.wide') && !item.closest('.vh') && !item.closest('.skip')).map((item) => item.outerHTML.slice(0, 80));
}"""

# of each line from the first names, how far its beginning lies from the middle of the nearest numbered stretch
DISTANCES = """() => [...document.querySelectorAll('article:not([hidden]) .bridge')].slice(0, 5).map((bridge) => {
  const middle = (item) => { const box = item.getBoundingClientRect(); return box.top + box.height / 2; };
  const svg = bridge.querySelector('svg'), box = svg.getBoundingClientRect();
  const chips = [...bridge.querySelectorAll('.left li')].filter((item) => item.querySelector('i')).map(middle);
  const starts = [...svg.querySelectorAll('path')].map(
    (path) => box.top + (box.height * parseFloat(path.getAttribute('d').split(/[ C]/)[1])) / 100);
  return starts.map((start) => Math.min(...chips.map((chip) => Math.abs(chip - start))));
})"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Sixty rows with alerts, one of them hostile, one in Chinese, and one without."""
    own, file, path = tmp_path / "own.csv", tmp_path / "suppliers.csv", tmp_path / "report.html"
    own.write_text(OWN, "utf-8")
    claims = ["--complete", "--expected", "1", "--published-on", "2026-01-02"]
    assert run(["lists", "import", str(own), "--list", "example_own", *claims]) == 0
    names = [HOSTILE, "喀什阔沃斯纺织有限公司", "Marvelin Wool"]
    names += [f"Quorvex Textile EXAMPLE{chr(97 + number // 8)}{chr(97 + number % 8)}" for number in range(60)]
    file.write_text("name\n" + "".join(f'"{name}"\n' for name in names), "utf-8")
    assert run(["screen", str(file), "--list", "example_own", "--report", str(path)]) == 0
    return path


@pytest.fixture
def opened(browser: Any, report: Path) -> Iterator[Any]:
    """`opened(width, script)`: the page, every address it asked for, every complaint of the console."""
    contexts = []

    def open_page(width: int = 1200, *, script: bool = True) -> tuple[Any, list[str], list[str]]:
        context = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(report.as_uri())
        return page, asked, said

    yield open_page
    for context in contexts:
        context.close()


def shown(page: Any) -> int:
    return int(page.locator("article.alert:not([hidden])").count())


@pytest.mark.parametrize("script", [True, False])
def test_it_asks_for_nothing_but_itself_and_no_name_runs(opened: Any, report: Path, script: bool) -> None:
    page, asked, said = opened(script=script)
    assert asked == [report.as_uri()]
    assert said == []
    assert page.title() == "Screening of suppliers.csv"
    assert page.get_by_text(HOSTILE).first.is_visible()


def test_without_script_every_alert_is_there_and_the_filter_is_not(opened: Any) -> None:
    page, _, _ = opened(script=False)
    assert shown(page) >= 62
    assert not page.locator(".bar").is_visible()
    assert page.locator("#others").get_by_text("Marvelin Wool").is_visible()


def test_alerts_are_walked_by_keys_across_pages(opened: Any) -> None:
    page, _, _ = opened()
    every = page.locator("article.alert").count()
    assert shown(page) == 50
    focused = []
    for _ in range(52):
        page.keyboard.press("j")
        focused.append(page.evaluate("document.activeElement.id"))
    assert len(set(focused)) == 52
    assert all(focused)
    assert shown(page) == every - 50
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == focused[-2]
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_the_filter_finds_by_text_script_and_status(opened: Any) -> None:
    page, _, _ = opened()
    page.keyboard.press("/")
    page.keyboard.type("textile ONERROR")
    named = page.locator("article:not([hidden]) h3").all_inner_texts()
    assert named
    assert all("onerror" in name for name in named)
    assert page.locator("#told").inner_text().startswith(f"1–{len(named)} of {len(named)} ")
    page.keyboard.press("Escape")
    assert "onerror" in page.evaluate("document.activeElement.querySelector('h3').textContent")
    page.locator("#filter").fill("")
    page.locator("select[data-field=script]").select_option("han")
    assert [name.strip() for name in page.locator("article:not([hidden]) h3").all_inner_texts()] == [
        "喀什阔沃斯纺织有限公司"
    ]
    page.locator("select[data-field=script]").select_option("")
    page.locator("select[data-field=label]").select_option("exact")
    assert shown(page) == 1


def test_the_lines_join_the_stretches_that_bear_the_same_number(opened: Any) -> None:
    page, _, _ = opened()
    found = page.evaluate(DISTANCES)
    assert found
    assert all(distance < 2 for distances in found for distance in distances)


@pytest.mark.parametrize("width", [1200, 400])
def test_nothing_runs_over_the_side(opened: Any, width: int) -> None:
    page, _, _ = opened(width)
    assert page.evaluate(OVERFLOW) == []


def test_landmarks_and_headings_stand_in_order(opened: Any) -> None:
    page, _, _ = opened()
    tree = page.locator("body").aria_snapshot()
    for landmark in ("banner", "search", "main", "contentinfo"):
        assert f"- {landmark}" in tree
    assert tree.count("[level=1]") == 1


def test_it_prints_every_alert_that_was_found(opened: Any) -> None:
    page, _, _ = opened()
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
