"""The explanation of an alert as numbered rows that add up, and both names cut into the pieces the rows speak of.

Start, rows and sum are the printed weights; `squash` of the sum is the printed score unless the match is exact,
whose score is 1 by rule. Every character of both names is in exactly one piece; a piece that no row covers was
not weighed (spacing, punctuation, a legal form that stands alone).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tieback.model.alert import Alert, AlertKind, Alignment
from tieback.screen.comparison import Comparison
from tieback.screen.score import decimal_bits, weights

START = "two names taken at random"
REGION_START = "an address taken at random"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what stood where (text of both sides, "" for none), by what rule, its weight, the sum so far."""

    number: int  # 1, 2, ...
    part: str
    rule: str
    a: str
    b: str
    span_a: tuple[int, int]
    span_b: tuple[int, int]
    weight: Decimal  # bits
    total: Decimal  # bits, start and all rows up to this one

    @property
    def how(self) -> str:
        """Part and rule in words: "place exonym", "form"."""
        return self.part if self.part == self.rule else f"{self.part} {self.rule}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a name and the numbers of the rows that cover it."""

    text: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """Two texts, the rows between them, and how they add up to the score."""

    name_a: str
    name_b: str
    start: Decimal
    start_words: str
    lines: tuple[Line, ...]
    total: Decimal
    score: Decimal
    exact: bool

    @property
    def pieces_a(self) -> tuple[Piece, ...]:
        """The first name, cut."""
        return cut(self.name_a, [(line.number, line.span_a) for line in self.lines])

    @property
    def pieces_b(self) -> tuple[Piece, ...]:
        """The second name, cut."""
        return cut(self.name_b, [(line.number, line.span_b) for line in self.lines])


def explain(alert: Alert) -> Explained:
    """The explanation of an alert."""
    region = alert.kind is AlertKind.REGION
    return _explained(
        (alert.name_a, alert.name_b),
        ("region_start", REGION_START) if region else ("start", START),
        alert.alignment,
        (alert.score, alert.exact),
    )


def explain_comparison(a: str, b: str, comparison: Comparison) -> Explained:
    """The explanation of two names compared."""
    return _explained((a, b), ("start", START), comparison.alignment, (comparison.score, comparison.exact))


def _explained(
    names: tuple[str, str],
    start: tuple[str, str],
    alignment: Sequence[Alignment],
    answer: tuple[Decimal, bool],
) -> Explained:
    first = total = decimal_bits(weights()[start[0]])
    lines = []
    for number, row in enumerate(alignment, start=1):
        total += row.weight
        texts = names[0][slice(*row.a)], names[1][slice(*row.b)]
        lines.append(Line(number, row.part, row.rule, *texts, row.a, row.b, row.weight, total))
    return Explained(*names, first, start[1], tuple(lines), total, *answer)


def cut(text: str, spans: Sequence[tuple[int, tuple[int, int]]]) -> tuple[Piece, ...]:
    """`text` at every beginning and end of a span, each piece with the numbers of the spans that cover it."""
    edges = sorted({0, len(text), *(min(edge, len(text)) for _, span in spans for edge in span)})
    return tuple(
        Piece(
            text[begin:end],
            tuple(number for number, span in spans if span[0] <= begin and end <= span[1]),
        )
        for begin, end in pairwise(edges)
    )
