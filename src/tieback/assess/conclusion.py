"""From a grounded test to a finding: answer, why, what is missing, what would change it."""

from tieback.assess.counterfactual import search
from tieback.assess.evaluate import evaluate, explain, outcome, residual
from tieback.assess.ground import Fact, Ground
from tieback.assess.regime import Regime, Test
from tieback.assess.rule import Atom, Either, Rule, atoms
from tieback.model.answer import Answer
from tieback.model.finding import Counterfactual, Finding, FindingSubject, Missing, Reason, Setting

SHOWN = 6  # counterfactuals per outcome: the cheapest, and up to five more


def conclude(regime: Regime, test: Test, subject: FindingSubject, ground: Ground, summary: Reason) -> Finding:
    """The finding of one test for one subject. Its id is the same for the same regime, test and subject.

    `summary` opens the reasons of a *no*, which rests on everything at once.
    """
    known = ground.known()
    answer = outcome(ground.rule, known)
    opening = (summary,) if answer is Answer.NO else ()
    ways, searched = _counterfactuals(ground)
    closing = (
        ()
        if searched
        else (
            Reason(
                "rule", regime.id, "There may be smaller ways to another answer: the search was cut short."
            ),
        )
    )
    return Finding(
        id=finding_id(regime, test, subject),
        regime=regime.id,
        regime_version=regime.version,
        test=test.id,
        subject=subject,
        outcome=answer,
        reasons=(*opening, *_reasons(ground), *closing, _law(regime, test)),
        missing=_missing(ground),
        counterfactuals=ways,
    )


def not_in_force(regime: Regime, test: Test, subject: FindingSubject, when: str) -> Finding:
    """The finding where the regime does not reach the import at all: no, by its dates."""
    valid = f"{regime.title} holds for imports from {regime.valid_from}"
    valid += f" to {regime.valid_to}" if regime.valid_to else ""
    reason = Reason("rule", regime.id, f"{valid}; {when} lies outside.")
    return Finding(
        finding_id(regime, test, subject),
        regime.id,
        regime.version,
        test.id,
        subject,
        Answer.NO,
        (reason, _law(regime, test)),
        (),
        (),
    )


def no_lot(regime: Regime, test: Test, subject: FindingSubject, importer: str | None) -> Finding:
    """The finding where the records name no lot of an entry line: unknown, for want of anything to look at."""
    whom = f"last held by {importer}" if importer else "that no record takes up"
    missing = f"The records supplied hold no lot {whom}, and entry line {subject.id} names none"
    text = f"{missing}: nothing can be said of its goods."
    asked = regime.fact("lots-of-entry")
    return Finding(
        finding_id(regime, test, subject),
        regime.id,
        regime.version,
        test.id,
        subject,
        Answer.UNKNOWN,
        (Reason("rule", regime.id, text), _law(regime, test)),
        (Missing(asked.fact, subject.id, importer or asked.holder, asked.documents),),
        (),
    )


def finding_id(regime: Regime, test: Test, subject: FindingSubject) -> str:
    """ "us_uflpa/region/lot/L-1"."""
    return f"{regime.id}/{test.id}/{subject.kind}/{subject.id}"


def _law(regime: Regime, test: Test) -> Reason:
    return Reason(
        "rule", f"{regime.id}/{test.id}", f"{test.question} {test.citation} (burden: {regime.burden})."
    )


_ORDER = (Answer.YES, Answer.CONFLICT, Answer.UNKNOWN, Answer.NO)


def _parts(rule: Rule) -> tuple[Rule, ...]:
    return rule.parts if isinstance(rule, Either) else (rule,)


def _reasons(ground: Ground) -> tuple[Reason, ...]:
    """The sentences of every part of the test: what says yes first, then conflicts, unknowns, and what says no."""
    known, facts = ground.known(), {fact.atom: fact for fact in ground.facts}
    told: dict[Reason, None] = {}
    for answer in _ORDER:
        for part in _parts(ground.rule):
            if outcome(part, known) is answer:
                for atom in explain(part, known):
                    told.update(dict.fromkeys(facts[atom].reasons))
    return tuple(told)


def _missing(ground: Ground) -> tuple[Missing, ...]:
    """What is missing in the parts that are not settled, in their order, each once."""
    known, facts = ground.known(), {fact.atom: fact for fact in ground.facts}
    open_atoms: dict[Atom, Fact] = {}
    for part in _parts(ground.rule):
        if evaluate(part, known) not in {Answer.YES, Answer.NO}:
            open_atoms.update((atom, facts[atom]) for atom in atoms(residual(part, known)))
    return tuple(fact.missing for fact in open_atoms.values() if fact.missing)


def _counterfactuals(ground: Ground) -> tuple[tuple[Counterfactual, ...], bool]:
    """The ways to a yes and to a no, and whether the search for them was carried to its end."""
    searches = [search(ground.rule, ground.known(), target, most=SHOWN) for target in (Answer.YES, Answer.NO)]
    ways = tuple(
        Counterfactual(
            found.outcome, tuple(Setting(atom.fact, atom.about, value.value) for atom, value in choice)
        )
        for found in searches
        for choice in found.sets
    )
    return ways, all(found.optimal for found in searches)
