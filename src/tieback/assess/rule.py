"""Rules: what a test asks, as an and/or/not tree over facts.

A leaf is a *fact about something* ("site-in-region", S-7) or a constant. The tree says nothing of what is
known; `evaluate` does.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tieback.model.answer import Answer


@dataclass(frozen=True, slots=True, order=True)
class Atom:
    """A fact and what it is about. `fact` is a word of the regime's table of facts; `about` an id."""

    fact: str
    about: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A leaf whose answer is fixed. `UNKNOWN` stands for what no record can settle."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Either:
    """Yes if any part is yes; of no parts: no."""

    parts: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Yes if all parts are yes; of no parts: yes."""

    parts: tuple["Rule", ...]


@dataclass(frozen=True, slots=True)
class Opposite:
    """No if the part is yes, yes if it is no."""

    part: "Rule"


Rule = Atom | Constant | Either | Every | Opposite

YES = Constant(Answer.YES)
NO = Constant(Answer.NO)
UNKNOWN = Constant(Answer.UNKNOWN)


def open_unless(atom: Atom) -> Rule:
    """Unknown until `atom` is shown, no once it is; never yes.

    The form of every gap: a list with entries missing may name anybody, so its absence of a match means
    nothing, yet its incompleteness alone shows nothing either.
    """
    return Every((Opposite(atom), UNKNOWN))


def atoms(rule: Rule) -> tuple[Atom, ...]:
    """The facts a rule looks at, sorted, each once."""
    return tuple(sorted(set(_walk(rule))))


def _walk(rule: Rule) -> Iterable[Atom]:
    match rule:
        case Atom():
            yield rule
        case Either(parts) | Every(parts):
            for part in parts:
                yield from _walk(part)
        case Opposite(part):
            yield from _walk(part)
