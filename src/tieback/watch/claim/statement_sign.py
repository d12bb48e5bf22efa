"""Signs that a statement shows by itself, readable in its words: as one that may answer, and as one that may be answered."""

import re
from collections.abc import Iterator

from tieback.model.claim import Claim
from tieback.watch.claim.draft import Draft
from tieback.watch.claim.kind import is_wrong
from tieback.watch.claim.lexicon import wording
from tieback.watch.claim.reference import Passage, content_words

_QUOTED = frozenset({"quotation", "floating quotation", "colon"})
_TOLD = frozenset({"act", "told", "hearsay", "object_document", "bare", "object_predicate"})
_OWNED = ("its ", "their ", "his ", "her ", "whose ")
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_SAID = {  # words of the statement itself: group of `wording.csv` and sign
    "negated": "negates",
    "proper": "all proper",
    "will": "tells a plan",
    "felt": "tells a feeling",
    "sweeping": "sweeping",
    "elsewhere": "other matter",
    "we": "speaks of we",
}
_AROUND = {"contrast": "word of contrast", "in_answer": "said to be in answer", "also": "also true"}
_LEADING = {"but": "but", "more": "adds"}
_POINTED = {"called_false": "called false", "called_true": "called true"}
_ANSWERED = {"negated": "to a negation", "will": "to a plan", "elsewhere": "to other matter"}
_HAD = re.compile(r"\bhad\s+(?:\w+\s+)?$")
_LOOK = 25  # letters before a cue
_FEW, _FEWEST = 3, 2  # telling words


def told_before(text: str, draft: Draft) -> bool:
    """ "had told", "had long argued": said before what the article tells of otherwise."""
    return bool(_HAD.search(text, max(0, draft.cue[0] - _LOOK), draft.cue[0]))


def answer_signs(passage: Passage) -> Iterator[str]:
    """Of a statement as one that may answer another."""
    claim, draft = passage.claim, passage.draft
    pattern = draft.rule.rpartition(" ")[2]
    yield f"cue {draft.kind}"
    yield f"from {passage.sides[passage.place]}"
    if draft.kind == "denial":
        yield "denies in its own words" if pattern in {"clause", "gerund"} else "denies what was said"
    if passage.refers():
        yield "refers back"
    yield from _worded(passage)
    if is_wrong(claim.text):
        yield "names a wrong"
    if draft.rule in _QUOTED:
        yield "quotation"
    if pattern in _TOLD:
        yield f"rule {pattern}"
    if told_before(passage.text, draft):
        yield "told before"
    yield from _of_speaker(claim, draft)
    if len(content_words(claim.text)) <= _FEW:
        yield "few words"
    if claim.text.rstrip().endswith("?"):
        yield "asks"


def _worded(passage: Passage) -> Iterator[str]:
    """By the words of the statement, with its cue, before it, and of its sentence."""
    start, end = passage.sentence()
    lead = passage.text[start : max(passage.draft.cue[1], passage.claim.start)]
    for groups, text in (
        (_SAID, passage.claim.text),
        (_POINTED, passage.words),
        (_LEADING, lead),
        (_AROUND, passage.text[start:end]),
    ):
        yield from (sign for group, sign in groups.items() if wording(group).search(text))


def _of_speaker(claim: Claim, draft: Draft) -> Iterator[str]:
    speaker = (claim.speaker.text or "").lower()
    if draft.rule == "headline":
        yield "headline"
    if not speaker:
        yield "nobody speaks"
    elif speaker.startswith(_OWNED):
        yield "its speaker"
    elif speaker in _PRONOUNS:
        yield "pronoun speaks"


def target_signs(passage: Passage, place: int) -> Iterator[str]:
    """Of a statement as one that may be answered."""
    claim, draft = passage.claims[place], passage.drafts[place]
    yield f"to cue {draft.kind}"
    yield f"to {passage.sides[place]}"
    yield f"to type {claim.type}"
    yield from (sign for group, sign in _ANSWERED.items() if wording(group).search(claim.text))
    if is_wrong(claim.text):
        yield "to a wrong"
    if draft.rule == "headline":
        yield "to a headline"
    if told_before(passage.text, draft):
        yield "to told before"
    if claim.speaker.text is None:
        yield "to nobody"
    if len(content_words(claim.text)) <= _FEWEST:
        yield "to few words"
