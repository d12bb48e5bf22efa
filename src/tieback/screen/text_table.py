"""Columns lined up for a terminal; a Han character takes two cells."""

from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width


def width_of(text: str) -> int:
    """Cells of a terminal that the text takes."""
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text
    )


def cut_to(text: str, most: int) -> str:
    """The text on one line and in at most `most` cells, with an ellipsis where something is left off."""
    text = " ".join(text.split())
    while width_of(text) > most:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return text


def aligned(rows: Sequence[Sequence[str]], most: int = 44) -> Iterator[str]:
    """The rows as lines; cells longer than `most` cells are cut. All rows have as many cells as the first."""
    short = [[cut_to(cell, most) for cell in row] for row in rows]
    widths = [max(width_of(row[index]) for row in short) for index in range(len(short[0]))]
    for row in short:
        padded = (cell + " " * (wide - width_of(cell)) for cell, wide in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
