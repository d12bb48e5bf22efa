"""Pieces to an article: one text, and sections and links that point into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieback.model.article import Article, Reference, Section, Stamp
from tieback.watch.article.language import find_language
from tieback.watch.article.line import Piece

_GAP = "\n\n"
LONGEST = 1_000_000  # characters; the longest reports have half of that
LONGEST_TITLE = 1_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an article beside its text. None or empty: the document does not say."""

    title: str | None = None
    standfirst: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    language: str | None = None
    canonical_url: str | None = None
    marks: tuple[str, ...] = ()


def assemble(pieces: Sequence[Piece], facts: Facts) -> Article:
    """The article whose text is the pieces, parted by blank lines. The language is guessed where no fact says it."""
    pieces, cut = _within(pieces)
    sections: list[Section] = []
    links: list[Reference] = []
    at = 0
    for piece in pieces:
        sections.append(Section(piece.kind, at, at + len(piece.text)))
        links.extend(Reference(url, at + start, at + end) for url, start, end in piece.links)
        at += len(piece.text) + len(_GAP)
    text = _GAP.join(piece.text for piece in pieces)
    return Article(
        title=facts.title[:LONGEST_TITLE] if facts.title else None,
        standfirst=facts.standfirst,
        text=text,
        publisher=facts.publisher,
        authors=facts.authors,
        contributors=facts.contributors,
        published=facts.published,
        updated=facts.updated,
        language=facts.language or find_language(text),
        canonical_url=facts.canonical_url,
        sections=tuple(sections),
        links=tuple(links),
        marks=(*facts.marks, *cut),
    )


def _within(pieces: Sequence[Piece]) -> tuple[list[Piece], tuple[str, ...]]:
    """The pieces as far as they are kept, and a mark if that is not all."""
    kept: list[Piece] = []
    left = LONGEST
    for piece in pieces:
        if len(piece.text) > left:
            links = tuple(link for link in piece.links if link[2] <= left)
            kept += [Piece(piece.kind, piece.text[:left], links)] if left else []
            return kept, (f"cut at {LONGEST:,} characters",)
        kept.append(piece)
        left -= len(piece.text)
    return kept, ()
