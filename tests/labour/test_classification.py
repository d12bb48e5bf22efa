"""Rule sets on cases: truth tables over three values, clues never added up, several sets side by side."""

import ast
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieback.labour
from tieback.assess.evaluate import evaluate
from tieback.assess.rule import atoms
from tieback.labour.classification import CaseAnswers, Result, Tag, classify
from tieback.labour.rule_set import RuleSet, item_atom, items, rule_sets
from tieback.model.answer import Answer, either, every

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
THREE = (YES, NO, UNKNOWN)
RULED = [name for name, entry in rule_sets().items() if entry.rule is not None]


def case(child: Answer = NO, period: str | None = "2025", **answers: Answer) -> CaseAnswers:
    """An invented case; items not named are unknown."""
    return CaseAnswers(
        "EXAMPLE-1", "sewing", period, child, {k: v for k, v in answers.items() if v is not UNKNOWN}
    )


def result(set_id: str, answered: CaseAnswers) -> Result:
    """The result of one set."""
    return classify(answered, [set_id]).results[0]


def all_of(block: str, answer: Answer, set_id: str = "icls-2018") -> dict[str, Answer]:
    """Every item of a block with this answer."""
    return dict.fromkeys(rule_sets()[set_id].blocks[block], answer)


@pytest.mark.parametrize(("involuntary", "menace", "other"), list(itertools.product(THREE, repeat=3)))
def test_icls_2018_is_involuntary_and_menace_and_by_another(
    involuntary: Answer, menace: Answer, other: Answer
) -> None:
    """The whole truth table, each block all no but one item."""
    answers = {
        **all_of("involuntary", NO),
        **all_of("menace", NO),
        "cannot_leave": involuntary,
        "documents_withheld": menace,
        "penalty_by_other": other,
    }
    found = result("icls-2018", case(**answers))
    assert found.answer is every([involuntary, menace, other])
    assert found.decides


def test_one_element_alone_is_no_forced_labour_only_if_the_other_is_surely_absent() -> None:
    assert (
        result("icls-2018", case(**all_of("menace", NO), cannot_leave=YES, penalty_by_other=YES)).answer is NO
    )
    found = result("icls-2018", case(cannot_leave=YES, penalty_by_other=YES))
    assert found.answer is UNKNOWN
    assert "documents_withheld" in found.missing


def test_what_is_missing_is_what_could_still_decide() -> None:
    found = result("hshc-2024", case(cannot_leave=YES, documents_withheld=YES))
    assert found.missing == ("linked",)


def brute(entry: RuleSet, answered: dict[str, Answer]) -> Answer:
    """Kleene by completion: yes if every way of filling in the unknown items gives yes, no if every way gives no."""
    open_items = (
        [atom.fact for atom in atoms(entry.rule) if answered.get(atom.fact, UNKNOWN) is UNKNOWN]
        if entry.rule
        else []
    )
    seen = set()
    for values in itertools.product((YES, NO), repeat=len(open_items)):
        filled = {**answered, **dict(zip(open_items, values, strict=True))}
        assert entry.rule is not None
        seen.add(evaluate(entry.rule, {item_atom(item): value for item, value in filled.items()}))
    return seen.pop() if len(seen) == 1 else UNKNOWN


@pytest.mark.parametrize("set_id", RULED)
@given(data=st.data())
def test_an_answer_holds_however_the_unknown_items_turn_out(set_id: str, data: st.DataObject) -> None:
    entry = rule_sets()[set_id]
    assert entry.rule is not None
    names = [atom.fact for atom in atoms(entry.rule)]
    open_items = data.draw(st.sets(st.sampled_from(names), max_size=5))
    answered = {name: data.draw(st.sampled_from((YES, NO))) for name in names if name not in open_items}
    child = YES if entry.about == "child" else NO
    assert result(set_id, case(child, **answered)).answer is brute(entry, answered)


@pytest.mark.parametrize("set_id", RULED)
def test_every_rule_over_its_blocks_exhaustively(set_id: str) -> None:
    """Each block (and its strong part) as one three-valued variable, against the rule written out here."""
    entry = rule_sets()[set_id]
    blocks = list(entry.blocks)
    singles = (
        sorted(
            {"penalty_by_other", "linked", "parents_coerced", "worst_forms"}
            & {a.fact for a in atoms(entry.rule)}
        )
        if entry.rule
        else []
    )
    child = YES if entry.about == "child" else NO
    for values in itertools.product(THREE, repeat=len(blocks) + len(singles)):
        stated = dict(zip([*blocks, *singles], values, strict=True))
        answers: dict[str, Answer] = {name: stated[name] for name in singles}
        for block in blocks:
            answers.update(dict.fromkeys(entry.blocks[block], stated[block]))
        assert result(set_id, case(child, **answers)).answer is written(set_id, stated), stated


