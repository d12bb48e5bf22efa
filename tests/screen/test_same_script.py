"""Names in one script: words of other languages, parents and children, initials, free spellings."""

import pytest

from tieback.model.answer import Answer
from tieback.screen.comparison import Comparison, compare
from tieback.screen.unit import LITTLE


def rules(found: Comparison) -> set[str]:
    """Part and rule of each row."""
    return {f"{row.part} {row.rule}" for row in found.alignment}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Silovye Mashiny, PAO", "PJSC Power Machines"),
        ("Bank Markazi Iran", "Central Bank of Iran"),
        ("Türk Hava Yolları A.O.", "Turkish Airlines"),
        ("Neftyanaya Kompaniya Zvezda OOO", "Star Oil Company LLC"),
        ("Compañía Minera Aurelia S.A.", "Aurelia Mining Company"),
        ("Sherkat-e Bazargani Parsanik", "Parsanik Trading Company"),
        ("Nauchno-Proizvodstvennoe Predpriyatie Kvantor", "Research and Production Enterprise Kvantor"),
        ("Otkrytoe Aktsionernoe Obshchestvo Uralvagonzavod", "JSC Uralvagonzavod"),
        ("Jamiyat Nourania al-Khayriyya", "Nourania Charitable Society"),
    ],
)
def test_what_a_name_says_in_another_language_is_what_it_says(a: str, b: str) -> None:
    assert compare(a, b).match is Answer.YES


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("State Bank of India", "Bank of India"),
        ("Mizuho Securities Co. Ltd.", "Mizuho Trust Co. Ltd."),
        ("Lumiera Airlines", "Lumiera Insurance"),
    ],
)
def test_what_tells_namesakes_apart_keeps_them_apart(a: str, b: str) -> None:
    assert compare(a, b).match is Answer.NO


def test_a_town_between_brand_and_form_says_more_than_one_before_the_brand() -> None:
    inside = compare("Qorvana Chemical Co., Ltd.", "Qorvana Chemical (Shanghai) Co., Ltd.")
    before = compare("Qorvana Chemical Co., Ltd.", "Shanghai Qorvana Chemical Co., Ltd.")
    assert inside.score < before.score


def test_a_holding_on_one_side_says_more_than_an_industry() -> None:
    holding = compare("Qorvana Corporation", "Qorvana Holdings Corporation")
    industry = compare("Qorvana Corporation", "Qorvana Industries Corporation")
    assert holding.score < industry.score


def test_a_name_in_another_family_of_form_is_less_than_the_same() -> None:
    assert compare("Qorvana AG", "Qorvana GmbH").score < compare("Qorvana AG", "Qorvana SE").score
    assert "form twins" in rules(compare("Qorvana AG", "Qorvana GmbH"))


def test_initials_that_repeat_the_name_in_brackets_cost_nothing() -> None:
    with_them = compare("Industrial Bank of Qorvana", "Industrial Bank of Qorvana (IBQ)")
    assert with_them.match is Answer.YES
    assert "brand omitted" not in rules(with_them)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("KT&G", "Korea Tobacco & Ginseng Corporation"),
        ("GAESA", "Grupo de Administracion Empresarial S.A."),
        ("XPCC", "Xinjiang Production and Construction Corps (XPCC)"),
    ],
)
def test_initials_are_spoken_with_a_sign_a_form_or_in_brackets(short: str, long: str) -> None:
    assert compare(short, long).match is Answer.YES


def test_vowels_are_free_beside_a_brand_that_met() -> None:
    assert (
        compare("Zarkovan Toiba", "Zarkovan Tayyiba").score
        > compare("Zarkovan Tobruk", "Zarkovan Tayyiba").score
    )


def test_trades_alone_distinguish_only_where_many_agree() -> None:
    assert compare("Metal & Mineral Trade", "Metal & Mineral Trade S.A.R.L.").match is Answer.YES
    assert compare("Metal Trade", "Metal Trade S.A.R.L. of Textiles").match is Answer.NO


def test_a_cyrillic_name_is_met_word_by_word() -> None:
    assert compare("Завод Кварцит Урала", "Kvartsit Urala Plant").match is Answer.YES


@pytest.mark.parametrize("brand", ["Li Ning", "Da Feng", "Wa Fang"])
def test_a_syllable_of_pinyin_is_no_article(brand: str) -> None:
    assert not LITTLE & set(brand.casefold().split())
