"""Headlines that attribute without a verb: "Minister: no prison labour in brick kilns", "Mill locked doors - union"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from tieback.watch.claim.cast import body_classes, is_role
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.form import cue_forms
from tieback.watch.claim.lexicon import column, wording

_FRONT = re.compile(r"^(?P<who>[A-Z][\w’'& -]{1,50}?):\s+(?P<what>\S.*)$", re.DOTALL)
_BACK = re.compile(r"^(?P<what>\S.{10,}?)\s+[–—-]\s+(?P<who>[\w’'& -]{2,40})$", re.DOTALL)
_SAYS = re.compile(r"^(?P<what>\S.{10,}?),\s+(?P<cue>[a-z]+)\s+(?P<who>[A-Z]?[\w’'& -]{2,40})$", re.DOTALL)
_NEXT = re.compile(r"[.;]\s+(?=[A-Z][\w’' -]{1,30}:\s)")
_ASKS = re.compile(
    r"(?:what|how|why|who|where|when|which|whether)\b", re.IGNORECASE
)  # "Two sides: what they said"
_MOST = 160  # characters of a line that can be a headline


def find_headlines(text: str, spans: Sequence[Span]) -> Iterator[Draft]:
    """Short paragraphs without a full stop that name a speaker before a colon or after a dash."""
    for start, end in spans:
        line = text[start:end].rstrip()
        if len(line) > _MOST or line[-1:] in {".", "”", '"'}:
            continue
        if (said := _SAYS.match(line)) and said.group("cue") in cue_forms():
            yield Draft(
                start + said.start("what"),
                start + said.end("what"),
                (start + said.start("cue"), start + said.end("cue")),
                cue_forms()[said.group("cue")].lemma,
                cue_forms()[said.group("cue")].kind,
                (start + said.start("who"), start + said.end("who")),
                "headline",
                after=True,
            )
            continue
        cuts = [0, *(found.end() for found in _NEXT.finditer(line)), len(line)]
        for first, last in pairwise(cuts):
            yield from _attributed(line[first:last].rstrip(" .;"), start + first)


def _attributed(line: str, start: int) -> Iterator[Draft]:
    """ "Minister: no prison labour", "Mill locked doors - union"."""
    match = _FRONT.match(line) or _BACK.match(line)
    if match is None or not _speaks(match.group("who")) or _ASKS.match(match.group("what")):
        return
    who = start + match.start("who"), start + match.end("who")
    what = start + match.start("what"), start + match.end("what")
    cue = (who[1], who[1] + 1) if who[0] < what[0] else (what[1], who[0])
    yield Draft(what[0], what[1], cue, ":", "statement", who, "headline")


def _speaks(who: str) -> bool:
    """A role, a body or a document, but no word for the sort of text: "Transcript:", "Live:"."""
    if wording("genre").match(who):
        return False
    words = [word.lower() for word in who.split()]
    last = words[-1].removesuffix("s")
    told = {*words, last}
    return (
        any(map(is_role, told))
        or not told.isdisjoint(body_classes())
        or not told.isdisjoint(column("document.csv", "noun", "authored"))
    )
