"""A saved web page to an article: its main region is found, its furniture left out, its metadata read.

The region holds nine tenths of the page's prose, so that no paragraph is lost; what is furniture in it is told by
mark-up (region.csv), by being mostly links, and by its words (furniture.csv).
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tieback.model.article import Article
from tieback.model.refusal import Refused
from tieback.net.markup import parse_html
from tieback.watch.article.arrange import Arranged, arrange
from tieback.watch.article.assembly import Facts, assemble
from tieback.watch.article.block import Block, read_blocks
from tieback.watch.article.furniture import Effect, judge
from tieback.watch.article.line import Hint, Line, Piece, normal
from tieback.watch.article.metadata import Metadata, absolute_links, read_metadata
from tieback.watch.article.plain import decode_text, finish, read_text
from tieback.watch.article.publisher import find_owner
from tieback.watch.article.region import find_role
from tieback.watch.article.sentence import count_words, is_prose

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

LIMIT_BYTES = 20_000_000
_REGION_SHARE = 0.9  # of the prose, that the main region holds
_FURNITURE_SHARE = 0.4  # of the prose: a region that holds more is not furniture, whatever its class says
_LINKED_SHARE = 0.5  # of a short block's characters
_LINKED_WORDS = 25
_SITE_WORDS = 5
_STUB_WORDS = 200
_INDEX_TITLES = 10  # linked headings of an index page,
_INDEX_WORDS = 40  # with fewer words than this for each
_LABEL_WORDS = 12
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "td", "b", "i", "em", "strong", "span", "font"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_HINTS = {"standfirst": Hint.STANDFIRST, "byline": Hint.BYLINE, "date": Hint.DATE, "caption": Hint.CAPTION}


def read_html(data: bytes, name: str, url: str | None) -> Article:
    """The article in a web page. Raises Refused where there is no text to read."""
    if len(data) > LIMIT_BYTES:
        raise Refused(f"a web page of more than {LIMIT_BYTES:,} bytes", name)
    try:
        root = parse_html(data, file=name)
    except Refused:
        return _read_flat(data, name)
    metadata = read_metadata(root, url)
    blocks = [block for block in read_blocks(root) if any(char.isalnum() for char in block.text)]
    title_block = _title_block(blocks, metadata)
    page = _Page(blocks, title_block)
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
    titles = sum(bool(block.linked) and _tag_above(block, {"h2", "h3", "h4"}) for block in blocks)
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


class _Page:
    """The blocks of a page and how its prose is spread over its elements."""

    def __init__(self, blocks: Sequence[Block], title: Block | None) -> None:
        self._blocks = blocks
        self._around_title = set(_upwards(title.element)) if title else set()
        self._words: dict[etree._Element, int] = {}  # prose words below each element
        self._total = 0
        self._furniture: dict[etree._Element, bool] = {}
        for block in blocks:
            if is_prose(block.text) and not self._is_linked(block):
                self._count(block)
        self._recount()

    def _count(self, block: Block) -> None:
        words = count_words(block.text)
        self._total += words
        for element in _upwards(block.element):
            self._words[element] = self._words.get(element, 0) + words

    def _recount(self) -> None:
        """Once the furniture is known its prose no longer counts."""
        prose = [block for block in self._blocks if is_prose(block.text) and not self._is_linked(block)]
        kept = [block for block in prose if not self._in_furniture(block)]
        self._words, self._total = {}, 0
        for block in kept:
            self._count(block)

    def _in_furniture(self, block: Block) -> bool:
        """Whether an element around the block is furniture. A region with much of the prose is none."""
        path: list[etree._Element] = []
        answer = False
        for element in _upwards(block.element):
            if element in self._furniture:
                answer = self._furniture[element]
                break
            path.append(element)
        for element in reversed(path):
            small = self._words.get(element, 0) <= _FURNITURE_SHARE * self._total
            small = small and element not in self._around_title
            answer = answer or (small and find_role(element) == "furniture")
            self._furniture[element] = answer
        return answer

    def _is_linked(self, block: Block) -> bool:
        """Whether the block is mostly a link to something else."""
        if count_words(block.text) > _LINKED_WORDS:
            return False
        if any(element.tag == "a" for element in _upwards(block.element)):
            return True
        return block.linked > _LINKED_SHARE * len(block.text)

    def _region(self) -> "etree._Element | None":
        """The deepest element that holds nearly all prose."""
        holders = [element for element, words in self._words.items() if words >= _REGION_SHARE * self._total]
        deepest = max(holders, key=_depth, default=None)
        above = deepest.getparent() if deepest is not None else None
        return above if deepest is not None and deepest.tag in _PARAGRAPHS and above is not None else deepest

    def lines(self, url: str | None, title: Block | None) -> list[Line]:
        """The blocks that may be of the article, from its headline on, with their hints."""
        region = self._region()
        if region is None:
            return [_line(block, None, url) for block in self._blocks if not self._in_furniture(block)]
        inside = [at for at, block in enumerate(self._blocks) if _is_within(block.element, region)]
        first, last = inside[0], inside[-1]
        if title is not None:
            first = min(first, next(at for at, block in enumerate(self._blocks) if block is title))
        found: list[Line] = []
        for at, block in enumerate(self._blocks[first : last + 1], first):
            hint = Hint.HEADLINE if block is title else _hint(block)
            within = at >= inside[0] and _is_within(block.element, region)
            if block is not title and (self._in_furniture(block) or not (within or at < inside[0])):
                continue
            if hint is not Hint.CAPTION and _is_beside_caption(block):
                continue
            if hint in {Hint.HEADLINE, Hint.BYLINE, Hint.STANDFIRST, Hint.CAPTION} or not self._is_linked(
                block
            ):
                found.append(_line(block, hint, url))
        return _without_bare_headings(found)


def _title_block(blocks: Sequence[Block], metadata: Metadata) -> Block | None:
    """The heading on the page that the metadata call its title; else its only first-rank heading."""
    wanted = [normal(title) for title in metadata.titles]
    firsts = [block for block in blocks if _tag_above(block, {"h1"})]
    for block in firsts or [block for block in blocks if _tag_above(block, {"h2", "h3"})]:
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


def _is_beside_caption(block: Block) -> bool:
    """Whether the block is a picture's credit or label, its caption being elsewhere in the figure."""
    figure = next((element for element in list(_upwards(block.element))[:6] if element.tag == "figure"), None)
    return (
        figure is not None
        and figure.find(".//figcaption") is not None
        and count_words(block.text) < _LABEL_WORDS
    )


