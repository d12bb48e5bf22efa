"""Who says what without a verb of saying: "Ms Orban: twelve." and "Management tells a different tale: the men asked for it".

A name before a colon opens a line or sentence; a noun for what is told ("version", "reply") stands before the other kind.
"""

import re
from collections.abc import Iterator

from tieback.watch.claim.cast import body_classes, is_role
from tieback.watch.claim.chunk import has_verb
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import wording

_TITLE = r"(?i:Mr|Mrs|Ms|Miss|Dr|Sir|Prof)\.?"
_WHO = rf"(?P<who>(?:{_TITLE}\s)?(?:[Tt]he\s)?[A-Z][\w’'-]*(?:\s[\w’'-]+){{0,4}}(?:\s\([^)\n]{{2,40}}\))?):"
_BULLET = r"(?:^|(?<=\n))(?:[•·▪◦‣∙●■*–—-]\s+)?"
_LINE = re.compile(rf"(?:{_BULLET}|(?<=[.?!]\s)){_WHO}\s+(?P<what>[^\s“\"'][^\n]*)")
_QUOTED = re.compile(rf"{_BULLET}{_WHO}\s+(?:“(?P<what>[^“”\n]+)”|\"(?P<plain>[^\"\n]+)\")\s*(?=\n|$)")
_LETTER = 2  # "Q:" and "A:" name nobody
_NOTHING = re.compile(r"no comment\W*$", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.?!])\s")
_TOLD = re.compile(
    r"(?:^|(?<=[.?!]\s)|(?<=\n))(?P<lead>[^.;:?!“”\"\n]{5,140}):\s+(?P<what>[^\s“\"'][^.?!\n]*[.?!]?)"
)
_OWNED = re.compile(
    r"(?P<who>(?:(?:But|And|Yet|Meanwhile)\s+)?.{2,60}?)[’']s?\s+(?:own\s+)?(?:[\w-]+\s+){0,2}?(?P<noun>[\w-]+)\s+(?:is|was|differs|differed|goes|ran)\b"
)
_TELLS = re.compile(
    r"(?P<who>.{2,80}?),?\s+(?P<cue>tells|told|has|had|gives|gave|offers|offered|posted|sent|issued|put out)\s+"
    r"(?:(?:an?|another|the|its|his|her|their)\s+)?(?:[\w-]+\s+){0,3}?(?P<noun>[\w-]+)(?:\s+(?:on|to|in|of|for)\s.{2,50})?$"
)


def find_transcripts(text: str) -> Iterator[Draft]:
    """Drafts for a speaker's name or the noun for what is told, before a colon and plain words."""
    for match in _LINE.finditer(text):
        if _speaks(text, match):
            if _NOTHING.match(match.group("what")):
                continue  # an answer refused, no statement (`reply`)
            first = match.start()
            what = _content(match, alone=first == 0 or text[first - 1] == "\n")
            who = match.span("who")
            yield Draft(*what, (who[1], who[1] + 1), ":", "statement", who, "headline")
    for match in _QUOTED.finditer(text):
        if not (has_verb(match.group("who")) or wording("genre").match(match.group("who"))):
            who, what = match.span("who"), match.span("what" if match.group("what") else "plain")
            yield Draft(*what, (who[1], who[1] + 1), ":", "statement", who, "colon")
    for match in _TOLD.finditer(text):
        if (draft := _version(match)) is not None:
            yield draft


def _content(match: re.Match[str], alone: bool) -> Span:
    """To the end of the line, or of the sentence where other sentences stand before on the line."""
    start, end = match.span("what")
    stop = None if alone else _STOP.search(match.string, start, end)
    return start, stop.start() if stop else end


def _speaks(text: str, match: re.Match[str]) -> bool:
    """A title, an office or a body; a name alone only if the text has it before."""
    who = match.group("who")
    words = [word.strip("()").lower() for word in who.split()]
    classes = body_classes().get(words[-1], frozenset())
    if has_verb(who) or "media" in classes or len(who) <= _LETTER or wording("genre").match(who):
        return False
    if re.match(_TITLE, who) or any(map(is_role, words)):
        return True
    known = who.split()[-1] in text[: match.start()] and len(words) <= 3
    return known or not {words[-1], words[-1].removesuffix("s")}.isdisjoint(body_classes())


def _version(match: re.Match[str]) -> Draft | None:
    lead, base = match.group("lead"), match.start("lead")
    told = _OWNED.match(lead) or _TELLS.match(lead)
    if told is None or not wording("told").fullmatch(told.group("noun")):
        return None
    skip = re.match(r"(?:But|And|Yet|Meanwhile)\s+", told.group("who"))
    first = told.start("who") + (skip.end() if skip else 0)
    who = base + first, base + told.end("who")
    cue = base + told.start("noun"), base + told.end("noun")
    return Draft(*match.span("what"), cue, told.group("noun"), "reply", who, "told")
