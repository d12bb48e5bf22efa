"""What an article says that it said before: "An earlier version of this article said that the ministry had fined the mill".

Nobody says so any more: such words are kept as withdrawn by the article itself, never counted for what they tell.
"""

import re
from dataclasses import replace

from tieback.watch.claim.draft import Draft

_VERSION = re.compile(
    r"(?:(?:an?|the|our)\s+)?(?:earlier|previous|prior|original|first|initial)\s+(?:version|edition|report)s?"
    r"(?:\s+of\s+(?:this|the|our)\s+(?:article|story|report|page|post|piece|item|blog|release))?",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"this (?:article|story|report|post|piece)", re.IGNORECASE)
_RULE = "earlier version"


def mark_earlier(text: str, draft: Draft) -> Draft:
    """The draft; rule `earlier version` and the bare phrase as speaker where an earlier version of the text speaks."""
    if draft.speaker is None:
        return draft
    phrase = text[slice(*draft.speaker)]
    match = _VERSION.search(phrase)
    own = match is not None and (
        " of " in match.group() or _ITSELF.search(text, max(0, draft.speaker[0] - 300))
    )
    if match is None or not own or match.end() < len(phrase.rstrip()):
        return draft
    start = draft.speaker[0] + match.start()
    return replace(draft, speaker=(start, start + len(match.group())), kind="correction", rule=_RULE)


def is_earlier(draft: Draft) -> bool:
    """Whether `mark_earlier` found it so."""
    return draft.rule == _RULE
