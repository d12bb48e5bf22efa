"""Evaluation of a rule on what is known: four answers in, four answers out, the unsettled rest kept.

Kleene's strong logic (model.answer): settling an unknown fact never changes a yes or a no.
"""

from collections.abc import Mapping

from tieback.assess.rule import NO, YES, Atom, Constant, Either, Every, Opposite, Rule
from tieback.model.answer import Answer, either, every, opposite

Known = Mapping[Atom, Answer]
"""The answers of facts; a fact that is not in it is unknown."""


def evaluate(rule: Rule, known: Known) -> Answer:
    """The answer of `rule`. A conflict among its facts counts as unknown here (see `outcome`)."""
    match rule:
        case Atom():
            return known.get(rule, Answer.UNKNOWN)
        case Constant(answer):
            return answer
        case Either(parts):
            return either(evaluate(part, known) for part in parts)
        case Every(parts):
            return every(evaluate(part, known) for part in parts)
        case Opposite(part):
            return opposite(evaluate(part, known))


def outcome(rule: Rule, known: Known) -> Answer:
    """The answer to print: *conflict* where the facts in conflict alone decide between yes and not yes.

    Evaluated as unknown, but one of the two supported sides would make the rule answer yes or no whatever
    else is found: that is shown as the conflict it is, never as a mere absence of records.
    """
    plain = evaluate(rule, known)
    if plain in {Answer.YES, Answer.NO}:
        return plain
    disputed = {atom for atom, answer in known.items() if answer is Answer.CONFLICT}
    if not disputed:
        return plain
    for side in (Answer.YES, Answer.NO):
        settled = {atom: side if atom in disputed else answer for atom, answer in known.items()}
        if evaluate(rule, settled) is not Answer.UNKNOWN:
            return Answer.CONFLICT
    return Answer.UNKNOWN


def residual(rule: Rule, known: Known) -> Rule:
    """The rule with every known answer put in and folded away; what remains are the unsettled facts."""
    match rule:
        case Atom():
            answer = known.get(rule, Answer.UNKNOWN)
            return {Answer.YES: YES, Answer.NO: NO}.get(answer, rule)
        case Opposite(part):
            rest = residual(part, known)
            return Constant(opposite(rest.answer)) if isinstance(rest, Constant) else Opposite(rest)
        case Either(parts):
            return _fold(Either, parts, known, absorbing=YES, neutral=NO)
        case Every(parts):
            return _fold(Every, parts, known, absorbing=NO, neutral=YES)
        case _:
            return rule


def _fold(
    kind: type[Either] | type[Every],
    parts: tuple[Rule, ...],
    known: Known,
    *,
    absorbing: Constant,
    neutral: Constant,
) -> Rule:
    rests = [residual(part, known) for part in parts]
    if absorbing in rests:
        return absorbing
    kept = tuple(dict.fromkeys(rest for rest in rests if rest != neutral))
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else kind(kept)


def explain(rule: Rule, known: Known) -> tuple[Atom, ...]:
    """The facts on which the answer of `rule` rests, in the order of the tree.

    Of an *or* that is yes, the parts that are yes; of an *and* that is no, the parts that are no; of what
    is unknown, the parts that keep it so and the yes parts of an *and* that they stand beside.
    """
    return tuple(dict.fromkeys(_support(rule, known)))


def _support(rule: Rule, known: Known) -> list[Atom]:
    match rule:
        case Atom():
            return [rule]
        case Opposite(part):
            return _support(part, known)
        case Either(parts) | Every(parts):
            answer = evaluate(rule, known)
            if answer is Answer.UNKNOWN:
                passed_over = Answer.NO if isinstance(rule, Either) else None
                chosen = [part for part in parts if evaluate(part, known) is not passed_over]
            else:
                chosen = [part for part in parts if evaluate(part, known) is answer]
            return [atom for part in chosen for atom in _support(part, known)]
        case _:
            return []
