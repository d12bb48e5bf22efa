"""The dossier page as text: no script, no request, every text escaped, every picture with its table."""

import csv
import io
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tieback import check as job
from tieback.attest.render.page import render, render_submission
from tieback.attest.selection import items

NAMES = ("shirts", "solar", "towels")
HOSTILE = "<script>alert(1)</script> & \"=HYPERLINK('https://example.invalid')\" EXAMPLE"
FETCHING = {
    "src",
    "href",
    "xlink:href",
    "action",
    "formaction",
    "data",
    "poster",
    "srcset",
    "background",
    "cite",
}
EXECUTING = {"script", "iframe", "object", "embed", "form", "link", "base", "video", "audio", "img", "input"}


def tree(page: str) -> Any:
    return html.fromstring(page)


def text_of(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


@pytest.mark.parametrize("name", NAMES)
def test_the_page_runs_nothing_and_asks_nobody(checked: Any, name: str) -> None:
    page = checked(name).page
    root = tree(page)
    assert not [element.tag for element in root.iter() if element.tag in EXECUTING]
    for element in root.iter():
        for key, value in element.attrib.items():
            if key in FETCHING:
                assert value.startswith("#"), (element.tag, key, value)
            assert not key.startswith("on"), (element.tag, key)
    assert not re.search(r"@import|url\((?!#)", page)
    [policy] = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_place_on_the_page_and_ids_are_unique(checked: Any, name: str) -> None:
    root = tree(checked(name).page)
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert {link[1:] for link in root.xpath("//a/@href")} <= set(ids)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_has_its_table_with_the_same_lots(checked: Any, name: str) -> None:
    done = checked(name)
    root = tree(done.page)
    figures = root.xpath("//figure[not(@class='glance')][.//*[local-name()='svg']]")
    assert len(figures) == 3 * len(done.result["traces"])  # chain, time line, map
    for figure in figures:
        svg = figure.xpath(".//*[local-name()='svg']")[0]
        assert svg.get("role") == "img"
        assert svg.get("aria-labelledby")
        assert figure.getnext().xpath("descendant-or-self::table")
    for figure, trace in zip(figures[::3], done.result["traces"], strict=True):
        told = text_of(figure.getnext().xpath("descendant-or-self::table")[0])
        for lot in trace["lots"]:
            assert lot["id"] in told
        records = {flow["id"] for flow in trace["flows"]}
        assert {record for record in records if record in told} == records


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_shows_each_chain_drawn_from_where_it_stands_with_its_table(
    checked: Any, name: str
) -> None:
    done = checked(name)
    root = tree(done.page)
    glances = root.xpath("//section[@id='summary']//figure[@class='glance']")
    assert len(glances) == len(done.result["traces"])
    for glance in glances:
        drawn = glance.xpath(".//*[local-name()='use']")[0].get("href").removeprefix("#")
        heading = glance.xpath(".//a[not(@aria-hidden)]")[0].get("href").removeprefix("#")
        shown = root.xpath(f"//section[@id='chain']//*[@id='{heading}']/following-sibling::figure")[0]
        assert shown.xpath(f".//*[@id='{drawn}']")
        assert glance.xpath(".//*[local-name()='svg']")[0].get("aria-hidden") == "true"


def test_of_many_reasons_the_first_and_the_rule_stand_open_and_none_is_lost(checked: Any) -> None:
    done = checked("shirts")
    root = tree(done.page)
    for finding in done.result["findings"]:
        article = next(
            item
            for item in root.xpath("//article")
            if finding["id"] in item.xpath(".//p[@class='lead']")[0].text_content()
        )
        folded = article.xpath(".//details[@class='more']//li")
        reasons = [item for item in article.xpath(".//li") if item.xpath("./span[@class='tag']")]
        assert len(reasons) == len(finding["reasons"])
        assert len(folded) == len(reasons) - 4
        assert not reasons[-1].xpath("ancestor::details")


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_comes_first_with_every_finding_and_what_is_missing(checked: Any, name: str) -> None:
    done = checked(name)
    root = tree(done.page)
    sections = [section.get("id") for section in root.xpath("//main/section")]
    assert sections == [
        "summary",
        "findings",
        "parties",
        "chain",
        "quantities",
        "gaps",
        "documents",
        "method",
    ]
    rows = root.xpath("//section[@id='summary']//table")[0].xpath(".//tbody/tr")
    assert len(rows) == len(done.result["findings"])
    for row, finding in zip(rows, done.result["findings"], strict=True):
        assert text_of(row.xpath("td[3]")[0]).endswith(finding["outcome"])
    summary = text_of(root.xpath("//section[@id='summary']")[0])
    for finding in done.result["findings"]:
        for missing in finding["missing"]:
            assert missing["about"] in summary


@pytest.mark.parametrize("name", NAMES)
def test_headings_descend_one_step_at_a_time(checked: Any, name: str) -> None:
    levels = [int(element.tag[1]) for element in tree(checked(name).page).xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in pairwise(levels))


@pytest.mark.parametrize("name", NAMES)
def test_the_page_says_everything_that_was_found(checked: Any, name: str) -> None:
    done = checked(name)
    told = text_of(tree(done.page))
    for finding in done.result["findings"]:
        for reason in finding["reasons"]:
            assert " ".join(reason["text"].split()) in told
    for kind in ("gaps", "conflicts"):
        for row in done.result[kind]:
            assert " ".join(row["text"].split()) in told
    for note in done.result["notes"]:
        assert note["reason"] in told
        assert note["effect"] in told
    for edition in done.result["editions"]:
        assert edition["sha256"] in told
    for item in done.result["case"]["inputs"]:
        assert item["sha256"] in told
    for alert in done.result["alerts"]:
        assert alert["text"] in told


def test_the_table_of_the_chain_marks_alerts_and_gaps_as_the_picture_does(checked: Any) -> None:
    told = text_of(tree(checked("shirts").page).xpath("//section[@id='chain']//table")[0])
    assert "▲ GREIGE-1 (Shili Lanhe Knitting Co., Ltd. (EXAMPLE))" in told
    assert "T-05, 2026-04-20, no document gap in the records" in told
    assert "T-11" in told


def test_an_exception_is_described_and_not_decided(checked: Any) -> None:
    told = text_of(tree(checked("shirts").page))
    assert "Exception review (described, not decided)" in told
    assert "clear and convincing evidence" in told


def test_chinese_stands_as_it_was_written(checked: Any) -> None:
    page = checked("shirts").page
    for word in ("浙江示例藍禾針織有限公司", "浙江示例蓝禾针织有限公司", "绍兴市", "示例：全部虚构。"):
        assert word in page


def test_a_hostile_name_is_text_on_the_page_in_the_picture_and_on_the_screen(
    example: Any, tieback: Any
) -> None:
    folder = example("shirts")
    for name, column in (("parties.csv", 1), ("bom.csv", 7), ("documents.csv", 2)):
        path = folder / name
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8"))))
        for row in rows[1:]:
            row[column] = HOSTILE if row[column] else ""
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        path.write_text(text.getvalue(), "utf-8")
    case = folder / "case.toml"
    case.write_text(
        case.read_text("utf-8").replace("EXAMPLE shirts:", "EXAMPLE <img src=x onerror=alert(1)>"), "utf-8"
    )
    ran = tieback("check", folder)
    assert ran.code == 0, ran.err
    page = (folder / "out" / "file" / "dossier.html").read_text("utf-8")
    root = tree(page)
    assert not root.xpath("//script")
    assert not root.xpath("//img")
    assert "<script" not in page
    assert HOSTILE in text_of(root.xpath("//section[@id='parties']")[0])
    assert HOSTILE in text_of(root.xpath("//section[@id='documents']")[0])


@pytest.fixture(scope="module")
def material(checked: Any) -> Any:
    return job.material_of(job.check(checked("shirts").folder))


def shape(page: str) -> list[str]:
    """Every element of the page but the lines into which a picture breaks its labels."""
    return [str(element.tag) for element in tree(page).iter() if element.tag not in {"tspan", "text"}]


@settings(max_examples=20, deadline=None)
@given(
    st.text(
        st.one_of(
            st.sampled_from("<>&\"'/=;{}%#!-`"), st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
        ),
        min_size=1,
        max_size=30,
    )
)
def test_whatever_a_party_is_called_the_page_keeps_its_elements(material: Any, name: str) -> None:
    plain, odd = (
        replace(
            material,
            case=replace(
                material.case,
                title=title,
                parties=tuple(
                    replace(party, name=title, name_local=title, role=title)
                    for party in material.case.parties
                ),
                documents=tuple(replace(item, title=title, number=title) for item in material.case.documents),
            ),
        )
        for title in ("Firm", f"Firm {name}")
    )
    assert shape(render(odd)) == shape(render(plain))
    assert shape(render_submission(odd, items(odd))) == shape(render_submission(plain, items(plain)))
    shown = " ".join(f"Firm {name}".split())
    assert shown in text_of(tree(render(odd)).xpath("//section[@id='parties']")[0])


def test_the_bytes_are_utf_8_with_unix_line_ends_and_the_charset_is_said_early(checked: Any) -> None:
    data = (Path(checked("shirts").out) / "file" / "dossier.html").read_bytes()
    data.decode("utf-8")
    assert b"\r" not in data
    assert b'<meta charset="utf-8">' in data[:1024]
    assert data.startswith(b"<!doctype html>")
    assert b'<html lang="en">' in data[:60]
