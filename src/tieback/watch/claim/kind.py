"""The type and modality of a claim, by its cue, its words and the sort of speaker. Never whether it is true."""

import re
from collections.abc import Callable

from tieback.model.claim import ClaimType, Speaker
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.lexicon import column, wording, words_of

_BY_CUE = {
    "allegation": ClaimType.ALLEGATION,
    "denial": ClaimType.DENIAL,
    "finding": ClaimType.FINDING,
    "official_act": ClaimType.OFFICIAL_ACT,
    "announcement": ClaimType.ANNOUNCEMENT,
    "concern": ClaimType.CONCERN,
    "request": ClaimType.CONCERN,
    "opinion": ClaimType.OPINION,
    "support": ClaimType.FINDING,
    "withdrawal": ClaimType.DENIAL,
    "correction": ClaimType.DENIAL,
}


def find_type(draft: Draft, content: str, speaker: Speaker, passes_on: bool = False) -> ClaimType:
    """By the cue where the cue tells; a plain "said" by what is said and on which side the speaker mostly stands.

    `passes_on`: the content is itself a report of what somebody else said.
    """
    told = _BY_CUE.get(draft.kind)
    side = find_side(speaker)
    if draft.kind in {"opinion", "request"} and (
        wording("called_false").search(content) or side == "accused"
    ):
        told = ClaimType.DENIAL if wording("negated").search(content) or draft.rule.endswith("_as") else told
    if draft.kind == "request" and draft.rule == "quotation":
        told = ClaimType.OPINION
    owned = draft.kind == "allegation" and side == "accused" and "prep" not in draft.rule
    if told is not None and not (owned and wording("negated").search(content)):
        return told
    if passes_on:
        return ClaimType.BACKGROUND
    if side == "none" and draft.rule == "quotation" and not wording("valued").search(content):
        return ClaimType.ALLEGATION
    return _BY_SIDE[side](content)


def find_side(speaker: Speaker) -> str:
    """accused | accuser | finder | observer | law | none, by the nouns the speaker is called by; an office is its holder's
    organisation's side."""
    own = next((side for part in (speaker.text, speaker.role, speaker.name) if (side := _side(part))), "none")
    if own == "office":
        held = _side(speaker.organisation) or _side(speaker.text, office=False)
        if held and held != "office":
            return held
        return "accuser" if wording("advocate").search(f"{speaker.role} {speaker.text}") else "accused"
    return own


def _side(phrase: str | None, office: bool = True) -> str | None:
    """The side of the last telling word before a preposition; of whoever was something once, the accuser's."""
    sides = {
        word: side for word, side in column("side.csv", "word", "side").items() if office or side != "office"
    }
    words = [re.sub(r"[’']s?$", "", word) for word in re.findall(r"[\w’'-]+", (phrase or "").lower())]
    if "former" in words:
        return "accuser"
    head = next((at for at, word in enumerate(words) if word in _PREPOSITIONS), len(words))
    return next((sides[word] for word in reversed(words[:head]) if word in sides), None)


def _accused(content: str) -> ClaimType:
    if wording("negated").search(content):
        return ClaimType.DENIAL
    if wording("will").search(content):
        return ClaimType.ANNOUNCEMENT
    return ClaimType.OPINION if wording("felt").search(content) else ClaimType.DENIAL


def _accuser(content: str) -> ClaimType:
    if _is_wrong(content):
        return ClaimType.ALLEGATION
    if wording("will").search(content):
        return ClaimType.CONCERN
    return ClaimType.OPINION if wording("valued").search(content) else ClaimType.ALLEGATION


def _finder(content: str) -> ClaimType:
    if wording("acted").search(content):
        return ClaimType.OFFICIAL_ACT
    return ClaimType.ANNOUNCEMENT if wording("will").search(content) else ClaimType.FINDING


def _observer(content: str) -> ClaimType:
    return ClaimType.ALLEGATION if _is_wrong(content) else ClaimType.OPINION


def _unknown(content: str) -> ClaimType:
    if _is_wrong(content):
        return ClaimType.ALLEGATION
    return ClaimType.OPINION if wording("valued").search(content) else ClaimType.BACKGROUND


def _law(_: str) -> ClaimType:
    return ClaimType.BACKGROUND


_PREPOSITIONS = frozenset(
    {"of", "for", "from", "at", "in", "on", "by", "with", "who", "which", "that", "published", "seen"}
)
_BY_SIDE: dict[str, Callable[[str], ClaimType]] = {
    "accused": _accused,
    "accuser": _accuser,
    "finder": _finder,
    "observer": _observer,
    "law": _law,
    "none": _unknown,
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


def _is_wrong(content: str) -> bool:
    words = re.findall(r"[\w-]+", content.lower())
    table = words_of("wrong.csv", "word")
    return any(
        word in table or any(word.startswith(stem) for stem in table if len(stem) > 4) for word in words
    )
