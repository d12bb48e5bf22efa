"""Addresses and their traps, codes, and places in names."""

import pytest

from tieback.model.alert import AlertKind
from tieback.model.party import Identifier, Party
from tieback.model.site import Site
from tieback.screen.region import meet_region, region_digest
from tieback.screen.score import THRESHOLD

CODE = "91650100000000000"  # an invented code of the region, without its check character


def met(party: Party, *sites: Site) -> list[tuple[str, str]]:
    return [(alert.subject.kind, alert.rule) for alert in meet_region(party, sites, THRESHOLD)]


@pytest.mark.parametrize(
    ("address", "postal_code"),
    [
        ("Hotan, Xinjiang", None),
        ("EXAMPLE Road 5, Korla", "841000"),
        ("新疆阿克苏市示例路5号", None),
        (None, "830000"),
        ("Shihezi, XPCC 8th Division", None),
    ],
)
def test_an_address_of_the_region_is_an_alert(address: str | None, postal_code: str | None) -> None:
    site = Site("S1", "P1", None, address, postal_code, "CN")
    assert [kind for kind, _ in met(Party("P1", "EXAMPLE"), site)] == ["site"]


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("Xinjiang (新绛) County, Yuncheng, Shanxi", "CN"),
        ("Urumqi Road 12, Shanghai", "CN"),
        ("Aksu, Antalya", "TR"),
        ("Kashi, Varanasi", "IN"),
        ("EXAMPLE Road 5, Hangzhou, Zhejiang", "CN"),
    ],
)
def test_a_place_that_only_sounds_like_it_is_none(address: str, country: str) -> None:
    site = Site("S1", "P1", None, address, None, country)
    assert met(Party("P1", "EXAMPLE"), site) == []


@pytest.mark.parametrize(
    "name",
    ["8TH DIVISION SHILI LANHE", "XPCC 8th Division EXAMPLE", "农八师示例", "第八师示例", "第八师142团示例"],
)
def test_a_division_of_the_corps_by_its_number_is_a_weak_signal_of_the_party(name: str) -> None:
    assert met(Party("P1", name, country="CN")) == [("party", "name")]
    assert met(Party("P1", name)) == [("party", "name")]


@pytest.mark.parametrize(("name", "country"), [("8th Division EXAMPLE", "US"), ("EXAMPLE Division", "CN")])
def test_a_division_elsewhere_or_without_a_number_is_none(name: str, country: str) -> None:
    assert met(Party("P1", name, country=country)) == []


def test_clues_on_both_sides_are_an_alert_that_says_so() -> None:
    site = Site("S1", "P1", None, "EXAMPLE Road 5, Hangzhou, Zhejiang", "843000", "CN")
    assert met(Party("P1", "EXAMPLE"), site) == [("site", "address: conflict")]


def test_a_code_of_the_region_is_a_signal_of_the_party() -> None:
    from tieback.names.identifier import check_uscc

    for last in "0123456789ABCDEFGHJKLMNPQRTUWXY":
        try:
            check_uscc(CODE + last)
        except ValueError:
            continue
        party = Party("P1", "EXAMPLE", identifiers=(Identifier("uscc", CODE + last),))
        (alert,) = meet_region(party, [], THRESHOLD)
        assert (alert.kind, alert.rule, alert.exact) == (AlertKind.REGION, "code", False)
        assert "where a firm registered" in alert.text
        return
    pytest.fail("no check character fits")


def test_a_broken_code_is_no_signal() -> None:
    assert met(Party("P1", "EXAMPLE", identifiers=(Identifier("uscc", "9165"),))) == []


def test_spans_of_the_clues_cut_them_out_of_the_text() -> None:
    site = Site("S1", "P1", None, "EXAMPLE Road 5, Aksu, Xinjiang", "843000", "CN")
    (alert,) = meet_region(Party("P1", "EXAMPLE"), [site], THRESHOLD)
    cut = {alert.name_a[slice(*row.a)] for row in alert.alignment if row.a != (0, 0)}
    assert {"Aksu", "Xinjiang", "843000"} <= cut


def test_the_place_tables_have_one_digest() -> None:
    assert region_digest() == region_digest()
    assert len(region_digest()) == 64
