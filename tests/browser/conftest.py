"""A browser for the pages we write: Debian's chromium, without a network of its own; skipped where it is not there."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if not _CHROMIUM.exists():
        pytest.skip("Debian's chromium is not there")
    play = pytest.importorskip("playwright.sync_api", reason="playwright is not there")
    with play.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=str(_CHROMIUM), args=list(_FLAGS))
        yield started
        started.close()
