""" "Mill accused of beating pickers", "Two held, suspected of theft": those named are accused, who accuses is unknown."""

import re
from dataclasses import replace

from tieback.watch.claim.draft import Draft

_OF = re.compile(r"\s+(?:of|for|over|with)\s+", re.IGNORECASE)
_ASKED_OF = re.compile(
    r"\b(?:which|whom|who|that)\s*$", re.IGNORECASE
)  # "the mill, which the union accused of"


def without_accused(text: str, draft: Draft) -> Draft:
    """The draft without a speaker where its verb of accusation has neither an object nor a helping verb."""
    if draft.kind != "allegation" or draft.speaker is None or draft.rule != "object_prep":
        return draft
    accused = draft.speaker[1] <= draft.cue[0] and text[slice(*draft.cue)].lower().endswith("ed")
    if not accused or not _OF.fullmatch(text, draft.cue[1], draft.start):
        return draft
    if _ASKED_OF.search(text, max(0, draft.speaker[0] - 12), draft.speaker[0]):
        return draft
    return replace(draft, speaker=None, rule="passive object_prep")
