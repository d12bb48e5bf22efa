"""The tests of the two regimes, path by path; every gap keeps a no away, apart from the others."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import assess_world as world
import pytest

from tieback.assess.assessment import assess
from tieback.lists.edition import Scope
from tieback.model.alert import AlertKind
from tieback.model.answer import Answer
from tieback.model.case import Case, Entry
from tieback.model.goods import BomLine
from tieback.model.party import RoleKind
from tieback.model.record import RowRef, Unread
from tieback.model.refusal import Refused
from tieback.model.site import SiteKind
from tieback.model.trace import Conflict, Gap

XINJIANG = {"address": "新疆和田市示例路1号", "postal_code": "848000", "country": "CN"}
YES, NO, UNKNOWN, CONFLICT = Answer.YES, Answer.NO, Answer.UNKNOWN, Answer.CONFLICT


def find(case=None, traces=None, alerts=(), editions=world.BOTH, test="region", **more):
    """The finding of one test for the one lot of the case."""
    more.setdefault("as_of", world.AS_OF)
    traces = (world.trace(),) if traces is None else traces
    findings = assess(case or world.case(), alerts, traces, editions, **more)
    return next(finding for finding in findings if finding.test == test)


def listed(**more):
    return find(test="listed-party", **more)


def ordered(*orders, **more):
    editions = more.pop("editions", (world.edition("us_uflpa"), world.edition("us_cbp_wro", *orders)))
    return find(test="order-scope", editions=editions, **more)


def missing(finding):
    return {(item.fact, item.about) for item in finding.missing}


def sets(finding, outcome):
    return [
        {(item.fact, item.about, item.value) for item in counterfactual.set}
        for counterfactual in finding.counterfactuals
        if counterfactual.outcome is outcome
    ]


def says(finding, text):
    return any(text in reason.text for reason in finding.reasons)


def test_a_complete_clean_case_is_no_under_every_test():
    findings = assess(world.case(), (), (world.trace(),), world.BOTH, as_of=world.AS_OF)
    assert [finding.id for finding in findings] == [
        "us_uflpa/region/lot/TOWEL",
        "us_uflpa/listed-party/lot/TOWEL",
        "us_1307/order-scope/lot/TOWEL",
    ]
    assert {finding.outcome for finding in findings} == {NO}
    assert all(not finding.missing and not finding.counterfactuals for finding in findings)
    assert all(finding.reasons for finding in findings)


# Region


def test_a_processing_site_in_the_region_is_yes_whatever_the_kilograms():
    finding = find(world.at(world.case(), "S-MILL", **XINJIANG), (world.through("0.001", "500"),))
    assert finding.outcome is YES
    assert says(finding, "between 0.001 and 500.000 kg of 1,000.000 kg in the records supplied")


def test_a_site_in_the_region_that_need_not_be_in_the_lot_is_unknown():
    finding = find(world.at(world.case(), "S-MILL", **XINJIANG), (world.through("0", "500"),))
    assert finding.outcome is UNKNOWN
    assert ("site-in-lot", "S-MILL") in missing(finding)
    assert {("site-in-lot", "S-MILL", "yes")} in sets(finding, YES)
    assert {("site-in-lot", "S-MILL", "no")} in sets(finding, NO)


def test_an_input_without_mass_from_the_region_is_yes():
    site = world.at(world.case(), "S-MILL", **XINJIANG)
    assert find(site, (world.through(None, None, without_mass=True),)).outcome is YES


def test_a_site_in_the_region_whose_kilograms_are_unknown_is_unknown():
    assert find(world.at(world.case(), "S-MILL", **XINJIANG), (world.through(None, None),)).outcome is UNKNOWN


def test_a_site_in_the_region_that_surely_is_not_in_the_lot_is_no():
    assert find(world.at(world.case(), "S-MILL", **XINJIANG), (world.through("0", "0"),)).outcome is NO


def test_a_site_whose_region_is_not_known_is_unknown():
    finding = find(world.at(world.case(), "S-MILL", address=None, postal_code=None, country="CN"))
    assert finding.outcome is UNKNOWN
    assert missing(finding) == {("site-in-region", "S-MILL")}
    assert finding.missing[0].holder == "MILL"
    assert sets(finding, YES) == [{("site-in-region", "S-MILL", "yes")}]


def test_the_traces_own_kilograms_of_the_region_count_without_a_site():
    rows = (world.origin("region", "CN-XJ", "1", "2"),)
    assert find(traces=(world.trace(origins=rows),)).outcome is YES
    rows = (world.origin("region", "CN-XJ", "0", "2"),)
    assert find(traces=(world.trace(origins=rows),)).outcome is UNKNOWN


def test_untraced_mass_is_unknown_and_says_how_much_at_most():
    finding = find(traces=(world.untraced("12.5"),))
    assert finding.outcome is UNKNOWN
    assert says(finding, "at most 12.500 kg of 1,000.000 kg in the records supplied")
    assert missing(finding) == {("untraced-mass-in-scope", "TOWEL")}
    assert finding.missing[0].holder == "GIN"


def test_untraced_mass_that_cannot_be_derived_is_unknown():
    assert find(traces=(world.untraced(None),)).outcome is UNKNOWN


def test_yes_stands_although_other_causes_are_open_and_they_are_still_named():
    finding = find(world.at(world.case(), "S-MILL", **XINJIANG), (world.untraced(),))
    assert finding.outcome is YES
    assert ("untraced-mass-in-scope", "TOWEL") in missing(finding)
    assert finding.counterfactuals == ()


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"bom": (), "has_bom": False}, ("bill-of-materials", "TOWEL")),
        ({"documents": ()}, ("site-evidenced", "S-MILL")),
        (
            {"unread": (Unread(RowRef("transfers.csv", 9), "YARN", None, "no date"),)},
            ("rows-read", "transfers.csv:9"),
        ),
        (
            {"unread": (Unread(RowRef("transfers.csv", 9), None, "MILL", "no lot"),)},
            ("rows-read", "transfers.csv:9"),
        ),
        (
            {"unread": (Unread(RowRef("transfers.csv", 9), None, None, "bad"),)},
            ("rows-read", "transfers.csv:9"),
        ),
    ],
)
def test_each_gap_of_the_case_keeps_a_no_away_on_its_own(change, fact):
    for test in ("region", "listed-party", "order-scope"):
        finding = find(world.case(**change), test=test)
        assert finding.outcome is UNKNOWN
        assert fact in missing(finding)
        assert sets(finding, YES) == []
        assert any((*fact, "yes") in choice for choice in sets(finding, NO))


def test_an_unread_row_of_a_lot_and_holder_elsewhere_changes_nothing():
    row = Unread(RowRef("transfers.csv", 9), "OTHER", "STRANGER", "no date")
    assert find(world.case(unread=(row,))).outcome is NO


def test_a_document_that_the_folder_does_not_hold_evidences_nothing():
    documents = tuple(replace(item, sha256=None) for item in world.case().documents)
    finding = find(world.case(documents=documents))
    assert finding.outcome is UNKNOWN
    assert says(finding, "the document named is not in the file")


def test_an_invoice_does_not_evidence_a_site():
    documents = tuple(replace(item, kind="invoice") for item in world.case().documents)
    assert find(world.case(documents=documents)).outcome is UNKNOWN


def test_a_site_inspection_evidences_a_site():
    documents = tuple(replace(item, kind="site-inspection") for item in world.case().documents)
    assert find(world.case(documents=documents)).outcome is NO


def test_production_at_an_office_is_not_evidenced():
    finding = find(world.at(world.case(), "S-MILL", kind=SiteKind.OFFICE))
    assert finding.outcome is UNKNOWN
    assert says(finding, "stated as office")


def test_a_bill_of_materials_line_that_is_not_traced_can_be_yes_or_no():
    line = BomLine(
        "EX", "thread", "thread", None, None, None, None, True, "trims trader", RowRef("bom.csv", 3)
    )
    finding = find(world.case(bom=(*world.case().bom, line)))
    assert finding.outcome is UNKNOWN
    assert sets(finding, YES) == [{("bom-line-in-scope", "EX/thread", "yes")}]
    assert sets(finding, NO) == [{("bom-line-in-scope", "EX/thread", "no")}]


def thread_case():
    line = BomLine("EX", "thread", "thread", None, None, None, "THREAD", False, None, RowRef("bom.csv", 3))
    base = world.case()
    made = world.transformation(
        "X-THREAD", "S-THREAD", "THREADER", world.line("out", "THREAD"), process="polymerisation"
    )
    site = replace(base.sites[0], id="S-THREAD", party="THREADER")
    document = replace(base.documents[0], supports=("S-THREAD",))
    return replace(
        base,
        bom=(*base.bom, line),
        transformations=(*base.transformations, made),
        sites=(*base.sites, site),
        documents=(*base.documents, document),
        parties=(*base.parties, replace(base.parties[0], id="THREADER")),
    )


def thread_trace(least="1000", most="1000", **changes):
    rows = (world.origin("site", "S-THREAD", least, most),)
    return world.trace(
        "THREAD", lots=(), transfers=(), transformations=("X-THREAD",), origins=rows, through=rows, **changes
    )


def test_a_bill_of_materials_lot_outside_the_trace_needs_a_trace_of_its_own():
    assert find(thread_case()).outcome is UNKNOWN
    assert find(thread_case(), (world.trace(), thread_trace())).outcome is NO
    finding = find(thread_case(), (world.trace(), thread_trace(untraced_kg=Decimal(1))))
    assert missing(finding) == {("untraced-mass-in-scope", "THREAD")}


def test_a_bill_of_materials_lot_is_in_scope_only_if_all_of_it_is():
    case = world.at(thread_case(), "S-THREAD", **XINJIANG)
    assert find(case, (world.trace(), thread_trace())).outcome is YES
    assert find(case, (world.trace(), thread_trace("1", "1000"))).outcome is UNKNOWN
    assert find(case, (world.trace(), thread_trace("0", "0"))).outcome is NO


def test_a_conflict_of_the_records_keeps_a_no_away_and_is_shown():
    clash = Conflict("c-1", "sold-twice", "YARN", (), "Lot YARN: more was sold than made.")
    finding = find(traces=(world.trace(conflicts=(clash,)),))
    assert finding.outcome is UNKNOWN
    assert says(finding, "more was sold than made")


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [("unread", UNKNOWN), ("cycle", UNKNOWN), ("document-missing", NO), ("yield-unstated", NO)],
)
def test_a_gap_of_the_trace_counts_unless_the_bounds_carry_it(kind, outcome):
    gap = Gap("g-1", kind, "YARN", (), "EXAMPLE gap.")
    assert find(traces=(world.trace(gaps=(gap,)),)).outcome is outcome


def test_a_lot_without_a_trace_is_unknown():
    finding = find(traces=())
    assert finding.outcome is UNKNOWN
    assert ("lot-traced", "TOWEL") in missing(finding)


def test_a_recorded_decision_on_an_address_settles_doubt_and_never_silently_a_plain_address():
    doubtful = world.at(world.case(), "S-MILL", address=None, postal_code=None, country="CN")
    plain = world.at(world.case(), "S-MILL", **XINJIANG)

    def with_decision(case, value):
        alert = world.alert("S-MILL", subject="site", kind=AlertKind.REGION, decision=value)
        return find(case, alerts=(alert,)).outcome

    assert with_decision(doubtful, "false") is NO
    assert with_decision(doubtful, "true") is YES
    assert with_decision(doubtful, None) is UNKNOWN
    assert with_decision(plain, "false") is CONFLICT
    assert with_decision(plain, "needs-information") is YES


def test_a_firm_registered_in_the_region_is_not_a_yes_and_undecided_not_a_no():
    for value, outcome in ((None, UNKNOWN), ("needs-information", UNKNOWN), ("false", NO), ("true", NO)):
        alert = world.alert("MILL", kind=AlertKind.REGION, exact=True, decision=value)
        assert find(alerts=(alert,)).outcome is outcome


def test_an_alert_on_somebody_outside_the_chain_changes_nothing():
    assert find(alerts=(world.alert("STRANGER", kind=AlertKind.REGION),)).outcome is NO


def test_an_address_with_clues_on_both_sides_is_a_conflict_and_never_a_no():
    case = world.at(
        world.case(), "S-MILL", address="浙江省绍兴市示例路1号", postal_code="848000", country="CN"
    )
    finding = find(case)
    assert finding.outcome is CONFLICT
    assert ("site-in-region", "S-MILL") in missing(finding)


# Listed party


def test_a_listed_processor_of_the_lot_is_yes():
    finding = listed(alerts=(world.alert("MILL"),))
    assert finding.outcome is YES
    assert says(finding, "transformed goods of this lot")


def test_a_listed_producer_is_yes_and_a_site_stands_for_its_party():
    assert listed(alerts=(world.alert("GIN"),)).outcome is YES
    assert listed(alerts=(world.alert("S-GIN", subject="site"),)).outcome is YES


@pytest.mark.parametrize(
    ("exact", "decision", "outcome"),
    [
        (True, None, YES),
        (True, "true", YES),
        (True, "needs-information", YES),
        (True, "false", CONFLICT),
        (False, "true", YES),
        (False, None, UNKNOWN),
        (False, "needs-information", UNKNOWN),
        (False, "false", NO),
    ],
)
def test_exact_matches_and_decisions_decide_who_counts_as_listed(exact, decision, outcome):
    finding = listed(alerts=(world.alert("MILL", exact=exact, decision=decision),))
    assert finding.outcome is outcome


def test_an_undecided_match_says_yes_if_it_is_confirmed():
    finding = listed(alerts=(world.alert("MILL", exact=False),))
    assert sets(finding, YES) == [{("alert-confirmed", "A-MILL", "yes")}]
    assert sets(finding, NO) == [{("alert-confirmed", "A-MILL", "no")}]


def test_a_listed_processor_that_need_not_be_in_the_lot_is_unknown():
    assert listed(alerts=(world.alert("MILL"),), traces=(world.through("0", "10"),)).outcome is UNKNOWN
    assert listed(alerts=(world.alert("MILL"),), traces=(world.through("0", "0"),)).outcome is NO


def test_a_listed_trader_is_unknown_with_both_readings():
    finding = listed(alerts=(world.alert("TRADER"),))
    assert finding.outcome is UNKNOWN
    assert says(finding, "read narrowly")
    assert sets(finding, YES) == [{("role-in-lot", "TRADER", "yes")}]


@pytest.mark.parametrize(
    ("role", "outcome"),
    [
        (RoleKind.CARRIER, NO),
        (RoleKind.BANK, NO),
        (RoleKind.WAREHOUSE, UNKNOWN),
        (RoleKind.AGENT, UNKNOWN),
        (RoleKind.PROCESSOR, UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_the_stated_role_decides_only_where_no_transformation_is_recorded(role, outcome):
    base = world.case()
    parties = tuple(
        replace(item, role_kind=role) if item.id in {"TRADER", "MILL"} else item for item in base.parties
    )
    assert listed(case=replace(base, parties=parties), alerts=(world.alert("TRADER"),)).outcome is outcome
    assert listed(case=replace(base, parties=parties), alerts=(world.alert("MILL"),)).outcome is YES


def test_a_listed_party_of_the_case_without_a_part_in_the_lot_is_said_to_have_none():
    base = world.case()
    idle = replace(base.parties[2], id="IDLE")
    finding = listed(case=replace(base, parties=(*base.parties, idle)), alerts=(world.alert("IDLE"),))
    assert finding.outcome is NO
    assert says(finding, "not reachable from lot TOWEL in the records supplied")
    busy = replace(idle, role_kind=RoleKind.PROCESSOR)
    finding = listed(case=replace(base, parties=(*base.parties, busy)), alerts=(world.alert("IDLE"),))
    assert finding.outcome is UNKNOWN


@pytest.mark.parametrize(
    ("effective", "ended", "outcome", "words"),
    [
        (date(2026, 7, 20), None, YES, "in force from 2026-07-20"),
        (date(2026, 7, 21), None, NO, "does not apply"),
        (None, None, UNKNOWN, "no effective date is given"),
        (date(2024, 1, 1), date(2026, 7, 20), NO, "removed from 2026-07-20"),
        (date(2024, 1, 1), date(2026, 7, 21), YES, "in force"),
    ],
)
def test_the_listing_is_tested_against_the_date_of_importation(effective, ended, outcome, words):
    entity = world.entity(effective_on=effective, ended_on=ended)
    finding = listed(alerts=(world.alert("MILL"),), editions=(world.edition("us_uflpa", entity),))
    assert finding.outcome is outcome
    assert says(finding, words)


def test_without_a_date_of_importation_the_as_of_date_is_used_and_said():
    base = world.case()
    entries = tuple(replace(entry, imported_on=None) for entry in base.entries)
    entity = world.entity(effective_on=date(2026, 8, 1))
    finding = listed(
        case=replace(base, entries=entries),
        alerts=(world.alert("MILL"),),
        editions=(world.edition("us_uflpa", entity),),
    )
    assert finding.outcome is YES
    assert says(finding, "the as-of date (2026-09-01)")


@pytest.mark.parametrize(
    "listing",
    [{"effective_on": date(2026, 9, 2)}, {"effective_on": date(2024, 1, 1), "ended_on": date(2026, 8, 1)}],
)
def test_without_a_date_of_importation_no_day_rules_a_listing_out(listing):
    base = world.case()
    finding = listed(
        case=replace(base, entries=tuple(replace(entry, imported_on=None) for entry in base.entries)),
        alerts=(world.alert("MILL"),),
        editions=(world.edition("us_uflpa", world.entity(**listing)),),
    )
    assert finding.outcome is UNKNOWN, "a date of importation could make it yes: the answer is not no"


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        (
            world.edition("us_uflpa", world.entity(), complete=False, expected=144),
            "holds 1 of 144 entries: 143 missing",
        ),
        (world.edition("us_uflpa", complete=False), "how many are missing is not known"),
        (world.edition("us_uflpa", published_on=None), "does not say when"),
        (world.edition("us_uflpa", published_on=date(2026, 9, 2)), "after the as-of date"),
        (None, "No edition of us_uflpa is installed"),
    ],
)
def test_an_edition_that_is_not_complete_as_of_the_date_is_never_a_no(edition, words):
    finding = listed(editions=(edition,) if edition else ())
    assert finding.outcome is UNKNOWN
    assert missing(finding) == {("edition-complete", "us_uflpa")}
    assert sets(finding, NO) == [{("edition-complete", "us_uflpa", "yes")}]
    assert sets(finding, YES) == []
    assert says(finding, words)


def test_the_region_test_needs_no_list():
    assert find(editions=()).outcome is NO


@pytest.mark.parametrize(
    ("decision", "outcome"), [(None, UNKNOWN), ("needs-information", UNKNOWN), ("true", YES), ("false", NO)]
)
def test_a_stated_parent_chain_is_never_exact(decision, outcome):
    alert = world.alert("MILL", kind=AlertKind.OWNERSHIP, exact=True, decision=decision)
    assert listed(alerts=(alert,)).outcome is outcome


def test_an_entry_that_extends_to_affiliates_is_never_a_no():
    editions = (world.edition("us_uflpa", world.entity(clauses=("affiliates",))),)
    finding = listed(editions=editions)
    assert finding.outcome is UNKNOWN
    assert missing(finding) == {("affiliation-excluded", "us_uflpa")}
    examined = tuple(
        world.decided(f"affiliation/us_uflpa/{party}", "false") for party in ("GIN", "MILL", "SEWER")
    )
    assert listed(case=world.case(decisions=examined), editions=editions).outcome is NO


def test_an_entry_that_extends_to_subsidiaries_is_closed_by_stated_parents():
    editions = (world.edition("us_uflpa", world.entity(clauses=("subsidiaries",))),)
    base = world.case()
    assert listed(editions=editions).outcome is UNKNOWN
    owned = replace(base, parties=tuple(replace(item, parent="EXAMPLE holding") for item in base.parties))
    assert listed(case=owned, editions=editions).outcome is NO


def test_a_chinese_party_without_a_chinese_name_cannot_be_searched_for():
    base = world.case()

    def with_mill(**changes):
        parties = tuple(replace(item, **changes) if item.id == "MILL" else item for item in base.parties)
        return replace(base, parties=parties)

    finding = listed(case=with_mill(country="CN"))
    assert missing(finding) == {("party-identified", "MILL")}
    assert listed(case=with_mill(country="CN", name_local="示例纺织有限公司")).outcome is NO
    nowhere = world.at(with_mill(country=None), "S-MILL", country=None)
    assert ("party-identified", "MILL") in missing(listed(case=nowhere))


def test_the_act_does_not_reach_imports_before_it():
    base = world.case()
    entries = tuple(replace(entry, imported_on=date(2022, 6, 20)) for entry in base.entries)
    finding = listed(case=replace(base, entries=entries), alerts=(world.alert("MILL"),))
    assert finding.outcome is NO
    assert says(finding, "holds for imports from 2022-06-21")


def test_a_buyer_of_the_rest_of_the_lot_has_no_part_in_it():
    base = world.case()
    aside = world.transfer("T-5", "TOWEL", "SEWER", "TRADER", (6, 2))
    through = world.transfer("T-6", "TOWEL", "TRADER", "IMPORTER", (6, 3))
    other = replace(base.parties[2], id="OTHER")
    case = replace(
        base, parties=(*base.parties, other), transfers=(*base.transfers, replace(aside, receiver="OTHER"))
    )
    assert listed(case=case, alerts=(world.alert("OTHER"),)).outcome is NO
    onward = replace(through, sender="OTHER")
    assert (
        listed(
            case=replace(case, transfers=(*case.transfers, onward)), alerts=(world.alert("OTHER"),)
        ).outcome
        is UNKNOWN
    )


# Orders


def ordered_mill(order, **more):
    alert = world.alert("MILL", list_id="us_cbp_wro", ident=order.id)
    return ordered(order, alerts=(alert,), **more)


def test_an_order_on_the_producer_and_the_goods_is_yes():
    assert ordered_mill(world.order(hs=("5205",))).outcome is YES
    assert ordered_mill(world.order(goods="cotton yarn")).outcome is YES
    assert ordered_mill(world.order(goods="hair products, cotton towels")).outcome is YES


def test_an_order_on_other_goods_by_hs_is_no_and_by_words_unknown():
    assert ordered_mill(world.order(hs=("1511",))).outcome is NO
    finding = ordered_mill(world.order(goods="hair products"))
    assert finding.outcome is UNKNOWN
    assert ("goods-in-order", "us_cbp_wro/O1") in missing(finding)
    assert ordered_mill(world.order()).outcome is UNKNOWN


def test_other_goods_by_hs_are_unknown_where_a_transfer_states_no_code():
    base = world.case()
    transfers = (replace(base.transfers[0], hs=None), *base.transfers[1:])
    assert ordered_mill(world.order(hs=("1511",)), case=replace(base, transfers=transfers)).outcome is UNKNOWN


def test_an_order_superseded_for_this_import_gives_no_second_finding():
    order = world.order(hs=("52",), superseded_by="us_uflpa", for_imports_from=date(2022, 6, 21))
    finding = ordered_mill(order)
    assert finding.outcome is NO
    assert says(finding, "applied under us_uflpa")


def test_the_same_order_counts_for_imports_before_it_was_superseded():
    order = world.order(
        hs=("52",),
        superseded_by="us_uflpa",
        for_imports_from=date(2022, 6, 21),
        effective_on=date(2021, 2, 1),
    )
    base = world.case()
    entries = tuple(replace(entry, imported_on=date(2022, 6, 20)) for entry in base.entries)
    assert ordered_mill(order, case=replace(base, entries=entries)).outcome is YES


@pytest.mark.parametrize(
    ("status", "complete", "outcome"),
    [
        (None, True, YES),
        (None, False, UNKNOWN),
        ("active", False, YES),
        ("unknown", True, UNKNOWN),
        ("revoked", True, UNKNOWN),
    ],
)
def test_the_status_of_an_order_counts(status, complete, outcome):
    order = world.order(hs=("5205",), status=status)
    editions = (world.edition("us_uflpa"), world.edition("us_cbp_wro", order, complete=complete))
    assert ordered_mill(order, editions=editions).outcome is outcome


def test_a_revoked_order_counts_until_it_ended():
    assert ordered_mill(world.order(hs=("5205",), status="revoked", ended_on=date(2026, 7, 20))).outcome is NO
    assert (
        ordered_mill(world.order(hs=("5205",), status="revoked", ended_on=date(2026, 7, 21))).outcome is YES
    )


def test_an_order_on_a_region_asks_where_goods_were_made():
    order = world.order(goods="cotton", region="TR", kind="region")
    assert ordered(order).outcome is YES
    assert ordered(world.order(goods="cotton", region="TM", kind="region")).outcome is NO
    finding = ordered(order, traces=(world.through("0", "5"),))
    assert finding.outcome is UNKNOWN
    assert ("site-in-lot", "S-MILL") in missing(finding)


def test_an_order_on_xinjiang_is_applied_under_the_act_for_later_imports():
    order = world.order(
        goods="cotton",
        region="CN-XJ",
        kind="region",
        superseded_by="us_uflpa",
        for_imports_from=date(2022, 6, 21),
    )
    finding = ordered(order, case=world.at(world.case(), "S-MILL", **XINJIANG))
    assert finding.outcome is NO
    assert says(finding, "no second finding")


def test_an_incomplete_edition_of_orders_or_none_is_never_a_no():
    assert ordered(editions=(world.edition("us_cbp_wro", complete=False),)).outcome is UNKNOWN
    finding = ordered(editions=(world.edition("us_uflpa"),))
    assert finding.outcome is UNKNOWN
    assert says(finding, "No edition of us_cbp_wro is installed")


# The whole


def test_only_the_regimes_asked_for_are_applied_and_an_unknown_one_is_refused():
    found = assess(world.case(), (), (), world.BOTH, as_of=world.AS_OF, regimes=["us_1307"])
    assert {finding.regime for finding in found} == {"us_1307"}
    with pytest.raises(Refused):
        assess(world.case(), (), (), world.BOTH, as_of=world.AS_OF, regimes=["us_9999"])


def test_an_entry_without_lots_is_about_all_lots_last_held_by_the_importer():
    base = world.case()
    for entries in ((replace(base.entries[0], lots=()),), ()):
        findings = assess(replace(base, entries=entries), (), (world.trace(),), world.BOTH, as_of=world.AS_OF)
        assert {finding.subject.id for finding in findings} == {"TOWEL"}


def test_every_finding_names_the_law_it_applies():
    for finding in assess(world.case(), (), (world.trace(),), world.BOTH, as_of=world.AS_OF):
        assert finding.reasons[-1].ref == f"{finding.regime}/{finding.test}"
        assert "19 U.S.C. 1307" in finding.reasons[-1].text or "Public Law 117-78" in finding.reasons[-1].text


def test_no_sentence_clears_or_condemns():
    alerts = (world.alert("MILL"), world.alert("TRADER", exact=False))
    for finding in assess(
        world.case(documents=()), alerts, (world.untraced(),), world.BOTH, as_of=world.AS_OF
    ):
        for reason in finding.reasons:
            words = reason.text.casefold()
            assert not any(word in words for word in ("clear ", "guilty", "cannot contain", "risk"))


def test_what_is_missing_names_documents_and_who_would_hold_them():
    for finding in assess(
        world.case(documents=(), has_bom=False), (), (world.untraced(),), (), as_of=world.AS_OF
    ):
        assert finding.missing
        assert all(item.documents and item.holder for item in finding.missing)


def test_an_entry_to_which_no_lot_belongs_is_unknown_and_never_silent() -> None:
    entry = Entry("EX-1", "1", (), None, None, None, None, None, date(2026, 10, 5))
    case = Case(
        name="EXAMPLE",
        title=None,
        importer="IMP",
        goods=None,
        as_of=None,
        regimes=("us_uflpa",),
        entries=(entry,),
    )
    findings = assess(case, (), (), (), as_of=date(2026, 11, 1))
    assert {(item.subject.kind, item.subject.id, item.outcome) for item in findings} == {
        ("entry", "EX-1", Answer.UNKNOWN)
    }
    assert all(item.missing[0].fact == "lots-of-entry" for item in findings)


def test_an_undated_entry_was_in_force_from_the_day_of_its_edition_at_the_latest() -> None:
    entity = world.entity(effective_on=None)
    edition = replace(world.edition("us_uflpa", entity), published_on=date(2026, 7, 1))
    finding = listed(alerts=(world.alert("MILL"),), editions=(edition,))
    assert finding.outcome is YES
    assert any("it stands in the edition of 2026-07-01" in reason.text for reason in finding.reasons)


def test_an_order_on_a_region_needs_no_word_for_its_kind() -> None:
    outcomes = {
        kind: find(
            editions=(
                world.edition("us_uflpa"),
                world.edition(
                    "us_cbp_wro", replace(world.entity(), kind=kind, scope=Scope(goods="towels", region="TR"))
                ),
            ),
            test="order-scope",
        ).outcome
        for kind in ("region", "unknown")
    }
    assert outcomes == {"region": YES, "unknown": YES}
