"""Persons compared: what makes two names one person's, and what does not. Invented or everyday names."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieback.lists.edition import Edition, ListedEntity, ListedName
from tieback.model.answer import Answer
from tieback.model.party import Party
from tieback.screen.birth import weigh_births
from tieback.screen.comparison import compare
from tieback.screen.person import ONE_WORD
from tieback.screen.person_sound import spelt_alike
from tieback.screen.screening import screen

PERSONS = ("person", "person")


def same(a, b, **known):
    return compare(a, b, kinds=PERSONS, **known).match is Answer.YES


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("EXAMPLETON, Marvella", "Marvella Exampleton"),
        ("Exampleton Marvella", "Marvella Exampleton"),
        ("Marvella Jane Exampleton", "Exampleton, Marvella"),
        ("Muhammad Exampleton", "Mohamed EXAMPLETON"),
        ("Сергей Викторович Примеров", "Sergei Primerov"),
        ("Abd al-Rahman al-Exampli", "Abdurrahman Exampli"),
        ("Siraj-ud-Din Exampli", "Sirajuddin Exampli"),
        ("MarvellaExampleton", "Marvella Exampleton"),
        ("CHEN, Quanguo", "Chen Quan-guo"),
        ("陈全国", "CHEN Quanguo"),
        ("陳全國", "Quan Guo Chen"),
        ("陈全国", "Ch'en Ch'üan-kuo"),
        ("张建宗", "Cheung Kin-chung"),
        ("John Exampleton", "Jon Exampleton"),
    ],
)
def test_order_spelling_script_and_joins_do_not_part_a_name(a, b):
    assert same(a, b)
    assert same(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Jane Exampleton", "John Exampleton"),
        ("Sergei Viktorovich Primerov", "Sergei Ivanovich Primerov"),
        ("Isa bin Omar al-Exampli", "Omar bin Isa al-Exampli"),
        ("Isa bin Omar al-Exampli", "Isa bin Salim al-Exampli"),
        ("A. Exampleton", "Marvella Exampleton"),
        ("Hassan Exampleton", "Hussein Exampleton"),
        ("Vladimir Exampleton", "Vladimirov Exampleton"),
        ("Chen Quanguo", "Chen Quanming"),
        ("陈全国", "陈泉国"),
        ("陈全国", "CHEN Quanming"),
        ("Angela Exampleton", "Angelo Exampleton"),
    ],
)
def test_another_given_name_surname_or_patronymic_is_another_person(a, b):
    assert not same(a, b)
    assert not same(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [("Exampleton", "Marvella Exampleton"), ("Exampleton", "EXAMPLETON, M.")]
)
def test_one_word_in_common_is_never_enough(a, b):
    found = compare(a, b, kinds=PERSONS)
    assert found.rule == ONE_WORD
    assert not same(a, b, births=("1960-05-09", "1960-05-09"))


def test_an_initial_is_compatible_beside_a_rare_surname_only():
    assert same("M. Exampleton", "Marvella Exampleton")
    assert not same("M. Smith", "Mary Smith")


def test_common_names_say_less_than_rare_ones():
    common = compare("Wei Wang", "Wang Wei", kinds=PERSONS).score
    rare = compare("Marvella Exampleton", "Exampleton Marvella", kinds=PERSONS).score
    assert common < rare


def test_dates_of_birth_confirm_and_contradict():
    plain = compare("Mary Smith Jones", "Jones Mary Smith", kinds=PERSONS)
    confirmed = compare(
        "Mary Smith Jones", "Jones Mary Smith", kinds=PERSONS, births=("1960-05-09", "09 May 1960")
    )
    against = compare(
        "Mary Smith Jones", "Jones Mary Smith", kinds=PERSONS, births=("1960-05-09", "circa 1970")
    )
    assert against.score < plain.score < confirmed.score
    assert against.match is Answer.NO


@pytest.mark.parametrize(
    ("stated", "listed", "rule"),
    [
        ("1960-05-09", ["1961", "09 May 1960"], "same"),
        ("1960-05-09", ["circa 1961"], "compatible"),
        ("1960", ["1958 to 1962"], "compatible"),
        ("1960-05-09", ["1960-05-10"], "another day"),
        ("1960-05-09", ["1961", "Jan 1959"], "contradicts"),
    ],
)
def test_the_best_of_several_dates_counts(stated, listed, rule):
    assert [row.rule for row in weigh_births(stated, listed)] == [rule]


def test_dates_that_are_missing_or_unreadable_say_nothing():
    assert weigh_births(None, ["1960"]) == weigh_births("1960", []) == weigh_births("1960", ["soon"]) == []


def test_names_of_companies_are_not_read_as_persons():
    for a, b in (("Zhongtai Chemical", "Chemical Zhongtai"), ("Huafu Fashion Co", "Huafu Fashion")):
        assert all(row.part != "person" for row in compare(a, b).alignment)
    company = compare("Marvella Exampleton", "Exampleton Marvella", kinds=("company", "company"))
    assert all(row.part != "person" for row in company.alignment)


def edition(*entities):
    return Edition(
        *("own", "own", "publisher", "effect", "0" * 64, "0" * 64, date(2026, 1, 1), None, None),
        *(len(entities), len(entities), True, entities),
    )


LISTED = ListedEntity(
    "7",
    "EXAMPLETON, Marvella",
    "person",
    (ListedName("EXAMPLETON, Marvella", "primary"),),
    births=("circa 1960",),
)


def screened(party):
    return screen([party], [], [edition(LISTED)]).alerts


def test_a_listed_person_is_met_in_either_order_and_the_name_is_the_same():
    (alert,) = screened(Party("P", "Marvella Exampleton"))
    assert (alert.exact, alert.rule) == (True, "same name")


def test_a_contradicting_year_of_birth_makes_the_same_name_no_exact_match():
    assert screened(Party("P", "Marvella Exampleton", born="1961-02-03"))[0].exact
    assert not [alert for alert in screened(Party("P", "Marvella Exampleton", born="1985")) if alert.exact]


def test_a_stated_company_is_not_a_person():
    assert not [
        alert for alert in screened(Party("P", "Marvella Exampleton Ltd", kind="company")) if alert.exact
    ]
    (alert,) = screened(Party("P", "Marvella Exampleton", kind="person"))
    assert alert.score == Decimal("1.000")


words = st.text("abdeghiklmnorstuvyz", min_size=2, max_size=9)


@given(words, words)
def test_likeness_is_the_same_from_either_side_and_whole_for_equals_only(a, b):
    assert spelt_alike(a, b) == spelt_alike(b, a)
    assert 0 <= spelt_alike(a, b).share < 1 or a == b


@given(st.lists(words, min_size=2, max_size=4), st.lists(words, min_size=2, max_size=4))
def test_comparing_persons_knows_no_sides(a, b):
    one, other = " ".join(a).title(), " ".join(b).title()
    there, back = compare(one, other, kinds=PERSONS), compare(other, one, kinds=PERSONS)
    assert (there.score, there.match, there.exact) == (back.score, back.match, back.exact)


@given(st.permutations(["Marvella", "Xanthe", "Exampleton"]))
def test_no_order_of_the_words_parts_a_name(order):
    assert same(" ".join(order), "Marvella Xanthe Exampleton")


def test_bodies_are_not_read_as_persons_and_a_surname_is_no_place():
    found = compare("Example Relief Ali", "Relief Ali Example")
    assert all(row.part != "person" for row in found.alignment)
    assert not screen([Party("P", "Marvella Aksu", kind="person")], [], [edition(LISTED)]).alerts


@pytest.mark.parametrize(("a", "b"), [("王伟", "Wang Wei"), ("Wang Wei", "Wei Wang")])
def test_a_common_chinese_name_barely_passes(a, b):
    found = compare(a, b, kinds=PERSONS)
    assert found.match is Answer.YES
    assert found.score < Decimal("0.85")


def test_a_chinese_name_is_not_translated_word_by_word_where_persons_are_meant():
    found = compare("陈安", "Peace Exampleton", kinds=(None, "person"))
    assert found.match is Answer.NO
    assert any(row.rule == "contradicts" for row in found.alignment)
