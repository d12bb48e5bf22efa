"""What stands before the first element of a document: comments, instructions, a document type. Read once, in order.

A loop, not a pattern: a pattern that may end a comment at several places tries them all, and forty comments never end.
"""

import re

_ELEMENT = re.compile(rb"<(?:[\w-]+:)?([a-z][\w.-]*)", re.IGNORECASE)
_SPACE = b" \t\r\n\f\x00"
_MARKS = (b"\xef\xbb\xbf",)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
SAMPLE_BYTES = 65_536  # of the beginning, in which the first element must begin


def start_of(data: bytes) -> bytes:
    """The beginning of a document without its byte order mark; UTF-16 as the ASCII letters it holds."""
    start = data[:SAMPLE_BYTES]
    if start[:2] in _WIDE:
        return start[2:].replace(b"\x00", b"")
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start


def root_name(data: bytes) -> str | None:
    """The name of the first element in small letters, without its prefix; None where something else stands before it."""
    start = start_of(data)
    at = 0
    while True:
        at += len(start[at:]) - len(start[at:].lstrip(_SPACE))
        end = _end_of_aside(start, at)
        if end is None:
            match = _ELEMENT.match(start, at)
            return match[1].decode("ascii", "replace").casefold() if match else None
        if end < 0:
            return None
        at = end


def _end_of_aside(start: bytes, at: int) -> int | None:
    """Where the comment, instruction or document type at this place ends; -1 if it does not; None if there is none."""
    if start.startswith(b"<!--", at):
        return _after(start, b"-->", at + 4)
    if start.startswith(b"<?", at):
        return _after(start, b">", at)
    if start[at : at + 9].lower() == b"<!doctype":
        subset, close = start.find(b"[", at), start.find(b">", at)
        return _after(start, b">", at if subset < 0 or close < subset else start.find(b"]", subset))
    return None


def _after(start: bytes, mark: bytes, at: int) -> int:
    found = start.find(mark, at) if at >= 0 else -1
    return found + len(mark) if found >= 0 else -1
