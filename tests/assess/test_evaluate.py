"""Four-valued evaluation: Kleene's tables, monotonicity, residuals that keep the answer."""

import assess_rules as rules
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieback.assess.evaluate import evaluate, explain, outcome, residual
from tieback.assess.rule import NO, UNKNOWN, YES, Atom, Either, Every, Opposite, atoms, open_unless
from tieback.model.answer import Answer

A, B = Atom("made", "A"), Atom("listed", "B")


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        (Either(()), Answer.NO),
        (Every(()), Answer.YES),
        (Either((YES, UNKNOWN)), Answer.YES),
        (Either((NO, UNKNOWN)), Answer.UNKNOWN),
        (Every((NO, UNKNOWN)), Answer.NO),
        (Every((YES, UNKNOWN)), Answer.UNKNOWN),
        (Opposite(UNKNOWN), Answer.UNKNOWN),
        (Opposite(YES), Answer.NO),
    ],
)
def test_the_truth_tables_are_kleenes(rule, answer):
    assert evaluate(rule, {}) is answer


@pytest.mark.parametrize(
    ("shown", "answer"),
    [(Answer.YES, Answer.NO), (Answer.NO, Answer.UNKNOWN), (Answer.UNKNOWN, Answer.UNKNOWN)],
)
def test_a_gap_is_never_a_yes_and_closes_only_when_shown(shown, answer):
    assert evaluate(open_unless(A), {A: shown}) is answer


@given(rules.rules, rules.knowledge, st.data())
@settings(deadline=None, max_examples=150)
def test_settling_an_unknown_never_changes_a_known_answer(rule, known, data):
    before = evaluate(rule, known)
    if before not in {Answer.YES, Answer.NO}:
        return
    unsettled = [atom for atom in rules.ATOMS if known.get(atom, Answer.UNKNOWN) is Answer.UNKNOWN]
    settled = {atom: data.draw(st.sampled_from([Answer.YES, Answer.NO])) for atom in unsettled}
    assert evaluate(rule, {**known, **settled}) is before


@given(rules.rules, rules.knowledge, rules.knowledge)
@settings(deadline=None, max_examples=150)
def test_the_residual_answers_as_the_rule_does(rule, known, more):
    later = {atom: answer for atom, answer in more.items() if known.get(atom) not in {Answer.YES, Answer.NO}}
    rest = residual(rule, known)
    decided = {Answer.YES, Answer.NO}
    full = evaluate(rule, {**known, **later})
    short = evaluate(rest, later)
    assert (full if full in decided else None) is (short if short in decided else None)


@given(rules.rules, rules.knowledge)
@settings(deadline=None, max_examples=100)
def test_the_residual_holds_no_settled_fact(rule, known):
    settled = {atom for atom, answer in known.items() if answer in {Answer.YES, Answer.NO}}
    assert not settled & set(atoms(residual(rule, known)))


@given(rules.rules, rules.knowledge)
@settings(deadline=None, max_examples=100)
def test_an_explanation_alone_gives_the_answer(rule, known):
    chosen = explain(rule, known)
    assert evaluate(rule, {atom: known[atom] for atom in chosen if atom in known}) in {
        evaluate(rule, known),
        Answer.UNKNOWN if evaluate(rule, known) is Answer.CONFLICT else evaluate(rule, known),
    }


def test_a_conflict_that_decides_is_printed_as_a_conflict():
    assert outcome(Either((A, B)), {A: Answer.CONFLICT, B: Answer.NO}) is Answer.CONFLICT
    assert evaluate(Either((A, B)), {A: Answer.CONFLICT, B: Answer.NO}) is Answer.UNKNOWN


def test_a_conflict_is_shown_beside_other_unknowns_if_one_side_decides():
    assert outcome(Either((A, B)), {A: Answer.CONFLICT}) is Answer.CONFLICT


def test_a_conflict_that_decides_nothing_leaves_unknown():
    assert outcome(Every((A, B)), {A: Answer.CONFLICT, B: Answer.YES}) is Answer.CONFLICT
    assert outcome(Every((Either((A, YES)), B)), {A: Answer.CONFLICT}) is Answer.UNKNOWN


def test_a_known_answer_outranks_a_conflict():
    assert outcome(Either((A, B)), {A: Answer.CONFLICT, B: Answer.YES}) is Answer.YES
