"""Rule-only mode: "according to X", "allegedly", "X's claim that", "allegations of", by patterns over one sentence."""

import re
from collections.abc import Iterator, Sequence

from tieback.watch.claim.chunk import has_verb, is_phrase
from tieback.watch.claim.draft import Draft, Span
from tieback.watch.claim.lexicon import column, words_of

_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>(?:(?!, [a-z]+ (?:is|was|has))[^,.;”\"])+)")
_HEARSAY = re.compile(r"\b(?:allegedly|reportedly|purportedly|supposedly)\b")
_OWNED = re.compile(
    r"(?P<who>(?:[Tt]he|[Ii]ts|[Tt]heir|[A-Z])[\w’' -]{1,50}?)[’']s?\s+(?P<noun>[a-z]+)\s+(?P<what>(?:that|to)\s.+)$",
    re.DOTALL,
)
_NOUN = re.compile(
    r"(?P<noun>\b[A-Za-z]+)\s+(?P<link>of|that)\s+(?P<what>[^,;:“”\"]+?)(?=[,;:.“”\"]|\s(?:were|was|first|have|has|had|are|is)\b|$)"
)


def find_noun_patterns(text: str, whole: Span, quoted: Sequence[Span]) -> Iterator[Draft]:
    """Drafts without a reporting verb in one sentence, outside the stretches `quoted`."""
    start, end = whole
    for match in _ACCORDING.finditer(text, start, end):
        left, right = (start, match.start()), (match.end(), end)
        content = left if has_verb(text[slice(*left)]) else right
        if (
            has_verb(text[slice(*content)])
            and not _inside(match.start(), quoted)
            and match.group("who") != "plan"
        ):
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
    if (hearsay := _HEARSAY.search(text, start, end)) and not _inside(hearsay.start(), quoted):
        yield Draft(start, end, hearsay.span(), hearsay.group(), "allegation", None, "hearsay")
    yield from _nouns(text, whole, quoted)


def _nouns(text: str, whole: Span, quoted: Sequence[Span]) -> Iterator[Draft]:
    kinds = column("noun.csv", "noun", "kind")
    for match in _OWNED.finditer(text, *whole):
        noun = match.group("noun").removesuffix("s")
        if noun in kinds and is_phrase(match.group("who")) and not _inside(match.start(), quoted):
            yield Draft(
                *match.span("what"), match.span("noun"), noun, kinds[noun], match.span("who"), "noun clause"
            )
            return
    for match in _NOUN.finditer(text, *whole):
        noun = match.group("noun").lower().removesuffix("s")
        wrong = any(
            word.lower().removesuffix("s") in words_of("wrong.csv", "word")
            for word in match.group("what").split()
        )
        told = match.group("link") == "that" or wrong
        if kinds.get(noun) == "allegation" and told and not _inside(match.start(), quoted):
            yield Draft(
                *match.span("what"),
                match.span("noun"),
                noun,
                "allegation",
                None,
                f"noun {match.group('link')}",
            )


def _inside(at: int, quoted: Sequence[Span]) -> bool:
    return any(a <= at < b for a, b in quoted)
