"""The page of the UFLPA Entity List: tables, sections, dates, whole pages and short ones."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tieback.lists import intake
from tieback.model.refusal import Refused

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SHARED = Path(__file__).resolve().parents[2] / "../shared/data/uflpa/uflpa_entity_list_partial.csv"


def read(data, **given):
    return intake.read(data, "page.html", retrieved_at=NOW, **given)


def by_name(edition):
    return {entity.name: entity for entity in edition.entities}


def test_a_page_is_recognised_and_read_with_sections_dates_and_its_own_date(uflpa):
    rows = uflpa.invented(150)
    found = read(uflpa.page([("i", rows[:10]), ("ii", rows[10:60]), ("v", rows[60:])]))
    edition = found.edition
    assert (edition.list, edition.published_on, edition.retrieved_at) == ("us_uflpa", date(2026, 7, 31), NOW)
    assert (edition.entries, edition.complete) == (150, True)
    assert [
        entity.sections for entity in (edition.entities[0], edition.entities[10], edition.entities[149])
    ] == [("i",), ("ii",), ("v",)]
    assert edition.entities[0].effective_on == date(2022, 6, 21)
    assert (found.counts.elements, found.counts.entities, found.counts.refused) == (150, 150, 0)


def test_an_entity_of_two_sections_is_one_entity_first_effective_on_the_earlier_day(uflpa):
    twice = "Example Twice Co., Ltd."
    data = uflpa.page(
        [
            ("ii", [*uflpa.invented(145), (twice, "November 25, 2024")]),
            ("v", [("Example Twice Co. Ltd. (and one alias: Foo Twice)", "June&nbsp;21, 2022")]),
        ]
    )
    found = read(data)
    entity = by_name(found.edition)[twice]
    assert found.counts.elements == 147
    assert found.edition.entries == 146
    assert entity.sections == ("ii", "v")
    assert entity.effective_on == date(2022, 6, 21)
    assert {name.text for name in entity.names} == {twice, "Example Twice Co. Ltd.", "Foo Twice"}
    assert entity.note == "effective (v) 2022-06-21, (ii) 2024-11-25"


def test_named_subsidiaries_become_entities_that_say_where_they_were_named(uflpa):
    cell = (
        "Example Parent Corporation and its two Zhuhai-based subsidiaries, which include Foo Sub Co., Ltd., "
        "and Bar Sub Co. Ltd."
    )
    edition = read(uflpa.page([("ii", [*uflpa.invented(144), (cell, "June 12, 2023")])])).edition
    assert edition.entries == 147
    member = by_name(edition)["Bar Sub Co. Ltd."]
    assert (member.sections, member.effective_on) == (("ii",), date(2023, 6, 12))
    assert member.note == "named in the entry of Example Parent Corporation"


@pytest.mark.parametrize(
    ("updated", "expected"),
    [
        ("July 31, 2026", date(2026, 7, 31)),
        ("07/31/2026", date(2026, 7, 31)),
        ('<time datetime="2026-07-31T12:00:00Z">Fri</time>', date(2026, 7, 31)),
        ("Sept. 5, 2026", date(2026, 9, 5)),
        (None, None),
    ],
)
def test_the_date_of_the_page_is_read_in_every_form(uflpa, updated, expected):
    assert read(uflpa.page([("ii", uflpa.invented(150))], updated)).edition.published_on == expected


def test_a_row_that_cannot_be_read_is_refused_by_number_and_the_edition_is_incomplete(uflpa):
    rows = [
        *uflpa.invented(150),
        ("Example Open (and one alias: Foo", "June 21, 2022"),
        ("", "June 21, 2022"),
    ]
    found = read(uflpa.page([("ii", rows)]))
    assert (found.counts.elements, found.counts.refused, found.edition.entries) == (152, 2, 150)
    assert [note.row for note in found.notes] == [151, 152]
    assert not found.edition.complete


def test_a_date_that_cannot_be_read_leaves_the_entity_on_the_list(uflpa):
    found = read(uflpa.page([("ii", [*uflpa.invented(149), ("Example Dateless", "soon")])]))
    assert by_name(found.edition)["Example Dateless"].effective_on is None
    assert [note.column for note in found.notes] == ["Effective Date"]


@pytest.mark.parametrize("count", [0, 1, 12, 49])
def test_a_short_page_is_refused_never_read_as_delistings(uflpa, count):
    with pytest.raises(Refused, match=r"short file|without the tables"):
        read(uflpa.page([("ii", uflpa.invented(count))]))


def test_a_page_with_fewer_than_were_known_is_used_as_incomplete(uflpa):
    edition = read(uflpa.page([("ii", uflpa.invented(90))])).edition
    assert (edition.entries, edition.expected, edition.complete) == (90, 144, False)


def test_an_old_page_is_measured_by_what_was_known_then(uflpa):
    edition = read(uflpa.page([("ii", uflpa.invented(20))], "June 30, 2022")).edition
    assert (edition.entries, edition.complete, edition.published_on) == (20, True, date(2022, 6, 30))


@pytest.mark.parametrize(
    "body",
    [
        b"<html><head><title>Access Denied</title></head><body>You don't have permission</body></html>",
        b"<!DOCTYPE html><html><body><div id='block-mainpagecontent'>UFLPA Entity List</div></body></html>",
        b"<html><body><table><tr><th>Name of Entity</th><th>Effective Date</th></tr></table></body></html>",
    ],
)
def test_an_error_page_or_an_empty_table_is_refused(body):
    with pytest.raises(Refused):
        read(body, list_id="us_uflpa", official=True)


def test_a_page_without_the_main_block_and_with_another_encoding_is_still_read(uflpa):
    page = uflpa.page([("ii", uflpa.invented(150))]).replace(b"block-mainpagecontent", b"main")
    page = page.replace(b"Example 7 Textile", "Example Yuan\u2019an".encode("cp1252")).replace(
        b"utf-8", b"windows-1252"
    )
    assert "Example Yuan’an Co., Ltd." in by_name(read(page).edition)


def test_every_cell_of_a_page_is_a_row_read_or_refused(uflpa):
    rows = uflpa.invented(160)
    whole = read(uflpa.page([("ii", rows)])).edition
    for lost in (0, 80, 159):
        short = read(uflpa.page([("ii", rows[:lost] + rows[lost + 1 :])])).edition
        assert {e.name for e in whole.entities} - {e.name for e in short.entities} == {rows[lost][0].strip()}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no shared data")
def test_a_page_with_the_printed_names_reads_every_one_of_them(uflpa):
    with SHARED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    cells = []
    for row in rows:
        aliases = [alias for alias in row["aliases"].split("|") if alias]
        bracket = f" (also known as {'; '.join(aliases)})" if aliases else ""
        cells.append((row["name"] + bracket, "June 21, 2022"))
    found = read(uflpa.page([("ii", cells + uflpa.invented(80))]))
    assert found.counts.refused == 0
    listed = by_name(found.edition)
    for row in rows:
        expected = {row["name"], *(alias for alias in row["aliases"].split("|") if alias)}
        assert expected <= {name.text for name in listed[row["name"]].names}
        assert listed[row["name"]].clauses == ()
