"""Counterfactuals: they give the answer, nothing in them can be dropped, none smaller is left out."""

from itertools import combinations, product

import assess_rules as rules
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.assess.counterfactual import search
from tieback.assess.evaluate import evaluate
from tieback.assess.rule import Atom, Either, Every, Opposite, open_unless
from tieback.model.answer import Answer

A, B, C = Atom("made", "A"), Atom("made", "B"), Atom("made", "C")
targets = st.sampled_from([Answer.YES, Answer.NO])


def brute(rule, known, target):
    """Every minimal set by trying all settings of the unsettled atoms, in order of size."""
    if evaluate(rule, known) in {Answer.YES, Answer.NO}:
        return set()
    open_atoms = [
        atom for atom in rules.ATOMS if known.get(atom, Answer.UNKNOWN) not in {Answer.YES, Answer.NO}
    ]
    found = []
    for size in range(1, len(open_atoms) + 1):
        for chosen in combinations(open_atoms, size):
            for values in product([Answer.YES, Answer.NO], repeat=size):
                setting = frozenset(zip(chosen, values, strict=True))
                if any(smaller <= setting for smaller in found):
                    continue
                base = {key: value for key, value in known.items() if value is not Answer.CONFLICT}
                if evaluate(rule, {**base, **dict(setting)}) is target:
                    found.append(setting)
    return set(found)


@given(rules.rules, rules.knowledge, targets)
@settings(deadline=None, max_examples=80)
def test_the_search_finds_all_minimal_sets_and_no_other(rule, known, target):
    result = search(rule, known, target, most=10_000)
    assert result.optimal
    assert {frozenset(choice) for choice in result.sets} == brute(rule, known, target)


@given(rules.rules, rules.knowledge, targets, st.integers(1, 3))
@settings(deadline=None, max_examples=100)
def test_no_element_can_be_dropped_even_if_the_search_was_cut_short(rule, known, target, cap):
    for choice in search(rule, known, target, cap=cap).sets:
        base = {key: value for key, value in known.items() if value is not Answer.CONFLICT}
        assert evaluate(rule, {**base, **dict(choice)}) is target
        for dropped in choice:
            rest = {atom: value for atom, value in choice if atom != dropped[0]}
            assert evaluate(rule, {**base, **rest}) is not target


@given(rules.rules, rules.knowledge, targets)
@settings(deadline=None, max_examples=60)
def test_a_known_answer_has_no_counterfactual(rule, known, target):
    if evaluate(rule, known) in {Answer.YES, Answer.NO}:
        assert search(rule, known, target).sets == ()


def test_one_document_may_settle_many_atoms():
    rule = Either((Every((A, B)), Every((A, C)), open_unless(B)))
    assert search(rule, {}, Answer.NO).sets[0] == ((A, Answer.NO), (B, Answer.YES))


def test_a_set_never_holds_a_fact_both_ways():
    rule = Every((A, Opposite(A)))
    assert search(rule, {}, Answer.YES).sets == ()


def test_a_gap_offers_a_way_to_no_and_none_to_yes():
    rule = open_unless(A)
    assert search(rule, {}, Answer.YES).sets == ()
    assert search(rule, {}, Answer.NO).sets == (((A, Answer.YES),),)


def test_a_cut_search_says_so():
    rule = Every(tuple(Either((Atom("x", str(n)), Atom("y", str(n)))) for n in range(8)))
    result = search(rule, {}, Answer.YES, cap=16)
    assert not result.optimal
    assert result.sets


def test_the_smallest_set_comes_first():
    rule = Either((Every((A, B)), C))
    assert search(rule, {}, Answer.YES).sets == (
        ((C, Answer.YES),),
        ((A, Answer.YES), (B, Answer.YES)),
    )
