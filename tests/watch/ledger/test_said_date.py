from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tieback.watch.ledger.said_date import find_dates


def _on(text: str) -> list[str]:
    return [said.on for said in find_dates(text)]


def test_days_months_and_years_are_read_as_written() -> None:
    assert _on("on 12 August 2022, again on Aug. 13, 2022, in September 2022 and in 2023; 2024-02-29") == [
        "2022-08-12",
        "2022-08-13",
        "2022-09",
        "2023",
        "2024-02-29",
    ]


def test_a_day_that_the_month_does_not_have_leaves_the_month() -> None:
    assert _on("31 June 2021") == ["2021-06"]
    assert _on("29 February 2023") == ["2023-02"]


def test_a_date_that_can_be_read_two_ways_and_a_number_are_not_read() -> None:
    assert _on("03/04/2022, section 2022-4, 12,022 bales, 20221") == []


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_comes_back(day: date) -> None:
    for written in (f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}", day.isoformat()):
        found = list(find_dates(f"It came on {written}."))
        assert [said.on for said in found] == [day.isoformat()]
        assert f"It came on {written}."[found[0].start : found[0].end] == written


@given(st.text(alphabet="0123456789 -/.,JanurySeptemb"))
def test_any_text_gives_readable_dates_in_order(text: str) -> None:
    found = list(find_dates(text))
    assert [said.start for said in found] == sorted(said.start for said in found)
    for said in found:
        parts = [int(part) for part in said.on.split("-")]
        date(*[*parts, 1, 1][:3])
