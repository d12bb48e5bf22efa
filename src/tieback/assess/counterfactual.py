"""What would change an answer: consistent settings of unsettled facts, none of which can be dropped.

Exact on the tree: every minimal set is found, smallest first, unless a cap is met, and then it is said.
We say "if the document shows X", never "obtain X".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tieback.assess.evaluate import Known, evaluate, residual
from tieback.assess.rule import Atom, Constant, Either, Every, Opposite, Rule
from tieback.model.answer import Answer, opposite

Literal = tuple[Atom, Answer]
Choice = frozenset[Literal]

CAP = 128  # sets kept at any node of the tree; beyond it the search is not complete, and says so


@dataclass(frozen=True, slots=True)
class Search:
    """Minimal sets for one outcome, smallest first. `optimal` False: the cap cut the search short."""

    outcome: Answer
    sets: tuple[tuple[Literal, ...], ...]
    optimal: bool


def search(rule: Rule, known: Known, target: Answer, *, most: int = 6, cap: int = CAP) -> Search:
    """Up to `most` minimal sets of (fact, yes|no) that make `rule` answer `target` (yes or no).

    Empty where the rule answers already (a known answer cannot be changed by settling an unknown), or
    where no record can give that answer.
    """
    if evaluate(rule, known) in {Answer.YES, Answer.NO}:
        return Search(target, (), optimal=True)
    rest = residual(rule, known)
    finder = _Finder(cap)
    found = finder.sets(rest, target)
    tight = {_tighten(rest, choice, target) for choice in found}
    ranked = sorted((tuple(sorted(choice)) for choice in tight if choice), key=lambda item: (len(item), item))
    return Search(target, tuple(ranked[:most]), optimal=not finder.cut)


def _tighten(rule: Rule, choice: Choice, target: Answer) -> Choice:
    """Drop what is not needed. Only a capped search can leave any; `evaluate` is the judge, not the search."""
    kept = dict(sorted(choice))
    for atom in sorted(choice):
        without = {key: value for key, value in kept.items() if key != atom[0]}
        if evaluate(rule, without) is target:
            kept = without
    return frozenset(kept.items())


class _Finder:
    """Recursion over the tree: union where one part suffices, product where all parts are needed."""

    def __init__(self, cap: int) -> None:
        self.cap = cap
        self.cut = False

    def sets(self, rule: Rule, target: Answer) -> list[Choice]:
        match rule:
            case Atom():
                return [frozenset({(rule, target)})]
            case Constant(answer):
                return [frozenset()] if answer is target else []
            case Opposite(part):
                return self.sets(part, opposite(target))
            case Either(parts):
                return self._one(parts, target) if target is Answer.YES else self._all(parts, target)
            case Every(parts):
                return self._all(parts, target) if target is Answer.YES else self._one(parts, target)

    def _one(self, parts: tuple[Rule, ...], target: Answer) -> list[Choice]:
        return self._least(choice for part in parts for choice in self.sets(part, target))

    def _all(self, parts: tuple[Rule, ...], target: Answer) -> list[Choice]:
        joined: list[Choice] = [frozenset()]
        for part in parts:
            options = self.sets(part, target)
            joined = self._least(
                left | right for left in joined for right in options if _consistent(left, right)
            )
            if not joined:
                return []
        return joined

    def _least(self, choices: Iterable[Choice]) -> list[Choice]:
        """Without supersets of others, smallest first, at most `cap` of them."""
        kept: list[Choice] = []
        for choice in sorted(set(choices), key=lambda item: (len(item), sorted(item))):
            if not any(smaller <= choice for smaller in kept):
                kept.append(choice)
                if len(kept) > self.cap:
                    self.cut = True
                    return kept[: self.cap]
        return kept


def _consistent(left: Choice, right: Choice) -> bool:
    values = dict(left)
    return all(values.get(atom, value) is value for atom, value in right)
