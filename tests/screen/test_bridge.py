"""The alignment as HTML: escaped, well formed, joined by number, and with nothing a strict policy forbids."""

import re

from lxml import etree

from tieback.screen.alignment import explain_comparison
from tieback.screen.bridge import bits, bridge, figure, marked, stylesheet, tally
from tieback.screen.comparison import compare

HOSTILE = "<b onload=x>Kashi</b> Quorvex \"Textile' & <script>"
LISTED = "Kashgar Quorvex Textile Co., Ltd."


def drawn(a: str, b: str) -> etree._Element:
    html = figure(explain_comparison(a, b, compare(a, b)), ("<asked>", "listed"))
    return etree.fromstring(f"<div>{html}</div>")


def test_a_hostile_name_stays_text() -> None:
    tree = drawn(HOSTILE, LISTED)
    assert not tree.xpath("//script|//@onload|//@style|//@id|//@href|//@src")
    assert HOSTILE in re.sub(
        r"\d+(,\d+)*$|", "", "".join(tree.xpath("//div[@class='left']/p//text()[not(parent::sup)]"))
    )


def test_every_line_of_the_sum_stands_in_the_picture_under_the_same_number() -> None:
    told = explain_comparison("Textile Quorvex Kashi", LISTED, compare("Textile Quorvex Kashi", LISTED))
    tree = etree.fromstring(bridge(told))
    pills = {
        pill.findtext("i"): pill.findtext("b")
        for pill in tree.iter("span")
        if pill.get("class", "").startswith("pill")
    }
    assert pills == {str(line.number): bits(line.weight) for line in told.lines}
    chips = tree.xpath("//ul[contains(@class,'left')]//i/text()")
    assert sorted(chips) == sorted(str(line.number) for line in told.lines if line.a)
    paths = tree.xpath("//*[local-name()='svg'][1]//*[local-name()='path']")
    assert len(paths) == len([line for line in told.lines if line.a])


def test_the_sum_says_its_terms_and_its_score() -> None:
    told = explain_comparison("Kashi Quorvex", LISTED, compare("Kashi Quorvex", LISTED))
    text = "".join(etree.fromstring(tally(told)).itertext())
    assert f"start {bits(told.start)}" in text
    assert f"= {bits(told.total)} bits" in text
    assert text.endswith(f"score {told.score}")
    assert all(bits(line.weight) in text for line in told.lines)


def test_marks_cover_the_name_and_nothing_else() -> None:
    told = explain_comparison("Kashi Quorvex", LISTED, compare("Kashi Quorvex", LISTED))
    tree = etree.fromstring(f"<p>{marked(told.pieces_a, told.lines)}</p>")
    assert "".join(tree.xpath("//text()[not(parent::sup)]")) == "Kashi Quorvex"


def test_an_empty_comparison_draws_nothing() -> None:
    told = explain_comparison("", LISTED, compare("", LISTED))
    assert bridge(told) == ""


def test_the_style_asks_for_nothing() -> None:
    assert "url(" not in stylesheet()
    assert "@import" not in stylesheet()
