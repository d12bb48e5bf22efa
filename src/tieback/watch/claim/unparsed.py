"""Statements whose cue the parse took for something else, read by patterns over the plain text instead.

Only plain forms are taken up: "X told the court that", "X says she was", "they were paid, the manager of X told Y".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tieback.watch.claim.chunk import has_verb
from tieback.watch.claim.draft import Draft

_PLAIN = frozenset({"say", "tell"})
_NEVER = frozenset(
    {"ask", "hear", "hope", "answer"}
)  # what follows or precedes them is mostly not their content

_OPENS_CLAUSE = re.compile(
    r"that |(?:it|they|he|she|we|there) (?:had|has|have|was|were|is|are|would|will|did|does|could|can)\b"
)
_HEARER = re.compile(  # "told | the tribunal | she was"
    r"(?:(?:the|a|an|its|his|her|their|our)\s+[\w-]+|[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*|us|me|him|her|them|reporters)\s+"
    r"(?=(?:she|he|they|it|we|I|there|nobody|no|the|its|his|her|their|this|all|every)\s)"
)


def find_unparsed(text: str, parsed: Sequence[Draft], patterns: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts of `patterns` in whose stretch no draft of the parse has found anything to say, of those forms."""
    told = [draft for draft in parsed if draft.start < draft.end]
    for draft in patterns:
        if any(draft.cue[0] < other.cue[1] and other.cue[0] < draft.cue[1] for other in told):
            continue
        if _reports(text, draft) or (_is_free(draft, told) and _is_told(text, draft)):
            told.append(draft)
            yield _alone(text, draft)


def _reports(text: str, draft: Draft) -> bool:
    """ "X told the court from a wheelchair that", "X said it had": a clause where the parse gave the cue no content."""
    return draft.rule == "clause" and draft.start < draft.end and bool(_OPENS_CLAUSE.match(text, draft.start))


def _alone(text: str, draft: Draft) -> Draft:
    """What is said alone: not whom it was told, nor the comma before "she said"."""
    if draft.after:
        return replace(draft, end=draft.start + len(text[draft.start : draft.end].rstrip(" ,")))
    hearer = _HEARER.match(text, draft.start, draft.end) if draft.lemma == "tell" else None
    return replace(draft, start=hearer.end()) if hearer else draft


def _is_free(draft: Draft, told: Sequence[Draft]) -> bool:
    return all(other.end <= draft.start or draft.end <= other.start for other in told)


def _is_told(text: str, draft: Draft) -> bool:
    """A whole statement before the comma and the cue, or right after a plain cue whose speaker is more than a word."""
    said = text[draft.start : draft.end]
    if draft.rule not in {"clause", "according to"} or draft.lemma in _NEVER or not has_verb(said):
        return False
    if draft.after:
        return said.rstrip().endswith(",") and draft.speaker is not None
    who = text[slice(*draft.speaker)] if draft.speaker else ""
    return draft.lemma in _PLAIN and len(who.split()) > 1 and said[:1] not in '“"' and draft.rule == "clause"
