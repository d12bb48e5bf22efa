"""The comparison form of a text: NFKC, simplified Han, casefolded, punctuation and spacing evened out.

Diacritics stay (they are spelling); names are compared by parts, not by this form alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from tieback.names.script import HAN, has_han, script_of_char

# Typographic signs that mean an ASCII one but are not its compatibility character.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼʻ`´′ꞌ＇", "'"),
        **dict.fromkeys("“”„‟«»″「」『』《》", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣－─", "-"),
        **dict.fromkeys("【〔［〖｛〈", "("),
        **dict.fromkeys("】〕］〗｝〉", ")"),
        **dict.fromkeys("·•・‧∙⋅", "·"),
        "、": ",",
        "。": ".",
        "，": ",",
        "؛": ";",
        "،": ",",
    }
)
_TIGHT = frozenset(",.;:()/&-'\"·+")  # no space stands beside these in the comparison form


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and where each of its characters came from.

    `starts[i]` and `ends[i]` are the span (code points, end exclusive) in the original of character i.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of a non-empty span of the folded text."""
        return self.starts[start], self.ends[end - 1]


@cache
def _converter() -> Any:
    """OpenCC's traditional-to-simplified converter, loaded when the first Han character is met."""
    from opencc import OpenCC

    return OpenCC("t2s")


def simplify(text: str) -> str:
    """Traditional Han characters to simplified ones, one for one, so that positions are kept."""
    if not has_han(text):
        return text
    convert = _converter().convert
    simplified: str = convert(text)
    if len(simplified) != len(text):
        return "".join(c if len(c) == 1 else char for char in text for c in (convert(char),))
    return simplified


def fold(text: str) -> str:
    """The comparison form of `text`; two texts that differ only in width, Han variant, case, quotes,
    dashes or spacing have the same form. `fold(fold(t)) == fold(t)`."""
    return fold_with_offsets(text).text


def fold_with_offsets(text: str) -> Folded:
    """`fold`, with the span of the original for each folded character."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in _clusters(text):
        for char in _fold_cluster(piece):
            chars.append(char)
            starts.append(start)
            ends.append(end)
    even = simplify("".join(chars))
    kept = _spacing(even)
    return Folded(
        "".join(even[i] for i in kept),
        tuple(starts[i] for i in kept),
        tuple(ends[i] for i in kept),
    )


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Characters with the combining marks, invisible format characters and conjoining jamo after them, with spans."""
    if text.isascii():
        yield from ((char, i, i + 1) for i, char in enumerate(text))
        return
    start = 0
    for i in range(1, len(text) + 1):
        if i < len(text) and _continues(text[i]):
            continue
        yield text[start:i], start, i
        start = i


def _continues(char: str) -> bool:
    if char <= "\u02ff":
        return char == "\u00ad"  # the soft hyphen, the one format character among the first
    return unicodedata.category(char) in {"Mn", "Mc", "Me", "Cf"} or "\u1160" <= char <= "\u11ff"


@lru_cache(maxsize=65536)
def _fold_cluster(piece: str) -> str:
    if piece.isascii():
        return _blank(piece.casefold())
    folded = "".join(
        char for char in piece if unicodedata.category(char) != "Cf"
    )  # else it parts a mark from its letter
    for _ in range(3):  # NFKC and casefolding can each enable the other; the third round never changes
        folded = unicodedata.normalize("NFKC", folded).casefold().translate(_SIGNS)
    return "".join(_blank(char) for char in folded)


def _blank(char: str) -> str:
    """Spaces and controls become one blank; invisible format characters vanish."""
    if char.isalnum():
        return char
    category = unicodedata.category(char[0]) if len(char) == 1 else ""
    if category == "Cf":
        return ""
    return " " if char.isspace() or category == "Cc" else char


def _spacing(text: str) -> list[int]:
    """Indices of the characters to keep: blanks only between two words of a spaced script."""
    kept: list[int] = []
    pending: int | None = None
    for i, char in enumerate(text):
        if char == " ":
            pending = i if pending is None else pending
            continue
        if pending is not None and kept and not _closes(text[kept[-1]]) and not _closes(char):
            kept.append(pending)
        pending = None
        kept.append(i)
    return kept


def _closes(char: str) -> bool:
    return char in _TIGHT or script_of_char(char) == HAN


_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def words(text: str) -> tuple[str, ...]:
    """The words of a folded text, in order."""
    return tuple(_WORD.findall(text))
