"""One case under several rule sets side by side: clues found, classifications, and what would decide what is open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tieback.assess.evaluate import evaluate, explain, residual
from tieback.assess.rule import atoms
from tieback.labour.rule_set import RuleSet, item_atom, items, rule_sets
from tieback.model.answer import Answer, either
from tieback.model.record import RowRef


@dataclass(frozen=True, slots=True)
class Tag:
    """A form of state-imposed labour, or an exception, as a person judged it, with the reason. Never computed."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class CaseAnswers:
    """What is recorded of one job of one person in one reference period. `case` is a pseudonym, never a name.

    `answers`: item -> yes or no; an item that is absent is unknown. `refused`: items the respondent would not
    answer (unknown as well, and counted apart).
    """

    case: str
    job: str | None
    period: str | None
    child: Answer
    answers: Mapping[str, Answer]
    refused: tuple[str, ...] = ()
    voluntariness: str | None = None  # voluntary | reluctant | involuntary, where the instrument asks it
    tags: tuple[Tag, ...] = ()
    ref: RowRef | None = None


@dataclass(frozen=True, slots=True)
class Clue:
    """One indicator: present, absent or unknown, with the items it rests on."""

    indicator: str
    answer: Answer
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One set on one case. `decides` is False for a set that nobody checked against its text.

    `missing`: items whose answer could settle an unknown; `note`: why a set says nothing of this case.
    """

    set: str
    kind: str
    answer: Answer | None  # None for clues
    clues: tuple[Clue, ...]
    because: tuple[str, ...]
    missing: tuple[str, ...]
    decides: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class Classified:
    """One case with all results, and where the sets that decide disagree."""

    case: CaseAnswers
    results: tuple[Result, ...]
    disagree: tuple[str, ...]


def classify(case: CaseAnswers, sets: Sequence[str] | None = None) -> Classified:
    """The case under the sets named (default: all)."""
    chosen = [found for name, found in rule_sets().items() if sets is None or name in sets]
    results = tuple(_clues(case, one) if one.rule is None else _classify(case, one) for one in chosen)
    answers = {result.set: result.answer for result in results if result.answer in {Answer.YES, Answer.NO}}
    differ = tuple(answers) if len(set(answers.values())) > 1 else ()
    return Classified(case, results, differ)


def _clues(case: CaseAnswers, one: RuleSet) -> Result:
    found = []
    for heading, members in one.blocks.items():
        answer = either(case.answers.get(item, Answer.UNKNOWN) for item in members)
        because = tuple(item for item in members if case.answers.get(item, Answer.UNKNOWN) is answer)
        found.append(Clue(heading, answer, because))
    missing = tuple(item for clue in found if clue.answer is Answer.UNKNOWN for item in clue.because)
    return Result(one.id, one.kind, None, tuple(found), (), missing, one.confidence.decides, None)


def _classify(case: CaseAnswers, one: RuleSet) -> Result:
    if one.rule is None:
        raise ValueError(f"set {one.id} has no rule")
    other = {"adult": Answer.YES, "child": Answer.NO}.get(one.about)
    if case.child is other:
        whom = "adults" if one.about == "adult" else "children"
        return Result(one.id, one.kind, None, (), (), (), one.confidence.decides, f"this rule is for {whom}")
    known = {item_atom(item): answer for item, answer in case.answers.items()}
    answer = evaluate(one.rule, known)
    note: str | None = None
    if case.period is None and answer is not Answer.NO:
        answer, note = Answer.UNKNOWN, "the reference period is not stated"
    elif case.child is Answer.UNKNOWN and one.about != "anyone" and answer is not Answer.UNKNOWN:
        answer, note = Answer.UNKNOWN, "whether the person is a child is not recorded"
    because = tuple(atom.fact for atom in explain(one.rule, known) if known.get(atom) is not None)
    open_items = {atom.fact for atom in atoms(residual(one.rule, known))}
    missing = tuple(item for item in items() if item in open_items) if answer is Answer.UNKNOWN else ()
    return Result(one.id, one.kind, answer, (), because, missing, one.confidence.decides, note)
