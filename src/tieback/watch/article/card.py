"""Offers of other pieces: boxes that hold linked titles, each with a few words of its own, as one shape or several alike.

Told by their make-up alone, whatever their class is called. A box with more words than titles ask for is none.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from tieback.watch.article.block import Block
from tieback.watch.article.sentence import count_words

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_TITLE_WORDS = range(3, 26)
_CARD_WORDS = 60  # of one title and what is said of it
_LONE_WORDS = 45  # where there is one card only
_CARD_BLOCKS = 4  # title, sentence, date, author
_LABEL_WORDS = 4  # a date or a section's name may stand above the title
_MOST_BLOCKS = 200  # a box with more is no box
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_SHARE = 0.9  # of its letters are the link
_NO_TITLE = (".", "。", ":", ",", ";")


def find_cards(blocks: Sequence[Block]) -> "frozenset[etree._Element]":
    """The outermost elements that hold nothing but offers. `blocks` in the order of the page."""
    spans = _spans(blocks)
    titles = [_is_title(block) for block in blocks]
    known: dict[etree._Element, _Made] = {}
    found: set[etree._Element] = set()
    for block, is_title in zip(blocks, titles, strict=True):
        card = None
        for element in _upwards(block.element) if is_title else ():
            if element not in known:
                first, end = spans[element]
                known[element] = _make_up(blocks[first:end], titles[first:end])
            if known[element] is _Made.OTHERWISE:
                break
            card = element if known[element] is _Made.OF_OFFERS else card
        if card is not None:
            found.add(card)
    return frozenset(found)


class _Made(Enum):
    """What an element is made of."""

    OF_OFFERS = 1
    PERHAPS = 2  # a linked line and a sentence: an offer, if the next linked line has one too
    OTHERWISE = 3


def _spans(blocks: Sequence[Block]) -> "dict[etree._Element, tuple[int, int]]":
    """The blocks of each element: they stand together."""
    spans: dict[etree._Element, tuple[int, int]] = {}
    for at, block in enumerate(blocks):
        for element in _upwards(block.element):
            spans[element] = (spans.get(element, (at, at))[0], at + 1)
    return spans


def _is_title(block: Block) -> bool:
    """A line that is a link to another page, and reads as a title."""
    text = block.text
    if count_words(text) not in _TITLE_WORDS or text.endswith(_NO_TITLE):
        return False
    if any(element.tag == "a" and _leads_away(element) for element in _upwards(block.element)):
        return True
    return bool(block.links) and block.linked >= _TITLE_SHARE * len(text)


def _leads_away(link: "etree._Element") -> bool:
    return not (link.get("href") or "#").strip().startswith(("#", "javascript:", "mailto:"))


def _make_up(blocks: Sequence[Block], titles: Sequence[bool]) -> _Made:
    """Offers are titles, each followed by a little or none by anything; nothing but a heading stands above them."""
    if len(blocks) > _MOST_BLOCKS:
        return _Made.OTHERWISE
    first = titles.index(True)
    above = blocks[:first]
    heading = above[-1:] and _is_heading(above[-1]) and count_words(above[-1].text) in range(1, 13)
    if any(count_words(block.text) > _LABEL_WORDS for block in (above[:-1] if heading else above)):
        return _Made.OTHERWISE
    starts = [
        at for at in range(first, len(blocks)) if titles[at] and (at == first or not _continues(blocks, at))
    ]
    cards = [blocks[start:stop] for start, stop in zip(starts, [*starts[1:], len(blocks)], strict=True)]
    sizes = [[count_words(block.text) for block in card] for card in cards]
    if any(len(size) > _CARD_BLOCKS or sum(size) > _CARD_WORDS for size in sizes):
        return _Made.OTHERWISE
    say_more = [any(words > _LABEL_WORDS for words in size[1:]) for size in sizes]
    lone = _is_heading(blocks[first]) and sum(sizes[0]) <= _LONE_WORDS
    sure = not any(say_more) or (lone if len(cards) == 1 else all(say_more))
    return _Made.OF_OFFERS if sure else _Made.PERHAPS


def _continues(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line belongs to the same link as the one above: a title and its sentence."""
    link = _link_of(blocks[at])
    return link is not None and link is _link_of(blocks[at - 1])


def _link_of(block: Block) -> "etree._Element | None":
    return next((element for element in _upwards(block.element) if element.tag == "a"), None)


def _is_heading(block: Block) -> bool:
    return any(element.tag in _HEADINGS for element in list(_upwards(block.element))[:3])


def _upwards(element: "etree._Element") -> "Iterable[etree._Element]":
    yield element
    yield from element.iterancestors()
