"""Risk of a programme (a labour transfer, a placement scheme): what is documented of it, feature by feature.

A programme's risk and the classification of a person are different objects: nothing here takes or makes a
classification, and no classification takes a programme.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tieback.labour.registry import Confidence, rows
from tieback.model.answer import Answer


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source says of one feature, and the other side's word beside it."""

    feature: str
    answer: Answer
    source: str
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature with all that is documented: yes and no side by side make a conflict."""

    id: str
    asks: str
    answer: Answer
    evidence: tuple[Evidence, ...]
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class ProgrammeRisk:
    """A programme as documented. There is no score; features are not added up."""

    programme: str
    features: tuple[Feature, ...]


def weigh(programme: str, evidence: Mapping[str, tuple[Evidence, ...]]) -> ProgrammeRisk:
    """Every feature of the table with what is documented of it; nothing documented is unknown."""
    features = []
    for row in rows("programme_feature.csv"):
        own = evidence.get(row["id"], ())
        said = {item.answer for item in own} & {Answer.YES, Answer.NO}
        answer = Answer.CONFLICT if len(said) == 2 else next(iter(said), Answer.UNKNOWN)
        features.append(Feature(row["id"], row["asks"], answer, own, Confidence(row["confidence"])))
    return ProgrammeRisk(programme, tuple(features))
