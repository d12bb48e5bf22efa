"""The bill of materials: shares that leave something over, lines that name the same component twice."""

from decimal import Decimal

import assess_world as world
import pytest

from tieback.assess.assessment import assess
from tieback.model.answer import Answer
from tieback.model.goods import BomLine
from tieback.model.record import RowRef


def region(lines):
    case = world.case(bom=tuple(lines))
    return assess(case, (), (world.trace(),), world.BOTH, as_of=world.AS_OF)[0]


def line(component, share, row=2, *, lot="YARN"):
    share = None if share is None else Decimal(share)
    return BomLine("EX", component, None, share, None, None, lot, lot is None, None, RowRef("bom.csv", row))


@pytest.mark.parametrize(
    ("shares", "outcome"),
    [
        (("99.1", "0.9"), Answer.NO),
        (("99.1",), Answer.UNKNOWN),
        (("33.3", "33.3", "33.3"), Answer.NO),
        (("97", "2"), Answer.NO),
        (("95", "2"), Answer.UNKNOWN),
        (("0.991", "0.009"), Answer.NO),
        (("0.991",), Answer.UNKNOWN),
        (("99.1", None), Answer.NO),
        ((None,), Answer.NO),
    ],
)
def test_stated_shares_that_leave_something_over_keep_a_no_away(shares, outcome):
    finding = region(line(f"c{number}", share, number) for number, share in enumerate(shares))
    assert finding.outcome is outcome
    if outcome is Answer.UNKNOWN:
        assert ("bill-of-materials", "TOWEL") in {(item.fact, item.about) for item in finding.missing}


def test_two_lines_of_one_component_are_two_facts():
    finding = region((line("thread", None, 2, lot=None), line("thread", None, 3, lot=None)))
    assert {item.about for item in finding.missing} == {"EX/thread/bom.csv:2", "EX/thread/bom.csv:3"}


def test_a_style_that_names_a_lot_is_about_that_lot_only():
    case = world.case(
        bom=(line("terry", None), BomLine("OTHER", "felt", None, None, None, None, None, True, None))
    )
    entries = (*case.entries, *(type(entry)(None, None, ("OTHER",), *([None] * 6)) for entry in case.entries))
    found = assess(
        type(case)(**{**fields(case), "entries": entries}),
        (),
        (world.trace(),),
        world.BOTH,
        as_of=world.AS_OF,
    )
    assert next(item for item in found if item.id == "us_uflpa/region/lot/TOWEL").outcome is Answer.NO


def fields(case):
    return {name: getattr(case, name) for name in case.__slots__}
