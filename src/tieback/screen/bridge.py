"""The alignment of two names as HTML: both names marked, their stretches joined row by row, the sum below.

Left the stretches of the first name, right those of the second, between them one pill per row with its rule and
weight, lines between what belongs together. Positions are shares of one height, so nothing is measured and no
script is needed. Sign, number and words say what colour says: blue and solid for, ochre and dashed against, grey
and dotted for next to nothing. Everything is escaped; no style attribute, no id, no address.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from importlib.resources import files

from tieback.screen.alignment import Explained, Line, Piece

_LITTLE = Decimal("0.25")  # bits: less hardly counts either way
_WIDTHS = (Decimal(1), Decimal(3), Decimal(6))  # bits from which a line is drawn thicker
_MINUS = "−"

Span = tuple[int, int]


def stylesheet() -> str:
    """The rules that `bridge` and `marked` need; colours fall back for dark and for print."""
    return files("tieback.screen").joinpath("bridge.css").read_text(encoding="utf-8")


def figure(explained: Explained, heads: tuple[str, str]) -> str:
    """Both whole names under what they are, the bridge between them, and the sum."""
    names = "".join(
        f'<div class="{side}"><small>{escape(head)}</small><p class="whole"><bdi>{marked(pieces, explained.lines)}'
        "</bdi></p></div>"
        for side, head, pieces in zip(
            ("left", "right"), heads, (explained.pieces_a, explained.pieces_b), strict=True
        )
    )
    return f'<div class="both">{names}</div>{bridge(explained)}{tally(explained)}'


def bits(weight: Decimal) -> str:
    """A weight as printed, with its sign: "+2.50", "−3.50"."""
    return f"{'+' if weight >= 0 else _MINUS}{abs(weight):f}"


def marked(pieces: Sequence[Piece], lines: Sequence[Line]) -> str:
    """A whole name, its weighed stretches marked with the numbers of their rows."""
    told = {line.number: line for line in lines}
    return "".join(_mark(piece, told) for piece in pieces if piece.text)


def _mark(piece: Piece, told: dict[int, Line]) -> str:
    if not piece.rows:
        return escape(piece.text)
    numbers = ",".join(map(str, piece.rows))
    return (
        f'<mark class="{_sign(told[piece.rows[0]].weight)}">{escape(piece.text)}<sup>{numbers}</sup></mark>'
    )


def bridge(explained: Explained) -> str:
    """Three columns: stretches of the first name, rows, stretches of the second, with lines between them."""
    left = _stretches(explained.name_a, [line.span_a for line in explained.lines])
    right = _stretches(explained.name_b, [line.span_b for line in explained.lines])
    middle = sorted(explained.lines, key=lambda line: (_middle(line, left, right), line.number))
    if not middle:
        return ""
    spots = {line.number: (at + 0.5) / len(middle) for at, line in enumerate(middle)}
    return (
        '<div class="bridge" aria-hidden="true">'
        f'<ul class="ends left">{_chips(explained.name_a, left, explained.lines, 0)}</ul>'
        f"{_gutter(explained.lines, [line.span_a for line in explained.lines], left, spots, True)}"
        f'<ul class="rows">{"".join(map(_pill, middle))}</ul>'
        f"{_gutter(explained.lines, [line.span_b for line in explained.lines], right, spots, False)}"
        f'<ul class="ends right">{_chips(explained.name_b, right, explained.lines, 1)}</ul>'
        "</div>"
    )


def tally(explained: Explained) -> str:
    """Start, every row and the sum, in one line that adds up; the text of what the bridge draws."""
    terms = [f'<li class="start"><span>start</span> <b>{bits(explained.start)}</b></li>']
    terms += [_term(line) for line in explained.lines]
    exact = "exact: 1 by rule, " if explained.exact else ""
    result = f'<li class="sum"><span>= {bits(explained.total)} bits</span> <b>{exact}score {explained.score}</b></li>'
    return f'<ol class="tally" title="start: {explained.start_words}">{"".join(terms)}{result}</ol>'


def _term(line: Line) -> str:
    sides = " – ".join(f"“{escape(text)}”" for text in (line.a, line.b) if text)
    told = f'<span class="vh">: {sides}</span>' if sides else ""
    return (
        f'<li class="{_sign(line.weight)}"><i>{line.number}</i> <span>{escape(line.how)}</span>'
        f"{told} <b>{bits(line.weight)}</b></li>"
    )


def _stretches(text: str, spans: Iterable[Span]) -> list[Span]:
    """The distinct spans of the rows in reading order, and what of the text they leave if it holds a letter."""
    taken = sorted({span for span in spans if span[0] < span[1]})
    found, at = list(taken), 0
    for begin, end in [*taken, (len(text), len(text))]:
        if begin > at and any(character.isalnum() for character in text[at:begin]):
            found.append((at, begin))
        at = max(at, end)
    return sorted(found)


def _middle(line: Line, left: Sequence[Span], right: Sequence[Span]) -> float:
    """Where a row belongs between the ends: the mean of what it joins; a row that joins nothing comes last."""
    places = [
        (ends.index(span) + 0.5) / len(ends)
        for span, ends in ((line.span_a, left), (line.span_b, right))
        if span in ends
    ]
    return sum(places) / len(places) if places else 2.0


def _chips(text: str, ends: Sequence[Span], lines: Sequence[Line], side: int) -> str:
    return "".join(_chip(text, span, [line for line in lines if _of(line, side) == span]) for span in ends)


def _of(line: Line, side: int) -> Span:
    return line.span_b if side else line.span_a


def _chip(text: str, span: Span, lines: Sequence[Line]) -> str:
    words = f"<bdi>{escape(' '.join(text[slice(*span)].split()))}</bdi>"
    if not lines:
        return f'<li><span class="chip unweighed">{words}<small>not weighed</small></span></li>'
    numbers = "".join(f"<i>{line.number}</i>" for line in lines)
    strongest = max(lines, key=lambda line: abs(line.weight))
    return f'<li><span class="chip {_sign(strongest.weight)}">{words}{numbers}</span></li>'


def _pill(line: Line) -> str:
    return (
        f'<li><span class="pill {_sign(line.weight)}"><i>{line.number}</i>'
        f"<span>{_how(line)}</span><b>{bits(line.weight)}</b></span></li>"
    )


def _how(line: Line) -> str:
    if line.part == line.rule:
        return f"<em>{escape(line.part)}</em>"
    return f"{escape(line.part)} <em>{escape(line.rule)}</em>"


def _gutter(
    lines: Sequence[Line], spans: Sequence[Span], ends: Sequence[Span], spots: dict[int, float], left: bool
) -> str:
    paths = []
    for line, span in zip(lines, spans, strict=True):
        if span in ends:
            end = (ends.index(span) + 0.5) / len(ends)
            start, stop = (end, spots[line.number]) if left else (spots[line.number], end)
            width = 1 + sum(abs(line.weight) >= least for least in _WIDTHS)
            paths.append(
                f'<path class="{_sign(line.weight)} w{width}" d="M0 {_share(start)}C50 {_share(start)} 50 '
                f'{_share(stop)} 100 {_share(stop)}"/>'
            )
    return f'<svg class="gutter" viewBox="0 0 100 100" preserveAspectRatio="none">{"".join(paths)}</svg>'


def _share(of_height: float) -> str:
    return f"{of_height * 100:.2f}".rstrip("0").rstrip(".")


def _sign(weight: Decimal) -> str:
    if abs(weight) < _LITTLE:
        return "little"
    return "for" if weight > 0 else "against"
