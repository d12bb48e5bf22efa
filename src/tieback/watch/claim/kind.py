"""The type and modality of a claim, by its cue, its words and the sort of speaker. Never whether it is true."""

import re
from collections.abc import Callable

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
    "request": ClaimType.CONCERN,
    "opinion": ClaimType.OPINION,
    "admission": ClaimType.ANNOUNCEMENT,
    "withdrawal": ClaimType.DENIAL,
    "correction": ClaimType.DENIAL,
}


def find_type(draft: Draft, content: str, side: str, passes_on: bool = False) -> ClaimType:
    """By the cue where the cue tells; a plain "said" by what is said and on which side the speaker mostly stands.

    `passes_on`: the content is itself a report of what somebody else said.
    """
    if (told := _by_cue(draft, content, side)) is not None:
        return told
    if passes_on:
        return ClaimType.BACKGROUND
    if _denies_outright(content) and side != "accuser":
        return ClaimType.DENIAL
    against = side in {"accused", "office"} and is_wrong(content) and not _OWN.match(content)
    if against and not wording("negated").search(content) and draft.kind == "statement":
        return ClaimType.ALLEGATION
    if draft.kind == "reply" and side in {"body", "person"}:
        return ClaimType.DENIAL
    return _BY_SIDE[side](content)


def _by_cue(draft: Draft, content: str, side: str) -> ClaimType | None:
    """Where the cue tells the type, alone or with the side; None for a plain "said"."""
    match draft.kind:
        case "opinion" | "request" if wording("called_false").search(content):
            return ClaimType.DENIAL
        case "opinion" if side == "accused" and draft.rule.startswith(
            ("noun", "object_as", "passive object_as")
        ):
            return ClaimType.DENIAL
        case "request" if draft.rule == "quotation":
            return ClaimType.OPINION
        case "announcement" if side == "finder" and wording("acted").search(content):
            return ClaimType.OFFICIAL_ACT
        case "confirmation" if side in {"accused", "office"}:
            return ClaimType.ANNOUNCEMENT
        case "opinion" | "allegation" if draft.lemma in _HELD and side in {"accuser", "finder"}:
            return ClaimType.ALLEGATION
        case "allegation" if side == "accused" and "prep" not in draft.rule:
            return None  # "claims" of the accused: told by what they claim
        case "support":
            return ClaimType.FINDING if side == "finder" else ClaimType.ALLEGATION
        case kind:
            return _BY_CUE.get(kind)


def _denies_outright(content: str) -> bool:
    """ "No worker was ever sold", "nobody is made to stay"."""
    return bool(_NOBODY.match(content)) and is_wrong(content)


def face(content: str) -> ClaimType:
    """The type of a statement by whoever was accused before: a denial, unless it tells plans or feelings."""
    negated = wording("negated").search(content)
    if not negated and (_plans(content) or wording("will").search(content)):
        return ClaimType.ANNOUNCEMENT
    return ClaimType.OPINION if wording("felt").search(content) and not negated else ClaimType.DENIAL


def _accused(content: str) -> ClaimType:
    """Plans and feelings apart, who is mostly accused mostly denies."""
    if _plans(content) or (wording("will").search(content) and not wording("never").search(content)):
        return ClaimType.ANNOUNCEMENT
    if wording("felt").search(content) and not wording("negated").search(content):
        return ClaimType.OPINION
    return ClaimType.DENIAL


def _plans(content: str) -> bool:
    """ "it would stop buying": its own future."""
    return bool(_OWN_FUTURE.match(content))


def _accuser(content: str) -> ClaimType:
    if _plans(content):
        return ClaimType.ANNOUNCEMENT
    if is_wrong(content):
        return ClaimType.ALLEGATION
    if wording("will").search(content):
        return ClaimType.CONCERN
    return ClaimType.OPINION if wording("valued").search(content) else ClaimType.ALLEGATION


def _finder(content: str) -> ClaimType:
    if wording("acted").search(content):
        return ClaimType.OFFICIAL_ACT
    return ClaimType.ANNOUNCEMENT if wording("will").search(content) else ClaimType.FINDING


def _observer(content: str) -> ClaimType:
    return ClaimType.ALLEGATION if is_wrong(content) else ClaimType.OPINION


def _body(content: str) -> ClaimType:
    """A body of which nothing is known speaks of itself as an accused does, of others as an accuser."""
    negated = wording("negated").search(content)
    return (
        _accused(content) if _OWN.match(content) and (negated or not is_wrong(content)) else _accuser(content)
    )


def _law(_: str) -> ClaimType:
    return ClaimType.BACKGROUND


_NOBODY = re.compile(
    r"(?:that\s+)?(?:no|nobody|none|not one|not a single|nothing|there \w+ no)\b", re.IGNORECASE
)
_OWN_FUTURE = re.compile(
    r"(?:that\s+)?(?:it|they|he|she|we|I)(?:\s+(?:\w+ly|also|now))?"
    r"(?:\s+(?:will|would|shall|plan(?:s|ned)? to|intend(?:s|ed)? to)|[’']ll)\b"
)
_HELD = frozenset({"believe", "suspect", "fear"})
_OWN = re.compile(
    r"(?:that\s+)?(?:it|its|we|our|all its|none of its|no|nobody|none|there \w+ no)\b", re.IGNORECASE
)
_BY_SIDE: dict[str, Callable[[str], ClaimType]] = {
    "accused": _accused,
    "accuser": _accuser,
    "finder": _finder,
    "observer": _observer,
    "law": _law,
    "office": _accused,
    "person": _accuser,
    "body": _body,
}


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
