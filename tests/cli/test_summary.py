"""The one-screen summary: what would change an answer is told so that the ways can be told apart."""

from tieback.assess.regime import load_regime
from tieback.cli.summary import _other
from tieback.model.finding import Setting

_SITES = tuple(Setting("site-evidenced", f"EXAMPLE-{number}", "true") for number in range(6))


def test_a_long_way_beside_another_is_told_by_what_differs() -> None:
    regime = load_regime("us_uflpa")
    other = (*_SITES[1:], Setting("site-evidenced", "EXAMPLE-9", "true"))
    told = _other(regime, _SITES, other)
    assert told.startswith("the same, but instead of “")
    assert "EXAMPLE-0" in told
    assert "EXAMPLE-9" in told
    assert "EXAMPLE-3" not in told


def test_a_short_way_and_a_wholly_different_one_are_told_whole() -> None:
    regime = load_regime("us_uflpa")
    assert _other(regime, _SITES, _SITES[:2]).startswith("that ")
    different = tuple(Setting("site-evidenced", f"OTHER-{number}", "true") for number in range(6))
    assert _other(regime, _SITES, different).startswith("that ")
