"""The lines of a web page that may be of its article: those of its main region, from the headline on, with their hints.

The region holds nine tenths of the page's prose, so that no paragraph is lost; what is furniture in it is told by
mark-up (region.csv), by being mostly links, and by offering other pieces (card.py).
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tieback.watch.article.block import Block
from tieback.watch.article.card import find_cards
from tieback.watch.article.line import Hint, Line
from tieback.watch.article.metadata import absolute_links
from tieback.watch.article.region import find_role
from tieback.watch.article.sentence import count_words, is_prose

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_REGION_SHARE = 0.9  # of the prose, that the main region holds
_FURNITURE_SHARE = 0.4  # of the prose: a region that holds more is not furniture, whatever its class says
_OFFERED_SHARE = 0.65  # of the prose: where offers of other pieces hold more, the page is a list of such
_LINKED_SHARE = 0.5  # of a short block's characters
_LINKED_WORDS = 25
_LABEL_WORDS = 12
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "td", "b", "i", "em", "strong", "span", "font"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_HINTS = {"standfirst": Hint.STANDFIRST, "byline": Hint.BYLINE, "date": Hint.DATE, "caption": Hint.CAPTION}


class Page:
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
        self._cards = self._small_cards()
        self._recount()

    def _small_cards(self) -> "frozenset[etree._Element]":
        """Offers of other pieces, unless the page is made of such."""
        cards = find_cards(self._blocks)
        words = sum(self._words.get(element, 0) for element in cards)
        return cards if words <= _OFFERED_SHARE * self._total else frozenset()

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
            if not answer and element not in self._around_title:
                small = self._words.get(element, 0) <= _FURNITURE_SHARE * self._total
                answer = element in self._cards or (small and find_role(element) == "furniture")
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


def tag_above(block: Block, tags: Iterable[str]) -> bool:
    """Whether the block is one of these elements, or stands right below one."""
    return any(element.tag in tags for element in list(_upwards(block.element))[:3])


def _upwards(element: "etree._Element") -> "Iterable[etree._Element]":
    yield element
    yield from element.iterancestors()


def _is_within(element: "etree._Element", region: "etree._Element") -> bool:
    return any(above is region for above in _upwards(element))


def _depth(element: "etree._Element") -> int:
    return sum(1 for _ in element.iterancestors())
