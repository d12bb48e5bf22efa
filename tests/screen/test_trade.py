"""How trades stand to one another decides whether names of one brand are one company."""

from itertools import permutations

import pytest

from tieback.names import table
from tieback.names.reading import PartKind
from tieback.screen.comparison import compare
from tieback.screen.name import ready
from tieback.screen.score import THRESHOLD, weights
from tieback.screen.trade import akin, are_kin, contains
from tieback.screen.unit import Unit


def _trade(name: str) -> Unit:
    return next(unit for unit in ready(f"Shili {name} Co., Ltd.").units if unit.kind is PartKind.SECTOR)


@pytest.mark.parametrize(
    ("a", "b"),
    list(permutations(["Knitting", "Dyeing", "Weaving"], 2)),
)
def test_steps_of_one_industry_are_siblings_and_do_not_hold_one_another(a: str, b: str) -> None:
    assert akin(_trade(a), _trade(b))
    assert not contains(_trade(a), _trade(b))


def test_the_broader_trade_holds_the_narrower() -> None:
    assert contains(_trade("Textile"), _trade("Knitting"))


def test_the_broadest_trade_holds_what_stands_two_steps_below_it() -> None:
    assert contains(_trade("Textile"), _trade("Cotton Spinning"))
    assert contains(_trade("Melange Yarn"), _trade("Textile"))


def test_energy_may_be_called_thermal_power_and_not_knitting() -> None:
    assert are_kin(_trade("Energy"), _trade("Thermal Power"))
    assert not are_kin(_trade("Energy"), _trade("Knitting"))


def test_every_trade_of_a_circle_is_a_trade_of_the_table() -> None:
    known = {row["id"] for row in table.rows("sector.csv")}
    told = {trade for row in table.rows("sector_kin.csv") for trade in table.cells(row["trades"])}
    assert told <= known


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Hangzhou Shili Knitting Co., Ltd.", "Hangzhou Shili Dyeing Co., Ltd."),
        ("Hangzhou Kanglong Knitting Co., Ltd.", "Hangzhou Kanglong Dyeing Co., Ltd."),
        ("杭州示例针织有限公司", "杭州示例印染有限公司"),
    ],
)
def test_sister_companies_of_one_town_and_brand_in_two_trades_are_no_match(a: str, b: str) -> None:
    found = compare(a, b)
    assert found.score < THRESHOLD
    assert {"siblings", "sisters"} <= {row.rule for row in found.alignment}


def test_the_same_names_in_one_trade_match() -> None:
    assert compare("Hangzhou Shili Knitting Co., Ltd.", "Hangzhou Shili Knitting Company").score > THRESHOLD


def test_the_weights_of_trades_keep_their_order() -> None:
    """The bound of `prospect` needs it: the more trades are left, the more they may say."""
    model = weights()
    assert model["sector_related"] >= model["sector_sibling"] >= model["sector_contradicts"]
    assert model["sector_related_more"] >= model["sector_sibling_more"] >= model["sector_partly"]
