"""An article that came by mail: the marks of quoting, the heads of messages and signatures are of the mail, not of the text.

The day of a message is the day it was sent on, which is not told as the day of publication.
"""

import re

_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_LEAST_QUOTED, _LEAST_SHARE = 3, 0.5  # lines, and share of what stands below the heads, that are quoted
_KEY = re.compile(
    r"(?:from|to|cc|bcc|subject|sent|date|reply-to|von|an|betreff|gesendet|datum|de|à|objet|envoyé)\s*:\s*(.*)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:subject|betreff|objet)\s*:\s*(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)*(\S.*)", re.IGNORECASE
)
_FROM = re.compile(r"(?:from|von|de)\s*:", re.IGNORECASE)
_RULE = re.compile(
    r"-{2,}\s*(?:forwarded message|original message|weitergeleitete nachricht)\s*-{2,}|begin forwarded message:"
    r"|on .{6,120} wrote:|sent from my \w[\w ]{1,30}",
    re.IGNORECASE,
)
_LEAST_HEAD = 3  # lines of a head, with a sender and a subject
_SIGNATURE = re.compile(r"^-- ?$")
_MOST_SIGNED = 10  # lines of a signature at the end


def without_mail(text: str) -> tuple[str, str | None]:
    """The text that was sent on, and the subject of the last head in it; any other text comes back as it is."""
    lines = text.split("\n")
    told = [line.strip() for line in lines if line.strip() and not _KEY.match(line.strip())]
    quoted = [line for line in told if line.startswith(">")]
    if len(quoted) >= _LEAST_QUOTED and sum(map(len, quoted)) > _LEAST_SHARE * sum(map(len, told)):
        lines = [_QUOTED.sub("", line.lstrip()) for line in lines]
    elif not any(_RULE.fullmatch(line.strip()) for line in lines) and not _heads(lines):
        return text, None
    lines = _unsigned(lines)
    found: list[str] = []
    subject, last = None, 0
    for start, end, named in _heads(lines):
        subject = named
        found += [*lines[last:start], ""]
        last = end
    found += lines[last:]
    return "\n".join("" if _RULE.fullmatch(line.strip()) else line for line in found), subject


def _heads(lines: list[str]) -> list[tuple[int, int, str]]:
    """Blocks of "From: ..., Date: ..., Subject: ...": first line, the line after the last, the subject."""
    found = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _KEY.match(lines[end].strip()):
            end += 1
        block = [line.strip() for line in lines[at:end]]
        subjects = [match[1] for line in block if (match := _SUBJECT.match(line))]
        if len(block) >= _LEAST_HEAD and subjects and any(map(_FROM.match, block)):
            found.append((at, end, subjects[0]))
        at = max(end, at + 1)
    return found


def _unsigned(lines: list[str]) -> list[str]:
    """Without what stands below "-- " near the end."""
    for at in range(max(0, len(lines) - _MOST_SIGNED), len(lines)):
        if _SIGNATURE.match(lines[at]):
            return lines[:at]
    return lines
