"""A saved web page to an article: its main region is found, its furniture left out, its metadata read.

The region holds nine tenths of the page's prose, so that no paragraph is lost; what is furniture in it is told by
mark-up (region.csv), by being mostly links, and by its words (furniture.csv).
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieback.model.article import Article
from tieback.model.refusal import Refused
from tieback.net.markup import parse_html
from tieback.watch.article.arrange import arrange
from tieback.watch.article.arranged import Arranged
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.block import Block, read_blocks
from tieback.watch.article.furniture import Effect, judge
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.metadata import Metadata, read_metadata
from tieback.watch.article.page import Page, tag_above
from tieback.watch.article.plain import LIMIT_BYTES as MOST_TEXT_BYTES
from tieback.watch.article.plain import decode_text, finish, read_text
from tieback.watch.article.publisher import find_owner
from tieback.watch.article.sentence import count_words

LIMIT_BYTES = 20_000_000
_SITE_WORDS = 5
_STUB_WORDS = 200
_INDEX_TITLES = 10  # linked headings of an index page,
_INDEX_WORDS = 40  # with fewer words than this for each


def read_html(data: bytes, name: str, url: str | None) -> Article:
    """The article in a web page. Raises Refused where there is no text to read."""
    if len(data) > LIMIT_BYTES:
        raise Refused(f"a web page of more than {LIMIT_BYTES:,} bytes", name)
    try:
        root = parse_html(data, file=name)
    except Refused:
        if len(data) > MOST_TEXT_BYTES:
            raise
        return _read_flat(data, name)
    metadata = read_metadata(root, url)
    blocks = [block for block in read_blocks(root) if any(char.isalnum() for char in block.text)]
    title_block = _title_block(blocks, metadata)
    page = Page(blocks, title_block)
    lines = page.lines(url or metadata.canonical_url, title_block)
    if not lines:
        return _read_flat(data, name)
    _check_words(blocks, name)
    title = _title(lines, metadata)
    arranged = arrange(lines, title, metadata.authors, metadata.publisher)
    if metadata.body and 2 * _body_words(arranged) < count_words(metadata.body):
        told = [Line(part, Hint.PARAGRAPH) for part in metadata.body.split("\n") if part.strip()]
        arranged = arrange(told, title, metadata.authors, metadata.publisher)
        arranged.marks.append("text as the page gives it to machines, not as it shows it")
    publisher = (
        metadata.publisher or _site(arranged.title, metadata) or find_owner(block.text for block in blocks)
    )
    facts = finish(
        arranged,
        Facts(
            title=title,
            publisher=publisher,
            authors=metadata.authors,
            published=metadata.published,
            updated=metadata.updated,
            language=metadata.language,
            canonical_url=metadata.canonical_url,
        ),
    )
    marks = (*facts.marks, *_doubts(facts, blocks, metadata, arranged.pieces))
    return assemble(arranged.pieces, replace(facts, marks=marks))


def _body_words(arranged: Arranged) -> int:
    return sum(count_words(piece.text) for piece in arranged.pieces if piece.kind == "body")


def _doubts(
    facts: Facts, blocks: Sequence[Block], metadata: Metadata, pieces: Sequence[Piece]
) -> Iterator[str]:
    """What a reader should know: the page says that it is not free, or it is a list of other pages."""
    words = sum(count_words(piece.text) for piece in pieces)
    walled = metadata.free is False or any(judge(block.text) is Effect.PAYWALL for block in blocks)
    if walled and words < _STUB_WORDS and "paywalled stub" not in facts.marks:
        yield "paywalled stub"
    titles = sum(bool(block.linked) and tag_above(block, {"h2", "h3", "h4"}) for block in blocks)
    if titles >= _INDEX_TITLES and words < _INDEX_WORDS * titles:
        yield "may be an index page, not one article"


def _read_flat(data: bytes, name: str) -> Article:
    """The words of a page that the parser lost, as nesting without end makes it."""
    from tieback.watch.article.flatten import flatten

    text = flatten(decode_text(data, name))
    if not any(char.isalnum() for char in text):
        raise Refused("a web page without text", name, remedy="save the page once it shows the article")
    return read_text(text, ("read without the page's structure, which is broken",))


def _check_words(blocks: Sequence[Block], name: str) -> None:
    """Raises Refused where much of the text is no text."""
    sample = "".join(block.text for block in blocks[:500])[:100_000]
    odd = sum(char == "\ufffd" or unicodedata.category(char) in {"Cc", "Co", "Cn"} for char in sample)
    if odd * 20 > len(sample):
        raise Refused("a web page of which much is no text", name, remedy="save the page again")


def _title_block(blocks: Sequence[Block], metadata: Metadata) -> Block | None:
    """The heading on the page that the metadata call its title; else its only first-rank heading."""
    wanted = [normal(title) for title in metadata.titles]
    firsts = [block for block in blocks if tag_above(block, {"h1"})]
    for block in firsts or [block for block in blocks if tag_above(block, {"h2", "h3"})]:
        key = normal(block.text)
        if key and any(
            key == title or (len(key) > 15 and (key in title or title in key)) for title in wanted
        ):
            return block
    usable = [block for block in firsts if count_words(block.text) > 1]
    return usable[0] if usable else None


def _title(lines: Sequence[Line], metadata: Metadata) -> str | None:
    if any(line.hint is Hint.HEADLINE for line in lines):
        return next(line.text for line in lines if line.hint is Hint.HEADLINE)
    from tieback.watch.article.headline import split_site

    return split_site(metadata.titles[0])[0] if metadata.titles else None


def _site(title: str | None, metadata: Metadata) -> str | None:
    """What the page's title says beside the headline: "EXAMPLE Herald: headline", "headline | EXAMPLE Herald"."""
    for said in metadata.titles:
        before, found, after = said.partition(title) if title else ("", "", "")
        rest = f"{before} {after}".strip(" |–—·•:-»«\t")
        if found and 1 <= count_words(rest) <= _SITE_WORDS:
            return rest
    return None
