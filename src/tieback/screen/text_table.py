"""Columns lined up for a terminal; a Han character takes two cells."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    while _width(text) > most:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return text


def aligned(rows: Sequence[Sequence[str]], most: int = 44) -> Iterator[str]:
    """The rows as lines; cells longer than `most` cells are cut. All rows have as many cells as the first."""
    short = [[_cut(cell, most) for cell in row] for row in rows]
    widths = [max(_width(row[index]) for row in short) for index in range(len(short[0]))]
    for row in short:
        padded = (cell + " " * (wide - _width(cell)) for cell, wide in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
