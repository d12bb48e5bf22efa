"""What somebody says beside the sourced fact: agrees, differs from, cannot say; both sources, no verdict."""

from dataclasses import replace
from datetime import date

import pytest

from tieback.labour.comment import shipped
from tieback.labour.convention import Held
from tieback.labour.fact import Outcome, check_act, check_comment, check_instrument, check_law, check_status
from tieback.labour.ratification import Act, Record
from tieback.labour.registry import Confidence, read_span

WHO = "EXAMPLE newspaper"


@pytest.mark.parametrize(
    ("act", "on", "outcome"),
    [
        ("approved", "2022-04-20", "agrees"),
        ("approved", "2022-04", "agrees"),
        ("registered", "2022-08-12", "agrees"),
        ("registered", "2022-04-20", "differs from"),
        ("in_force", "2023-08-12", "agrees"),
        ("in_force", "2022-08-12", "differs from"),
        ("ratified", "2022-04-20", "agrees"),
        ("ratified", "2022-08", "agrees"),
        ("ratified", "2021", "differs from"),
        ("denounced", "2024", "cannot say"),
    ],
)
def test_the_three_dates_of_china_and_c029(act: str, on: str, outcome: str) -> None:
    found = check_act("CN", "C029", act, on, WHO)
    assert found.outcome.value == outcome
    assert found.said_by == WHO
    assert (found.source is None) == (act == "denounced")


def test_ratified_names_that_there_are_three_dates() -> None:
    assert "three dates" in (check_act("CN", "C029", "ratified", "2022-04-20", WHO).note or "")


def test_a_day_said_of_a_year_known_cannot_be_said() -> None:
    assert check_act("CN", "C111", "registered", "2006-01-12", WHO).outcome is Outcome.CANNOT_SAY
    assert check_act("CN", "C111", "registered", "2005", WHO).outcome is Outcome.DIFFERS


@pytest.mark.parametrize(
    ("says", "on", "outcome"),
    [
        ("in_force", date(2023, 1, 1), "differs from"),
        ("ratified", date(2023, 1, 1), "agrees"),
        ("in_force", date(2024, 1, 1), "agrees"),
        ("not_ratified", date(2024, 1, 1), "differs from"),
    ],
)
def test_what_bound_china_when(says: str, on: date, outcome: str) -> None:
    assert check_status("CN", "C105", says, on, WHO).outcome.value == outcome


def test_a_country_without_records_cannot_be_said() -> None:
    assert check_status("ZZ", "C029", "not_ratified", date(2024, 1, 1), WHO).outcome is Outcome.CANNOT_SAY


def test_the_conference_committee_is_not_the_committee_of_experts() -> None:
    right = check_comment("CN", "CAS", "deplores", 2022, WHO, "C111")
    wrong = check_comment("CN", "CEACR", "deplored", 2022, WHO)
    assert right.outcome is Outcome.AGREES
    assert wrong.outcome is Outcome.DIFFERS
    assert "CAS conclusion under C111" in wrong.held


def test_a_comment_under_another_convention_differs() -> None:
    assert check_comment("CN", "CAS", "deplored", 2022, WHO, "C029").outcome is Outcome.DIFFERS


def test_a_comment_that_is_not_held_cannot_be_said() -> None:
    assert check_comment("CN", "CEACR", "condemned", 2022, WHO).outcome is Outcome.CANNOT_SAY


@pytest.mark.parametrize("body", ["CAS", "CEACR"])
def test_a_comment_without_a_checked_source_decides_nothing(body: str) -> None:
    comments = [replace(comment, confidence=Confidence.UNVERIFIED) for comment in shipped()]
    known = Held((), tuple(comments))
    assert check_comment("CN", body, "deplored", 2022, WHO, known=known).outcome is Outcome.CANNOT_SAY


def test_dates_of_instruments_and_laws() -> None:
    assert check_instrument("P029", "adopted", "2014", WHO).outcome is Outcome.AGREES
    assert check_instrument("P029", "in_force", "2014", WHO).outcome is Outcome.DIFFERS
    assert check_instrument("C087", "adopted", "1948", WHO).outcome is Outcome.AGREES
    assert check_instrument("C187", "adopted", "2006", WHO).outcome is Outcome.CANNOT_SAY  # unverified here
    assert check_law("eu_2024_3015", "applies", "2027-12", WHO).outcome is Outcome.AGREES
    assert check_law("eu_2024_3015", "in_force", "2027", WHO).outcome is Outcome.DIFFERS
    assert check_law("us_uflpa", "applies", "2022-06-21", WHO).outcome is Outcome.AGREES
    assert check_law("no_such_law", "applies", "2022", WHO).outcome is Outcome.CANNOT_SAY


def test_swapping_two_states_swaps_only_their_names() -> None:
    def known(country: str) -> Held:
        return Held(
            (
                Record(
                    country, "C029", Act.REGISTERED, read_span("2001-02-03"), Confidence.OFFICIAL, "s", None
                ),
            ),
            (),
        )

    first, second = (
        check_act(country, "C029", "registered", "2001", WHO, known(country)) for country in ("XA", "XB")
    )
    assert (first.outcome, first.held, first.source) == (second.outcome, second.held, second.source)
    assert first.said.replace("XA", "XB") == second.said
