"""Yes, no, unknown, conflict: the four answers and how they combine.

*Unknown* names something missing; *conflict* means that both sides are supported and both are shown.
A conflict evaluates as unknown in every rule, but is never printed as unknown.
"""

from collections.abc import Iterable
from enum import StrEnum


class Answer(StrEnum):
    """One of the four answers of DESIGN rule 1."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    CONFLICT = "conflict"


def either(answers: Iterable[Answer]) -> Answer:
    """Kleene *or*: yes if any is yes, no only if all are no (and of nothing: no)."""
    seen = set(answers)
    if Answer.YES in seen:
        return Answer.YES
    return Answer.UNKNOWN if seen & {Answer.UNKNOWN, Answer.CONFLICT} else Answer.NO


def every(answers: Iterable[Answer]) -> Answer:
    """Kleene *and*: no if any is no, yes only if all are yes (and of nothing: yes)."""
    seen = set(answers)
    if Answer.NO in seen:
        return Answer.NO
    return Answer.UNKNOWN if seen & {Answer.UNKNOWN, Answer.CONFLICT} else Answer.YES


def opposite(answer: Answer) -> Answer:
    """Kleene *not*: unknown and conflict stay what they are."""
    return {Answer.YES: Answer.NO, Answer.NO: Answer.YES}.get(answer, answer)
