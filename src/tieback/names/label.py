"""The words of a name and the labels they are given: the working values of the grammar."""

from typing import NamedTuple

from tieback.names.damage import repaired
from tieback.names.reading import PartKind
from tieback.names.token import Token

_BREAKS = frozenset(",;()[]{}|/（）【】，；、")
_BRACKETS = frozenset("()（）")


class Label(NamedTuple):
    """Words i to j (exclusive) and what they were read as; `doubtful`: pinyin that may be brand."""

    i: int
    j: int
    kind: PartKind
    key: str
    readings: tuple[str, ...] = ()
    doubtful: bool = False


class Phrase:
    """The words of one name and the punctuation between them."""

    __slots__ = ("breaks", "keys", "lead", "pinyin", "pinyin_form", "text", "tokens")

    def __init__(self, text: str, tokens: list[Token], *, lead: bool) -> None:
        self.text = text
        self.tokens = tokens
        self.keys = [
            token.key if token.key.isalpha() and "rn" not in token.key else repaired(token.key) or token.key
            for token in tokens
        ]
        self.lead = lead
        ends = [token.end for token in tokens[:-1]]
        gaps = (text[end : token.start] for end, token in zip(ends, tokens[1:], strict=True))
        self.breaks = [True, *map(_breaks, gaps), True]
        self.pinyin = [False] * len(tokens)  # words read as pinyin of a sector or qualifier
        self.pinyin_form = any(key.endswith("gongsi") or key == "gong" for key in self.keys)


def _breaks(gap: str) -> bool:
    """True if what stands between two words parts the name: comma, bracket, a dash between blanks."""
    if gap in (" ", "", "-"):
        return False
    return not _BREAKS.isdisjoint(gap) or (gap[0] == " " and gap.strip() in ("-", "–", "—"))


def in_brackets(phrase: Phrase, i: int, j: int) -> bool:
    """Do words i to j stand in brackets by themselves, behind others?"""
    if i == 0:
        return False
    before = phrase.text[phrase.tokens[i - 1].end : phrase.tokens[i].start]
    after = phrase.text[phrase.tokens[j - 1].end :].lstrip()
    return not _BRACKETS.isdisjoint(before) and after[:1] in _BRACKETS


def bracket_between(phrase: Phrase, left: Label, right: Label) -> bool:
    """True if a bracket stands between two labels."""
    gap = phrase.text[phrase.tokens[left.j - 1].end : phrase.tokens[right.i].start]
    return not _BRACKETS.isdisjoint(gap)
