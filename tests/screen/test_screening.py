"""Parties against invented lists: which alerts, how explained, and what may be said of each party."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.alert import AlertKind
from tieback.model.case import Decision
from tieback.model.party import Identifier, Party
from tieback.model.site import Site, SiteKind
from tieback.screen.screening import Screener, Screening, screen
from tieback.screen.status import NONE_FOUND, POSSIBLE, UNKNOWN

DIGEST = "ab" * 32


def entity(key: str, *names: str, kind: str = "company", numbers: Sequence[Identifier] = ()) -> ListedEntity:
    listed = tuple(ListedName(text, "alias" if at else "primary") for at, text in enumerate(names))
    return ListedEntity(key, names[0], kind, listed, identifiers=tuple(numbers))


def edition(*entities: ListedEntity, complete: bool = True, expected: int | None = None) -> Edition:
    return Edition(
        list="example",
        title="EXAMPLE list",
        publisher="EXAMPLE office",
        effect="none",
        sha256=DIGEST,
        content_sha256=DIGEST,
        published_on=date(2026, 1, 2),
        retrieved_at=None,
        as_of=None,
        entries=len(entities),
        expected=expected,
        complete=complete,
        entities=entities,
    )


LIST = edition(
    entity("e1", "Hotan Tarimex Textile Co., Ltd.", "和田塔里麦斯纺织有限公司"),
    entity("e2", "Zarbolin Silicon Co., Ltd.", numbers=[Identifier("lei", "529900EXAMPLE0000000")]),
    entity("e3", "Kestrovan Cotton Logistics Co., Ltd., Xinye Branch"),
    entity("e4", "MARVELIN STAR", kind="vessel", numbers=[Identifier("imo", "9999999")]),
)


def run(*parties: Party, sites: Sequence[Site] = (), editions: Sequence[Edition] = (LIST,)) -> Screening:
    return screen(parties, sites, editions)


def test_a_listed_name_in_another_spelling_is_an_alert_that_explains_itself() -> None:
    result = run(Party("P1", "Hetian Tarimex Textiles"))
    named = [alert for alert in result.alerts if alert.kind is AlertKind.NAME]
    assert [alert.entity.id for alert in named] == ["e1"]
    assert named[0].label == "possible match"
    assert "example edition 2026-01-02" in named[0].text
    assert {row.part for row in named[0].alignment} >= {"place", "brand", "sector"}


def test_an_alias_in_the_same_script_is_exact() -> None:
    result = run(Party("P1", "EXAMPLE unrelated", "和田塔里麦斯紡織有限公司"))
    assert [alert.exact for alert in result.alerts if alert.kind is AlertKind.NAME] == [True]


def test_several_names_in_one_cell_are_all_screened() -> None:
    result = run(Party("P1", "Nobody Known Ltd | Zarbolin Silicon Co Ltd; Third Name"))
    assert [alert.entity.id for alert in result.alerts] == ["e2"]


def test_a_number_outranks_a_name_and_is_exact() -> None:
    party = Party("P1", "Zarbolin Silicone", identifiers=(Identifier("lei", "5299 00EXAMPLE0000000"),))
    alerts = run(party).alerts
    assert [(alert.kind, alert.exact, alert.score) for alert in alerts] == [(AlertKind.IDENTIFIER, True, 1)]


def test_a_ship_is_met_by_its_number_only() -> None:
    assert not run(Party("P1", "Marvelin Star")).alerts
    assert run(Party("P1", "Somebody", identifiers=(Identifier("imo", "9999999"),))).alerts


def test_another_branch_of_a_listed_branch_is_no_alert_and_its_company_no_exact_one() -> None:
    assert not run(Party("P1", "Kestrovan Cotton Logistics Co., Ltd., Zhoukou Branch")).alerts
    company = run(Party("P1", "Kestrovan Cotton Logistics Co., Ltd.")).alerts
    assert [alert.exact for alert in company] == [False]


def test_a_name_that_we_added_is_never_exact_and_says_whose_it_is() -> None:
    ours = ListedName("和田塔里麦斯纺织有限公司", "alias", "overlay", "EXAMPLE press")
    listed = replace(LIST.entities[0], names=(LIST.entities[0].names[0], ours))
    (alert,) = (
        alert
        for alert in run(Party("P1", "和田塔里麦斯纺织有限公司"), editions=[edition(listed)]).alerts
        if alert.kind is AlertKind.NAME
    )
    assert not alert.exact
    assert "addition of ours, source EXAMPLE press" in alert.text


def test_none_found_is_said_of_complete_editions_only() -> None:
    party = Party("P1", "Quorvex Wool")
    assert [status.answer for status in run(party).statuses] == [NONE_FOUND]
    partial = edition(*LIST.entities, complete=False, expected=10)
    (status,) = run(party, editions=[LIST, partial]).statuses
    assert status.answer == UNKNOWN
    assert "example edition 2026-01-02 holds 4 of 10 entries: 6 missing" in status.reason
    assert [status.answer for status in run(party, editions=[]).statuses] == [UNKNOWN]


@pytest.mark.parametrize("name", ["", "  ", "???"])
def test_a_party_without_a_readable_name_is_unknown(name: str) -> None:
    assert [status.answer for status in run(Party("P1", name)).statuses] == [UNKNOWN]


def test_decisions_mark_alerts_and_hide_none() -> None:
    party = Party("P1", "Hetian Tarimex Textiles", country="CN")
    before = run(party)
    name = next(alert for alert in before.alerts if alert.kind is AlertKind.NAME)
    after = screen([party], [], [LIST], decisions=[Decision(name.id, "false", "EXAMPLE", "EXAMPLE", None)])
    assert [alert.id for alert in after.alerts] == [alert.id for alert in before.alerts]
    assert {alert.id: alert.decision for alert in after.alerts}[name.id] == "false"


def test_an_exact_match_stays_a_possible_match_whatever_was_decided() -> None:
    party = Party("P1", "Zarbolin Silicon Co., Ltd.")
    (alert,) = run(party).alerts
    after = screen([party], [], [LIST], decisions=[Decision(alert.id, "false", "EXAMPLE", "EXAMPLE", None)])
    assert [status.answer for status in after.statuses] == [POSSIBLE]


def test_a_parent_chain_that_reaches_a_listed_entity_is_an_ownership_alert() -> None:
    parties = [
        Party("P1", "EXAMPLE Sewing", parent="P2", share_min=Decimal(60), share_max=Decimal(80)),
        Party(
            "P2",
            "EXAMPLE Holding",
            parent="Zarbolin Silicon Co Ltd",
            share_min=Decimal(50),
            share_max=Decimal(50),
        ),
    ]
    alerts = [alert for alert in run(*parties).alerts if alert.subject.id == "P1"]
    assert [(alert.kind, alert.entity.id) for alert in alerts] == [(AlertKind.OWNERSHIP, "e2")]
    assert "30.0 to 40.0 %" in alerts[0].text
    assert "EXAMPLE Sewing -> EXAMPLE Holding -> Zarbolin Silicon Co Ltd" in alerts[0].text


def test_a_circle_of_parents_ends() -> None:
    parties = [Party("P1", "EXAMPLE One", parent="P2"), Party("P2", "EXAMPLE Two", parent="P1")]
    assert not run(*parties).alerts


def test_shares_that_are_not_stated_are_said_to_be_so() -> None:
    (alert,) = run(Party("P1", "EXAMPLE Sewing", parent="Zarbolin Silicon Co Ltd")).alerts
    assert "shares not stated" in alert.text


def test_an_address_in_the_region_is_an_alert_of_the_site() -> None:
    site = Site("S1", "P1", SiteKind.PRODUCTION, "EXAMPLE Road 5, Aksu, Xinjiang", "843000", "CN")
    (alert,) = run(Party("P1", "Quorvex Wool"), sites=[site]).alerts
    assert (alert.kind, alert.subject.kind, alert.subject.id, alert.list) == (
        AlertKind.REGION,
        "site",
        "S1",
        "cn_xj",
    )
    assert len(alert.edition_sha256) == 64


def test_a_site_of_nobody_in_the_records_is_looked_at_too() -> None:
    site = Site("S1", "P9", None, "EXAMPLE Road 5, Aksu, Xinjiang", None, "CN")
    assert [alert.subject.id for alert in run(Party("P1", "Quorvex Wool"), sites=[site]).alerts] == ["S1"]


def test_a_place_in_a_name_alone_weighs_less_than_an_address() -> None:
    (named,) = run(Party("P1", "Xinjiang Quorvex Wool Co Ltd", country="CN")).alerts
    site = Site("S1", "P2", None, "Urumqi, Xinjiang", None, "CN")
    (placed,) = run(Party("P2", "Quorvex Wool"), sites=[site]).alerts
    assert named.kind is placed.kind is AlertKind.REGION
    assert named.score < placed.score


def test_the_same_input_gives_the_same_alerts_and_ids_in_any_order_of_editions_names() -> None:
    parties = [Party("P1", "Hetian Tarimex Textiles"), Party("P2", "Zarbolin Silicon")]
    first, second = run(*parties), run(*parties)
    assert first == second
    assert all(len(alert.id) == 12 for alert in first.alerts)
    swapped = run(*reversed(parties))
    assert {alert.id for alert in first.alerts} == {alert.id for alert in swapped.alerts}


def test_a_higher_threshold_never_adds_an_alert_and_never_drops_an_exact_one() -> None:
    parties = [Party("P1", "Hetian Tarimex Textiles"), Party("P2", "Zarbolin Silicon Co., Ltd.")]
    low, high = (screen(parties, [], [LIST], threshold=Decimal(text)) for text in ("0.3", "1"))
    assert {alert.id for alert in high.alerts} <= {alert.id for alert in low.alerts}
    assert [alert.exact for alert in high.alerts] == [True]


def test_parties_screened_one_by_one_give_what_all_give_at_once() -> None:
    parties = [
        Party("P1", "Hetian Tarimex Textiles", parent="Zarbolin Silicon Co Ltd"),
        Party("P2", "Quorvex Wool"),
        Party("P3", "Zarbolin Silicon"),
    ]
    screener = Screener([LIST])
    apart = [screener.party(party) for party in parties]
    together = run(*parties)
    assert tuple(alert for screened in apart for alert in screened.alerts) == together.alerts
    assert tuple(screened.status for screened in apart) == together.statuses


def test_near_misses_are_told_on_request_with_their_comparison() -> None:
    party = Party("P1", "Hetian Tarimex Textiles")
    high = Screener([LIST], threshold=Decimal("1.000"))
    assert high.party(party).near == ()
    (near,) = high.party(party, near=True).near
    assert near.bearer.entity.id == "e1"
    assert near.comparison.alignment
    assert Screener([LIST]).party(party, near=True).near == ()
