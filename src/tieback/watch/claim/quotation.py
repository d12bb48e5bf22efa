"""Quotations in a text, as a state machine over its quotation marks: curly, straight, single, unbalanced, over paragraphs.

A quotation closes at its closing mark, or at the end of its paragraph. If the next paragraph opens with a mark, it goes
on there (the printers' convention). One that is never closed is said to be so and swallows no more than its paragraph.
"""

import re
from dataclasses import dataclass

_CLOSERS = {"“": "”", "„": "“”", '"': '"”', "«": "»", "”": "”"}
_OPEN_AFTER = re.compile(r"[\s(\[—–:;,\-/]")
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `start` and `end` without them. `closed`: its last mark was found.

    `pieces` are its paragraphs, in order, where it runs over several.
    """

    start: int
    end: int
    closed: bool
    pieces: tuple[tuple[int, int], ...]

    def covers(self, start: int, end: int) -> bool:
        """True if the stretch lies within."""
        return self.start <= start and end <= self.end


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations, in order, not nested: what is quoted within a quotation belongs to it."""
    joined: list[Quotation] = []
    for base, end in paragraphs(text):
        for found in _in_paragraph(text, base, end):
            before = joined[-1] if joined else None
            if before and not before.closed and _goes_on(text, before.end, found.start):
                joined[-1] = Quotation(before.start, found.end, found.closed, (*before.pieces, *found.pieces))
            else:
                joined.append(found)
    return tuple(joined)


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each stretch between blank lines."""
    cuts = [0, *(at for match in _PARAGRAPH.finditer(text) for at in match.span()), len(text)]
    return tuple((start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True) if start < end)


def _goes_on(text: str, end: int, start: int) -> bool:
    """Nothing but a paragraph break and a mark stands between an open quotation and the next."""
    between = text[end:start]
    return "\n" in between and not re.search(r"\w", between)


def _in_paragraph(text: str, base: int, end: int) -> list[Quotation]:
    found = []
    at = base
    while at < end:
        closers = _closers(text, at, base)
        if closers is None:
            at += 1
            continue
        close, stop = _close(text, at, end, closers)
        single = text[at] in "'‘"
        if not close and single:  # an apostrophe, not a quotation
            at += 1
            continue
        if text[at + 1 : stop].strip():
            found.append(Quotation(at + 1, stop, close, ((at + 1, stop),)))
        at = stop + close
    return found


def _closers(text: str, at: int, base: int) -> str | None:
    """The marks that would close a quotation opened here; None if none is opened."""
    mark = text[at]
    before = text[at - 1] if at > base else " "
    after = text[at + 1 : at + 2]
    if mark in "'‘":
        opens = bool(_OPEN_AFTER.match(before)) and after.isalnum()
        return "'’" if opens else None
    if mark in _CLOSERS and mark != "”":
        return _CLOSERS[mark] if after and not after.isspace() else None
    return None


def _close(text: str, at: int, end: int, closers: str) -> tuple[bool, int]:
    """Was a closing mark found, and where does the quotation end? A mark that opens the next one ends it unclosed."""
    for here in range(at + 1, end):
        mark = text[here]
        if "'" in closers:
            if mark in closers and _closes_single(text, here, end):
                return True, here
        elif _opens_again(text, at, here, end):
            return False, here
        elif mark in closers:
            return True, here
    return False, end


def _opens_again(text: str, at: int, here: int, end: int) -> bool:
    mark = text[here]
    if mark != text[at] or mark not in _CLOSERS:
        return False
    return mark != '"' or (text[here - 1].isspace() and here + 1 < end and text[here + 1].isalnum())


def _closes_single(text: str, at: int, end: int) -> bool:
    """A single mark closes after punctuation, or after a word that is no plural possessive."""
    before, after = text[at - 1], text[at + 1 : at + 2] if at + 1 < end else " "
    if after.isalnum():
        return False
    return before in ",.?!…" or (before.isalnum() and (before != "s" or not after.isspace()))
