from dataclasses import replace
from datetime import date

import pytest

from tieback.model.claim import Claim, ClaimType, Difference, Form, Speaker
from tieback.model.story import Link, LinkKind
from tieback.watch.ledger.check import check_claims

ON = date(2024, 5, 1)


def _links(text: str, **named: tuple[LinkKind, str]) -> list[Link]:
    found = []
    for words, (kind, id_) in named.items():
        written = words.replace("_", " ")
        start = text.index(written)
        found.append(Link(kind, id_, written, start, start + len(written), "test"))
    return found


def _claim(text: str, start: int, end: int, name: str | None) -> Claim:
    speaker = Speaker(name, name, None, None, None, None)
    return Claim(
        "c1",
        ClaimType.ANNOUNCEMENT,
        Form.INDIRECT,
        text[start:end],
        start,
        end,
        "said",
        speaker,
        (),
        (),
        "asserted",
        None,
        (),
        "test",
    )


def _check(text: str, **named: tuple[LinkKind, str]) -> tuple[Difference, ...]:
    return check_claims(text, _links(text, **named), (), ON)


C29 = (LinkKind.CONVENTION, "C029")
CHINA = (LinkKind.PLACE, "CN")
EU_BAN = (LinkKind.LAW, "eu_2024_3015")


def test_a_wrong_year_of_ratification_is_shown_with_the_source_of_ours() -> None:
    text = "The delegate spoke first. China ratified Convention 29 in 2019, the paper wrote."
    [found] = _check(text, China=CHINA, Convention_29=C29)
    assert (found.claim, found.text) == (None, "China ratified Convention 29 in 2019, the paper wrote.")
    assert text[found.start : found.end] == found.text
    assert "2022" in found.fact
    assert found.source.startswith("http")


@pytest.mark.parametrize("year", ["2022", "August 2022", "12 August 2022", "April 2022"])
def test_what_agrees_with_approval_or_registration_is_silent(year: str) -> None:
    text = f"China ratified Convention 29 in {year}."
    assert _check(text, China=CHINA, Convention_29=C29) == ()


def test_the_year_in_the_name_of_a_convention_is_not_the_year_of_the_act() -> None:
    text = "China ratified the Forced Labour Convention, 1930 in 2022."
    assert _check(text, China=CHINA, **{"Forced_Labour_Convention,_1930": C29}) == ()


def test_a_status_without_a_date_is_asked_of_the_day_of_the_article() -> None:
    text = "China has not ratified Convention 29."
    [found] = _check(text, China=CHINA, Convention_29=C29)
    assert "in force" in found.fact


def test_the_country_of_the_sentence_before_counts_where_a_sentence_names_none() -> None:
    text = "China sent nine delegates. It ratified Convention 29 in 1999."
    assert len(_check(text, China=CHINA, Convention_29=C29)) == 1
    assert _check(text, Convention_29=C29) == ()


def test_each_verb_takes_the_date_that_follows_it() -> None:
    text = "Convention 29 was adopted in 1930 and was ratified by China in 2022."
    assert _check(text, China=CHINA, Convention_29=C29) == ()
    wrong = "Convention 29 was adopted in 1947 and was ratified by China in 2022."
    assert len(_check(wrong, China=CHINA, Convention_29=C29)) == 1


def test_the_dates_of_a_law_are_checked_by_their_event() -> None:
    text = "The EU ban applies from December 2027."
    assert _check(text, EU_ban=EU_BAN) == ()
    [found] = _check("The EU ban applies from January 2026.", EU_ban=EU_BAN)
    assert "2027-12-14" in found.fact


def test_entry_into_force_is_of_a_state_only_where_it_is_said_so() -> None:
    text = "Convention 29 entered into force in 1932, and China deposited its instrument in 2022."
    assert _check(text, China=CHINA, Convention_29=C29) == ()
    text = "Convention 29 entered into force for China in 1932."
    assert len(_check(text, China=CHINA, Convention_29=C29)) == 1


def test_a_capital_stands_for_its_state() -> None:
    text = "Beijing ratified Convention 29 in 2019."
    assert len(_check(text, Beijing=(LinkKind.PLACE, "CN-BJ"), Convention_29=C29)) == 1


def test_a_law_took_effect_on_the_day_it_applies_where_no_other_is_held() -> None:
    law = (LinkKind.LAW, "us_uflpa")
    assert _check("The UFLPA took effect in June 2022.", UFLPA=law) == ()
    assert len(_check("The UFLPA took effect in June 2021.", UFLPA=law)) == 1


def test_another_law_of_a_state_is_not_the_adoption_of_the_convention() -> None:
    text = "China adopted a law in 2018 on Convention 29."
    assert _check(text, China=CHINA, Convention_29=C29) == ()


def test_a_link_that_is_only_possible_decides_nothing() -> None:
    text = "China ratified the protocol in 1999."
    links = [replace(link, possible=True) for link in _links(text, protocol=C29)]
    assert check_claims(text, [*_links(text, China=CHINA), *links], (), ON) == ()


def test_a_country_of_which_nothing_is_held_gives_no_difference() -> None:
    text = "Orvania ratified Convention 29 in 1873."
    assert _check(text, Orvania=(LinkKind.PLACE, "QQ"), Convention_29=C29) == ()


def test_the_claim_that_holds_the_sentence_and_its_speaker_are_named() -> None:
    text = "A minister said China ratified Convention 29 in 2019."
    claim = _claim(text, text.index("China"), len(text) - 1, "a minister EXAMPLE")
    [found] = check_claims(text, _links(text, China=CHINA, Convention_29=C29), [claim], ON)
    assert (found.claim, found.said_by) == ("c1", "a minister EXAMPLE")


EXPERTS = (LinkKind.BODY, "ceacr")
CONFERENCE = (LinkKind.BODY, "ilo_cas")


def test_words_of_one_supervisory_body_laid_to_the_other_are_shown_with_who_said_them() -> None:
    text = "In 2022 the Committee of Experts deplored what China does."
    [found] = _check(text, China=CHINA, Committee_of_Experts=EXPERTS)
    assert found.fact.startswith("CAS conclusion under C111, adopted 2022: deplored")
    assert found.source.startswith("http")


def test_words_under_another_convention_are_shown() -> None:
    text = "The Conference Committee deplored in 2022 how China applies Convention 29."
    [found] = _check(text, China=CHINA, Conference_Committee=CONFERENCE, Convention_29=C29)
    assert "under C111" in found.fact


@pytest.mark.parametrize(
    "text",
    [
        "In June 2022 the Conference Committee deplored what China does.",
        "In 2022 the Committee of Experts noted what China does.",
        "In 2019 the Committee of Experts deplored what China does.",
        "In 2022 the ministry deplored what China does.",
    ],
)
def test_what_the_body_said_and_what_no_record_tells_is_silent(text: str) -> None:
    named = {"China": CHINA}
    if "Experts" in text:
        named["Committee_of_Experts"] = EXPERTS
    if "Conference" in text:
        named["Conference_Committee"] = CONFERENCE
    assert _check(text, **named) == ()


def test_the_place_where_a_report_was_written_is_not_the_country_it_is_about() -> None:
    text = "China was named. GENEVA, 9 May - In 2022 the Committee of Experts deplored this."
    geneva = (LinkKind.PLACE, "CH-geneva")
    assert len(_check(text, China=CHINA, GENEVA=geneva, Committee_of_Experts=EXPERTS)) == 1
