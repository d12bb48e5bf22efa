"""Clocks: the counting convention, federal working days, ranges, the earliest loss of goods first."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.assess.calendar import (
    add_months,
    deadlines,
    events,
    missing_events,
    papers_due,
    say_due,
)
from tieback.assess.regime import load_regime
from tieback.model.case import Case, Detention, Entry

UFLPA, ORDERS = load_regime("us_uflpa"), load_regime("us_1307")
NOTHING = Detention(None, None, None, None, None, None, None, None)


def case(*, imported_on=None, **dates):
    held = {name: dates.get(name) for name in ("presented_on", "viewable_on", "notice_on", "task_due")}
    detention = Detention("CBP", "EXAMPLE", **held, center=None, extensions=dates.get("extensions"))
    entry = Entry(None, None, (), None, None, None, None, None, imported_on)
    return Case("c", None, None, None, None, (), entries=(entry,), detention=detention)


def by_id(found):
    return {item.id: item for item in found}


def test_the_ruling_of_1998_is_reproduced():
    found = by_id(deadlines(case(presented_on=date(1998, 3, 17), notice_on=date(1998, 3, 19)), [UFLPA]))
    exclusion = found["us_uflpa/deemed-exclusion"]
    assert exclusion.on == date(1998, 4, 16)
    assert exclusion.takes_effect_on == date(1998, 4, 17)
    assert found["us_uflpa/protest"].on == date(1998, 4, 17) + timedelta(days=180)


def test_the_five_working_days_start_when_the_goods_can_be_viewed():
    found = by_id(deadlines(case(presented_on=date(2026, 8, 24), viewable_on=date(2026, 9, 3)), [UFLPA]))
    decision = found["us_uflpa/detention-decision"]  # 7 September 2026 is Labor Day
    assert decision.on == date(2026, 9, 11)
    assert found["us_uflpa/detention-notice"].on == date(2026, 9, 18)
    assert found["us_uflpa/deemed-exclusion"].on == date(2026, 9, 23)


def test_the_importers_thirty_days_run_from_the_notice_and_extensions_are_capped():
    found = by_id(deadlines(case(presented_on=date(2026, 8, 24), notice_on=date(2026, 8, 28)), [UFLPA]))
    assert found["us_uflpa/importer-response"].on == date(2026, 9, 27)
    assert found["us_uflpa/importer-response"].status == "secondary"
    assert found["us_uflpa/response-extension-cap"].on == date(2026, 12, 26)


def test_an_order_gives_three_calendar_months_from_importation():
    found = by_id(deadlines(case(imported_on=date(2025, 11, 30)), [ORDERS]))
    assert found["us_1307/proof-of-admissibility"].on == date(2026, 2, 28)


def test_the_earliest_loss_of_goods_comes_first_and_the_rest_by_date():
    found = deadlines(
        case(
            imported_on=date(2026, 8, 20),
            presented_on=date(2026, 8, 24),
            viewable_on=date(2026, 8, 25),
            notice_on=date(2026, 8, 28),
        ),
        [UFLPA, ORDERS],
    )
    assert found[0].id == "us_uflpa/deemed-exclusion"
    assert [item.on for item in found[1:]] == sorted(item.on for item in found[1:])
    assert not any(item.loses_goods and item.on < found[0].on for item in found)


def test_an_unknown_presentation_gives_a_range_and_uses_the_earliest():
    found = by_id(deadlines(case(imported_on=date(2026, 8, 20), notice_on=date(2026, 8, 28)), [UFLPA]))
    exclusion = found["us_uflpa/deemed-exclusion"]
    assert (exclusion.on, exclusion.latest_on) == (date(2026, 9, 19), date(2026, 9, 27))
    assert "not stated" in exclusion.what


def test_without_importation_presentation_is_taken_as_ten_working_days_before_the_notice():
    window = events(case(notice_on=date(2026, 9, 11)))["presented_on"]
    assert window.earliest == date(2026, 8, 27)  # Labor Day lies between
    assert window.latest == date(2026, 9, 11)


def test_an_event_without_any_date_is_named_and_not_guessed():
    held = case()
    assert deadlines(held, [UFLPA]) == ()
    assert missing_events(held, [UFLPA]) == ("notice_on", "presented_on", "viewable_on")


def test_the_portals_own_task_date_stands_as_stated():
    found = by_id(deadlines(case(task_due=date(2026, 9, 14), extensions=1), [UFLPA]))
    assert found["detention/task-due"].on == date(2026, 9, 14)
    assert "1 extension used" in found["detention/task-due"].what


def test_no_detention_no_clock():
    assert deadlines(Case("c", None, None, None, None, ()), [UFLPA, ORDERS]) == ()


@given(st.dates(date(1995, 1, 1), date(2035, 1, 1)), st.integers(1, 24))
@settings(deadline=None, max_examples=80)
def test_months_keep_the_day_or_end_with_the_month(start, months):
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 20),
    st.integers(0, 20),
)
@settings(deadline=None, max_examples=60)
def test_a_date_withheld_never_makes_a_loss_of_goods_later(presented, until_view, until_notice):
    viewable = presented + timedelta(days=until_view)
    notice = viewable + timedelta(days=until_notice)
    full = {"presented_on": presented, "viewable_on": viewable, "notice_on": notice}
    known = by_id(deadlines(case(imported_on=presented, **full), [UFLPA]))
    less = by_id(deadlines(case(imported_on=presented, viewable_on=viewable, notice_on=notice), [UFLPA]))
    assert less["us_uflpa/deemed-exclusion"].on <= known["us_uflpa/deemed-exclusion"].on
    assert less["us_uflpa/deemed-exclusion"].latest_on >= known["us_uflpa/deemed-exclusion"].on


def test_what_is_missing_is_due_on_the_importers_next_date():
    held = case(presented_on=date(2026, 8, 24), notice_on=date(2026, 8, 28), task_due=date(2026, 9, 20))
    found = deadlines(held, [UFLPA])
    assert papers_due(found, date(2026, 9, 1)).id == "detention/task-due"
    assert papers_due(found, date(2026, 9, 20)).id == "detention/task-due"
    assert papers_due(found, date(2026, 9, 21)).id == "us_uflpa/importer-response"
    said = say_due(papers_due(found, date(2026, 9, 19)), date(2026, 9, 19))
    assert said.startswith("What is missing is due on 2026-09-20, 1 day left on 2026-09-19 (")


def test_a_date_that_has_passed_is_overdue_and_without_a_detention_nothing_is_due():
    found = deadlines(case(task_due=date(2026, 9, 20)), [])
    last = papers_due(found, date(2026, 10, 1))
    assert "11 days before 2026-10-01: overdue" in say_due(last, date(2026, 10, 1))
    assert papers_due((), date(2026, 10, 1)) is None
    assert say_due(None, date(2026, 10, 1)) is None
