"""An explanation for a terminal: both names, then one line per row between them, lined up, and the sum.

Lines are stretches of text with a style each; the plain text says everything that colour says. A Han character takes
two cells, and control characters are shown as marks, so that no name moves the cursor.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from unicodedata import category

from tieback.screen.alignment import Explained, Line, Piece
from tieback.screen.bridge import bits
from tieback.screen.text_table import cut_to, width_of

Stretch = tuple[str, str]  # text, style of rich ("" for none)
_FOR, _AGAINST, _LITTLE, _SOFT, _HEAD = "bold cyan", "bold yellow", "dim", "dim", "bold"
_SMALL = Decimal("0.25")
_MOST = 34  # cells of a name's stretch


def described(explained: Explained, heads: tuple[str, str], answer: str) -> Iterator[list[Stretch]]:
    """The lines. `heads`: what the two names are ("in the file", "on the list"); `answer`: what is said of the score."""
    wide = max(map(len, heads))
    told = {line.number: line for line in explained.lines}
    for head, pieces in zip(heads, (explained.pieces_a, explained.pieces_b), strict=True):
        yield [(f"{head:<{wide}}  ", _SOFT), *_marked(pieces, told)]
    if not explained.lines:
        yield [("answer".ljust(wide + 2), _SOFT), (answer, _HEAD)]
        return
    rows = [_cells(line) for line in explained.lines]
    widths = [
        max(
            width_of(row[place])
            for row in (*rows, ("", heads[0], "start: " + explained.start_words, heads[1]))
        )
        for place in range(4)
    ]
    yield []
    yield [(_joined(["", heads[0], "how they meet", heads[1]], widths), _SOFT), ("  weight     sum", _SOFT)]
    first = bits(explained.start)
    yield [
        (_joined(["", "", f"start: {explained.start_words}", ""], widths), _SOFT),
        _sums(first, first, _SOFT),
    ]
    for line, row in zip(explained.lines, rows, strict=True):
        style = _style(line.weight)
        yield [
            (_joined(row, widths), style if style == _LITTLE else ""),
            _sums(bits(line.weight), bits(line.total), style),
        ]
    yield [(f"{'':<{sum(widths) + 6}}  ", ""), (f"= {bits(explained.total)} bits, {answer}", _HEAD)]


def _cells(line: Line) -> tuple[str, str, str, str]:
    return (
        str(line.number),
        cut_to(visible(line.a) or "–", _MOST),
        cut_to(line.how, _MOST),
        cut_to(visible(line.b) or "–", _MOST),
    )


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (wide - width_of(cell)) for cell, wide in zip(cells, widths, strict=True))
    return "  ".join(padded)


def _sums(weight: str, total: str, style: str) -> Stretch:
    return f"{weight:>8}{total:>8}", style


def _style(weight: Decimal) -> str:
    if abs(weight) < _SMALL:
        return _LITTLE
    return _FOR if weight > 0 else _AGAINST


def _marked(pieces: Sequence[Piece], told: dict[int, Line]) -> Iterator[Stretch]:
    for piece in pieces:
        style = f"{_style(told[piece.rows[0]].weight)} underline" if piece.rows else ""
        yield visible(piece.text), style


def visible(text: str) -> str:
    """The text on one line, with a mark for whatever would steer the terminal."""
    return "".join(
        " " if char.isspace() else "\ufffd" if category(char) in {"Cc", "Cf"} else char for char in text
    )


def plain_line(line: Sequence[Stretch]) -> str:
    """The line without styles."""
    return "".join(text for text, _ in line).rstrip()
