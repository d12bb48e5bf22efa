"""A saved text without mark-up: what a person copied from a browser, or typed.

Paragraphs stay as they are; lines broken at a fixed width are joined again. Lines such as "Source: ..." above the text
are read as facts.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tieback.model.article import Article, Stamp
from tieback.model.refusal import Refused
from tieback.table.encoding import decode
from tieback.watch.article.arrange import arrange
from tieback.watch.article.arranged import Arranged
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.byline import read_names
from tieback.watch.article.date import read_stamp
from tieback.watch.article.furniture import Effect, judge
from tieback.watch.article.line import Line, Piece
from tieback.watch.article.mail import without_mail
from tieback.watch.article.publisher import find_masthead, find_owner, find_site

LIMIT_BYTES = 10_000_000
MOST_LINES = 20_000
_WIDEST = 100  # characters of a line that was broken at a fixed width
_NARROWEST = 40
_WRAPPED_SHARE = 0.8
_HEADER_LINES = 15
_BLANK = re.compile(r"\n[^\S\n]*\n")
_OPEN = re.compile(r"[\w,;–—-]$")
_BYLINE_OPEN = re.compile(r"by .{2,80}(?:\band|,|&)", re.IGNORECASE)
_COMMA = re.compile(r".{60}[,;]$", re.DOTALL)
_FACT = re.compile(
    r"(title|headline|standfirst|source|publisher|publication|outlet|newspaper|website|site|date|published|published on"
    r"|date published|updated|last updated|authors?|by|byline|url|link|address|language|section|category)\s*:\s*(\S.*)",
    re.IGNORECASE,
)


def read_plain(data: bytes, name: str) -> Article:
    """The article in a text file. Raises Refused for what is no text, or more than 10 MB."""
    return read_text(decode_text(data, name))


def read_text(text: str, marks: tuple[str, ...] = ()) -> Article:
    """The article in a text."""
    text, subject = without_mail(text)
    told, lines = _take_facts(_lines(text))
    if subject is not None and told.title is None:
        told = replace(told, title=subject)
    if len(lines) > MOST_LINES:
        lines, marks = lines[:MOST_LINES], (*marks, f"cut at {MOST_LINES:,} of {len(lines):,} lines")
    owner = told.publisher or find_owner(line.text for line in lines)
    arranged = arrange(lines, told.title, told.authors, owner)
    publisher = owner or find_site(lines, arranged.title) or find_masthead(lines, arranged.title)
    facts = finish(arranged, replace(told, publisher=publisher, marks=marks))
    return assemble(_with_standfirst(arranged, told), facts)


def finish(arranged: Arranged, told: Facts) -> Facts:
    """Facts told outside the text outrank those that were read in it."""
    return replace(
        told,
        title=arranged.title or told.title,
        standfirst=arranged.standfirst or told.standfirst,
        authors=told.authors or tuple(arranged.authors),
        contributors=tuple(name for name in arranged.contributors if name not in told.authors),
        published=_exact(told.published, arranged.published),
        updated=_exact(told.updated, arranged.updated),
        marks=(*told.marks, *arranged.marks),
    )


def _exact(told: Stamp | None, shown: Stamp | None) -> Stamp | None:
    """What was told, but to the minute where the page shows that of the same day."""
    if told is None or shown is None:
        return told or shown
    same = abs(told.at.date() - shown.at.date()) <= timedelta(days=1)
    return shown if same and shown.exact and not told.exact else told


def decode_text(data: bytes, name: str) -> str:
    """Text of any encoding that can be told. Raises Refused."""
    if len(data) > LIMIT_BYTES:
        raise Refused(f"a text of more than {LIMIT_BYTES:,} bytes", name)
    remedy = "save the article as a web page (HTML), PDF or plain text"
    try:
        text, _, _ = decode(data, name)
    except Refused as refusal:
        raise Refused("not a text, a web page or a PDF", name, remedy=remedy) from refusal
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    odd = sum(unicodedata.category(char) == "Cc" and char not in "\n\t\f\v" for char in text[:100_000])
    if odd * 50 > len(text[:100_000]):
        raise Refused("not a text, a web page or a PDF", name, remedy=remedy)
    if not any(char.isalnum() for char in text):
        raise Refused("a text without a word", name, remedy=remedy)
    return "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cs"})


def _lines(text: str) -> list[Line]:
    """Paragraphs: a line each, or, where lines were broken at a fixed width, what stands between blank lines."""
    blocks = [[line.strip() for line in block.split("\n") if line.strip()] for block in _BLANK.split(text)]
    lines = [line for block in blocks for line in block if not _FACT.match(line)]
    several = [line for block in blocks if len(block) > 1 for line in block if not _FACT.match(line)]
    width = max(map(len, several), default=0)
    wrapped = width >= _NARROWEST and max(map(len, lines)) <= _WIDEST and _is_wrapped(blocks, width)
    found: list[Line] = []
    for block in blocks:
        if wrapped and _breaks_are_full(block, width):
            found.append(Line(" ".join(block)))
        else:
            found.extend(Line(line) for line in _joined(block))
    return found


def _joined(block: Sequence[str]) -> list[str]:
    """Lines of a block, where one that goes on in the middle of a sentence belongs to the one before.

    It does so in small letters, or after a comma that ends a line too long to be a label. Furniture belongs to nothing.
    """
    found: list[str] = []
    for line in block:
        pattern = _OPEN if line[0].islower() else _COMMA
        if found and _BYLINE_OPEN.fullmatch(found[-1]):
            pattern = _BYLINE_OPEN
        if found and pattern.search(found[-1]) and not {judge(found[-1]), judge(line)} - {Effect.TEXT}:
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _is_wrapped(blocks: Sequence[Sequence[str]], width: int) -> bool:
    several = [block for block in blocks if len(block) > 1]
    return bool(several) and sum(_breaks_are_full(block, width) for block in several) >= (
        _WRAPPED_SHARE * len([block for block in several if len(block) > 2] or several)
    )


def _breaks_are_full(block: Sequence[str], width: int) -> bool:
    """Whether each line but the last had no room for the first word of the next."""
    return len(block) > 1 and all(
        len(line) + 1 + len(below.split()[0]) > width - 6 for line, below in itertools.pairwise(block)
    )


def _take_facts(lines: list[Line]) -> tuple[Facts, list[Line]]:
    """Facts in lines such as "Source: EXAMPLE Herald" at the top, and the other lines."""
    facts = Facts()
    kept: list[Line] = []
    for at, line in enumerate(lines):
        match = _FACT.fullmatch(line.text) if at < _HEADER_LINES and len(line.text) < 400 else None
        read = _with_fact(facts, match[1].casefold(), match[2].strip()) if match else None
        if read is None:
            kept.append(line)
        else:
            facts = read
    return facts, kept


def _with_fact(facts: Facts, key: str, value: str) -> Facts | None:
    """The facts with one more, or None where the value is none of that kind."""
    match key:
        case "title" | "headline":
            return replace(facts, title=value)
        case "standfirst":
            return replace(facts, standfirst=value)
        case "source" | "publisher" | "publication" | "outlet" | "newspaper" | "website" | "site":
            return replace(facts, publisher=value) if len(value) < 80 and "://" not in value else facts
        case "date" | "published" | "published on" | "date published" | "updated" | "last updated":
            stamp = read_stamp(value)
            if stamp is None:
                return None
            return replace(facts, updated=stamp) if "updated" in key else replace(facts, published=stamp)
        case "url" | "link" | "address":
            return replace(facts, canonical_url=value) if value.startswith(("http://", "https://")) else None
        case "author" | "authors" | "by" | "byline":
            names = read_names(value)
            return replace(facts, authors=names) if names else None
    return facts if key in {"language", "section", "category"} and len(value) < 60 else None


def _with_standfirst(arranged: Arranged, told: Facts) -> list[Piece]:
    if told.standfirst is None or arranged.standfirst is not None:
        return arranged.pieces
    return [*arranged.pieces[:1], Piece("standfirst", told.standfirst), *arranged.pieces[1:]]
