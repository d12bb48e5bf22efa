"""Reading a company name into its parts, in any script: `read_name`.

place(s) + brand + qualifier + sector(s) + legal form + branch or number. Equal keys mean the same thing in
Chinese, pinyin and English. It reads; it does not judge whether two names are one company.
"""

import re
from dataclasses import replace
from functools import lru_cache

from tieback.names.former import Told, split
from tieback.names.han import Piece, read_han
from tieback.names.normal import Folded, fold, fold_with_offsets
from tieback.names.phrase import read_phrase
from tieback.names.reading import Part, PartKind, Reading
from tieback.names.script import HAN, has_han, script_of, script_of_char
from tieback.names.token import Token, tokens_of

_LONGEST = 400  # characters; no registered name comes near it
# What exchanges put before and after a Chinese short name: special treatment, ex dividend, kind of share.
_FLAG = re.compile(
    r"^\s*(?:\*?S?\*?ST|X[DR]|DR)\s*(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]{2})(?:\s*-\s*(?:SW|WR|[BPRSUW])|[AB]股?|H股)\s*$"
)


@lru_cache(maxsize=65536)
def read_name(text: str) -> Reading:
    """The parts of a name, in order, with their spans (code points) in `text`.

    Any text is read; one without letters has no parts. A name made only of known words (place, sector,
    form) has no brand part: nothing is invented. Another name told within it ("formerly Y") is one part of
    its own kind, not parts of this name. What stands after 400 characters is not read.
    """
    head = text[:_LONGEST]
    end, told, after = split(head)
    if told:
        own = read_name(head[:end] + " " * (after - end) + head[after:])
        others = (_other(name) for name in told)
        return Reading(text, script_of(head), tuple(sorted((*own.parts, *others), key=lambda p: p.start)))
    if not has_han(head):
        return Reading(text, script_of(head), tuple(read_phrase(head, tokens_of(head))))
    head = _FLAG.sub(_blank, head)
    folded = fold_with_offsets(head)
    parts: list[Part] = []
    for run in _runs(folded.text):
        if any(token.script == HAN for token in run):
            pieces = read_han(folded.text, run[0].start, _closed(folded.text, run[-1].end))
            parts.extend(_part(text, folded, piece) for piece in pieces)
        else:
            found = read_phrase(folded.text, run, lead=not parts)
            parts.extend(_moved(text, folded, part) for part in found)
    return Reading(
        text, script_of(text), _apart(text, sorted(parts, key=lambda part: (part.start, part.end)))
    )


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _other(told: Told) -> Part:
    return Part(
        PartKind.FORMER, told.text, told.start, told.end, script_of(told.text), fold(told.text) or told.text
    )


def _apart(text: str, parts: list[Part]) -> tuple[Part, ...]:
    """Parts without shared characters: "¼" folds to several, which may fall to different parts."""
    kept: list[Part] = []
    for part in parts:
        start = max(part.start, kept[-1].end) if kept else part.start
        if start == part.start:
            kept.append(part)
        elif start < part.end:
            kept.append(replace(part, start=start, text=text[start : part.end]))
    return tuple(kept)


def _runs(folded: str) -> list[list[Token]]:
    """Words in runs: Han with the numbers beside it, and words of other scripts."""
    runs: list[list[Token]] = []
    han: list[bool] = []
    for token in tokens_of(folded):
        number = token.key.isdigit()
        is_han = token.script == HAN or (number and bool(han) and han[-1])
        if han and han[-1] == is_han:
            runs[-1].append(token)
        elif is_han and len(runs) > 0 and all(word.key.isdigit() for word in runs[-1]):
            runs[-1].append(token)
            han[-1] = True
        else:
            runs.append([token])
            han.append(is_han)
    return runs


def _closed(folded: str, end: int) -> int:
    """`end`, past a closing bracket that belongs to the last word."""
    return end + 1 if folded[end : end + 1] == ")" else end


def _part(text: str, folded: Folded, piece: Piece) -> Part:
    start, end = folded.span(piece.start, piece.end)
    script = (
        HAN if any(script_of_char(char) == HAN for char in text[start:end]) else script_of(text[start:end])
    )
    return Part(piece.kind, text[start:end], start, end, script, piece.key, piece.readings)


def _moved(text: str, folded: Folded, part: Part) -> Part:
    start, end = folded.span(part.start, part.end)
    return Part(part.kind, text[start:end], start, end, part.script, part.key, part.readings)
