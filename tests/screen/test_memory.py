"""Decisions about alerts: silent while nothing changed, awake with the difference, never over an exact legal match."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.lists.edition import NO_EFFECT, Edition, ListedAddress, ListedEntity, ListedName
from tieback.model.alert import Alert, AlertKind
from tieback.model.case import Decision
from tieback.model.memory import Standing
from tieback.model.party import Identifier, Party
from tieback.model.plain import plain
from tieback.model.record import RowRef
from tieback.model.site import Site
from tieback.screen import memory
from tieback.screen.basis import Bases
from tieback.screen.memory import add_months, tell_memory
from tieback.screen.ownership import keys_of
from tieback.screen.screening import Screening, screen
from tieback.screen.status import NONE_FOUND, POSSIBLE

DAY, UNTIL = date(2026, 3, 2), date(2027, 3, 2)
PARTY = Party("P1", "Hetian Tarimex Textiles", country="CN")
SITE = Site("S1", "P1", None, "EXAMPLE Road 7, Hangzhou", None, "CN")


def entity(key: str, *names: str) -> ListedEntity:
    listed = tuple(ListedName(text, "alias" if at else "primary") for at, text in enumerate(names))
    return ListedEntity(key, names[0], "company", listed)


def edition(*entities: ListedEntity, effect: str = "EXAMPLE: goods are barred") -> Edition:
    day = date(2026, 1, 2)
    return Edition(
        *("example", "EXAMPLE list", "EXAMPLE office", effect, "ab" * 32, "cd" * 32, day, None, None),
        entries=len(entities),
        expected=len(entities),
        complete=True,
        entities=entities,
    )


LISTED = entity("e1", "Hotan Tarimex Textile Co., Ltd.", "和田塔里麦斯纺织有限公司")
LIST = edition(LISTED, entity("e2", "Zarbolin Silicon Co., Ltd."))


def name_alert(result: Screening, kind: AlertKind = AlertKind.NAME) -> Alert:
    (found,) = [alert for alert in result.alerts if alert.kind is kind]
    return found


def decided(
    value: str = "false",
    *,
    party: Party = PARTY,
    sites: Sequence[Site] = (SITE,),
    lists: Edition = LIST,
    kind: AlertKind = AlertKind.NAME,
    others: Sequence[Party] = (),
    until: date | None = UNTIL,
) -> Decision:
    """The decision as the desk records it, with what it rests on."""
    parties = [party, *others]
    alert = name_alert(screen(parties, sites, [lists]), kind)
    bases = Bases([lists], keys_of(parties), {"P1": sites})
    return Decision(
        alert=alert.id,
        value=value,
        reason="the distinctive part of the name is another",
        by="A. Analyst (EXAMPLE)",
        on=DAY,
        code="other-brand",
        until=until,
        basis=bases.of(alert, party, sites),
    )


def again(
    *decisions: Decision,
    party: Party = PARTY,
    sites: Sequence[Site] = (SITE,),
    lists: Edition = LIST,
    as_of: date = date(2026, 9, 1),
    others: Sequence[Party] = (),
) -> Screening:
    return screen([party, *others], sites, [lists], decisions=decisions, as_of=as_of)


def test_a_false_alert_is_silent_but_counted_and_told_while_nothing_changed() -> None:
    result = again(decided())
    alert = name_alert(result)
    assert (alert.silent, alert.decision) == (True, "false")
    assert result.counts["silent"] == 1
    told = "decided false on 2026-03-02 by A. Analyst (EXAMPLE) (the distinctive part of the name is another)"
    assert alert.memory is not None
    assert tell_memory(alert.memory) == f"{told} until 2027-03-02"


def test_the_status_says_what_was_decided_and_never_none_found_alone() -> None:
    party = replace(PARTY, name="Tarimex Textiles")
    (status,) = again(decided(party=party), party=party).statuses
    assert status.answer == NONE_FOUND
    assert status.reason.startswith(
        "possible match with Hotan Tarimex Textile Co., Ltd. on example, decided false on 2026-03-02 by A. Analyst"
    )
    assert status.reason.endswith("; no other found in example edition 2026-01-02")


@pytest.mark.parametrize(
    ("party", "site", "said"),
    [
        ({"name": "Hetian Tarimex Textiles Company"}, {}, 'the party\'s name was "Hetian Tarimex Textiles"'),
        ({"country": None}, {}, 'the party\'s country was "CN", is now not stated'),
        (
            {"identifiers": (Identifier("lei", "529900EXAMPLE0000000"),)},
            {},
            'with "lei 529900EXAMPLE0000000"'.replace("lei 5", "lei, 5"),
        ),
        ({}, {"address": "EXAMPLE Road 8, Hangzhou"}, 'with "EXAMPLE Road 8, Hangzhou, CN"'),
    ],
)
def test_a_changed_party_wakes_it_and_shows_the_difference(
    party: dict[str, object], site: dict[str, object], said: str
) -> None:
    result = again(decided(), party=replace(PARTY, **party), sites=(replace(SITE, **site),))
    alert = name_alert(result)
    assert (alert.silent, alert.decision) == (False, None)
    assert alert.memory is not None
    assert alert.memory.standing is Standing.WOKEN
    assert said in tell_memory(alert.memory)
    assert result.statuses[0].answer == POSSIBLE
    assert "no longer in force" in result.statuses[0].reason


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"names": (*LISTED.names, ListedName("Tarimex Spinning", "alias"))}, "names"),
        ({"addresses": (ListedAddress("EXAMPLE Road 1, Hotan"),)}, "addresses"),
        ({"identifiers": (Identifier("uscc", "91650000EXAMPLE000"),)}, "identifiers"),
        ({"sections": ("ii",)}, "sections"),
    ],
)
def test_a_changed_listed_entity_wakes_it_and_shows_the_difference(
    change: dict[str, object], field: str
) -> None:
    changed = replace(LIST, entities=(replace(LISTED, **change), LIST.entities[1]))
    alert = name_alert(again(decided(), lists=changed))
    assert alert.memory is not None
    assert not alert.silent
    assert [(item.of, item.field) for item in alert.memory.changes] == [("entity", field)]


def test_a_new_edition_that_leaves_the_entity_as_it_was_wakes_nobody() -> None:
    more = replace(
        LIST,
        sha256="ef" * 32,
        published_on=date(2026, 8, 1),
        entities=(*LIST.entities, entity("e9", "New One Ltd")),
    )
    assert name_alert(again(decided(), lists=more)).silent


def test_changed_rules_wake_it() -> None:
    decision = decided()
    assert decision.basis is not None
    old = replace(decision, basis=replace(decision.basis, rules="000000000000"))
    alert = name_alert(again(old))
    assert alert.memory is not None
    assert not alert.silent
    assert "the rules changed (version 000000000000" in tell_memory(alert.memory)


@pytest.mark.parametrize(("as_of", "silent"), [(UNTIL, True), (date(2027, 3, 3), False)])
def test_it_expires_the_day_after_its_last(as_of: date, *, silent: bool) -> None:
    alert = name_alert(again(decided(), as_of=as_of))
    assert alert.silent is silent
    if not silent:
        assert alert.memory is not None
        assert alert.memory.standing is Standing.EXPIRED
        assert tell_memory(alert.memory).endswith("until 2027-03-02; expired")


def test_without_an_as_of_date_no_decision_with_an_end_is_in_force() -> None:
    assert not name_alert(screen([PARTY], [SITE], [LIST], decisions=[decided()])).silent


def test_an_exact_match_on_a_list_with_an_effect_is_never_silent() -> None:
    party = replace(PARTY, name_local="和田塔里麦斯纺织有限公司")
    result = again(decided(party=party), party=party)
    alert = name_alert(result)
    assert (alert.exact, alert.silent, alert.decision) == (True, False, "false")
    assert result.statuses[0].answer == POSSIBLE
    assert "Decided false on 2026-03-02" in result.statuses[0].reason


def test_an_exact_match_on_an_own_list_without_effect_may_be_silent() -> None:
    own = replace(LIST, effect=NO_EFFECT)
    party = replace(PARTY, name_local="和田塔里麦斯纺织有限公司")
    assert name_alert(again(decided(party=party, lists=own), party=party, lists=own)).silent


@pytest.mark.parametrize("value", ["true", "needs-information"])
def test_what_speaks_against_a_party_stays_in_force_whatever_changed_and_says_what_did(value: str) -> None:
    changed = replace(PARTY, country="VN")
    alert = name_alert(again(decided(value, until=None), party=changed))
    assert (alert.decision, alert.silent) == (value, False)
    assert alert.memory is not None
    assert 'country was "CN", is now "VN"' in tell_memory(alert.memory)


def test_a_decision_follows_its_party_to_another_row() -> None:
    moved = replace(PARTY, id="row 9")
    assert name_alert(again(decided(), party=moved, sites=(replace(SITE, party="row 9"),))).silent


def test_a_decision_is_not_applied_to_another_party_in_the_row_of_the_first() -> None:
    party = replace(PARTY, id="row 9", ref=RowRef("suppliers.csv", 9))
    site = replace(SITE, party="row 9")
    other = replace(party, name="Hotan Tarimex Fabrics Co Ltd")
    for value in ("true", "false"):
        alert = name_alert(screen([party], [site], [LIST]))
        basis = Bases([LIST], keys_of([party]), {}).of(alert, party, [site])
        decision = Decision(alert.id, value, "EXAMPLE", "EXAMPLE", DAY, basis=basis)
        assert name_alert(again(decision, party=party, sites=[site])).decision == value
        now = name_alert(again(decision, party=other, sites=[site]))
        assert (now.id, now.decision, now.memory, now.silent) == (alert.id, None, None, False)


def test_a_listed_entity_that_was_renamed_is_known_by_the_names_it_kept() -> None:
    renamed = entity("e1-new", "Hotan Tarimex Group Co., Ltd.", "和田塔里麦斯纺织有限公司", LISTED.name)
    alert = name_alert(again(decided(), lists=edition(renamed, LIST.entities[1])))
    assert alert.memory is not None
    assert alert.memory.standing is Standing.WOKEN
    assert "the entity's name was" in tell_memory(alert.memory)


def test_the_last_decision_stands() -> None:
    first, second = decided(), replace(decided("needs-information"), until=None)
    assert not name_alert(again(first, second)).silent
    assert name_alert(again(second, first)).silent


def test_an_ownership_decision_wakes_when_the_chain_changes() -> None:
    party = Party("P1", "EXAMPLE Sewing", parent="P2")
    holder = Party("P2", "EXAMPLE Holding", parent="Hetian Tarimex Textiles")
    kind = AlertKind.OWNERSHIP

    def of_party(result: Screening) -> Alert:
        return next(alert for alert in result.alerts if alert.subject.id == "P1")

    alert = of_party(screen([party, holder], (), [LIST]))
    basis = Bases([LIST], keys_of([party, holder]), {}).of(alert, party, ())
    decision = Decision(alert.id, "false", "EXAMPLE", "EXAMPLE", DAY, until=UNTIL, basis=basis)
    assert alert.kind is kind
    assert of_party(again(decision, party=party, sites=(), others=(holder,))).silent
    renamed = replace(holder, name="EXAMPLE Holding Two")
    woken = of_party(again(decision, party=party, sites=(), others=(renamed,)))
    assert woken.memory is not None
    assert [item.field for item in woken.memory.changes] == ["holders"]


def test_a_region_decision_is_about_the_address() -> None:
    site = replace(SITE, address="EXAMPLE Road 5, Aksu, Xinjiang", postal_code="843000")
    party = replace(PARTY, name="Quorvex Wool")
    decision = decided(party=party, sites=(site,), kind=AlertKind.REGION)
    assert name_alert(again(decision, party=party, sites=(site,)), AlertKind.REGION).silent
    moved = replace(site, address="EXAMPLE Road 6, Aksu, Xinjiang")
    assert not name_alert(again(decision, party=party, sites=(moved,)), AlertKind.REGION).silent
    stray = screen([], [replace(site, party="P9")], [LIST], decisions=[decision], as_of=DAY)
    assert [alert.silent for alert in stray.alerts] == [False]


def test_a_decision_of_an_older_journal_holds_by_alert_id_and_says_that_it_knows_no_more() -> None:
    alert = name_alert(again())
    old = Decision(alert.id, "false", "EXAMPLE", "EXAMPLE Analyst", DAY)
    marked = name_alert(again(old, party=replace(PARTY, country="VN"), as_of=date(2036, 1, 1)))
    assert marked.silent
    assert marked.memory is not None
    assert "what changed since is not known" in tell_memory(marked.memory)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)), st.integers(0, 60))
def test_months_are_added_to_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later.replace(day=28) <= later))
    assert memory.add_months(day, 0) == day


PARTIES = st.builds(
    Party,
    id=st.sampled_from(["P1", "P2"]),
    name=st.sampled_from(["Hetian Tarimex Textiles", "Tarimex Textile", "Zarbolin Silicone"]),
    country=st.sampled_from([None, "CN", "VN"]),
    identifiers=st.lists(
        st.builds(Identifier, st.just("lei"), st.sampled_from(["A1", "B2"])), max_size=2
    ).map(tuple),
)


@given(PARTIES, PARTIES)
def test_a_false_decision_is_silent_for_equal_parties_only(before: Party, after: Party) -> None:
    first = [alert for alert in screen([before], [], [LIST]).alerts if alert.kind is AlertKind.NAME]
    bases = Bases([LIST], keys_of([before]), {})
    decisions = [
        Decision(alert.id, "false", "EXAMPLE", "EXAMPLE", DAY, until=UNTIL, basis=bases.of(alert, before, ()))
        for alert in first
    ]
    for alert in screen([after], [], [LIST], decisions=decisions, as_of=DAY).alerts:
        same = replace(before, id="") == replace(after, id="") or (
            replace(before, id="", identifiers=()) == replace(after, id="", identifiers=())
            and sorted(before.identifiers) == sorted(after.identifiers)
        )
        assert alert.silent <= (same and not alert.exact)


def test_the_result_holds_what_was_decided() -> None:
    alert = plain(name_alert(again(decided())))
    assert (alert["silent"], alert["decision"]) == (True, "false")
    assert (alert["memory"]["code"], alert["memory"]["standing"]) == ("other-brand", "standing")
