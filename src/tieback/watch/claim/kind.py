"""The type and modality of a claim, by its cue, its words and the sort of speaker. Never whether it is true."""

import re

from tieback.model.claim import ClaimType, Speaker
from tieback.watch.claim.cast import body_classes, is_role
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
    "support": ClaimType.ALLEGATION,
    "withdrawal": ClaimType.DENIAL,
    "correction": ClaimType.DENIAL,
}


def find_type(draft: Draft, content: str, speaker: Speaker) -> ClaimType:
    """By the cue where the cue tells; a plain "said" by what is said and who says it."""
    told = _BY_CUE.get(draft.kind)
    negated = bool(wording("negated").search(content))
    wrong = _is_wrong(content)
    authority = _is_authority(speaker)
    if told is not None and not (draft.kind == "allegation" and negated and _is_accused(speaker)):
        return told
    if negated and (_is_accused(speaker) or (authority and wrong)):
        return ClaimType.DENIAL
    if _is_accused(speaker) and wording("will").search(content):
        return ClaimType.ANNOUNCEMENT
    if authority and wording("acted").search(content):
        return ClaimType.OFFICIAL_ACT
    if wrong:
        return ClaimType.FINDING if authority and not _is_accused(speaker) else ClaimType.ALLEGATION
    if wording("will").search(content) and authority:
        return ClaimType.ANNOUNCEMENT
    if wording("valued").search(content):
        return ClaimType.OPINION
    return ClaimType.ALLEGATION if draft.kind == "allegation" else ClaimType.BACKGROUND


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


def _is_wrong(content: str) -> bool:
    words = re.findall(r"[\w-]+", content.lower())
    table = words_of("wrong.csv", "word")
    return any(word in table or word.removesuffix("s") in table for word in words)


def _words(speaker: Speaker) -> set[str]:
    phrases = " ".join(
        part for part in (speaker.text, speaker.name, speaker.role, speaker.organisation) if part
    )
    return {word.lower().removesuffix("'s") for word in re.findall(r"[\w-]+", phrases)}


def _is_authority(speaker: Speaker) -> bool:
    return not _words(speaker).isdisjoint(words_of("authority.csv", "word"))


def _is_accused(speaker: Speaker) -> bool:
    """A company, its people or a government: those whom this news accuses, who deny rather than allege."""
    words = _words(speaker)
    classes = set().union(*(body_classes().get(word, frozenset()) for word in words)) if words else set()
    own = {
        "owner",
        "owners",
        "manager",
        "managing",
        "executive",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "minister",
        "governor",
        "mayor",
    }
    return bool(classes & {"company", "ministry", "government"}) or (
        not words.isdisjoint(own) and any(map(is_role, words))
    )
