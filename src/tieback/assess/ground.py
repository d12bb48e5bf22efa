"""A grounded rule: the tree for one subject, with what is known of each of its facts and on whose word."""

from collections.abc import Iterable
from dataclasses import dataclass

from tieback.assess.regime import Regime
from tieback.assess.rule import Atom, Either, Every, Rule, open_unless
from tieback.model.answer import Answer
from tieback.model.finding import Missing, Reason


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its answer, the sentences it rests on and, where it is not settled, what would show it."""

    atom: Atom
    answer: Answer
    reasons: tuple[Reason, ...]
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A rule with the facts of its atoms."""

    rule: Rule
    facts: tuple[Fact, ...]

    def known(self) -> dict[Atom, Answer]:
        """The answers of its facts."""
        return {fact.atom: fact.answer for fact in self.facts}


def whether(fact: Fact) -> Ground:
    """The fact itself: yes and no both settle it."""
    return Ground(fact.atom, (fact,))


def unless(fact: Fact) -> Ground:
    """A gap: unknown until the fact is shown, then no; never yes."""
    return Ground(open_unless(fact.atom), (fact,))


def either(grounds: Iterable[Ground]) -> Ground:
    """Yes if any of them is."""
    parts = tuple(grounds)
    return Ground(Either(tuple(part.rule for part in parts)), _merge(parts))


def every(grounds: Iterable[Ground]) -> Ground:
    """Yes if all of them are."""
    parts = tuple(grounds)
    return Ground(Every(tuple(part.rule for part in parts)), _merge(parts))


def _merge(parts: tuple[Ground, ...]) -> tuple[Fact, ...]:
    """Facts in order, each once: the same atom always comes from the same records."""
    facts = {fact.atom: fact for part in reversed(parts) for fact in reversed(part.facts)}
    return tuple(reversed(facts.values()))


def state(regime: Regime, atom: Atom, answer: Answer, reason: Reason, holder: str | None = None) -> Fact:
    """A fact with one reason; where unsettled, with the documents of the regime's table of facts.

    `holder`: the party id, or who else would hold it; None: the table's typical holder.
    """
    missing = None
    if answer in {Answer.UNKNOWN, Answer.CONFLICT}:
        kind = regime.fact(atom.fact)
        missing = Missing(atom.fact, atom.about, holder or kind.holder, kind.documents)
    return Fact(atom, answer, (reason,), missing)
