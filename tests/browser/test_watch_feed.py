"""The feed as a page in a browser: it asks nobody, runs nothing, fits a telephone, and opens its reasons by key."""

from pathlib import Path
from typing import Any

import pytest
from tests.watch.deliver.test_deliver import NASTY, feed_of, named

from tieback.watch.deliver.page import make_page

pytestmark = pytest.mark.browser

HOSTILE = f"{NASTY} <img src=x onerror=document.title='run'>"


@pytest.mark.parametrize("width", [360, 1200])
def test_the_page_asks_nobody_runs_nothing_fits_and_explains_itself(
    browser: Any, tmp_path: Path, width: int
) -> None:
    path = tmp_path / "feed.html"
    path.write_text(
        make_page(feed_of(named(title=f"Named {HOSTILE}", url="https://a.example/1"))), encoding="utf-8"
    )
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert page.title() == "1 story concerns 1 of your suppliers."
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.get_by_text("× 1.00").first.is_visible()
    assert page.locator("h1").count() == 1
    page.close()
