"""A claim in the making: where the words, the cue and the speaker stand, and which rule saw them."""

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Draft:
    """Offsets count code points of the article's text. `speaker` is None where no agent is given.

    `kind` is that of the cue; `clause` is the whole reporting clause where it can be told from the content;
    `via` are those through whom, nearest first; `after`: the cue follows what is said.
    """

    start: int
    end: int
    cue: Span
    lemma: str
    kind: str
    speaker: Span | None
    rule: str
    via: tuple[Span, ...] = field(default=())
    after: bool = False

    @property
    def span(self) -> Span:
        """Where the content stands."""
        return self.start, self.end

    def holds(self, other: Span) -> bool:
        """True if a stretch lies within the content."""
        return self.start <= other[0] and other[1] <= self.end
