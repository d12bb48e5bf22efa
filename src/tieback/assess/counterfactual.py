"""What would change an answer: consistent settings of unsettled facts, none of which can be dropped.

Exact on the tree: every minimal set is found, smallest first, unless a cap is met, and then it is said.
We say "if the document shows X", never "obtain X".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tieback.assess.evaluate import Known, evaluate, residual
from tieback.assess.rule import Atom, Constant, Either, Every, Opposite, Rule, atoms
from tieback.model.answer import Answer, opposite

Literal = tuple[Atom, Answer]

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
    finder = _Finder(rest, cap)
    found = finder.least(finder.sets(rest, target))
    kept: dict[tuple[Literal, ...], None] = {}
    for mask in found:
        choice = finder.literals(mask)
        if choice and len(kept) < most:
            kept[_tighten(rest, choice, target) if finder.cut else choice] = None
    ranked = sorted(kept, key=lambda choice: (len(choice), choice))
    return Search(target, tuple(ranked), optimal=not finder.cut)


def _tighten(rule: Rule, choice: tuple[Literal, ...], target: Answer) -> tuple[Literal, ...]:
    """Drop what is not needed. Only a capped search can leave any; `evaluate` is the judge, not the search."""
    kept = dict(choice)
    for atom, _ in choice:
        without = {key: value for key, value in kept.items() if key != atom}
        if evaluate(rule, without) is target:
            kept = without
    return tuple(kept.items())


class _Finder:
    """Recursion over the tree: union where one part suffices, product where all parts are needed.

    A set of settings is a number: bit 2n says that atom n is yes, bit 2n + 1 that it is no.
    """

    def __init__(self, rule: Rule, cap: int) -> None:
        self.cap = cap
        self.cut = False
        self._atoms = atoms(rule)
        self._bit = {atom: 1 << (2 * number) for number, atom in enumerate(self._atoms)}
        self._yes_bits = sum(self._bit.values())

    def literals(self, mask: int) -> tuple[Literal, ...]:
        """The settings that `mask` stands for, sorted."""
        pairs = ((atom, mask >> (2 * number) & 3) for number, atom in enumerate(self._atoms))
        return tuple((atom, Answer.YES if bits == 1 else Answer.NO) for atom, bits in pairs if bits)

    def sets(self, rule: Rule, target: Answer) -> list[int]:
        """The minimal sets that make `rule` answer `target`, smallest first."""
        match rule:
            case Atom():
                return [self._bit[rule] << (target is Answer.NO)]
            case Constant(answer):
                return [0] if answer is target else []
            case Opposite(part):
                return self.sets(part, opposite(target))
            case Either(parts):
                return self._one(parts, target) if target is Answer.YES else self._all(parts, target)
            case Every(parts):
                return self._all(parts, target) if target is Answer.YES else self._one(parts, target)

    def least(self, masks: Iterable[int]) -> list[int]:
        """The consistent ones without supersets of others, smallest first, at most `cap` of them."""
        kept: list[int] = []
        smaller: list[int] = []  # those of fewer settings than the ones now looked at
        size = -1
        for mask in sorted({mask for mask in masks if not self._contradicts(mask)}, key=_order):
            if mask.bit_count() != size:
                size, smaller = mask.bit_count(), list(kept)
            if any(mask & other == other for other in smaller):
                continue
            if len(kept) == self.cap:
                self.cut = True
                break
            kept.append(mask)
        return kept

    def _contradicts(self, mask: int) -> bool:
        return bool(mask & (mask >> 1) & self._yes_bits)

    def _one(self, parts: tuple[Rule, ...], target: Answer) -> list[int]:
        return self.least(mask for part in parts for mask in self.sets(part, target))

    def _all(self, parts: tuple[Rule, ...], target: Answer) -> list[int]:
        """Every part needs one of its sets. Parts with one set only are forced, and come first."""
        options = sorted((self.sets(part, target) for part in parts), key=len)
        joined = [0]
        for found in options:
            joined = self.least(left | right for left in joined for right in found)
        return joined


def _order(mask: int) -> tuple[int, int]:
    return (mask.bit_count(), mask)
