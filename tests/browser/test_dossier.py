"""The dossier in a browser with JavaScript off: it asks nobody, fits the window, prints with Chinese letters."""

import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

NAMES = ("shirts", "solar", "towels")


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """`opened(path, width)`: the page, and every address it asked for."""
    contexts = []

    def open_page(path: Path, width: int = 1200, *, script: bool = False) -> tuple[Any, list[str]]:
        context = browser.new_context(
            java_script_enabled=script, viewport={"width": width, "height": 900}, offline=False
        )
        contexts.append(context)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page, asked

    yield open_page
    for context in contexts:
        context.close()


def dossier(checked: Any, name: str) -> Path:
    return Path(checked(name).out) / "file" / "dossier.html"


@pytest.mark.parametrize("name", NAMES)
def test_without_javascript_it_asks_for_nothing_but_itself(checked: Any, opened: Any, name: str) -> None:
    path = dossier(checked, name)
    page, asked = opened(path)
    assert asked == [path.as_uri()]
    assert page.locator("h1").inner_text() == checked(name).result["case"]["title"]
    for anchor in ("summary", "chain", "documents"):
        assert page.locator(f"#{anchor}").is_visible()


# JavaScript is allowed only so that the test can measure; the page has none, and its policy lets none run.
OVERFLOW = """() => {
  const room = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('body *')].filter(
    (item) => item.getBoundingClientRect().right > room + 1 && !item.closest('.wide'));
  return [document.documentElement.scrollWidth, room, out.map((item) => item.tagName + ' ' + item.className)];
}"""


@pytest.mark.parametrize("width", [1200, 400])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_over_the_side_of_the_window(checked: Any, opened: Any, name: str, width: int) -> None:
    page, _ = opened(dossier(checked, name), width, script=True)
    wide, room, out = page.evaluate(OVERFLOW)
    assert out == []
    assert wide <= room


def test_headings_stand_in_order_in_the_accessibility_tree(checked: Any, opened: Any) -> None:
    page, _ = opened(dossier(checked, "shirts"))
    headings = re.findall(r'heading "(.*?)" \[level=(\d)\]', page.locator("body").aria_snapshot())
    levels = [int(level) for _, level in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [text.split()[0] for text, level in headings if level == "2"] == list("12345678")


def test_it_prints_on_several_pages_with_chinese_letters(checked: Any, opened: Any) -> None:
    page, _ = opened(dossier(checked, "shirts"))
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)
    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) > 1
    if not cjk_font():
        pytest.skip("no Chinese font is installed")
    # 示 and 禾 share their glyphs with the Kangxi radicals, by whose code a PDF may call them
    told = set(unicodedata.normalize("NFKC", "".join(unicode_map(pdf))))
    assert set("浙江示例藍禾針織有限公司") <= told


def cjk_font() -> bool:
    folders = [Path("/usr/share/fonts"), Path.home() / ".fonts"]
    return any(re.search("CJK|SourceHan|wqy", path.name) for folder in folders for path in folder.rglob("*"))


def unicode_map(pdf: bytes) -> Iterator[str]:
    """The characters that the fonts of a PDF say their glyphs stand for (ToUnicode; glyph 0, the box, left out)."""
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            text = zlib.decompress(packed)
        except zlib.error:
            continue
        if b"begincmap" not in text:
            continue
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
            for glyph, code in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
                if int(glyph, 16):
                    yield bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
        for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
            for first, last, code in re.findall(
                rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
            ):
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield chr(int(code, 16) + step)
