"""The sentence and the paragraph in which a span stands: what a term of a rank points at."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tieback.watch.ledger.span import find_sentences


@dataclass(frozen=True, slots=True)
class Passages:
    """A text cut into sentences; `paragraphs` holds the number of the paragraph of each."""

    text: str
    spans: tuple[tuple[int, int], ...]
    paragraphs: tuple[int, ...]

    def at(self, start: int) -> int:
        """The number of the sentence that holds this place, or the last before it."""
        return max(bisect_right(self.spans, (start, len(self.text) + 1)) - 1, 0)

    def sentence(self, start: int) -> tuple[int, int]:
        """Span of the sentence that holds this place; the place itself in a text without any."""
        return self.spans[self.at(start)] if self.spans else (start, start)

    def paragraph(self, start: int) -> int:
        """Number of the paragraph that holds this place; a headline counts as one with what follows it."""
        return max(self.paragraphs[self.at(start)], 1) if self.spans else 0


def cut_passages(text: str) -> Passages:
    """The sentences of a text, and their paragraphs (parted by blank lines)."""
    spans = tuple(find_sentences(text))
    return Passages(text, spans, tuple(_paragraphs(text, spans)))


def _paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    numbers: list[int] = []
    for place, (start, _) in enumerate(spans):
        gap = text[spans[place - 1][1] : start] if place else ""
        numbers.append((numbers[-1] if numbers else 0) + (gap.count("\n") > 1))
    return numbers
