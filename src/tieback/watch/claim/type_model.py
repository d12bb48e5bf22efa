"""The type of each claim: stated by its cue, else weighed by the signs of `type_sign` with the weights of `type_weight.csv`.

A multinomial logistic model: a type's score is the sum of its column over the signs that show. The weights are fitted by
`bench/fit_kinds.py`. A guess from wording; it says nothing about who is right, and in doubt takes the more careful type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from tieback.model.claim import Claim, ClaimType
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.kind import stated_type
from tieback.watch.claim.lexicon import rows
from tieback.watch.claim.reference import Passage
from tieback.watch.claim.type_sign import signs_of

START = "start"
_CAREFUL = {ClaimType.FINDING: ClaimType.ALLEGATION, ClaimType.OFFICIAL_ACT: ClaimType.BACKGROUND}
_CLOSE = 0.3  # natural logarithm of odds below which the more careful type is taken


@cache
def weights() -> Mapping[str, Mapping[ClaimType, float]]:
    """Sign -> type -> weight, in natural logarithms of odds; the row `start` counts always."""
    return {row["sign"]: {kind: float(row[kind]) for kind in ClaimType} for row in rows("type_weight.csv")}


def score_types(signs: Sequence[str]) -> dict[ClaimType, float]:
    """The sum of the weights of each type; a sign that was too rare to be weighed counts nothing."""
    table = weights()
    known = [table[sign] for sign in (START, *signs) if sign in table]
    return {kind: sum(row[kind] for row in known) for kind in ClaimType}


def likeliest(scores: Mapping[ClaimType, float]) -> ClaimType:
    """The type with the highest score; where the more careful one is close, that one."""
    best = max(ClaimType, key=lambda kind: scores[kind])
    careful = _CAREFUL.get(best, best)
    return careful if scores[best] - scores[careful] < _CLOSE else best


def tell_types(
    text: str, claims: Sequence[Claim], drafts: Sequence[Draft], sides: Sequence[str]
) -> tuple[Claim, ...]:
    """The claims with their types, told from the first to the last: what was said before is a sign.

    `drafts`, `sides`: parallel to the claims, as for `link_claims`.
    """
    told = list(claims)
    for place, (claim, draft) in enumerate(zip(claims, drafts, strict=True)):
        kind = stated_type(draft, claim.text, sides[place])
        if kind is None:
            kind = likeliest(score_types(signs_of(Passage(text, told, drafts, place), sides)))
        told[place] = replace(claim, type=kind)
    return tuple(told)
