"""What words state outright of a claim: its type where the cue tells it, its modality, a wrong. Never whether it is true."""

import re

from tieback.model.claim import ClaimType
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.lexicon import wording, words_of

_BY_CUE = {
    "allegation": ClaimType.ALLEGATION,
    "denial": ClaimType.DENIAL,
    "finding": ClaimType.FINDING,
    "official_act": ClaimType.OFFICIAL_ACT,
    "announcement": ClaimType.ANNOUNCEMENT,
    "concern": ClaimType.CONCERN,
    "request": ClaimType.OPINION,
    "admission": ClaimType.ANNOUNCEMENT,
    "correction": ClaimType.ANNOUNCEMENT,
    "withdrawal": ClaimType.DENIAL,
}
_OWN_DEED = re.compile(
    r"[\s“\"]*(?:that\s+)?(?:it|they|we|he|she|I)\s+(?:has|have|had|was|were|is|are)\s+(?:\w+ly\s+|also\s+|since\s+)?",
    re.IGNORECASE,
)


def stated_type(draft: Draft, content: str, side: str) -> ClaimType | None:
    """The type where the cue, or a word of falsehood, states it; None for a plain "said" (see `type_model`)."""
    match draft.kind:
        case "opinion" | "request" if wording("called_false").search(content):
            return ClaimType.DENIAL
        case "announcement" if side == "finder" and wording("acted").search(content):
            return ClaimType.OFFICIAL_ACT
        case "allegation" if side == "accused":
            return None  # "claims" of the accused: told by what they claim
        case "statement" if side == "finder":
            return _own_deed(content)
        case kind:
            return _BY_CUE.get(kind)


def _own_deed(content: str) -> ClaimType | None:
    """ "it had suspended the licence", "they had found": what a body that examines and decides says of its own work."""
    opening = _OWN_DEED.match(content)
    if opening is None:
        return None
    if wording("acted").match(content, opening.end()):
        return ClaimType.OFFICIAL_ACT
    return ClaimType.FINDING if wording("found").match(content, opening.end()) else None


def find_modality(draft: Draft, content: str) -> str:
    """asserted | possible | intended | required | asked | negated, by the words of the claim."""
    if draft.kind == "request" or content.rstrip().endswith("?"):
        return "asked"
    if draft.kind == "denial" or wording("negated").search(content):
        return "negated"
    if wording("required").search(content):
        return "required"
    if draft.kind == "announcement" or wording("will").search(content):
        return "intended"
    if wording("possible").search(content) or draft.rule == "hearsay":
        return "possible"
    return "asserted"


def is_wrong(content: str) -> bool:
    """Does it name harm or wrong of the kind this news is about, by the stems of `wrong.csv`?"""
    words = re.findall(r"[\w-]+", content.lower())
    table = words_of("wrong.csv", "word")
    return any(
        word in table or any(word.startswith(stem) for stem in table if len(stem) > 4) for word in words
    )
