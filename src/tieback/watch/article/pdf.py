"""A PDF to an article: its pages' text as paragraphs, running heads and page numbers left out.

At most 300 pages; more are marked as cut. A scan without text is refused.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tieback.model.article import Article, Stamp
from tieback.model.refusal import Refused
from tieback.watch.article.byline import read_names
from tieback.watch.article.line import flat, normal
from tieback.watch.article.pdf_page import MOST_PAGES, read_pages
from tieback.watch.article.plain import read_text
from tieback.watch.article.sentence import ends_sentence, is_prose

LIMIT_BYTES = 100_000_000
_EDGE_LINES = 3
_SHORT = 0.75  # of the usual width: a line that ends a paragraph
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}'?\d{2})?")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)


def read_pdf(data: bytes, name: str) -> Article:
    """The article in a PDF. Raises Refused."""
    if len(data) > LIMIT_BYTES:
        raise Refused(f"a PDF of more than {LIMIT_BYTES:,} bytes", name)
    read = read_pages(data, name)
    pages = [[flat(line) for line in page.split("\n") if line.strip()] for page in read.texts]
    text = "\n\n".join(_paragraphs(_without_running_lines(pages)))
    if not any(char.isalnum() for char in text):
        raise Refused(
            "a PDF without text, perhaps a scan", name, remedy="recognise its text first, or type it out"
        )
    marks = []
    if read.count > len(pages):
        marks.append(f"cut at {min(len(pages), MOST_PAGES)} of {read.count} pages")
    if read.failed:
        marks.append(f"{read.failed} pages could not be read")
    article = read_text(text, tuple(marks))
    return replace(
        article,
        title=article.title or flat(read.told["Title"] or "") or None,
        authors=article.authors or read_names(read.told["Author"] or ""),
        published=article.published or _stamp(read.told["CreationDate"]),
    )


def _without_running_lines(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Page numbers, and lines that stand at the edge of a third of the pages or more, are of the paper, not the text."""
    edges = Counter(
        key for page in pages for key in {_key(line) for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])}
    )
    running = {key for key, count in edges.items() if count >= max(2, len(pages) // 3)}
    found: list[list[str]] = []
    for page in pages:
        last = len(page) - _EDGE_LINES
        found.append(
            [
                line
                for at, line in enumerate(page)
                if not (
                    (at < _EDGE_LINES or at >= last)
                    and ((_key(line) in running and not is_prose(line)) or _PAGE_NUMBER.fullmatch(line))
                )
            ]
        )
    return found


def _key(line: str) -> str:
    """A line without its numbers: running heads count pages."""
    return re.sub(r"\d+", "", normal(line))


def _paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """Lines joined to paragraphs: one ends where a sentence ends on a line shorter than most, or before a blank line."""
    lines = [line for page in pages for line in page]
    widths = sorted(len(line) for line in lines)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    found: list[str] = []
    open_ = False
    for line in lines:
        if open_ and found:
            joined = found[-1][:-1] if found[-1].endswith("-") and line[:1].islower() else f"{found[-1]} "
            found[-1] = joined + line
        else:
            found.append(line)
        open_ = len(line) >= _SHORT * usual and not (ends_sentence(line) and len(line) < 0.95 * usual)
    return found


def _stamp(text: str | None) -> Stamp | None:
    """The date of a PDF (ISO 32000-1, 7.9.4), to the day."""
    match = _DATE.match(text or "")
    if match is None:
        return None
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
    except ValueError:
        return None
    return Stamp(day, exact=False, text=match.group())
