"""A web page as blocks of text in reading order, each with what its mark-up says of it.

Nothing is judged here and nothing is lost but what no reader sees (scripts, styles). Bounded: no recursion.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tieback.watch.article.region import find_role
from tieback.watch.article.sentence import ends_sentence

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "label",
    ]
)
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "canvas",
        "select",
        "textarea",
        "head",
        "title",
        "meta",
        "link",
        "map",
        "video",
        "audio",
        "input",
        "option",
        "math",
        "source",
        "track",
    ]
)
_SPLITS = frozenset({"div", "section", "header", "article", "main", "footer"})
_LINE = 60  # characters: a shorter line is no part of a paragraph
_MOST_BLOCKS = 50_000


@dataclass(slots=True)
class Block:
    """Text on one line; `element`: the innermost block element around it; `linked`: characters that are links."""

    text: str
    element: "etree._Element"
    links: list[tuple[str, int, int]]
    linked: int
    bold: bool = False


@dataclass(slots=True)
class _Collector:
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    at_space: bool = True

    def add(self, text: str | None) -> None:
        """More text, white space collapsed across elements."""
        if not text:
            return
        words = text.split()
        if not words:
            self._space()
            return
        if text[0].isspace():
            self._space()
        joined = " ".join(words)
        self.parts.append(joined)
        self.length += len(joined)
        self.at_space = False
        if text[-1].isspace():
            self._space()

    def ends_sentence(self) -> bool:
        """Whether what was collected ends as a sentence does."""
        return bool(self.parts) and ends_sentence("".join(self.parts[-3:]).rstrip())

    def part(self) -> None:
        """Two labels side by side, "GMT" and "Updated", are two words."""
        if self.parts and self.parts[-1][-1:].isalnum() and len(self.parts[-1]) > 1:
            self._space()

    def _space(self) -> None:
        if not self.at_space:
            self.parts.append(" ")
            self.length += 1
            self.at_space = True

    def flush(self, element: "etree._Element") -> None:
        """What was collected is a block of `element`."""
        text = "".join(self.parts).rstrip()
        if text and len(self.blocks) < _MOST_BLOCKS:
            links = [(url, start, min(end, len(text))) for url, start, end in self.links if start < len(text)]
            self.blocks.append(Block(text, element, links, self.linked))
        self.parts, self.links, self.length, self.linked, self.at_space = [], [], 0, 0, True


def read_blocks(root: "etree._Element") -> list[Block]:
    """Blocks of the page in the order of its mark-up."""
    collector = _Collector()
    # (element, entering, where its link began)
    stack: list[tuple[etree._Element, bool, int]] = [(root, True, 0)]
    holders = [root]
    while stack:
        element, entering, began = stack.pop()
        tag = element.tag
        if not isinstance(tag, str):  # a comment or an instruction
            collector.add(element.tail)
            continue
        if entering:
            if tag in _UNSEEN:
                collector.add(element.tail)
                continue
            if tag == "br":
                _break(element, collector, holders[-1])
                continue
            if not _is_inline(element):
                collector.flush(holders[-1])
                holders.append(element)
            if tag == "span" and _follows_span(element) and (element.text or " ")[0].isupper():
                collector.part()
            stack.append((element, False, collector.length))
            collector.add(element.text)
            stack.extend((child, True, 0) for child in reversed(element))
            continue
        if tag == "a":
            _end_link(element, collector, began)
        if holders[-1] is element and len(holders) > 1:
            collector.flush(element)
            holders.pop()
        collector.add(element.tail if element is not root else None)
    collector.flush(root)
    return collector.blocks


def _is_inline(element: "etree._Element") -> bool:
    """Inline elements stay in their line, unless a block stands inside them or their class says they are a region."""
    if element.tag not in _INLINE:
        return False
    if any(
        isinstance(child.tag, str) and child.tag not in _INLINE and child.tag not in {"br", "img"}
        for child in element
    ):
        return False
    if element.tag == "a" or find_role(element) in {None, "furniture"}:
        return True
    above, before = element.getparent(), element.getprevious()
    said = above.text if before is None else before.tail
    return above.tag not in _SPLITS or bool((said or "").strip())


def _follows_span(element: "etree._Element") -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "span" and not before.tail


def _break(element: "etree._Element", collector: _Collector, holder: "etree._Element") -> None:
    """Two breaks in a row part paragraphs; so does one after a sentence or a short line, as of a heading."""
    following = element.getnext()
    double = following is not None and following.tag == "br" and not (element.tail or "").strip()
    if double or collector.length < _LINE or collector.ends_sentence():
        collector.flush(holder)
    else:
        collector.add(" ")
    collector.add(element.tail)


def _end_link(element: "etree._Element", collector: _Collector, began: int) -> None:
    url = (element.get("href") or "").strip()
    end = collector.length - (1 if collector.at_space and collector.length else 0)
    if end <= began:
        return
    collector.linked += end - began
    if url.startswith(("http://", "https://", "/")) and len(url) < 2000:
        collector.links.append((url, began, end))