def _hint(block: Block) -> Hint | None:
    for at, element in enumerate(_upwards(block.element)):
        if at == 3:
            break
        role = find_role(element)
        if role in _HINTS and count_words(block.text) < 80:
            return _HINTS[role]
        if element.tag in _HEADINGS:
            return Hint.HEADING
    return {"p": Hint.PARAGRAPH, "li": Hint.ITEM}.get(block.element.tag)


def _without_bare_headings(lines: Sequence[Line]) -> list[Line]:
    """Headings below which nothing was kept, as of lists of links, go too."""
    found: list[Line] = []
    for line in reversed(lines):
        below = found[-1] if found else None
        if line.hint is Hint.HEADING and (below is None or below.hint in {Hint.HEADING, Hint.CAPTION}):
            continue
        found.append(line)
    return found[::-1]


def _line(block: Block, hint: Hint | None, url: str | None) -> Line:
    return Line(block.text, hint, absolute_links(block.links, url))


def _tag_above(block: Block, tags: Iterable[str]) -> bool:
    return any(element.tag in tags for element in list(_upwards(block.element))[:3])


def _upwards(element: "etree._Element") -> "Iterable[etree._Element]":
    yield element
    yield from element.iterancestors()


def _is_within(element: "etree._Element", region: "etree._Element") -> bool:
    return any(above is region for above in _upwards(element))


def _depth(element: "etree._Element") -> int:
    return sum(1 for _ in element.iterancestors())
