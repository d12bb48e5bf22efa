"""Saved NORMLEX pages: ratifications, what is not ratified, comments. The pages here are written by us, in their shape."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.labour.convention import conventions
from tieback.labour.normlex import Page, read_page
from tieback.labour.ratification import Status
from tieback.labour.shelf import Shelf
from tieback.model.refusal import Refused

SAVED = date(2026, 1, 2)
RATIFICATIONS = """<html><head><title>x</title><script>C087 12 Aug 1999</script></head><body>
<nav>NORMLEX Home &gt; Country profiles</nav><h1>Ratifications for Uzbekistan</h1>
<table><tr><th>Convention</th><th>Date</th><th>Status</th><th>Note</th></tr>
<tr><td><a href="#">C029 - Forced Labour Convention, 1930 (No. 29)</a></td><td>13 Jul 1992</td><td>In Force</td></tr>
<tr><td>P029 - Protocol of 2014 to the Forced Labour Convention, 1930</td><td>16 Sep 2019</td><td>In Force</td><td>The
Protocol entered into force for Uzbekistan on 16 Sep 2020.</td></tr>
<tr><td>C052 - Holidays with Pay Convention, 1936 (No. 52)</td><td>13 Jul 1992</td><td>In Force</td></tr>
<tr><td>C105 - Abolition of Forced Labour Convention, 1957 (No. 105)</td><td>15 Dec 1997</td><td>Not in force</td>
<td>Denounced on 10 Jan 2005</td></tr>
</table></body></html>"""
INSTRUMENT = """<html><body><h2>Ratifications of C105 - Abolition of Forced Labour Convention, 1957 (No. 105)</h2>
<table><tr><th>Country</th><th>Date</th><th>Status</th><th>Note</th></tr>
<tr><td>Japan</td><td>19 Jul 2022</td><td>In Force</td><td></td></tr>
<tr><td>Atlantis</td><td>19 Jul 2022</td><td>In Force</td><td></td></tr>
<tr><td>China</td><td>12 Aug 2022</td><td>Not in force</td><td>The Convention will enter into force for China on 12 Aug
2023.</td></tr></table></body></html>"""
MISSING = """<html><body><h1>Up-to-date Conventions and Protocols not ratified by China</h1>
<table><tr><td>C087 - Freedom of Association and Protection of the Right to Organise Convention, 1948 (No. 87)</td></tr>
<tr><td>C098 - Right to Organise and Collective Bargaining Convention, 1949 (No. 98)</td></tr></table></body></html>"""
COMMENT = """<html><body><p>NORMLEX Home &gt; Country profiles &gt; Comments</p>
<h3>Direct Request (CEACR) - adopted 2024, published 113rd ILC session (2025)</h3>
<p>Forced Labour Convention, 1930 (No. 29) - China (Ratification: 2022)</p>
<p>Article 1(1). EXAMPLE of a heading. The Committee notes the EXAMPLE report. The Committee requests the Government to
supply EXAMPLE information.</p>
<p>Articles 2(1) and 25 of the Convention. Another heading. The Committee notes that the Government indicates an EXAMPLE
law. The Committee therefore expresses its deep concern.</p></body></html>"""


def read(text: str, retrieved_on: date | None = SAVED) -> Page:
    """A page as the reader takes it."""
    return read_page(text.encode(), "page.html", "EXAMPLE source", retrieved_on)


def told(page: Page) -> list[tuple[str, str, str, str]]:
    """The records in short."""
    return [(item.country, item.code, item.act.value, item.on.text) for item in page.records]


def test_the_ratifications_of_a_country() -> None:
    assert told(read(RATIFICATIONS)) == [
        ("UZ", "C029", "registered", "1992-07-13"),
        ("UZ", "P029", "registered", "2019-09-16"),
        ("UZ", "P029", "in_force", "2020-09-16"),
        ("UZ", "C105", "registered", "1997-12-15"),
        ("UZ", "C105", "denounced", "2005-01-10"),
    ]


def test_the_ratifications_of_an_instrument_leave_out_who_is_not_known() -> None:
    assert told(read(INSTRUMENT)) == [
        ("JP", "C105", "registered", "2022-07-19"),
        ("CN", "C105", "registered", "2022-08-12"),
        ("CN", "C105", "in_force", "2023-08-12"),
    ]


def test_what_is_not_ratified_holds_for_the_day_it_was_saved() -> None:
    assert told(read(MISSING)) == [
        ("CN", "C087", "not_ratified_as_of", "2026-01-02"),
        ("CN", "C098", "not_ratified_as_of", "2026-01-02"),
    ]
    with pytest.raises(Refused, match="--retrieved"):
        read(MISSING, None)


def test_a_comment_by_article_with_verb_and_the_word_of_the_government() -> None:
    page = read(COMMENT)
    assert told(page) == [("CN", "C029", "registered", "2022")]
    first, second = page.comments
    assert (first.body, first.kind, first.adopted, first.published) == (
        "CEACR",
        "direct request",
        "2024",
        "2025",
    )
    assert first.article == "Art. 1(1)"
    assert first.verb == "notes; requests"
    assert second.article == "Art. 2(1) and 25"
    assert "expresses its deep concern" in second.verb
    assert "the Government indicates an EXAMPLE law" in (second.reply or "")


@pytest.mark.parametrize(
    "text", ["<html><body><p>Service unavailable</p></body></html>", "plain words", "<table></table>"]
)
def test_a_page_that_says_nothing_is_refused_and_never_none(text: str) -> None:
    with pytest.raises(Refused, match="no ratification"):
        read(text)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(f"<html><body>{text}</body></html>")
    except Refused:
        return


def test_a_page_read_in_settles_what_the_register_leaves_open(tmp_path: Path) -> None:
    file = tmp_path / "uz.html"
    file.write_text(
        RATIFICATIONS.replace("Not in force", "In Force").replace("Denounced on 10 Jan 2005", ""),
        encoding="utf-8",
    )
    shelf = Shelf(tmp_path / "shelf")
    kept, _ = shelf.add(file, "https://normlex.example/uz", SAVED)
    answer = conventions("UZ", date(2026, 6, 1), shelf.held())
    line = {item.code: item for item in answer.instruments}["C105"]
    assert line.status is Status.IN_FORCE
    assert line.registered_on == "1997-12-15"
    assert kept.sha256[:12] in (line.source or "")


def test_a_page_that_is_refused_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "error.html"
    file.write_text("<html><body>Error 500</body></html>", encoding="utf-8")
    shelf = Shelf(tmp_path / "shelf")
    with pytest.raises(Refused):
        shelf.add(file, None, None)
    assert not (tmp_path / "shelf").exists()


def test_a_page_that_contradicts_the_register_makes_the_answer_unknown_and_names_both(tmp_path: Path) -> None:
    file = tmp_path / "c105.html"
    file.write_text(INSTRUMENT.replace("19 Jul 2022", "20 Jul 2022"), encoding="utf-8")
    shelf = Shelf(tmp_path / "shelf")
    shelf.add(file, None, SAVED)
    answer = conventions("JP", date(2026, 6, 1), shelf.held())
    line = {item.code: item for item in answer.instruments}["C105"]
    assert line.status is Status.UNKNOWN
    assert "2022-07-19" in (line.reason or "")
    assert "2022-07-20" in (line.reason or "")


ONE = """<html><body><ul><li>{menu}</li></ul><h1>Ratifications for {country}</h1><table><tr><td>menu</td><td>
<table><tr><td>C105 - Abolition of Forced Labour Convention, 1957 (No. 105)</td><td>{day}</td><td>{status}</td></tr>
<tr><td>C029 - Forced Labour Convention, 1930 (No. 29)</td><td>10 Jan 1990</td><td>In Force</td></tr></table>
</td></tr></table></body></html>"""


def one(
    country: str = "Japan", day: str = "10 Jan 1990", status: str = "In Force", menu: str = "Home"
) -> str:
    """A page of two rows inside a table of layout."""
    return ONE.format(country=country, day=day, status=status, menu=menu)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Guinea - Bissau", "GW"),
        ("China - Hong Kong Special Administrative Region", "HK"),
        ("Iran (Islamic Republic of)", "IR"),
        ("Lao People's Democratic Republic", "LA"),
        ("United Republic of Tanzania", "TZ"),
        ("Republic of Korea", "KR"),
    ],
)
def test_a_country_is_the_one_the_heading_names_in_full(printed: str, code: str) -> None:
    assert {record.country for record in read(one(printed)).records} == {code}


@pytest.mark.parametrize("printed", ["China - Example Region", "Guinea Example", "Atlantis"])
def test_a_country_whose_name_only_begins_like_a_known_one_is_refused(printed: str) -> None:
    with pytest.raises(Refused):
        read(one(printed))


def test_a_menu_that_links_to_what_is_not_ratified_never_turns_ratifications_into_their_contrary() -> None:
    page = read(one(menu="Up-to-date Conventions and Protocols not ratified by Japan"))
    assert page.kind == "ratifications"
    assert {record.act.value for record in page.records} == {"registered"}
    with pytest.raises(Refused):  # not one date can be read: still no page of what is not ratified
        read(one(day="?", menu="Conventions not ratified by Japan").replace("10 Jan 1990", "?"))


def test_a_page_of_what_is_not_ratified_that_names_no_instrument_is_refused() -> None:
    with pytest.raises(Refused, match="no instrument"):
        read("<html><body><h1>Conventions not ratified by Japan</h1><p>None</p></body></html>")


@pytest.mark.parametrize("day", ["1990-01-10", "31 Feb 1990", "1990年1月10日", ""])
def test_a_row_whose_date_cannot_be_read_is_named(day: str) -> None:
    page = read(one(day=day))
    assert told(page) == [("JP", "C029", "registered", "1990-01-10")]
    assert len(page.unread) == 1
    assert page.unread[0].startswith("C105")


def test_a_country_of_an_instruments_page_that_is_not_known_is_named() -> None:
    assert [row.split(" | ")[0] for row in read(INSTRUMENT).unread] == ["Atlantis"]


@pytest.mark.parametrize(
    "status", ["Not in force", "Denounced", "Not in force</td><td>Automatic denunciation"]
)
def test_what_is_said_not_to_be_in_force_is_never_in_force(tmp_path: Path, status: str) -> None:
    file = tmp_path / "x.html"
    file.write_text(one("Fiji", status=status), encoding="utf-8")
    for saved in (SAVED, None):
        shelf = Shelf(tmp_path / str(saved))
        shelf.add(file, None, saved)
        answer = conventions("FJ", date(2026, 6, 1), shelf.held())
        assert {line.code: line for line in answer.instruments}["C105"].status is Status.UNKNOWN
    assert len(read(one(status=status), None).unread) == 1


def test_not_in_force_within_the_first_twelve_months_is_not_yet_in_force() -> None:
    page = read(one(day="10 Jun 2025", status="Not in force"), date(2026, 1, 2))
    assert told(page)[0] == ("JP", "C105", "registered", "2025-06-10")
    assert "denounced" not in {record.act.value for record in page.records}


@pytest.mark.parametrize(
    "verb",
    [
        "notes with satisfaction",
        "notes with interest",
        "notes with deep concern",
        "notes with regret",
        "noted with concern",
    ],
)
def test_the_verb_is_quoted_with_what_it_is_done_with(verb: str) -> None:
    page = read(COMMENT.replace("notes the EXAMPLE report", f"{verb} the EXAMPLE report"))
    assert page.comments[0].verb == f"{verb}; requests"


def test_reading_a_page_again_without_its_address_keeps_address_and_day(tmp_path: Path) -> None:
    file = tmp_path / "no.html"
    file.write_text(MISSING, encoding="utf-8")
    shelf = Shelf(tmp_path / "shelf")
    shelf.add(file, "https://normlex.example/cn", SAVED)
    kept, page = shelf.add(file, None, None)
    assert (kept.url, kept.retrieved_on) == ("https://normlex.example/cn", SAVED)
    assert [found for _, found in shelf.pages()] == [page]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('"retrieved_on":"2026-01-02"', '"retrieved_on":"soon"'),
        lambda text: text.replace('"file":"no.html"', '"file":null'),
        lambda text: text.replace('"sha256":"', '"sha256":"../'),
        lambda _: '{"schema":"tieback.labour.page/1"}',
    ],
)
def test_a_damaged_record_of_a_page_is_refused(tmp_path: Path, change: Callable[[str], str]) -> None:
    file = tmp_path / "no.html"
    file.write_text(MISSING, encoding="utf-8")
    shelf = Shelf(tmp_path / "shelf")
    kept, _ = shelf.add(file, None, SAVED)
    record = shelf.root / "page" / f"{kept.sha256}.json"
    text = record.read_text(encoding="utf-8")
    assert change(text) != text
    record.write_text(change(text), encoding="utf-8")
    with pytest.raises(Refused, match="not a record"):
        shelf.pages()


def test_two_saves_of_one_page_of_comments_give_each_comment_once_of_the_later(tmp_path: Path) -> None:
    for number, (text, saved) in enumerate(
        [(COMMENT + "<!-- later -->", date(2026, 5, 1)), (COMMENT, date(2026, 1, 1))]
    ):
        path = tmp_path / f"save{number}.html"
        path.write_text(text, encoding="utf-8")
        Shelf(tmp_path / "labour").add(path, None, saved)
    own = [c for c in Shelf(tmp_path / "labour").held().comments if "EXAMPLE" in c.says]
    assert len(own) == 2
    assert all("saved 2026-05-01" in comment.source for comment in own)


def test_a_registration_after_the_day_the_page_was_saved_is_named_and_not_taken() -> None:
    page = read(one(day="3 Feb 2031"))
    assert told(page) == [("JP", "C029", "registered", "1990-01-10")]
    assert len(page.unread) == 1
