"""Sentences of plain text: a full stop inside a quotation, after an initial or an abbreviation ends none."""

import re
from collections.abc import Iterator, Sequence

from tieback.watch.claim.draft import Span

_END = re.compile(r"[.!?…]+[”\"’']?(?=\s+[“\"‘']?[A-Z0-9]|\s*$)|\n\s*\n")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|St|No|Inc|Ltd|Co|Corp|vs|Gen|Col|Sgt|Jr|Sr|[A-Z])|\b[a-z]\.[a-z])\.$"
)


def sentences(text: str, start: int, end: int, quoted: Sequence[Span]) -> Iterator[Span]:
    """Start and end of each sentence between `start` and `end`, without the white space around it."""
    first = start
    for match in _END.finditer(text, start, end):
        inside = any(a <= match.start() and match.end() < b for a, b in quoted)
        if inside or _SHORT.search(text[first : match.start() + 1]):
            continue
        yield from _trimmed(text, first, match.end())
        first = match.end()
    yield from _trimmed(text, first, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
