"""Rule-only mode: the same cues by patterns over the plain text, where no parser is at hand. It finds less and says so."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.form import cue_forms
from tieback.watch.claim.lexicon import Cue, verbs
from tieback.watch.claim.sentence import sentences

_BEFORE = re.compile(r"(?:^|[,;:—–”\"]|\b(?:and|but|while|as|that|which|who)\b)\s*(?P<who>[^,;:—–”\"]*?)\s*$")
_LOOSE = re.compile(
    r"\s+(?:has|have|had|also|later|then|repeatedly|previously|since|still|now|earlier|further|again|long|recently|always)$"
)
_APPOSED = re.compile(r"(?P<who>(?:[A-Z]|[Tt]he|[Aa]n?|[Ii]ts)[^,;:”\"]{1,70}),\s+[^,;:”\"]{2,80},\s*$")
_AFTER = re.compile(
    r"^\s+(?P<who>(?:[A-Z]|the|an?|its|one|two|three)[^,;:”\"]*?)(?=[,.;:”\"]|\s(?:in|on|who|when)\s|$)"
)
_SKIP = re.compile(
    r"^\s*(?:(?:on|last|late|early)\s+\w+day|in\s+(?:a|an|its|the)\s+[\w ]{2,30}?|yesterday|today"
    r"|[\w ]{2,40}?(?=\s+that\b))?,?\s*(?:that\b\s*|:\s*)?"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>(?:(?!, [a-z]+ (?:is|was|has))[^,.;”\"])+)")
_CLAUSAL = frozenset({"clause", "inserted", "quote"})


def find_patterns(text: str, spans: Sequence[Span], quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts of reporting verbs and of "according to" outside the stretches `quoted`."""
    for base, stop in spans:
        for start, end in sentences(text, base, stop, quoted):
            yield from _according(text, start, end)
            for match in _cues().finditer(text, start, end):
                cue = cue_forms()[match.group().lower()]
                if any(a <= match.start() < b for a, b in quoted):
                    continue
                draft = _draft(text, (start, end), match.span(), cue)
                if draft is not None:
                    yield draft


def _draft(text: str, whole: Span, cue_span: Span, cue: Cue) -> Draft | None:
    start, end = whole
    before, after = text[start : cue_span[0]], text[cue_span[1] : end]
    if re.search(r"\b(?:to|not|the|an?|never|no|of|its|their)\s*$|n[’']t\s*$", before):
        return None
    if re.search(r"\b(?:is|are|was|were|been|be)\s*$", before):
        return _passive(text, whole, cue_span, cue)
    speaker, inserted = _speaker(start, before, after, cue_span)
    if speaker is None:
        return None
    content = _content(text, whole, speaker, cue_span, cue, inserted)
    if content is None:
        return None
    return Draft(*content, cue_span, cue.lemma, cue.kind, speaker, "pattern", after=content[0] < cue_span[0])


def _speaker(start: int, before: str, after: str, cue: Span) -> tuple[Span | None, bool]:
    """Who stands before the cue (or after it, where what is said comes first), and is the clause an inserted one."""
    if apposed := _APPOSED.search(before):
        return (start + apposed.start("who"), start + len(before.rstrip(" ,"))), False
    match = _BEFORE.search(before)
    who = _LOOSE.sub("", match.group("who")) if match else ""
    if match and who:
        first = start + match.start("who")
        return (first, first + len(who)), bool(re.search(r"[,”\"—–]\s*$", before[: match.start("who")]))
    if (match is None or not who) and (inverted := _AFTER.match(after)):
        return (cue[1] + inverted.start("who"), cue[1] + inverted.end("who")), True
    return None, False


def _content(text: str, whole: Span, speaker: Span, cue: Span, cue_row: Cue, inserted: bool) -> Span | None:
    start, end = whole
    first, last = min(speaker[0], cue[0]), max(speaker[1], cue[1])
    left = (start, first)
    skip = _SKIP.match(text[last:end])
    right = (last + (skip.end() if skip else 0), end)
    if inserted and re.search(r"\w+\s+\w+", text[left[0] : left[1]]) and "inserted" in cue_row.patterns:
        return left
    if not re.search(r"\w", text[right[0] : right[1]]):
        return (cue[1], cue[1]) if "quote" in cue_row.patterns else None
    if _CLAUSAL & cue_row.patterns or cue_row.patterns & {"object", "to", "gerund"}:
        return right
    joined = "|".join(sorted(cue_row.prepositions))
    found = re.search(rf"\b(?:{joined})\s+", text[right[0] : right[1]]) if joined else None
    return (right[0] + found.end(), end) if found else None


def _passive(text: str, whole: Span, cue_span: Span, cue: Cue) -> Draft | None:
    """ "was accused (by X) of", "is alleged to", "it was claimed that"."""
    after = text[cue_span[1] : whole[1]]
    match = re.match(
        r"\s+(?:by\s+(?P<who>.+?)\s+)?(?:of|that|to|as|for|with)\s+(?P<what>.+)$", after, re.DOTALL
    )
    if match is None or cue.kind not in {"allegation", "statement", "opinion", "finding"}:
        return None
    who = match.span("who") if match.group("who") else None
    speaker = (cue_span[1] + who[0], cue_span[1] + who[1]) if who else None
    what = cue_span[1] + match.start("what"), whole[1]
    return Draft(*what, cue_span, cue.lemma, cue.kind, speaker, "passive pattern")


def _according(text: str, start: int, end: int) -> Iterator[Draft]:
    for match in _ACCORDING.finditer(text, start, end):
        left, right = (start, match.start()), (match.end(), end)
        content = left if re.search(r"\w+\s+\w+", text[slice(*left)]) else right
        if re.search(r"\w+\s+\w+", text[slice(*content)]):
            cue = match.start(), match.start("who")
            yield Draft(
                *content,
                cue,
                "according to",
                "statement",
                match.span("who"),
                "according to",
                (),
                content is left,
            )


@cache
def _cues() -> re.Pattern[str]:
    words = sorted(
        (form for form in cue_forms() if form not in verbs() or " " in form), key=len, reverse=True
    )
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, [*words, 'say', 'deny', 'claim', 'allege', 'insist']))})\b"
    )
