"""The page of a large trace in a browser without JavaScript: holders in the picture lead to their lots, which open."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tieback.cli.trace import app

pytestmark = pytest.mark.browser

LOTS = 40


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty bales of two gins, spun into forty yarns, of which one shirt lot is made. All of it is invented."""
    case = tmp_path_factory.mktemp("case")
    (case / "case.toml").write_text('title = "EXAMPLE shirts"\nas_of = 2026-06-01\n', "utf-8")
    (case / "parties.csv").write_text(
        "id,name\nGIN-A,EXAMPLE Gin A\nGIN-B,EXAMPLE Gin B\nMILL,EXAMPLE Mill\nSEWER,EXAMPLE Sewer\n", "utf-8"
    )
    (case / "sites.csv").write_text(
        "id,party,kind,country\n"
        + "".join(f"{who}-S,{who},production,XX\n" for who in ("GIN-A", "GIN-B", "MILL", "SEWER")),
        "utf-8",
    )
    moved = ["id,kind,lot,from,to,shipped_on,quantity,unit"]
    made = ["id,site,started_on,role,lot,quantity,unit"]
    for number in range(LOTS):
        gin = "GIN-A" if number % 2 else "GIN-B"
        made.append(f"G{number},{gin}-S,2026-01-01,out,BALE-{number},100,kg")
        moved.append(f"T{number},sale,BALE-{number},{gin},MILL,2026-01-10,100,kg")
        made.append(f"X{number},MILL-S,2026-02-01,in,BALE-{number},100,kg")
        made.append(f"X{number},MILL-S,2026-02-01,out,YARN-{number},90,kg")
        moved.append(f"V{number},sale,YARN-{number},MILL,SEWER,2026-02-20,90,kg")
        made.append(f"Z,SEWER-S,2026-03-01,in,YARN-{number},90,kg")
    made.append(f"Z,SEWER-S,2026-03-01,out,SHIRTS,{90 * LOTS},kg")
    (case / "transfers.csv").write_text("\n".join(moved) + "\n", "utf-8")
    (case / "transformations.csv").write_text("\n".join(made) + "\n", "utf-8")
    page = case / "page.html"
    result = CliRunner().invoke(app, [str(case), "SHIRTS", "--report", str(page)])
    assert result.exit_code == 0, result.output
    return page


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1200, "height": 900})
    shown = context.new_page()
    shown.goto(report.as_uri())
    yield shown
    context.close()


def test_a_holder_in_the_picture_leads_to_its_lots(page: Any) -> None:
    link = page.locator("svg a[href^='#']").first
    target = link.get_attribute("href")
    assert page.locator(f"details{target}").count() == 1
    link.locator("text").first.click()
    assert page.url.endswith(target)
    box = page.locator(f"details{target}").bounding_box()
    assert 0 <= box["y"] < 900


def test_every_group_opens_into_a_picture_and_a_table_of_its_lots(page: Any) -> None:
    anchors = {link.get_attribute("href") for link in page.locator("svg a[href^='#']").all()}
    assert len(anchors) >= 4
    lots = ""
    for anchor in sorted(anchors):
        group = page.locator(f"details{anchor}")
        assert not group.locator("svg").first.is_visible()
        group.locator("> summary").click()
        assert group.locator("svg").first.is_visible()
        lots += group.inner_text()
    assert all(f"BALE-{number}" in lots and f"YARN-{number}" in lots for number in range(LOTS))
