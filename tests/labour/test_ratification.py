"""Where a state stands: the dates apart, the computed beside the stated one, unknown wherever the records are silent."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.labour.clock import first_report_due, group_of, wind
from tieback.labour.instrument import Instrument, find_instrument, instruments, obligations
from tieback.labour.ratification import Act, Record, Status, in_force, shipped, stand, status
from tieback.labour.registry import Confidence, read_span
from tieback.model.refusal import Refused

C029 = instruments()["C029"]


def record(act: str, on: str, confidence: str = "official", code: str = "C029") -> Record:
    """An act of an invented state, on an invented source's word."""
    return Record(
        "XX", code, Act(act), read_span(on), Confidence(confidence), f"EXAMPLE source of {on}", None
    )


def at(records: list[Record], on: str, instrument: Instrument = C029) -> Status:
    """The status on a day."""
    return status(stand(instrument, records), date.fromisoformat(on))


def test_the_worked_example_of_the_ilo_training_centre() -> None:
    force = in_force(C029, read_span("2013-12-12"))
    assert force is not None
    assert force.day == date(2014, 12, 12)
    assert first_report_due(force) == date(2015, 9, 1)


def test_china_and_the_forced_labour_conventions() -> None:
    own = [entry for entry in shipped() if entry.country == "CN"]
    for code in ("C029", "C105"):
        standing = stand(instruments()[code], own)
        assert standing.registered is not None
        assert standing.registered.day == date(2022, 8, 12)
        assert standing.computed is not None
        assert standing.computed.day == date(2023, 8, 12)
        assert first_report_due(standing.computed) == date(2024, 9, 1)
        assert standing.approved is not None
        assert standing.approved.day == date(2022, 4, 20)
        assert status(standing, date(2022, 8, 11)) is Status.NOT_RATIFIED
        assert status(standing, date(2022, 8, 12)) is Status.NOT_YET
        assert status(standing, date(2023, 8, 11)) is Status.NOT_YET
        assert status(standing, date(2023, 8, 12)) is Status.IN_FORCE


def test_approval_at_home_binds_nobody() -> None:
    assert at([record("approved", "2020-06-08")], "2021-01-01") is Status.UNKNOWN


def test_a_year_settles_all_days_but_those_between() -> None:
    records = [record("registered", "2006")]
    assert at(records, "2005-12-31") is Status.NOT_RATIFIED
    assert at(records, "2006-07-01") is Status.UNKNOWN
    assert at(records, "2007-07-01") is Status.UNKNOWN
    assert at(records, "2007-12-31") is Status.IN_FORCE


def test_by_then_at_the_latest_settles_what_comes_after() -> None:
    records = [record("registered", "../2017-09-30")]
    assert at(records, "2017-09-30") is Status.UNKNOWN
    assert at(records, "2018-09-29") is Status.UNKNOWN
    assert at(records, "2018-09-30") is Status.IN_FORCE


def test_a_narrow_and_a_wide_source_agree() -> None:
    standing = stand(C029, [record("registered", "2022"), record("registered", "2022-08-12")])
    assert standing.registered is not None
    assert standing.registered.text == "2022-08-12"
    assert not standing.conflicts


def test_sources_that_disagree_give_unknown_and_both_are_named() -> None:
    standing = stand(C029, [record("registered", "2022-08-12"), record("registered", "2021-01-05")])
    assert status(standing, date(2026, 1, 1)) is Status.UNKNOWN
    assert "2022-08-12" in standing.conflicts[0]
    assert "2021-01-05" in standing.conflicts[0]


def test_a_stated_entry_into_force_that_does_not_follow_is_a_conflict() -> None:
    standing = stand(C029, [record("registered", "2022-08-12"), record("in_force", "2022-08-12")])
    assert status(standing, date(2026, 1, 1)) is Status.UNKNOWN
    assert "follows from the registration" in standing.conflicts[0]


def test_said_not_to_be_ratified_settles_that_day_and_before_only() -> None:
    records = [record("not_ratified_as_of", "2022-04-20")]
    assert at(records, "2022-04-20") is Status.NOT_RATIFIED
    assert at(records, "2000-01-01") is Status.NOT_RATIFIED
    assert at(records, "2022-04-21") is Status.UNKNOWN


def test_registered_before_a_day_on_which_it_was_said_not_to_be_is_a_conflict() -> None:
    records = [record("not_ratified_as_of", "2022-04-20"), record("registered", "2020")]
    assert at(records, "2024-01-01") is Status.UNKNOWN


def test_a_denunciation_takes_effect_a_year_later() -> None:
    records = [record("registered", "1960-01-10"), record("denounced", "1970-05-01")]
    assert at(records, "1971-04-30") is Status.IN_FORCE
    assert at(records, "1971-05-01") is Status.DENOUNCED


def test_a_denunciation_without_a_day_leaves_the_time_before_unknown() -> None:
    records = [record("registered", "1960-01-10"), record("denounced", "../2016-05-31")]
    assert at(records, "2000-01-01") is Status.UNKNOWN
    assert at(records, "2017-05-31") is Status.DENOUNCED


def test_nobody_is_bound_before_the_instrument_itself_is_in_force() -> None:
    force = in_force(C029, read_span("1930-12-01"))
    assert force is not None
    assert force.day == C029.in_force_on