def written(set_id: str, is_: dict[str, Answer]) -> Answer:
    """The rules as the research states them, written a second time."""
    match set_id:
        case "icls-2018":
            return every([is_["involuntary"], is_["menace"], is_["penalty_by_other"]])
        case "hshc-2024":
            return every([is_["involuntary"], is_["coercion"], is_["linked"]])
        case "icls-2018-child":
            return either(
                [every([is_["involuntary"], is_["menace"]]), is_["parents_coerced"], is_["worst_forms"]]
            )
        case _:
            return either(every([is_[name], is_["penalty"]]) for name in ("recruitment", "duress", "leaving"))


def test_hshc_2012_needs_one_strong_indicator() -> None:
    weak = {**dict.fromkeys(items(), NO), "deceived_about_conditions": YES, "intimidation": YES}
    assert result("hshc-2012", case(**weak)).answer is NO
    assert result("hshc-2012", case(**{**weak, "wages_withheld": YES})).answer is YES


@pytest.mark.parametrize("set_id", ["indicators-2012", "indicators-2025"])
def test_the_eleven_are_clues_and_nothing_is_added_up(set_id: str) -> None:
    found = result(set_id, case(**dict.fromkeys(items(), YES)))
    assert len(found.clues) == 11
    assert found.answer is None
    assert {clue.answer for clue in found.clues} == {YES}


def test_a_clue_is_absent_only_if_all_of_its_items_are() -> None:
    found = {
        clue.indicator: clue.answer
        for clue in result("indicators-2012", case(deceived_about_work=NO, isolated=NO)).clues
    }
    assert found["deception"] is UNKNOWN
    assert found["isolation"] is NO


def test_without_a_reference_period_nothing_is_classified_but_a_no_stands() -> None:
    everything = dict.fromkeys(items(), YES)
    found = result("icls-2018", case(period=None, **everything))
    assert found.answer is UNKNOWN
    assert found.note == "the reference period is not stated"
    assert result("icls-2018", case(period=None, **dict.fromkeys(items(), NO))).answer is NO


def test_adults_and_children_have_rules_of_their_own() -> None:
    everything = dict.fromkeys(items(), YES)
    assert result("icls-2018", case(YES, **everything)).answer is None
    assert result("icls-2018-child", case(NO, **everything)).answer is None
    assert (
        result("icls-2018", case(UNKNOWN, **everything)).note
        == "whether the person is a child is not recorded"
    )


def test_a_set_that_was_not_checked_is_shown_and_decides_nothing() -> None:
    decides = {name: entry.confidence.decides for name, entry in rule_sets().items()}
    assert decides["icls-2018"]
    assert not decides["hshc-2012"]
    assert not decides["indicators-2025"]


def test_sets_that_disagree_are_named() -> None:
    answers = {
        **dict.fromkeys(items(), NO),
        "deceived_about_conditions": YES,
        "documents_withheld": YES,
        "penalty_by_other": YES,
    }
    assert set(classify(case(**answers)).disagree) >= {"icls-2018", "hshc-2012"}


@given(
    st.dictionaries(st.sampled_from(list(items())), st.sampled_from((YES, NO))),
    st.text(min_size=1, max_size=8),
)
def test_another_label_changes_only_the_label(answers: dict[str, Answer], label: str) -> None:
    first = classify(CaseAnswers("A", None, "2025", NO, answers)).results
    second = classify(CaseAnswers(label, None, "2025", NO, answers)).results
    assert first == second


def test_tags_of_state_imposed_forms_change_no_answer() -> None:
    answers = dict.fromkeys(items(), YES)
    plain_ = CaseAnswers("A", None, "2025", NO, answers)
    tagged = CaseAnswers("A", None, "2025", NO, answers, tags=(Tag("c105-1b", "EXAMPLE quota"),))
    assert classify(plain_).results == classify(tagged).results


def test_programme_risk_and_classification_know_nothing_of_one_another() -> None:
    folder = Path(tieback.labour.__file__).parent
    for name, other in (("programme.py", "classification"), ("classification.py", "programme")):
        tree = ast.parse((folder / name).read_text("utf-8"))
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not any(other in (module or "") for module in imported)
