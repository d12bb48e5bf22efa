"""The comparison form of a text: NFKC, simplified Han, casefolded, punctuation and spacing evened out.

Diacritics stay (they are spelling); names are compared by parts, not by this form alone.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
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
_ASCII_RUN = re.compile(r"[\x00-\x7f]+")
_BLANKS = re.compile(" +")
_EVEN = {
    code: chr(code).lower() if chr(code).isprintable() else " " for code in range(128)
}  # controls are blanks
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
    at = 0
    for run in _ASCII_RUN.finditer(text):  # nearly all of most texts, and as long before as after folding
        first, end = run.span()
        _fold_clusters(text, (at, first), (chars, starts, ends))
        at = end - (end < len(text) and _continues(text[end]))
        chars.append(text[first:at].translate(_EVEN))
        starts.extend(range(first, at))
        ends.extend(range(first + 1, at + 1))
    _fold_clusters(text, (at, len(text)), (chars, starts, ends))
    even = simplify("".join(chars))
    kept = _kept(even)
    return Folded(
        "".join([even[start:end] for start, end in kept]),
        tuple(chain.from_iterable([starts[start:end] for start, end in kept])),
        tuple(chain.from_iterable([ends[start:end] for start, end in kept])),
    )


def _fold_clusters(text: str, span: tuple[int, int], into: tuple[list[str], list[int], list[int]]) -> None:
    """Characters with the combining marks, invisible format characters and conjoining jamo after them, one by one."""
    chars, starts, ends = into
    start, end = span
    for i in range(start + 1, end + 1):
        if i < end and _continues(text[i]):
            continue
        folded = _fold_cluster(text[start:i])
        chars.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([i] * len(folded))
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


def _kept(text: str) -> list[tuple[int, int]]:
    """Spans of the characters to keep: of blanks the first, between two words of a spaced script."""
    kept: list[tuple[int, int]] = []
    start = 0
    for blanks in _BLANKS.finditer(text):
        first, end = blanks.span()
        inside = first > 0 and end < len(text) and not _closes(text[first - 1]) and not _closes(text[end])
        kept.append((start, first + inside))
        start = end
    kept.append((start, len(text)))
    return kept


def _closes(char: str) -> bool:
    return char in _TIGHT or (char > "\x7f" and script_of_char(char) == HAN)


_WORD = re.compile(r"[^\W_]+", re.UNICODE)


def words(text: str) -> tuple[str, ...]:
    """The words of a folded text, in order."""
    return tuple(_WORD.findall(text))
