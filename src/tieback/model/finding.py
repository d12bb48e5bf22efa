"""Findings: the answer to a regime's test for one subject, why, what is missing, what would change it."""

from dataclasses import dataclass

from tieback.model.answer import Answer


@dataclass(frozen=True, slots=True)
class FindingSubject:
    """What the test was asked of: lot | entry | party | site."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence with the alert, trace, document or rule it rests on."""

    kind: str  # alert | trace | document | rule
    ref: str
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that is not known, whom or what it is about, who would hold it, which documents would show it."""

    fact: str
    about: str
    holder: str | None
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """One atom of a counterfactual: if `fact` about `about` were `value`."""

    fact: str
    about: str
    value: str


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """A consistent set of settings that gives `outcome` and of which none can be dropped."""

    outcome: Answer
    set: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one test of one version of one regime."""

    id: str
    regime: str
    regime_version: str
    test: str
    subject: FindingSubject
    outcome: Answer
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    counterfactuals: tuple[Counterfactual, ...]
