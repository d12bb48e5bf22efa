"""What a claim is about: the persons and bodies named in its words, and whom an accusation is levelled at."""

from collections.abc import Sequence

from tieback.model.claim import Mention, Speaker
from tieback.watch.claim.cast import Figure, find_names, read_figure
from tieback.watch.claim.draft import Draft


def find_about(text: str, draft: Draft, speaker: Speaker, cast: Sequence[Figure]) -> tuple[Mention, ...]:
    """Names within the content or, for "accused X of", between the cue and the content; each once, the speaker not."""
    start = min(draft.start, draft.cue[1]) if draft.cue[1] <= draft.start else draft.start
    known = {figure.name: figure for figure in cast}
    found: dict[str, Mention] = {}
    for name, first, last in find_names(text, start, draft.end):
        own = read_figure(text, name, first, last)
        full = next((f for f in known.values() if f.name.split()[-1:] == own.name.split()), None)
        resolved = (full or own).name
        if resolved != speaker.name and resolved in known and resolved not in found:
            found[resolved] = Mention(name, resolved, first, last)
    return tuple(found.values())