def test_an_unverified_row_is_shown_and_decides_nothing() -> None:
    standing = stand(C029, [record("registered", "2006-01-12", "unverified")])
    assert status(standing, date(2026, 1, 1)) is Status.UNKNOWN
    assert [entry.on.text for entry in standing.unverified] == ["2006-01-12"]


def test_no_record_is_never_not_ratified() -> None:
    for year, instrument in itertools.product((1900, 1990, 2026), instruments().values()):
        assert status(stand(instrument, []), date(year, 1, 1)) is Status.UNKNOWN


spans = st.one_of(
    st.dates(date(1935, 1, 1), date(2030, 1, 1)).map(str),
    st.integers(1935, 2030).map(str),
    st.dates(date(1935, 1, 1), date(2030, 1, 1)).map(lambda day: f"../{day}"),
)
records_of_one_state = st.lists(
    st.builds(record, st.sampled_from([act.value for act in Act]), spans, st.sampled_from(list(Confidence))),
    max_size=5,
)


@given(records_of_one_state, st.dates(date(1930, 1, 1), date(2040, 1, 1)))
def test_the_order_of_sources_changes_nothing(records: list[Record], on: date) -> None:
    assert status(stand(C029, records), on) is status(stand(C029, records[::-1]), on)


@given(records_of_one_state, st.dates(date(1930, 1, 1), date(2040, 1, 1)))
def test_what_is_not_verified_never_changes_an_answer(records: list[Record], on: date) -> None:
    checked = [entry for entry in records if entry.confidence.decides]
    assert status(stand(C029, records), on) is status(stand(C029, checked), on)


@given(st.dates(date(1935, 1, 1), date(2030, 1, 1)), st.dates(date(1930, 1, 1), date(2040, 1, 1)))
def test_a_day_known_exactly_leaves_nothing_unknown(registered: date, on: date) -> None:
    assert at([record("registered", str(registered))], str(on)) is not Status.UNKNOWN


@given(st.dates(date(1935, 1, 1), date(2030, 1, 1)), st.dates(date(1930, 1, 1), date(2040, 1, 1)))
def test_knowing_less_never_turns_one_answer_into_another(registered: date, on: date) -> None:
    exact = at([record("registered", str(registered))], str(on))
    for vaguer in (str(registered)[:4], str(registered)[:7], f"../{registered + timedelta(days=9)}"):
        assert at([record("registered", vaguer)], str(on)) in {exact, Status.UNKNOWN}


def test_the_regular_cycle_is_dated() -> None:
    force = read_span("1990-01-01")
    assert wind(C029, force, "China", date(2010, 1, 1)).years == 2
    assert wind(C029, force, "China", date(2012, 1, 1)).years == 3
    assert wind(C029, force, "China", date(2012, 1, 1)).group == "A-F"


def test_alphabetical_groups() -> None:
    assert group_of("fundamental", "Uzbekistan") == "O-Z"
    assert group_of("technical", "India") == "G-K"
    assert group_of("technical", None) is None


def test_an_entry_into_force_before_the_rule_has_no_date_for_its_first_report() -> None:
    assert first_report_due(read_span("1932-05-01")) is None
    assert first_report_due(read_span("../2018-01-01")) is None


@pytest.mark.parametrize("text", ["C029", "c29", "No. 29", "29", "Convention 29"])
def test_an_instrument_by_any_of_its_names(text: str) -> None:
    assert find_instrument(text).code == "C029"


def test_an_instrument_that_is_not_held_is_refused() -> None:
    with pytest.raises(Refused, match="C999"):
        find_instrument("C999")


def test_every_instrument_says_what_it_obliges() -> None:
    for code in instruments():
        assert obligations(code), code


@pytest.mark.parametrize("text", ["", "last year", "2022-13-01", "2022-02-30", "../x"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_span(text)


def test_no_row_is_held_twice() -> None:
    facts = [(entry.country, entry.code, entry.act, entry.on.text, entry.source) for entry in shipped()]
    assert len(facts) == len(set(facts))


def test_no_two_sources_that_ship_contradict_each_other_unnoticed() -> None:
    """A contradiction may ship, but then the answer is unknown and names both: none ships today."""
    for country in {entry.country for entry in shipped()}:
        own = [entry for entry in shipped() if entry.country == country]
        for instrument in instruments().values():
            assert not stand(instrument, own).conflicts, (country, instrument.code)


def test_every_row_that_decides_has_an_address() -> None:
    for entry in shipped():
        assert ("://" in entry.source) == entry.confidence.decides, entry


@pytest.mark.parametrize(
    ("listed", "on", "said"),
    [
        ("2026-01-02", "2026-01-02", Status.DENOUNCED),
        ("2026-01-02", "1970-01-01", Status.IN_FORCE),
        ("2026-01-02", "1950-01-01", Status.NOT_RATIFIED),
        ("1985-01-01", "1980-01-01", Status.UNKNOWN),
        ("1990-06-01", "1990-06-01", Status.UNKNOWN),
    ],
)
def test_who_has_left_may_be_listed_among_who_is_not_bound_and_still_was(
    listed: str, on: str, said: Status
) -> None:
    records = [
        record("registered", "1958-10-13"),
        record("denounced", "1990-01-10"),
        record("not_ratified_as_of", listed),
    ]
    assert at(records, on) is said
